"""What a stretch of text says that stands around an item's words: a tag, a status, an owner, a date, a ticket.

`read` takes one stretch (the inside of brackets, what stands before a colon or after a dash) and says what it means,
or that it is no annotation; `labelled` reads "label: value". `stripping.py` finds the stretches.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from connectors.tracker import State
from service.extraction import dates
from service.extraction.fields import due, owners, priority, refs, state, types
from service.extraction.folding import fold, tokens
from service.extraction.marked import Marked
from service.extraction.vocabulary import COLUMNS, DUE_WORDS, MONTHS, PLACEHOLDERS, REF_WORDS
from service.extraction.words import Column
from service.model import ItemType

MAX_WORDS: Final = 10  # words of an annotation that has no label
MAX_ANNOTATION: Final = 140  # characters: what is longer is text

DUE_TAIL: Final = re.compile(rf"(?:^|[\s,;–—-])(?:{DUE_WORDS})\s*[:：]?\s+(?P<when>[^.;()]{{3,40}})$", re.IGNORECASE)
_EFFORT: Final = re.compile(
    r"[~≈<]?\s?\d+(?:[.,]\d+)?\s?(?:h|hrs?|hours?|m|mins?|minutes?|d|days?|w|weeks?|sp|pts?|points?)\b\.?",
    re.IGNORECASE,
)
_LABEL: Final = re.compile(r"(?P<label>[^\W\d_][^:：\n|;,.()\[\]]{0,40}?)\s*[:：]\s*")
_PARTS: Final = re.compile(r"\s*[,;|·•、；，]\s*|\s+[-–—]+\s+|\s*\n\s*")
_EXPLAINED: Final = re.compile(r"[^\W\d_](?:[\w'’]| (?=\w)){2,20}\s*(?::|—|–|\s-)\s")  # "won't do: too noisy"
_LOOSE_DUE: Final = frozenset({"target", "date", "when", "timeline", "schedule", "expected", "release", "end"})
_TICKET_WORDS: Final = frozenset({"issue", "ticket", "pr", "bug", "task"})
_AFTER_STATE: Final = frozenset(
    {
        "in",
        "by",
        "via",
        "with",
        "as",
        "on",
        "at",
        "for",
        "since",
        "now",
        "already",
        "during",
        "this",
        "that",
        "pr",
        "see",
        "from",
    }
)


@dataclass(slots=True)
class Fields:
    """What annotations say of an item. The first word on a thing counts; owners and refs add up."""

    state: State | None = None
    sign: State | None = None  # what an emoji or a check mark says: words know better
    priority: str | None = None
    due: date | None = None
    due_words: str | None = None
    type: ItemType | None = None
    owners: tuple[str, ...] = ()
    refs: tuple[str, ...] = ()

    def take(self, other: Fields) -> None:
        self.state = self.state or other.state
        self.sign = self.sign or other.sign
        self.priority = self.priority or other.priority
        if self.due is None:
            self.due = other.due
            self.due_words = None if other.due else self.due_words or other.due_words
        self.type = self.type or other.type
        self.owners = tuple(dict.fromkeys(self.owners + other.owners))
        self.refs = tuple(dict.fromkeys(self.refs + other.refs))

    def joined(self, other: Fields) -> Fields:
        """These, with what the other adds."""
        self.take(other)
        return self


@dataclass(frozen=True, slots=True)
class Context:
    """What a document tells about how its annotations are to be read."""

    near: date | None = None  # the document's date
    day_first: bool | None = None
    people: frozenset[str] = frozenset()  # folded names that the document uses for people and teams
    names: bool = False  # in this list, what is set off at the end is a name
    labels: frozenset[str] = (
        frozenset()
    )  # with which many entries of the document begin: fields, whatever they are called
    initials: bool = False  # and two or three capitals are somebody's

    def knows(self, name: str) -> bool:
        """Whether a word is known to be somebody's name or initials."""
        return fold(name) in self.people or owners.is_person(name) or (self.initials and owners.is_initials(name))

    def unnamed(self) -> Context:
        """The context in front of an item's words: names are set off behind them."""
        return self.with_names(names=False, initials=self.initials) if self.names else self

    def with_names(self, *, names: bool, initials: bool) -> Context:
        return replace(self, names=names, initials=initials)


