"""Texts whose parts are led by their labels: "**Action:** ... **Owner:** ...", in a paragraph or in a list entry."""

from __future__ import annotations

from service.extraction.annotations import Context, Fields
from service.extraction.annotations import labelled as read_label
from service.extraction.folding import tokens
from service.extraction.marked import Marked
from service.extraction.vocabulary import COLUMNS
from service.extraction.words import Column

MAX_LABEL = 40  # characters


def action_in(text: Marked, context: Context) -> tuple[Marked, Fields] | None:
    """The part of a text that its label calls the action, and what the other parts say; None without such a label."""
    if ":" not in text.text:
        return None
    parts = _parts(text)
    action = next((value for label, value in parts if COLUMNS.whole(tokens(label)) is Column.ACTION), None)
    if action is None:
        return None
    fields = Fields()
    for label, value in parts:
        if value is not action and (said := read_label(label, value, context)):
            fields.take(said)
    return action, fields


def _parts(text: Marked) -> list[tuple[str, Marked]]:
    """The (label, value) pairs of a text whose labels are bold or stand at the beginning of lines."""
    marks: list[tuple[int, int]] = []
    at_start = True
    for start, end, span in text.spans():
        colon = text.text.find(":", start, end + 2)
        if (
            (span.bold or at_start)
            and 0 <= colon - start <= MAX_LABEL
            and COLUMNS.whole(tokens(text.text[start:colon]))
        ):
            marks.append((start, colon))
        at_start = span.text == "\n"
    ends = [start for start, _ in marks[1:]] + [len(text.text)]
    return [
        (text.text[start:colon], text.slice(colon + 1, end)) for (start, colon), end in zip(marks, ends, strict=False)
    ]
