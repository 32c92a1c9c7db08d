"""Lines that are "label: value" and nothing else."""

from __future__ import annotations

import re
from typing import Final

from service.extraction.annotations import Context, Fields, labelled
from service.extraction.folding import tokens
from service.extraction.marked import Marked
from service.extraction.vocabulary import COLUMNS
from service.extraction.words import Column

_PART_ENDS: Final = re.compile(r"[\n|·]|[,;](?=\s[^\W\d_][^\W\d_]*(?:\s[^\W\d_]+)?:\s)")
_LABEL_END: Final = re.compile(r"\s*[:：]|\s+(?:[-–—=]|->|→)\s")


def field_line(text: Marked, context: Context) -> Fields | None:
    """What a line says that is "label: value" and nothing else."""
    words = text.text
    mark = _LABEL_END.search(words[:44])
    if mark is None:
        return None
    column = COLUMNS.whole(tokens(words[: mark.start()]))
    if column in (None, Column.ACTION, Column.NOTES, Column.TIME):
        return None
    return labelled(words[: mark.start()], text.slice(mark.end()), context)


def fields_in(text: Marked, context: Context) -> Fields | None:
    """The fields of a paragraph in which each line, or each part between bars, is labelled."""
    fields, start, found = Fields(), 0, False
    for mark in [*_PART_ENDS.finditer(text.text), None]:
        if part := text.slice(start, mark.start() if mark else None):
            said = field_line(part, context)
            if said is None:
                return None
            fields.take(said)
            found = True
        start = mark.end() if mark else start
    return fields if found else None