def labelled(label: str, value: Marked, context: Context) -> Fields | None:
    """What "label: value" says; None if the label names no field."""
    column = COLUMNS.whole(tokens(label))
    text = value.text
    match column:
        case Column.OWNER:
            return _owner_and_more(value, context)
        case Column.DUE:
            if begins := state.begins_with_state(text):
                return Fields(state=begins[0])
            when = due.due_of(text, context.near, context.day_first)
            if when.words and not due.is_vague(text) and tokens(label)[0] in _LOOSE_DUE:
                return None  # "Target: fewer pages" tells of no day
            return Fields(due=when.day, due_words=when.words)
        case Column.PRIORITY:
            return Fields(priority=priority.priority_of(text))
        case Column.STATUS:
            return Fields(state=state.state_of(text), refs=refs.names(refs.find(value, hashes=True)))
        case Column.REF:
            return Fields(refs=refs.names(refs.find(value, hashes=True)), state=_leading_state(text))
        case Column.TYPE:
            return Fields(type=types.stated(text) or ItemType.OTHER)
        case Column.EFFORT | Column.ID:
            return Fields()
        case _:
            return None


def _owner_and_more(value: Marked, context: Context) -> Fields:
    """ "Tom, due 2023-06-01": an owner, and behind it what is plainly something else."""
    parts = _PARTS.split(value.text)
    fields = Fields()
    while len(parts) > 1 and (said := _Chunk(value.slice(value.text.rindex(parts[-1])), context).not_an_owner()):
        fields.take(said)
        value = value.slice(0, value.text.rindex(parts.pop()))
    return Fields(owners=owners.owners_of(value.text.rstrip(" ,;|·•-–—、；，"))).joined(fields)


def _leading_state(text: str) -> State | None:
    begins = state.begins_with_state(text)
    return begins[0] if begins else None


def read(chunk: Marked, context: Context, *, tag: bool = False, aside: bool = False) -> Fields | None:
    """What a stretch says if it is an annotation, all of it. `tag`: it stands in brackets or bold, as tags do;
    `aside`: in brackets behind an item, where a state may be explained."""
    text = chunk.text
    if (
        not text
        or len(text) > MAX_ANNOTATION
        or (":" not in text and "：" not in text and len(tokens(text)) > MAX_WORDS)
    ):
        return None
    parts = [part for part in _PARTS.split(text) if part.strip()]
    if len(parts) > 1 and (fields := _parts(chunk, parts, context, tag=tag, aside=aside)):
        return fields
    return _Chunk(chunk, context).read(tag=tag, aside=aside)


def _parts(chunk: Marked, parts: list[str], context: Context, *, tag: bool, aside: bool) -> Fields | None:
    """What several annotations in one stretch say together; None if one of the parts is none."""
    text, fields, position = chunk.text, Fields(), 0
    for part in parts:
        position = text.index(part, position)
        said = _Chunk(chunk.slice(position, position + len(part)), context).read(tag=tag, aside=aside)
        if said is None:
            return None
        fields.take(said)
        position += len(part)
    return fields


def is_time(text: str, context: Context) -> bool:
    """Whether a text is a day, or a time without one, and nothing else."""
    if due.is_vague(text):
        return True
    found = dates.find(text, context.near or date(2000, 1, 1), context.day_first, bare=True)
    return len(found) == 1 and found[0].end - found[0].start >= 0.7 * len(text.strip(" .?~"))


def as_due(text: str, context: Context) -> Fields:
    """A text that is a time as an item's due date."""
    when = due.due_of(text, context.near, context.day_first)
    return Fields(due=when.day, due_words=when.words)


