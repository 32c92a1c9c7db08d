"""Which postmortem is which, after documents went from one path to another."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.extraction.identity.renames import GoneDocument, NewDocument, renamed
from tests.extraction.identity_rows import Written, row

DISK, RUNBOOK, TRAIN, RETRY = (
    row("Add alert for disk"),
    row("Write a runbook for the failover"),
    row("Train the on-call engineers"),
    row("Bound the retries of checkout"),
)


def gone(path: str, *items: Written, blob: str = "") -> GoneDocument:
    """A postmortem called after its path in capitals."""
    return GoneDocument(path.upper(), path, blob or f"blob of {path}", [item.title for item in items])


def new(path: str, *items: Written, blob: str = "", formerly: str = "") -> NewDocument:
    return NewDocument(path, blob or f"blob of {path}", [item.title for item in items], formerly or None)


CASES = [
    pytest.param(
        [gone("a", DISK, RUNBOOK, TRAIN, RETRY, row("e"))],
        [new("b", DISK, RUNBOOK, TRAIN, RETRY), new("c", DISK, RUNBOOK, TRAIN)],
        {},
        id="more than in another new document, but not clearly: none",
    ),
    pytest.param([gone("a", blob="1")], [new("b", blob="1")], {"b": "A"}, id="equal bytes"),
    pytest.param(
        [gone("a", DISK, blob="1")],
        [new("b", RUNBOOK, formerly="a"), new("c", DISK, blob="1")],
        {"c": "A"},
        id="equal bytes before history",
    ),
    pytest.param(
        [gone("x/a", blob="1"), gone("x/b", blob="1")],
        [new("y/b", blob="1"), new("y/a", blob="1")],
        {"y/a": "X/A", "y/b": "X/B"},
        id="a folder moved, with equal documents in it: by file name",
    ),
    pytest.param(
        [gone("a", blob="1"), gone("b", blob="1")],
        [new("c", blob="1", formerly="b"), new("d", blob="1", formerly="a")],
        {"c": "B", "d": "A"},
        id="equal documents: by history",
    ),
    pytest.param(
        [gone("a", DISK, blob="1"), gone("b", DISK, blob="1")],
        [new("c", DISK, blob="1")],
        {},
        id="equal documents and nothing to tell which: none",
    ),
    pytest.param(
        [gone("a", DISK, blob="1")], [new("b", DISK, blob="1"), new("c", DISK, blob="1")], {}, id="copied twice: none"
    ),
    pytest.param(
        [gone("a", DISK, RUNBOOK)],
        [new("b", DISK, TRAIN, RETRY, formerly="a")],
        {"b": "A"},
        id="history, and one item left of two",
    ),
    pytest.param([gone("a", DISK)], [new("b", formerly="a")], {"b": "A"}, id="history, and no items any more"),
    pytest.param([gone("a", DISK)], [new("b", RUNBOOK, formerly="a")], {}, id="history contradicted by every item"),
    pytest.param(
        [gone("a", DISK)],
        [new("b", DISK, formerly="a"), new("c", DISK, formerly="a")],
        {},
        id="history gives one old path to two: none",
    ),
    pytest.param(
        [gone("a", DISK, RUNBOOK, TRAIN)],
        [new("b", TRAIN, RUNBOOK, RETRY)],
        {"b": "A"},
        id="two items found again of three",
    ),
    pytest.param([gone("a", DISK, RUNBOOK)], [new("b", DISK, RETRY)], {}, id="half is not most"),
    pytest.param(
        [gone("a", DISK, RUNBOOK, TRAIN)],
        [new("b", DISK, RUNBOOK, TRAIN), new("c", DISK)],
        {"b": "A"},
        id="clearly more than in another new document",
    ),
    pytest.param(
        [gone("a", DISK, RUNBOOK, TRAIN, RETRY, row("e"), row("f"))],
        [new("b", DISK, RUNBOOK, TRAIN, RETRY), new("c", RUNBOOK, TRAIN, RETRY, row("e"))],
        {},
        id="in two new documents alike: none",
    ),
    pytest.param(
        [gone("a", DISK, RUNBOOK), gone("b", TRAIN, RETRY)],
        [new("c", DISK, RUNBOOK, TRAIN, RETRY)],
        {},
        id="two documents in one: none",
    ),
    pytest.param(
        [gone("a", DISK, DISK, DISK, RUNBOOK)],
        [new("b", DISK, RETRY)],
        {},
        id="equal titles count as often as they are there",
    ),
    pytest.param([gone("a")], [new("b")], {}, id="nothing to go by"),
    pytest.param([gone("a", DISK)], [new("b", row("ADD *alert* for disk."))], {"b": "A"}, id="words, not letters"),
]


@pytest.mark.parametrize(("before", "after", "expected"), CASES)
def test_renames(before: list[GoneDocument], after: list[NewDocument], expected: dict[str, str]) -> None:
    assert renamed(before, after) == expected
    assert renamed(before[::-1], after[::-1]) == expected


@settings(deadline=None)  # a busy machine is no defect
@given(st.integers(1, 12), st.data())
def test_a_document_is_followed_while_most_of_its_items_stay(count: int, data: st.DataObject) -> None:
    items = [row(f"Do thing {number}") for number in range(count)]
    rewritten = data.draw(st.sets(st.integers(0, count - 1), max_size=(count - 1) // 2))
    now = [row(f"Quite another matter {number}") if number in rewritten else item for number, item in enumerate(items)]

    assert renamed([gone("a", *items), gone("b", TRAIN)], [new("c", *now), new("d", RETRY)]) == {"c": "A"}


documents = st.lists(
    st.tuples(st.sampled_from("12345"), st.lists(st.sampled_from((DISK, RUNBOOK, TRAIN, RETRY)), max_size=4)),
    max_size=5,
)


@settings(deadline=None)  # a busy machine is no defect
@given(documents, documents, st.lists(st.sampled_from(["", "old0", "old1", "old2"]), min_size=5, max_size=5))
def test_no_postmortem_is_given_to_two_documents(
    before: list[tuple[str, list[Written]]], after: list[tuple[str, list[Written]]], history: list[str]
) -> None:
    olds = [gone(f"old{number}", *items, blob=blob) for number, (blob, items) in enumerate(before)]
    news = [
        new(f"new{number}", *items, blob=blob, formerly=history[number]) for number, (blob, items) in enumerate(after)
    ]

    found = renamed(olds, news)

    assert len(set(found.values())) == len(found)
    assert set(found) <= {document.path for document in news}
    assert set(found.values()) <= {old.id for old in olds}
    assert renamed(olds[::-1], news[::-1]) == found
