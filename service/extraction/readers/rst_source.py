"""reStructuredText before docutils sees it: what would cost too much, act on the world or shift lines is taken out.
Lines stay where they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from service.extraction.blocks import Paragraph, Span

MAX_DEPTH: Final = 20  # levels of indentation that docutils may nest (it calls itself for each)
MAX_COLUMNS: Final = 400
_INERT_PREFIX: Final = "\u01c2\u01c2"  # letters that no directive's name holds

# Everything that str.splitlines() takes for a line's end and blocks.py does not.
_BREAKS: Final = {ord(character): " " for character in "\v\f\r\x1c\x1d\x1e\x85\u2028\u2029\x00"}
# docutils would register these roles for the whole process, read the clock, or lose lines. They become unknown
# directives, whose source the tree reads itself.
_TAKEN_OVER: Final = re.compile(
    r"^([ |]*\.\. +(?:\|[^|]{1,200}\| *)?)(role|default-role|date|title|include|raw|csv-table|class"
    r"|code|code-block|sourcecode|math|meta|contents|sectnum|target-notes|header|footer"
    r"|restructuredtext-test-directive)( ?::(?:\s|$))",
    re.IGNORECASE,
)
_MARKERS: Final = re.compile(
    r"(?:(?:[-*+\u2022\u2023\u2043]|\(?(?:\d{1,9}|[A-Za-z#]|[ivxlcdmIVXLCDM]{1,9})[.)]|:[^\s:]{1,40}:"
    r"|\.\.(?: [\w-]{1,40}::)?) +)"
)
_GRID_BORDER: Final = re.compile(r" *\+(?:[-=]+\+)+ *")
_SIMPLE_BORDER: Final = re.compile(r" *=+(?: +=+)+ *")


def cleaned(text: str) -> list[str]:
    """The document's lines, tabs expanded, without trailing blanks."""
    lines = text.translate(_BREAKS).replace(_INERT_PREFIX, "").removeprefix("\ufeff").split("\n")
    return [_TAKEN_OVER.sub(rf"\1{_INERT_PREFIX}\2\3", line.expandtabs(8).rstrip()) for line in lines]


def shown(text: str) -> str:
    """The text as the document has it."""
    return text.replace(_INERT_PREFIX, "")


def is_too_wide(lines: list[str]) -> bool:
    """Whether a table has more columns than docutils should be asked to find."""
    for line in lines:
        if len(line) > 2 * MAX_COLUMNS and (_GRID_BORDER.fullmatch(line) or _SIMPLE_BORDER.fullmatch(line)):
            columns = line.count("+") - 1 if "+" in line else len(line.split())
            if columns > MAX_COLUMNS:
                return True
    return False


def flattened(lines: list[str]) -> tuple[list[str], bool]:
    """The lines with no more than `MAX_DEPTH` levels of indentation, and whether there were more: what stands deeper
    is moved to the deepest level allowed."""
    levels = [0]
    out: list[str] = []
    changed = False
    for line in lines:
        content = line.lstrip(" ")
        if not content:
            out.append(line)
            continue
        indent = len(line) - len(content)
        while levels[-1] > indent:
            levels.pop()
        if indent > levels[-1]:
            if len(levels) < MAX_DEPTH:
                levels.append(indent)
            else:
                indent, changed = levels[-1], True
        prefix, rest = _markers(content, indent, levels)
        changed = changed or len(prefix) + len(rest) != len(content)
        out.append(" " * indent + prefix + rest)
    return out, changed


def _markers(content: str, indent: int, levels: list[int]) -> tuple[str, str]:
    """The list markers with which a line starts, as many as may nest, and what follows the rest of them."""
    position = kept = 0
    while match := _MARKERS.match(content, position):
        position = match.end()
        if len(levels) < MAX_DEPTH:
            kept = position
            levels.append(indent + kept)
    return content[:kept], content[position:]


def as_paragraphs(lines: list[str], offset: int, depth: int) -> Iterator[Paragraph]:
    """The lines as paragraphs, where nothing better can be made of them."""
    start = None
    for index, line in enumerate([*lines, ""]):
        if line and start is None:
            start = index
        elif not line and start is not None:
            yield Paragraph(
                offset + start + 1, (Span(shown("\n".join(lines[start:index])), offset + start + 1),), depth
            )
            start = None
