"""What a status cell, a word in capitals, an emoji or a tag says of an item's state."""

from __future__ import annotations

import re
from typing import Final

from connectors.tracker import State
from service.extraction.folding import tokens
from service.extraction.vocabulary import STATES

_SIGNS: Final = {
    State.DONE: "☒✅✔☑✓🟢🎉🏁🗹",
    State.IN_PROGRESS: "🚧🔄🏗🟡🔁🛠⚙⏩",
    State.OPEN: "⬜☐⏳🔲📋🆕⏸📅🔜🟠🔴❌✗✘⏰🟦🔵⚪🕐",
    State.DROPPED: "🚫🗑⛔",
}
_BY_SIGN: Final = {sign: state for state, signs in _SIGNS.items() for sign in signs}
_SIGN: Final = re.compile("[" + "".join(_BY_SIGN) + "]\ufe0f?")
_BOX: Final = re.compile(r"\[([ xX~/-]?)\]")
_MAX_TOKENS: Final = 40


def state_of(text: str) -> State | None:
    """The state that a text names which is known to be about it: its first word of state, else its sign."""
    words = tokens(text[:400])[:_MAX_TOKENS]
    if hit := STATES.first(words):
        return hit.value
    if box := _BOX.search(text):
        return of_box(box[1])
    return sign_of(text)


def begins_with_state(text: str) -> tuple[State, int] | None:
    """The state with whose word a text begins, and how many of its tokens say so."""
    words = tokens(text[:400])[:_MAX_TOKENS]
    hit = STATES.at(words, 0) if words else None
    return (hit.value, hit.end) if hit else None


def sign_of(text: str) -> State | None:
    """The state of the first emoji or check mark in a text."""
    match = _SIGN.search(text)
    return _BY_SIGN[match[0][0]] if match else None


def strip_sign(text: str) -> tuple[State | None, int]:
    """The state of a sign at the text's beginning, and the offset after it."""
    match = _SIGN.match(text)
    return (_BY_SIGN[match[0][0]], match.end()) if match else (None, 0)


def of_box(mark: str) -> State:
    """The state that a checkbox shows."""
    if mark in "xX" and mark:
        return State.DONE
    return State.IN_PROGRESS if mark and mark in "~/" else State.DROPPED if mark == "-" else State.OPEN
