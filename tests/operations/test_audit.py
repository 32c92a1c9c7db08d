"""Who or what caused what: all of it, the newest first, and nothing to those who may not see it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from connectors.tracker import State
from connectors.visibility import Visibility
from service.operations import by_hand
from service.operations.audit import NoCursorError, audit, every
from service.store import tables
from service.store.audience import Audience
from service.store.audit import AuditFilter, AuditLine, lines
from service.store.database import Store
from tests import databases
from tests.operations.world import EVERYTHING, World
from tests.store.rows import NOW, Rows

CIRCLES = st.sampled_from(list(Visibility))


@pytest.fixture(params=["sqlite", "postgresql"])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    """A world in which two items were filed, one linked, one issue closed, and things were said by hand."""
    with ExitStack() as stack:
        database = stack.enter_context(databases.postgresql()) if request.param == "postgresql" else None
        world = World(tmp_path, database=database)
        world.write("a.md", "Add an alert", "Write a runbook (https://else.example/issues/7)", "Fix the queue")
        world.resync()
        world.pace.advance(60)
        world.person_sets("Add an alert", State.DONE)
        world.resync()
        world.pace.advance(60)
        by_hand.unlink(world.context, world.item("Fix the queue").line.id, None, who="Ann")
        yield world
        world.store.close()


def test_each_thing_has_who_caused_it_the_newest_first(world: World) -> None:
    told = [(line.verb, line.who, line.title, line.issue) for line in every(world.context, EVERYTHING)]
    assert told[0] == ("unlink", "Ann", "Fix the queue", "LOCAL-2")
    assert told[1] == ("state", "local", "Add an alert", "LOCAL-1")
    assert set(told[2:]) == {
        ("create", "test", "Add an alert", "LOCAL-1"),
        ("create", "test", "Fix the queue", "LOCAL-2"),
        ("link", "test", "Write a runbook", "else.example/issues/7"),
        ("state", "local", "Add an alert", "LOCAL-1"),
        ("state", "local", "Fix the queue", "LOCAL-2"),
    }


def test_a_state_is_said_in_our_word_and_theirs(world: World) -> None:
    words = [line.words for line in every(world.context, EVERYTHING) if line.verb == "state"]
    assert words == ["done: Done", "open: Open", "open: Open"]


def test_pages_go_on_where_the_last_one_ended_whatever_was_added(world: World) -> None:
    whole = list(every(world.context, EVERYTHING))
    paged: list[AuditLine] = []
    cursor = None
    while True:
        page = audit(world.context, EVERYTHING, cursor=cursor, limit=2)
        paged += page.lines
        world.pace.advance(1)
        by_hand.accept(world.context, world.item("Add an alert").line.id, who="Bob")
        cursor = page.cursor
        if cursor is None:
            break
    assert paged == whole


def test_one_item_and_a_time_can_be_asked_for(world: World) -> None:
    item = world.item("Add an alert").line.id
    assert {line.item_id for line in every(world.context, EVERYTHING, item=item[:8])} == {item}
    late = list(every(world.context, EVERYTHING, since=world.context.now() - timedelta(seconds=90)))
    assert [line.verb for line in late] == ["unlink", "state"]


@pytest.mark.parametrize("cursor", ["", "x", "2026-01-01 create 1 2", "2026-01-01T00:00:00+00:00 none 1"])
def test_a_cursor_that_is_none_is_refused(world: World, cursor: str) -> None:
    with pytest.raises(NoCursorError):
        audit(world.context, EVERYTHING, cursor=cursor)


@pytest.fixture(params=["sqlite", "postgresql"], scope="module")
def shared(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    from service.store.database import open_store

    with ExitStack() as stack:
        folder = tmp_path_factory.mktemp("audit")
        address = (
            stack.enter_context(databases.postgresql()) if request.param == "postgresql" else databases.sqlite(folder)
        )
        store = open_store(address)
        yield store
        store.close()


_marks = iter(range(10_000))


def secret(store: Store, circles: tuple[Visibility, ...]) -> tuple[str, str]:
    """Add one of everything that the audit reads; give its mark, and its source's id."""
    mark = f"m{next(_marks)}x"
    rows = Rows(store)
    of_source, of_document, of_item, of_issue, of_link, of_row = circles
    source = rows.source(id=f"s{mark}", name=f"s{mark}", visibility=of_source)
    document = rows.postmortem(source, id=f"p{mark}", path=f"p{mark}", visibility=of_document)
    item = rows.item(document, id=f"i{mark}", title=f"t{mark}", visibility=of_item)
    issue = rows.issue(f"K-{mark}", visibility=of_issue)
    rows.link(item, issue, visibility=of_link)
    run = rows.run()
    usual: dict[str, Any] = {"item_id": item.id, "at": NOW, "visibility": of_row}
    acted: dict[str, Any] = {"run_id": run.id, "action": "link", "result": "done", "reason": "named"}
    with store.write() as tx:
        tx.add(rows.intent(item, fate="created", settled_at=NOW, issue_id=issue.id, run_id=run.id, place=mark))
        tx.add(tables.Outcome(**usual, **acted, issue_id=issue.id, words=mark))
        tx.add(tables.Sighting(issue_id=issue.id or 0, at=NOW, status=mark, visibility=of_row))
        said: dict[str, Any] = {
            "at": NOW,
            "who": mark,
            "verb": "accept",
            "visibility": of_row,
            "details": {"key": issue.key},
        }
        tx.add(tables.Decision(uid=f"{mark}1", item_id=item.id, postmortem_id=document.id, **said))
        tx.add(tables.Decision(uid=f"{mark}2", source_id=source.id, **said))
    return mark, source.id


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(
    circles=st.tuples(*[CIRCLES] * 6), seen=st.sets(CIRCLES).map(frozenset), among=st.sampled_from(["all", "it", "no"])
)
def test_nobody_reads_of_what_they_may_not_see(
    shared: Store, circles: tuple[Visibility, ...], seen: frozenset[Visibility], among: str
) -> None:
    mark, source = secret(shared, circles)
    chosen = {"all": None, "it": frozenset({source}), "no": frozenset({"another"})}[among]
    with shared.read() as tx:
        told = [line for line in lines(tx, Audience(seen, chosen), AuditFilter(), 10_000) if mark in str(asdict(line))]
    of_source, of_document, of_item, of_issue, of_link, of_row = circles
    item = among != "no" and {of_document, of_item} <= seen
    expected = {
        ("create", bool(item and of_issue in seen)),
        ("link", bool(item and {of_issue, of_row} <= seen)),
        ("state", bool(item and {of_issue, of_link, of_row} <= seen)),
        ("accept", bool((item and of_row in seen) or (among != "no" and {of_source, of_row} <= seen))),
    }
    assert {line.verb for line in told} == {verb for verb, is_seen in expected if is_seen}
    assert of_issue in seen or not [line for line in told if line.issue]
