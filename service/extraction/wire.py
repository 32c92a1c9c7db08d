"""The JSON-lines object that `closeout extract --format jsonl` prints for a document."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from enum import Enum

from service.model import Extraction


def as_json(path: str, extraction: Extraction, *, review_below: float) -> dict[str, object]:
    """Every field of an extraction as JSON has it (days as YYYY-MM-DD), with the path first and, for each item,
    whether it waits for review: its confidence is below `review_below` (0..1)."""
    document = _plain(asdict(extraction))
    assert isinstance(document, dict)
    for item in document["items"]:
        item["review"] = item["confidence"] < review_below
    return {"path": path, **document}


def _plain(value: object) -> object:
    match value:
        case Enum():
            return value.value
        case date():
            return value.isoformat()
        case dict():
            return {key: _plain(inner) for key, inner in value.items()}
        case list() | tuple():
            return [_plain(inner) for inner in value]
        case _:
            return value
