"""What is known of an issue: readings, names that change, names that were re-used, two rows that are one issue."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from connectors.tracker import Absence, IssueRef, Missing, State
from connectors.visibility import Visibility
from service.model import LinkOrigin, LinkRole
from service.store import issues, tables
from service.store.database import Store
from tests.store.rows import NOW, Rows, every, read

LATER = NOW + timedelta(minutes=5)


def see(store: Store, row: tables.Issue, key: str, native_id: str, **values: object) -> tables.Issue:
    """Record a reading of a stored issue."""
    with store.write() as tx:
        return issues.saw(tx, _again(tx, row), read(key, native_id, **values), LATER)


def _again(tx: Session, row: tables.Issue) -> tables.Issue:
    found = tx.get(tables.Issue, row.id)
    assert found is not None
    return found


def test_a_reading_is_kept_with_its_time_and_its_history(store: Store, rows: Rows) -> None:
    row = see(store, rows.issue("LOCAL-1"), "LOCAL-1", "id-1", state=State.DONE, status="Done")
    assert (row.native_id, row.state, row.absence, row.read_at) == ("id-1", State.DONE, None, LATER)
    see(store, row, "LOCAL-1", "id-1", state=State.DONE, status="Done")
    with store.read() as tx:
        (sighting,) = every(tx, tables.Sighting)
    assert (sighting.issue_id, sighting.state, sighting.at) == (row.id, State.DONE, LATER)


def test_what_is_missing_keeps_its_last_known_state(store: Store, rows: Rows) -> None:
    row = see(store, rows.issue("LOCAL-1"), "LOCAL-1", "id-1", state=State.DONE)
    with store.write() as tx:
        row = _again(tx, row)
        issues.missed(tx, row, Missing(IssueRef("local", "LOCAL-1"), Absence.NO_ACCESS, "not allowed"), LATER)
    assert (row.state, row.absence, row.absence_words, row.read_at) == (
        State.DONE,
        Absence.NO_ACCESS,
        "not allowed",
        LATER,
    )


def test_since_when_it_fails_is_the_first_failure(store: Store, rows: Rows) -> None:
    row = rows.issue("LOCAL-1")
    for minutes, words in ((1, "no route"), (2, "no answer")):
        with store.write() as tx:
            issues.failed(tx, [row.id or 0], words, NOW + timedelta(minutes=minutes))
    with store.read() as tx:
        found = _again(tx, row)
    assert (found.problem, found.problem_at) == ("no answer", NOW + timedelta(minutes=1))


def test_a_moved_issue_is_known_by_its_old_key_and_its_new_one(store: Store, rows: Rows) -> None:
    row = see(store, rows.issue("LOCAL-1"), "LOCAL-1", "id-1")
    see(store, row, "OPS-9", "id-1")
    with store.read() as tx:
        found = {key: issues.known_as(tx, "local", key) for key in ("LOCAL-1", "OPS-9", "OPS-1")}
    assert {key: row and (row.id, row.key) for key, row in found.items()} == {
        "LOCAL-1": (row.id, "OPS-9"),
        "OPS-9": (row.id, "OPS-9"),
        "OPS-1": None,
    }


def test_the_key_of_another_tracker_is_another_key(store: Store, rows: Rows) -> None:
    row = rows.issue("LOCAL-1")
    with store.write() as tx:
        other = issues.ensure(tx, IssueRef("jira", "LOCAL-1"), Visibility.MEMBERS)
    assert other.id != row.id


def test_a_reused_key_is_noted_and_not_followed(store: Store, rows: Rows) -> None:
    row = see(store, rows.issue("LOCAL-1"), "LOCAL-1", "id-1", title="The first", state=State.OPEN)
    row = see(store, row, "LOCAL-1", "id-2", title="Another", state=State.DONE)
    assert (row.native_id, row.title, row.state, row.absence) == ("id-1", "The first", State.OPEN, Absence.GONE)
    assert "now names another issue" in (row.problem or "")


def test_a_key_that_the_issue_once_had_is_reused_as_well(store: Store, rows: Rows) -> None:
    row = see(store, rows.issue("LOCAL-1"), "LOCAL-1", "id-1", title="The first")
    row = see(store, row, "MOVED-1", "id-1", title="The first")
    row = see(store, row, "LOCAL-1", "id-2", title="Another")
    assert (row.native_id, row.key, row.absence) == ("id-1", "MOVED-1", Absence.GONE)


def test_a_new_id_under_a_new_key_is_a_move_that_was_followed(store: Store, rows: Rows) -> None:
    row = see(store, rows.issue("LOCAL-1"), "LOCAL-1", "id-1", state=State.OPEN)
    row = see(store, row, "MOVED-1", "id-2", state=State.DONE)
    assert (row.native_id, row.key, row.state, row.problem) == ("id-2", "MOVED-1", State.DONE, None)


def test_an_issue_that_has_a_reused_key_gets_a_row_of_its_own(store: Store, rows: Rows) -> None:
    old = see(store, rows.issue("LOCAL-1"), "LOCAL-1", "id-1", title="The first")
    with store.write() as tx:
        new = issues.ensure(tx, IssueRef("local", "LOCAL-1", "id-2"), Visibility.MEMBERS)
        new = issues.saw(tx, new, read("LOCAL-1", "id-2", title="Another"), LATER)
    with store.read() as tx:
        named = issues.known_as(tx, "local", "LOCAL-1")
        old = _again(tx, old)
    assert (new.title, new.problem) == ("Another", None)
    assert (old.title, old.problem) == ("The first", None)
    assert named is not None
    assert named.id == old.id, "what a document calls by that name is not silently another issue"


@pytest.mark.parametrize("both", [False, True], ids=["one served", "both served"])
def test_two_rows_that_are_one_issue_become_one(store: Store, rows: Rows, both: bool) -> None:
    item, other = rows.item(), rows.item()
    known = see(store, rows.issue("OPS-9"), "OPS-9", "id-1")
    twin = rows.issue("LOCAL-1")  # never read: known by an old key alone
    rows.link(item, twin, origin=LinkOrigin.HAND)
    rows.link(item if both else other, known, role=LinkRole.ALSO)
    run = rows.run()
    with store.write() as tx:
        for words in ("linked LOCAL-1", "linked it again"):
            tx.add(_outcome(run, item, twin, words))
        tx.add(rows.intent(item, fate="created", issue_id=twin.id))
    row = see(store, twin, "OPS-9", "id-1", state=State.DONE)
    assert row.id == known.id
    with store.read() as tx:
        assert [found.id for found in every(tx, tables.Issue)] == [known.id]
        assert {alias.issue_id for alias in every(tx, tables.Alias)} == {known.id}
        assert {made.issue_id for made in every(tx, tables.Outcome)} == {known.id}
        assert {made.issue_id for made in every(tx, tables.Intent)} == {known.id}
        held = select(tables.Link).where(col(tables.Link.ended_at).is_(None)).order_by(col(tables.Link.item_id))
        links = [(tie.item_id, tie.role) for tie in tx.exec(held)]
    expected = {(item.id, LinkRole.PRIMARY)} | (set() if both else {(other.id, LinkRole.ALSO)})
    assert set(links) == expected
    assert len(links) == len(expected)


def _outcome(run: tables.Run, item: tables.Item, issue: tables.Issue, words: str) -> tables.Outcome:
    return tables.Outcome(
        run_id=run.id or 0,
        item_id=item.id,
        issue_id=issue.id,
        at=NOW,
        action="link",
        result="done",
        reason="named",
        words=words,
        visibility=Visibility.MEMBERS,
    )
