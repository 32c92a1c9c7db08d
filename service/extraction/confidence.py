"""How sure it is that a candidate is an item, and why: one table of weights, one phrase."""

from __future__ import annotations

from typing import Final

from service.extraction.candidates import Candidate, Shape
from service.extraction.entries import reads_as_task
from service.extraction.folding import tokens
from service.extraction.vocabulary import Role
from service.extraction.wording import addresses_reader, reports

DROPPED_BELOW: Final = 0.35

_BASE: Final = {
    (Shape.ROW, Role.ACTIONS): 0.95,
    (Shape.ROW, Role.MEASURES): 0.9,
    (Shape.ENTRY, Role.ACTIONS): 0.93,
    (Shape.ENTRY, Role.MEASURES): 0.8,
    (Shape.ENTRY, Role.LESSONS): 0.65,
    (Shape.HEADING, Role.ACTIONS): 0.85,
    (Shape.HEADING, Role.MEASURES): 0.7,
    (Shape.PARAGRAPH, Role.ACTIONS): 0.85,
    (Shape.PARAGRAPH, Role.MEASURES): 0.7,
    (Shape.SENTENCE, Role.ACTIONS): 0.5,
    (Shape.SENTENCE, Role.MEASURES): 0.4,
}
_ELSEWHERE: Final = 0.8  # a table that says itself what it is, below a heading that does not
_SHAPES: Final = {
    Shape.ROW: "row of a table",
    Shape.ENTRY: "list entry",
    Shape.HEADING: "heading",
    Shape.PARAGRAPH: "paragraph",
    Shape.SENTENCE: "sentence that promises work",
}


def weigh(candidate: Candidate) -> tuple[float, str]:
    """The confidence of a candidate (0..1), and one phrase that says what it rests on."""
    role = candidate.frame.role
    weight = _BASE.get((candidate.shape, role), _ELSEWHERE) if role is not None else _ELSEWHERE
    reasons = [_SHAPES[candidate.shape] + (f" under {candidate.frame.title!r}" if candidate.frame.title else "")]
    for change, reason in _changes(candidate):
        weight += change
        if reason:
            reasons.append(reason)
    return round(min(0.99, max(0.0, weight)), 2), ", ".join(reasons)


def _changes(candidate: Candidate) -> list[tuple[float, str]]:
    """What speaks for and against a candidate, each with its weight."""
    return [(weight, reason) for holds, weight, reason in [*_form(candidate), *_wording(candidate)] if holds]


def _form(candidate: Candidate) -> list[tuple[bool, float, str]]:
    """How it is written: (whether it holds, weight, reason)."""
    marks, fields, shape = candidate.marks, candidate.fields, candidate.shape
    annotated = bool(fields.owners or fields.refs or fields.due or fields.state or fields.priority)
    guessed = "guessed column" in marks and "telling columns" not in marks
    return [
        ("named column" in marks, 0.03, "in a column for actions"),
        (guessed, -0.15, "in a table without telling columns"),
        ("box" in marks, 0.05, "has a checkbox"),
        (annotated and shape is not Shape.SENTENCE, 0.04, "has an owner, ticket, date or state"),
        (candidate.nested, -0.1, "below another item"),
        ("bare" in marks, -0.4, "nothing below it promises work"),
        ("beside bold" in marks, -0.6, "below an entry with a bold beginning, as its detail"),
        ("beside a list" in marks, -0.55, "beside the list that holds the items"),
    ]


def _wording(candidate: Candidate) -> list[tuple[bool, float, str]]:
    """How it is worded."""
    title, shape, marks = candidate.title, candidate.shape, candidate.marks
    measures = candidate.frame.role is not Role.ACTIONS
    unworded = shape in (Shape.ENTRY, Shape.PARAGRAPH) and not reads_as_task(candidate)
    done = reports(title)
    return [
        (unworded and "odd list" in marks, -0.2, "in a list of which hardly an entry is worded as a task"),
        (unworded, -0.3 if measures else -0.1, "reports what was done" if done else "not worded as an instruction"),
        (
            len(tokens(title)) == 1 and shape in (Shape.ENTRY, Shape.PARAGRAPH) and "box" not in marks,
            -0.8,
            "a single word",
        ),
        (measures and addresses_reader(title), -0.5, "tells its reader what to do"),
        (title.endswith(("?", "？")), -0.3, "a question"),
    ]
