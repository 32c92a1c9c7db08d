"""Who may read what came from a source, and what of it may go where more people read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from connectors.visibility import Visibility
from service.operations import report
from service.reconcile.plan import Reason
from service.store.audience import Audience
from service.store.views import ItemFilter
from tests.operations.world import World


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def test_a_private_source_is_not_filed_where_more_people_read(world: World) -> None:
    filed = replace(world.context.trackers["local"], readers=lambda _: Visibility.PUBLIC)
    world.context = replace(world.context, trackers={"local": filed})
    world.write("a.md", "Add an alert")
    assert [action.reason for action in world.resync().actions] == [Reason.TOO_WIDE]
    assert world.issues() == []


@pytest.mark.parametrize("now", list(Visibility))
def test_who_may_read_a_source_may_read_what_came_from_it_and_nobody_else(world: World, now: Visibility) -> None:
    world.write("a.md", "Add an alert")
    world.resync()
    source = replace(world.context.sources["docs"], visibility=now)
    world.context = replace(world.context, sources={"docs": source})
    world.resync()
    shown = {
        reader: len(report.items(world.context, Audience(reader.and_wider()), ItemFilter())) for reader in Visibility
    }
    assert shown == {reader: int(now in reader.and_wider()) for reader in Visibility}
