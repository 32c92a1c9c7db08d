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
_CODES: Final = {  # how GitHub, GitLab and Slack write them
    State.DONE: "white_check_mark heavy_check_mark ballot_box_with_check check checkmark tada",
    State.IN_PROGRESS: "construction arrows_counterclockwise repeat hammer_and_wrench",
    State.OPEN: "hourglass hourglass_flowing_sand clipboard soon x",
    State.DROPPED: "no_entry no_entry_sign wastebasket",
}
_BY_SIGN: Final = {sign: state for state, signs in _SIGNS.items() for sign in signs} | {
    f":{code}:": state for state, codes in _CODES.items() for code in codes.split()
}
_ANY: Final = "(" + "|".join(map(re.escape, _BY_SIGN)) + ")\ufe0f?"
_SIGN: Final = re.compile(_ANY)
_CLOSING_SIGN: Final = re.compile(_ANY + "$")
MAX_SIGN: Final = 30  # characters
_BOX: Final = re.compile(r"\[([ xX~/-]?)\]")
_GROUNDS: Final = ((), ("in",), ("by",), ("with",), ("via",), ("on",))
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


def tells_done(text: str) -> bool:
    """Whether a remark says where or how something was done: "Already done in ...", "Fixed by ..."."""
    words = tokens(text[:80])
    hit = STATES.at(words, 0) if words else None
    return hit is not None and hit.value is State.DONE and words[hit.end : hit.end + 1] in _GROUNDS


def ends_with_state(text: str) -> State | None:
    """The state with whose word a text ends, in languages that put it there: "タイムアウト値の変更完了"."""
    words = tokens(text[-40:])
    hits = STATES.find(words)
    return hits[-1].value if hits and hits[-1].end == len(words) and hits[-1].start else None


def sign_of(text: str) -> State | None:
    """The state of the first emoji or check mark in a text."""
    match = _SIGN.search(text)
    return _BY_SIGN[match[1]] if match else None


def strip_sign(text: str) -> tuple[State | None, int]:
    """The state of a sign at the text's beginning, and the offset after it."""
    match = _SIGN.match(text)
    return (_BY_SIGN[match[1]], match.end()) if match else (None, 0)


def closing_sign(text: str) -> tuple[State | None, int]:
    """The state of a sign at the text's end, and the offset before it."""
    match = _CLOSING_SIGN.search(text, max(0, len(text) - MAX_SIGN))
    return (_BY_SIGN[match[1]], match.start()) if match else (None, len(text))


def of_box(mark: str) -> State:
    """The state that a checkbox shows."""
    if mark in "xX" and mark:
        return State.DONE
    return State.IN_PROGRESS if mark and mark in "~/" else State.DROPPED if mark == "-" else State.OPEN
