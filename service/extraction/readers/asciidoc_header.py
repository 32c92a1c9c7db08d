"""AsciiDoc's document header: https://docs.asciidoctor.org/asciidoc/latest/document/header/."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from service.extraction.blocks import Field, Heading, plain
from service.extraction.readers.asciidoc_inline import Attributes, inline
from service.extraction.readers.asciidoc_lines import ATTRIBUTE, CONDITIONAL, HEADING, attribute_value, is_underline

_AUTHOR: Final = re.compile(r"\w[^<>;:]{0,100}(?:<[^<>\s]{1,200}>)?(?:; *\w[^<>;:]{0,100}(?:<[^<>\s]{1,200}>)?){0,50}")
_REVISION: Final = re.compile(
    r"(?:v?(?P<number>\d[\w.-]{0,30}),?[ \t]*)?(?P<date>[^:,]{0,60})(?::[ \t]?(?P<remark>.{0,500}))?"
)


@dataclass(frozen=True, slots=True)
class Header:
    """What stands above the first line of the document's body, and where that is."""

    fields: tuple[Field, ...]
    blocks: tuple[Heading, ...]
    end: int


def read_header(lines: list[str], attributes: Attributes) -> Header:
    """Reads the title, its author and revision lines, and the attributes around them; these are set in `attributes`."""
    fields: list[Field] = []
    blocks: list[Heading] = []
    index = 0
    while index < len(lines):
        line = lines[index]
        titled = bool(blocks)
        if match := ATTRIBUTE.fullmatch(line):
            value, end = attribute_value(lines, index, match)
            if value is not None:
                name = match["name"].lower()
                attributes.values[name] = value
                fields.append(Field(index + 1, name, (value,) if value else ()))
            index = end
        elif line.startswith("////"):
            index = _after(lines, index, line)
        elif line.startswith("//") or CONDITIONAL.fullmatch(line) or (not line and not titled):
            index += 1
        elif not titled and (height := _title_height(lines, index)):
            words = line.lstrip("=# ") if height == 1 else line
            blocks.append(Heading(index + 1, 1, inline(words, index + 1, attributes)))
            fields.append(Field(index + 1, "title", (plain(blocks[0].text),)))
            index = _byline(lines, index + height, fields)
        else:
            break
    return Header(tuple(fields), tuple(blocks), index)


def _after(lines: list[str], index: int, delimiter: str) -> int:
    end = index + 1
    while end < len(lines) and lines[end] != delimiter:
        end += 1
    return end + 1


def _title_height(lines: list[str], index: int) -> int:
    match = HEADING.fullmatch(lines[index])
    if match:
        return 1 if len(match["level"]) == 1 else 0
    return 2 if is_underline(lines, index) == 1 else 0


def _byline(lines: list[str], index: int, fields: list[Field]) -> int:
    """The lines directly below the title: authors, then revision."""
    if index >= len(lines) or not _AUTHOR.fullmatch(lines[index]) or HEADING.fullmatch(lines[index]):
        return index
    authors = tuple(re.sub(r"\s*<.*", "", author).strip() for author in lines[index].split(";"))
    fields.append(Field(index + 1, "author", authors))
    index += 1
    if index < len(lines) and lines[index][:1].isalnum() and (match := _REVISION.fullmatch(lines[index])):
        parts = [(name, match[name]) for name in ("number", "date", "remark")]
        fields.extend(Field(index + 1, f"rev{name}", (value.strip(),)) for name, value in parts if value)
        index += 1
    return index
