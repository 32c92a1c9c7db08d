"""The kinds of lines that Org knows: https://orgmode.org/worg/org-syntax.html."""

from __future__ import annotations

import re
from typing import Final

HEADLINE: Final = re.compile(r"(\*+) +(?=\S)(.*)")
TAGS: Final = re.compile(r"(?:^|[ \t])(:(?:[\w@#%]+:)+)[ \t]*$")
KEYWORD: Final = re.compile(r"[ \t]*#\+([\w-]+):[ \t]*(.*)")
BEGIN: Final = re.compile(r"[ \t]*#\+begin_(\S+)(.*)", re.IGNORECASE)
END: Final = re.compile(r"[ \t]*#\+end_(\S+)[ \t]*$", re.IGNORECASE)
DRAWER: Final = re.compile(r"[ \t]*:([\w-]+):[ \t]*$")
PROPERTY: Final = re.compile(r"[ \t]*:([^\s:][^\s]*?)\+?:(?:[ \t]+(.*))?$")
COMMENT: Final = re.compile(r"[ \t]*#(?:[ \t]|$)")
FIXED: Final = re.compile(r"[ \t]*:(?: (.*)|)$")
RULE: Final = re.compile(r"[ \t]*-{5,}[ \t]*$")
CLOCK: Final = re.compile(r"[ \t]*CLOCK:[ \t]")
NOTE: Final = re.compile(r"\[fn:([\w-]+)\][ \t]*(.*)")
ENTRY: Final = re.compile(r"([ \t]*)([-+]|(?<=[ \t])\*|\d+[.)])(?:[ \t]+(.*)|[ \t]*$)")
BOX: Final = re.compile(r"(?:\[@\w+\][ \t]*)?(?:\[([ xX-])\](?:[ \t]+|$))?")
TERM_END: Final = re.compile(r"(?<=[ \t])::(?=[ \t]|$)")
SKIPPED_BLOCKS: Final = frozenset({"comment", "export", "html", "latex"})
LITERAL_BLOCKS: Final = frozenset({"src", "example", "verbatim"})
DOCUMENT_KEYWORDS: Final = frozenset(
    {"title", "subtitle", "date", "author", "email", "todo", "seq_todo", "typ_todo", "filetags", "category"}
    | {"description", "keywords", "language", "property", "status", "severity"}
)
_TAB: Final = 8


def paragraph_end(lines: list[str], index: int, indent: int = -1) -> int:
    """Where a paragraph ends: at an empty line, at what starts something else, or left of `indent`."""
    while index < len(lines):
        line = lines[index]
        start = line.lstrip(" \t")
        if not start or (start[0] in "#:|" and _starts_element(line)) or HEADLINE.fullmatch(line):
            break
        if ENTRY.fullmatch(line) or RULE.match(line) or (line[0] == "[" and NOTE.match(line)):
            break
        if indentation(line) <= indent:
            break
        index += 1
    return index


def _starts_element(line: str) -> bool:
    return (
        line.lstrip(" \t").startswith(("|", "#+"))
        or COMMENT.match(line) is not None
        or DRAWER.match(line) is not None
        or FIXED.fullmatch(line) is not None
    )


def indentation(line: str) -> int:
    """The column at which a line's first word stands."""
    width = 0
    for character in line:
        if character == " ":
            width += 1
        elif character == "\t":
            width += _TAB - width % _TAB
        else:
            break
    return width
