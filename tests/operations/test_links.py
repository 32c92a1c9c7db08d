"""Links through the loop: names that change, trackers that come later, people who act in between."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import SecretStr

from connectors.local.config import LocalConfig
from connectors.local.tracker import LocalTracker
from connectors.tracker import State
from service.model import LinkRole
from service.operations import by_hand
from service.operations.context import Stage, Unwatched
from service.reconcile.plan import Reason
from tests.operations.world import World


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def configure(world: World, prefix: str) -> LocalTracker:
    """Configure another tracker, in which keys begin with `prefix`."""
    name = prefix.lower()
    config = LocalConfig(name=name, prefix=prefix, database=SecretStr(str(world.folder / f"{name}.db")))
    tracker = LocalTracker(config, world.pace)
    world.context = replace(
        world.context, trackers={**world.context.trackers, name: world.filed(name, lambda: tracker)}
    )
    return tracker


def roles(world: World, title: str) -> dict[str, LinkRole]:
    return {link.key: link.role for link in world.item(title).links}


def test_a_tracker_that_is_configured_later_takes_over_the_links_to_it(world: World) -> None:
    world.write("a.md", "Add an alert (OPS-1)")
    world.resync()
    assert world.said() == {"Add an alert": "unread: no tracker configured for it"}
    configure(world, "OPS").file("postmortems", "Theirs")
    world.resync()
    assert world.said() == {"Add an alert": "open"}
    assert roles(world, "Add an alert") == {"OPS-1": LinkRole.PRIMARY}
    assert world.resync().planned == 0


def test_a_tracker_that_is_no_longer_configured_keeps_its_links_quiet(world: World) -> None:
    with_ops = World(world.folder)
    configure(with_ops, "OPS").file("postmortems", "Theirs")
    with_ops.write("a.md", "Add an alert (OPS-1)")
    with_ops.resync()
    for _ in range(2):
        world.resync()
    assert len(world.item("Add an alert").links) == 1
    assert world.resync().planned == 0


def test_one_issue_that_two_items_and_two_postmortems_name_serves_them_all(world: World) -> None:
    theirs = world.local.file("postmortems", "Theirs")
    world.write("a.md", f"Add an alert ({theirs.ref.key})", f"Write a runbook ({theirs.ref.key})")
    world.write("b.md", f"Fix the queue ({theirs.ref.key})")
    world.resync()
    assert len(world.issues()) == 1
    world.local.set_state(theirs.ref, State.DONE)
    assert world.resync().planned == 0
    assert set(world.said().values()) == {"done"}


def test_a_ref_that_changes_in_the_document_takes_the_old_link_away(world: World) -> None:
    first, second = (world.local.file("postmortems", name) for name in ("First", "Second"))
    world.write("a.md", f"Add an alert ({first.ref.key})")
    world.resync()
    world.write("a.md", f"Add an alert ({second.ref.key})")
    world.resync()
    assert roles(world, "Add an alert") == {second.ref.key: LinkRole.PRIMARY}
    assert world.resync().planned == 0


class Meanwhile(Unwatched):
    """Lets a person act just before the answer to a create is recorded."""

    def __init__(self, world: World, key: str) -> None:
        self._world, self._key = world, key

    def stage(self, stage: Stage, item_id: str) -> None:
        if stage is Stage.ANSWERED:
            by_hand.link(self._world.context, item_id, self._key, who="Ann")


def test_what_a_person_links_while_an_issue_is_made_stays_primary(world: World) -> None:
    theirs = world.local.file("postmortems", "Theirs")
    world.write("a.md", "Add an alert")
    world.resync(world.watched_by(Meanwhile(world, theirs.ref.key)))
    made = {issue.ref.key for issue in world.issues()} - {theirs.ref.key}
    assert roles(world, "Add an alert") == {theirs.ref.key: LinkRole.PRIMARY, made.pop(): LinkRole.SUPERSEDED}
    assert world.resync().planned == 0


def test_an_item_whose_outcome_is_unknown_can_be_linked_by_hand(world: World) -> None:
    class Stop(Unwatched):
        def stage(self, stage: Stage, item_id: str) -> None:  # noqa: ARG002
            if stage is Stage.ANSWERED:
                raise KeyboardInterrupt

    theirs = world.local.file("postmortems", "Theirs")
    world.write("a.md", "Add an alert")
    with pytest.raises(KeyboardInterrupt):
        world.resync(world.watched_by(Stop()))
    by_hand.link(world.context, world.item("Add an alert").line.id, theirs.ref.key, who="Ann")
    done = world.resync()
    assert done.count(Reason.OUTCOME_UNKNOWN) == 0
    assert [key for key, role in roles(world, "Add an alert").items() if role is LinkRole.PRIMARY] == [theirs.ref.key]
    assert world.resync().planned == 0