class _Chunk:
    """One stretch, tried as each kind of annotation in turn."""

    def __init__(self, chunk: Marked, context: Context) -> None:
        self.chunk, self.context = chunk, context
        self.text = chunk.text.strip("*_` ")
        self.words = tokens(self.text)

    def read(self, *, tag: bool, aside: bool) -> Fields | None:
        text, words = self.text, self.words
        label = _LABEL.match(text)
        if label:
            value = self.chunk.slice(self.chunk.text.find(text) + label.end())
            if said := labelled(label["label"], value, self.context):
                return said
        sign, after = state.strip_sign(text)
        if sign and not text[after:].strip():
            return Fields(state=sign)
        if not words:
            return None
        if PLACEHOLDERS.whole(words) or _EFFORT.fullmatch(text):
            return Fields()
        if priority.is_priority(text):
            return Fields(priority=priority.priority_of(text))
        if said := self._state(aside=aside) or self._due() or self._refs() or self._owner():
            return said
        if tag and types.is_type_label(text) and len(words) <= 2:
            return Fields(type=types.stated(text))
        return None

    def not_an_owner(self) -> Fields | None:
        """What the stretch says if it is a labelled field, a state, a date or a ref."""
        label = _LABEL.match(self.text)
        if label and (said := labelled(label["label"], self.chunk.slice(label.end()), self.context)):
            return said
        return self._state() or self._due() or self._refs() if self.words else None

    def _state(self, *, aside: bool = False) -> Fields | None:
        """A word of state, alone or with what it rests on: "DONE 2026-05-14", "fixed in #12"."""
        text = self.text[state.strip_sign(self.text)[1] :]
        begins = state.begins_with_state(text)
        if not begins:
            ended = state.ends_with_state(text) if aside and len(self.words) <= 3 else None
            return Fields(state=ended) if ended not in (None, State.OPEN) else None  # "(ticket opened)" says nothing
        found, used = begins
        fields, rest = Fields(state=found), self.words[used:]
        if not rest or (aside and _EXPLAINED.match(text)):
            return fields
        fields.refs = refs.names(refs.find(self.chunk, hashes=True))
        if found is State.OPEN and (when := DUE_TAIL.search(text)) and is_time(when["when"], self.context):
            fields.take(as_due(when["when"], self.context))
            return fields
        grounds = fields.refs or dates.find(text, self.context.near, self.context.day_first)
        own = [w for w in rest if not (w.isdigit() or w in REF_WORDS or w in _AFTER_STATE or w in MONTHS)]
        if (grounds and len(own) <= 2) or (len(rest) <= 8 and rest[0] in _AFTER_STATE):
            return fields
        last = text.split()[-1]
        if text.lstrip("*_ ")[:4].isupper() and len(rest) <= 3 and priority.is_priority(last):
            fields.priority = last
            return fields
        return None

    def _due(self) -> Fields | None:
        when = DUE_TAIL.match(" " + self.text)
        if when and is_time(when["when"], self.context):
            return as_due(when["when"], self.context)
        return as_due(self.text, self.context) if is_time(self.text, self.context) else None

    def _refs(self) -> Fields | None:
        """Refs, and around them only words that say that they are some."""
        found = refs.find(self.chunk, hashes=True)
        if found:
            outside = list(self.chunk.text)
            for ref in found:
                outside[ref.start : ref.end] = " " * (ref.end - ref.start)
            return Fields(refs=refs.names(found)) if REF_WORDS.issuperset(tokens("".join(outside))) else None
        only_words = len(self.words) <= 3 and self.words[0] in _TICKET_WORDS and REF_WORDS.issuperset(self.words)
        return Fields() if only_words else None

    def _owner(self) -> Fields | None:
        if len(self.words) > MAX_WORDS:
            return None
        if owners.are_handles(self.text):
            return Fields(owners=owners.handles(self.text))
        names = owners.owners_of(self.text)
        if names and all(
            fold(name) in self.context.people or owners.is_team(name) or owners.is_a_team(name) for name in names
        ):
            return Fields(owners=names)
        if names and all(owners.is_person(n) or fold(n) in self.context.people for n in names):
            return Fields(owners=names)
        if names and self.context.names and owners.are_names(self.text):
            return Fields(owners=names)
        if names and self.context.initials and owners.is_initials(self.text):
            return Fields(owners=names)
        return None
