"""The forms in which people write action items: a document and what it should give, side by side in `cases/`.

A case's JSON names only what matters in it; a field of an item that is left out is expected to be empty (an inferred
type aside, which `test_inference.py` is about).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from service.extraction.document import extract
from service.extraction.wire import as_json
from service.model import REVIEW_BELOW

CASES = sorted(path for path in (Path(__file__).parent / "cases").iterdir() if path.suffix != ".json")
FIELDS = ("owners", "refs", "due", "due_words", "priority", "state")


def found(path: Path, data: bytes) -> dict[str, Any]:
    return as_json(path.name, extract(data, path.name), review_below=REVIEW_BELOW)


def essence(item: dict[str, Any]) -> dict[str, Any]:
    """An item without what is empty and without an inferred type."""
    kept = {"title": item["title"], "line": item["line"]}
    if item["type_source"] not in (None, "inferred"):
        kept |= {"type": item["type"], "type_source": item["type_source"]}
    kept |= {name: item[name] for name in FIELDS if item[name]}
    return kept | ({"review": True} if item["review"] else {})


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_form_gives_its_items(path: Path) -> None:
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    document = found(path, path.read_bytes())
    assert [essence(item) for item in document["items"]] == expected["items"]
    assert (document["title"], document["date"]) == (expected["title"], expected["date"])
    assert [problem["code"] for problem in document["problems"]] == expected.get("problems", [])
    assert {name: document[name] for name in ("severity", "authors") if name in expected} == {
        name: expected[name] for name in ("severity", "authors") if name in expected
    }


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_line_ends_change_nothing(path: Path) -> None:
    data = path.read_bytes()
    assert found(path, data.replace(b"\n", b"\r\n")) == found(path, data)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_item_says_why_it_was_taken(path: Path) -> None:
    for item in found(path, path.read_bytes())["items"]:
        assert item["why"]
        assert 0 < item["confidence"] < 1
