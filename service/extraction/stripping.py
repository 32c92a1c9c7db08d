"""Takes the annotations off both ends of an item's text, until only the item's own words are left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from connectors.tracker import State
from service.extraction.annotations import Context, Fields
from service.extraction.behind import Behind
from service.extraction.folding import tokens
from service.extraction.front import Front, Taken
from service.extraction.marked import Marked

_ROUNDS: Final = 10
MAX_TEXT: Final = 3_000  # characters: a longer text is no entry with annotations behind it


@dataclass(slots=True)
class Stripped:
    """An item's own words, and what stood around them."""

    words: Marked
    fields: Fields = field(default_factory=Fields)


def strip(text: Marked, context: Context) -> Stripped:
    """An item's text without its annotations, and what they say."""
    result = Stripped(text)
    if len(text.text) <= MAX_TEXT:
        _both_ends(result, context)
    said = result.fields
    said.state = said.state or (State.DONE if text.is_struck() or result.words.is_struck() else said.sign)
    return result


def _both_ends(result: Stripped, context: Context) -> None:
    front, behind = Front(context), Behind(context)
    _repeat(
        result,
        (
            front.sign,
            front.box,
            front.number,
            front.keyword,
            front.ref,
            front.code_comment,
            front.bracket_lead,
            front.bold_name,
            front.label_lead,
            front.lead,
        ),
    )
    tails = (
        behind.closing_sign,
        behind.bracket,
        behind.label,
        behind.dash,
        behind.due,
        behind.span_of_time,
        behind.handle,
        behind.bold_names_behind,
        behind.ref,
        behind.sentence,
    )
    _repeat(result, tails, keep=2)


def _repeat(result: Stripped, steps: tuple[Callable[[Marked], Taken], ...], keep: int = 1) -> None:
    """Takes the steps until none takes anything more. At least `keep` words of a longer text are left."""
    for _ in range(_ROUNDS):
        for step in steps:
            taken = step(result.words)
            if (
                taken
                and taken[0]
                and (keep == 1 or len(tokens(taken[0].text)) >= min(keep, len(tokens(result.words.text))))
            ):
                result.words = taken[0]
                result.fields.take(taken[1])
                break
        else:
            return
