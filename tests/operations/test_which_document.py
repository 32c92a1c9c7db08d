"""A document that moves while other things happen to it is still that document: no item of it is filed again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from connectors.directory.source import DirectorySource
from connectors.source import Listing
from service.operations import by_hand
from tests.operations.world import World

FOUR = ("Add an alert", "Write a runbook", "Fix the queue", "Test the backup")
OTHERS = ("Drain the cache", "Rotate the keys")


class WithHistory(DirectorySource):
    """A directory that knows, once, which paths were others before: as git does, between two commits."""

    told: Mapping[str, str] = {}

    def renames(self, before: str, listing: Listing) -> Mapping[str, str]:
        if before == listing.revision:
            return {}
        told, self.told = self.told, {}
        return told


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def with_history(world: World) -> WithHistory:
    followed = world.context.sources["docs"]
    assert isinstance(followed.reader, DirectorySource)
    reader = WithHistory(followed.reader._config)
    world.context = replace(world.context, sources={"docs": replace(followed, reader=reader)})
    return reader


def ids(world: World) -> dict[str, str]:
    return {view.line.title: view.line.id for view in world.items()}


def test_a_draft_that_is_renamed_and_begun_anew_is_filed_once(world: World) -> None:
    """The draft of the last incident gets its name, and the same push begins the next one's draft."""
    world.write("draft.md", *FOUR)
    world.resync()
    before = ids(world)
    world.rename("draft.md", "2026-03-02.md")
    world.write("draft.md", *OTHERS, title="The next outage")
    world.resync()
    assert world.titles() == sorted((*FOUR, *OTHERS))
    assert {title: found for title, found in ids(world).items() if title in FOUR} == before


def test_a_document_that_is_copied_and_edited_stays_where_it_was(world: World) -> None:
    world.write("a.md", *FOUR)
    world.resync()
    before = ids(world)
    world.put("template.md", (world.documents / "a.md").read_bytes())
    world.write("a.md", *FOUR, "Rotate the keys")
    world.resync()
    stays = {view.line.id for view in world.items() if view.line.postmortem_path == "a.md"}
    assert set(before.values()) < stays


def test_a_document_that_was_renamed_and_emptied_waits_under_its_new_name(world: World) -> None:
    reader = with_history(world)
    world.write("a.md", *FOUR)
    world.write("b.md", *OTHERS)
    world.resync()
    before = ids(world)
    world.rename("a.md", "moved.md")
    world.write("moved.md", FOUR[0])
    reader.told = {"moved.md": "a.md"}
    for _ in range(3):
        assert world.resync().planned == 0
    assert ids(world) == before
    assert len(world.issues()) == 6
    by_hand.accept(world.context, "moved.md", who="Ann")
    assert world.resync().planned == 0
    assert sorted(ids(world)) == sorted((FOUR[0], *OTHERS))


def test_two_documents_that_swap_their_names_keep_their_items(world: World) -> None:
    world.write("a.md", *FOUR)
    world.write("b.md", *OTHERS)
    world.resync()
    before = ids(world)
    world.rename("a.md", "c.tmp")
    world.rename("b.md", "a.md")
    world.rename("c.tmp", "b.md")
    world.resync()
    assert len(world.issues()) == 6
    assert ids(world) == before


def test_names_that_move_on_in_a_row_keep_their_items(world: World) -> None:
    for number, items in enumerate((FOUR, OTHERS, ("Review the limits", "Page the owner"))):
        world.write(f"{number}.md", *items)
    world.resync()
    before = ids(world)
    for number in (2, 1, 0):
        world.rename(f"{number}.md", f"{number + 1}.md")
    world.resync()
    assert ids(world) == before
    assert len(world.issues()) == 8
