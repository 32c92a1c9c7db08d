"""An item's title: its words as an issue's title would have them. What is left over is its detail."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from service.extraction.folding import tokens
from service.extraction.marked import Marked
from service.extraction.sentences import sentences
from service.extraction.wording import is_instruction, promises, reports

_AFTER_LEAD: Final = re.compile(r"\s*(?:\([^()]{0,120}\)\s*)?(?P<mark>[:：.–—-]|$|\n)\s*")
_EDGES: Final = " \t\n-–—:：;,|"
MAX_LEAD_WORDS: Final = 16


@dataclass(frozen=True, slots=True)
class Titled:
    """The title's words as a window (for its line), and the detail."""

    title: Marked
    detail: str

    def words(self) -> str:
        return clean(self.title.plain())


def titled(text: Marked) -> Titled:
    """Splits an item's own words, annotations already taken off."""
    lead = _lead(text)
    if lead is not None:
        title, rest = lead
        if not rest:
            return Titled(title, "")
        if title is rest:
            return _first_sentence(rest)
        return Titled(title, rest.plain())
    return _first_sentence(text)


def _first_sentence(text: Marked) -> Titled:
    parts = sentences(text)
    if not parts:
        return Titled(text, "")
    rest = text.slice(parts[1].low - text.low) if len(parts) > 1 else None
    return Titled(parts[0], rest.plain() if rest else "")


def _lead(text: Marked) -> tuple[Marked, Marked | None] | None:
    """A bold beginning: the action in short, of which the rest is the explanation; or a label of it.

    Gives (title, rest), with title being rest if the beginning is only a label; None if nothing is set off.
    """
    bold = text.bold_until()
    if not bold or bold >= len(text.text):
        return None
    words = text.slice(0, bold)
    inside_mark = words.text[-1] in ":：.–—" or "\n" in text.text[len(words.text) : bold]
    after = _AFTER_LEAD.match(text.text, bold)
    if not inside_mark and not after:
        return None
    rest = text.slice(after.end() if after else bold)
    lead = words.slice(0, len(words.text.rstrip(" :：.–—-")))
    count = len(tokens(lead.text))
    if not rest or not lead:
        return (lead or rest), None
    if is_instruction(lead.text) or reports(lead.text) or promises(lead.text):
        return lead, rest
    if count <= 3 and (is_instruction(rest.text) or promises(sentences(rest)[0].text)):
        return rest, rest
    if count >= 2 or words.text[-1] == ".":
        return (lead, rest) if count <= MAX_LEAD_WORDS else None
    return rest, rest


def clean(title: str) -> str:
    """A title without what is left of its surroundings at both ends."""
    title = title.strip(_EDGES)
    if title.endswith(".") and not title.endswith(("..", "etc.")):
        title = title[:-1]
    return title.strip()
