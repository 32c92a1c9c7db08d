"""Directives that docutils does not know, or that `rst_source.py` has kept from it: taken apart by their form alone.

https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html#directives
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from service.extraction.blocks import Cell, Row, Span
from service.extraction.readers.rst_source import MAX_COLUMNS, shown

_HEAD: Final = re.compile(r"\s*\.\. +(?:\|[^|]{1,200}\| *)?([^\s:|][^\s|]{0,100}?) ?::(?:\s+(.*)|$)")
_OPTION: Final = re.compile(r"\s+:([^\s:][^:]{0,100}):(?:\s+(.*)|$)")
_DELIMITERS: Final = {"tab": "\t", "space": " "}

# Their content is no words of the document.
WORDLESS: Final = frozenset(
    {
        "role",
        "default-role",
        "date",
        "include",
        "raw",
        "meta",
        "contents",
        "sectnum",
        "target-notes",
        "header",
        "footer",
    }
    | {"toctree", "index", "highlight", "tabularcolumns", "literalinclude", "image", "bibliography", "ifconfig"}
)
CODE: Final = frozenset(
    {
        "code",
        "code-block",
        "sourcecode",
        "math",
        "mermaid",
        "graphviz",
        "digraph",
        "uml",
        "plantuml",
        "prompt",
        "ipython",
    }
    | {"doctest", "testcode", "testoutput", "productionlist", "parsed-literal"}
)


@dataclass(frozen=True, slots=True)
class Directive:
    """`argument` is what follows the "::" up to the options or an empty line; lines count from 1."""

    name: str
    argument: str
    options: dict[str, tuple[int, str]]  # name -> line, value
    body: list[str]
    body_line: int


def parsed(source: str, line: int) -> Directive | None:
    """The directive whose source begins on `line`; None if the source is none."""
    lines = source.split("\n")
    head = _HEAD.fullmatch(lines[0])
    if head is None:
        return None
    argument = [head[2] or ""]
    options: dict[str, tuple[int, str]] = {}
    index = 1
    while index < len(lines) and lines[index].strip() and not _OPTION.fullmatch(lines[index]):
        argument.append(lines[index].strip())
        index += 1
    while index < len(lines) and (option := _OPTION.fullmatch(lines[index])):
        options[option[1].lower()] = line + index, option[2] or ""
        index += 1
    while index < len(lines) and not lines[index].strip():
        index += 1
    name = shown(head[1]).lower().rsplit(":", 1)[-1]
    return Directive(name, "\n".join(argument), options, _dedented(lines[index:]), line + index)


def _dedented(lines: list[str]) -> list[str]:
    indent = min((len(line) - len(line.lstrip(" ")) for line in lines if line.strip()), default=0)
    return [line[indent:] for line in lines]


def csv_table(directive: Directive) -> list[Row] | None:
    """The rows of a csv-table, their texts still source; None for what csv cannot read (a delimiter that cannot be
    one, a field without end)."""
    try:
        return [
            Row(line, tuple(Cell(line, (Span(words, line),) if words.strip() else ()) for words in cells), header)
            for line, cells, header in _csv_rows(directive)
        ]
    except (csv.Error, TypeError):
        return None


def _csv_rows(directive: Directive) -> Iterator[tuple[int, list[str], bool]]:
    """Line, cells, whether it is a header. docutils counts these lines from 1."""
    _, delimiter = directive.options.get("delim", (0, ","))
    delimiter = _DELIMITERS.get(delimiter.strip(), delimiter.strip()[:1] or ",")
    if "header" in directive.options:
        line, header = directive.options["header"]
        for cells in csv.reader([header], delimiter=delimiter, skipinitialspace=True):
            yield line, cells[:MAX_COLUMNS], True
    _, headers = directive.options.get("header-rows", (0, ""))
    left = int(headers) if re.fullmatch("[0-9]{1,3}", headers) else 0
    reader = csv.reader((line + "\n" for line in directive.body), delimiter=delimiter, skipinitialspace=True)
    before = 0
    for cells in reader:
        if cells:
            yield directive.body_line + before, cells[:MAX_COLUMNS], left > 0
            left -= 1
        before = reader.line_num
