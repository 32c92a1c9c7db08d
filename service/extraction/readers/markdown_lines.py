"""What a line of Markdown can be, and its measures. `markdown.py` puts the lines together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from service.extraction.readers import markdown_table as tables

HEADING: Final = re.compile(r"\\?(?P<marks>#{1,6})(?:[ \t]+|(?<=##)(?=[^\W\d_]))(?P<words>.*)|#{1,6}$")
CLOSING_MARKS: Final = re.compile(r"(?:^|[ \t])#+[ \t]*$")
SETEXT: Final = re.compile(r"(=+|-+)[ \t]*$")
RULE: Final = re.compile(r"(?:\*[ \t]*){3,}$|(?:-[ \t]*){3,}$|(?:_[ \t]*){3,}$")
FENCE: Final = re.compile(r"(?P<marks>`{3,}|~{3,})(?P<info>[^`]*)$")
MARKER: Final = re.compile(r"(?P<marker>[-*+•]|\d{1,9}[.)])(?P<gap>[ \t]+|$)")
CHECKBOX: Final = re.compile(r"\[(?P<mark>[ xX~/-]?)\](?=[ \t]|$)[ \t]*")
DEFINITION: Final = re.compile(r" {0,3}\[(?P<label>[^\[\]]{1,200})\]:[ \t]*<?(?P<url>[^\s<>]*)>?(?P<rest>.*)")
NOTE: Final = re.compile(r" {0,3}\[\^(?P<label>[^\]\s]{1,80})\]:[ \t]*(?P<words>.*)")
SKIPPED_LINE: Final = re.compile(
    r"\{%.*%\}$|\{\{[<%].*[%>]\}\}$|:::.*$|!!!\s.*$|\{:.*\}$|\[\[?_?TOC_?\]?\]$", re.IGNORECASE
)
RAW: Final = re.compile(r"<(script|style|pre|svg|template)\b", re.IGNORECASE)
HTML_HEADING: Final = re.compile(r"<h([1-6])\b[^<>]{0,500}>(.*?)(?:</h[1-6]>|$)", re.IGNORECASE)
HTML_BLOCK: Final = re.compile(r"<(table|ul|ol|dl)\b", re.IGNORECASE)
ONLY_TAGS: Final = re.compile(r"(?:</?[A-Za-z][^<>]{0,2000}>\s*)+$")
MAX_DEPTH: Final = 32
MAX_SETEXT: Final = 120  # characters: a longer line above `---` is a paragraph and a rule
TAB: Final = 4


def is_definition(words: str) -> bool:
    found = DEFINITION.match(words)
    return bool(found and found["url"])


def unquote(line: str) -> tuple[str, bool]:
    """A line without its `>` marks, and whether it had any."""
    if ">" not in line[:40]:
        return line, False
    stripped = line.lstrip(" ")
    if not stripped.startswith(">"):
        return line, False
    while stripped.startswith(">"):
        stripped = stripped[1:].removeprefix(" ")
        if stripped.lstrip(" ").startswith(">"):
            stripped = stripped.lstrip(" ")
    return stripped, True


def indent(line: str) -> int:
    if line[:1] not in (" ", "\t"):
        return 0
    width = 0
    for character in line:
        if character == " ":
            width += 1
        elif character == "\t":
            width += TAB - width % TAB
        else:
            break
    return width


def interrupts(lines: Sequence[str], index: int, words: str, *, in_list: bool) -> bool:
    """Whether a line ends the open paragraph instead of going on with it."""
    first = words[0]
    if first in "#\\" and HEADING.match(words):
        return True
    if first in "=-" and SETEXT.match(words):
        return True
    if first in "`~" and FENCE.match(words):
        return True
    if first in "*_-" and RULE.match(words):
        return True
    if first in "-*+•" and MARKER.match(words):
        return len(words) > 1
    if first.isdigit() and (marker := MARKER.match(words)):
        return in_list or marker["marker"][:-1] == "1"
    if first == "<":
        return bool(
            HTML_HEADING.match(words)
            or RAW.match(words)
            or words.lower().startswith(("<table", "<ul", "<ol", "</", "<li"))
        )
    if "|" in words:
        return tables.starts(lines, index)
    return False


def end_of(lines: Sequence[str], index: int, tag: str) -> int | None:
    """The line on which the HTML element that opens on line `index` is closed; None if it never is."""
    open_tags, pattern = 0, re.compile(rf"<(/?){tag}\b", re.IGNORECASE)
    for ahead in range(index, len(lines)):
        for match in pattern.finditer(lines[ahead]):
            open_tags += -1 if match[1] else 1
        if open_tags <= 0:
            return ahead
    return None
