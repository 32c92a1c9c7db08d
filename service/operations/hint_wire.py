"""Hints as JSON and back: what is stored of a delivery, to be acted on later."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from connectors.tracker import IssueRef
from connectors.webhook import Change, HeadMoved, Hint, IssueTouched, RepositoryChanged

_NAMES: Mapping[type[Hint], str] = {
    HeadMoved: "head_moved",
    IssueTouched: "issue_touched",
    RepositoryChanged: "repository_changed",
}


def to_json(hints: Iterable[Hint]) -> tuple[dict[str, Any], ...]:
    """Give hints as JSON objects; `hint` says which one each is."""
    return tuple({"hint": _NAMES[type(hint)], **asdict(hint)} for hint in hints)


def from_json(records: Iterable[Mapping[str, Any]]) -> tuple[Hint, ...]:
    """Read what `to_json` gave. Raises ValueError, KeyError or TypeError for what it did not."""
    return tuple(_hint(record) for record in records)


def _hint(record: Mapping[str, Any]) -> Hint:
    values = {name: value for name, value in record.items() if name != "hint"}
    match record["hint"]:
        case "head_moved":
            return HeadMoved(**values)
        case "issue_touched":
            return IssueTouched(IssueRef(**values["ref"]))
        case "repository_changed":
            return RepositoryChanged(**{**values, "change": Change(values["change"])})
        case other:
            raise ValueError(f"{other!r} is no hint that this version knows")
