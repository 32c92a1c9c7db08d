"""The journal as a file: one decision a line, with the words of the item that it is about.

Ids alone would not do. An item without a marker of ours (its issue was linked by hand, or it has none) gets its id
back from here alone, and what it was called is how it is known again.

    jsonl   an object a line                       csv   the same columns; `details` and `about` are JSON
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from typing import Any

from connectors.visibility import Visibility
from service.operations.by_hand import RefusedError

COLUMNS = (
    "uid", "at", "who", "verb", "item_id", "postmortem_id", "source_id", "details", "words", "visibility", "about",
)  # fmt: skip
_OBJECTS = ("details", "about")


class NoJournalError(RefusedError):
    """A file that is no journal; the message is one line that says where."""


@dataclass(frozen=True, slots=True)
class About:
    """What a decision is about, in words: the document (its repository's identity and path), and the item's."""

    repository: str = ""
    path: str = ""
    title: str = ""
    detail: str = ""
    section: str = ""
    line: int = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """One decision. `at` is UTC; `about` is None where the item was no longer known."""

    uid: str
    at: datetime
    who: str
    verb: str
    visibility: Visibility
    item_id: str | None = None
    postmortem_id: str | None = None
    source_id: str | None = None
    details: Mapping[str, Any] = field(default_factory=dict)
    words: str = ""
    about: About | None = None


def as_jsonl(entries: Iterable[Entry]) -> Iterator[str]:
    """Give the lines of a JSONL file."""
    for entry in entries:
        yield json.dumps(_shape(entry), ensure_ascii=False) + "\n"


def as_csv(entries: Iterable[Entry]) -> Iterator[str]:
    """Give the lines of a CSV file, heading included."""
    for values in ({name: name for name in COLUMNS}, *map(_flat, entries)):
        line = io.StringIO()
        csv.DictWriter(line, COLUMNS).writerow(values)
        yield line.getvalue()


def read(text: str) -> tuple[Entry, ...]:
    """Read either form back. Raises NoJournalError, which names the line."""
    rows = _rows_of_csv(text) if text.startswith("uid,") else _rows_of_jsonl(text)
    return tuple(_entry(number, values) for number, values in rows)


def _shape(entry: Entry) -> dict[str, Any]:
    about = asdict(entry.about) if entry.about else None
    shape = {name: getattr(entry, name) for name in COLUMNS}
    return {**shape, "at": entry.at.isoformat(), "details": dict(entry.details), "about": about}


def _flat(entry: Entry) -> dict[str, Any]:
    shape = _shape(entry)
    return {**shape, **{name: json.dumps(shape[name], ensure_ascii=False) for name in _OBJECTS}}


def _rows_of_jsonl(text: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield number, _parsed(number, line)


def _rows_of_csv(text: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    rows = csv.DictReader(io.StringIO(text, newline=""))
    for row in rows:
        blank = {name: None for name in ("item_id", "postmortem_id", "source_id") if not row.get(name)}
        objects = {name: json.loads(str(_parsed_text(rows.line_num, row, name))) for name in _OBJECTS}
        yield rows.line_num, {**row, **blank, **objects}


def _parsed_text(number: int, row: Mapping[str, Any], name: str) -> str:
    text = row.get(name)
    try:
        json.loads(text or "")
    except (TypeError, ValueError) as error:
        raise NoJournalError(f"line {number}: {name} is no JSON") from error
    return str(text)


def _parsed(number: int, line: str) -> Mapping[str, Any]:
    try:
        values = json.loads(line)
    except ValueError as error:
        raise NoJournalError(f"line {number} is no JSON: a journal is what `closeout journal export` prints") from error
    if not isinstance(values, dict):
        raise NoJournalError(f"line {number} is no decision: a journal is what `closeout journal export` prints")
    return values


def _entry(number: int, values: Mapping[str, Any]) -> Entry:
    try:
        about = values.get("about")
        return Entry(
            uid=str(values["uid"]),
            at=_moment(values["at"]),
            who=str(values["who"]),
            verb=str(values["verb"]),
            item_id=_text(values.get("item_id")),
            postmortem_id=_text(values.get("postmortem_id")),
            source_id=_text(values.get("source_id")),
            visibility=Visibility(values["visibility"]),
            details=dict(values.get("details") or {}),
            words=str(values.get("words") or ""),
            about=About(**{part.name: about[part.name] for part in fields(About)}) if about else None,
        )
    except (KeyError, TypeError, ValueError) as error:
        raise NoJournalError(f"line {number} is no decision ({error})") from error


def _moment(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError("a time without its zone")
    return at


def _text(value: object) -> str | None:
    return None if value is None else str(value)
