"""The whole loop, with a real directory, a real local tracker and a real database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from connectors.directory.config import DirectoryConfig
from connectors.directory.source import DirectorySource
from connectors.tracker import State
from connectors.visibility import Visibility
from service.operations import by_hand, report
from service.reconcile.plan import Kind, Reason
from service.settings import General, LimitSettings, Settings
from service.store.audience import Audience
from service.store.views import ItemFilter
from tests import postgres
from tests.operations.world import EVERYTHING, World


@pytest.fixture(params=["sqlite", "postgresql"])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    with ExitStack() as stack:
        database = stack.enter_context(postgres.database()) if request.param == "postgresql" else None
        world = World(tmp_path, database=database)
        yield world
        world.store.close()


def test_every_item_gets_one_issue_and_a_second_resync_plans_nothing(world: World) -> None:
    world.write("a.md", "Add an alert", "Write a runbook")
    world.write("b.md", "Add an alert")
    first = world.resync()
    assert [outcome.result.value for outcome in first.outcomes] == ["done"] * 3
    assert world.titles() == ["Add an alert", "Add an alert", "Write a runbook"]
    assert world.resync().planned == 0
    assert len(world.issues()) == 3


def test_closing_an_issue_changes_what_the_postmortem_shows(world: World) -> None:
    world.write("a.md", "Add an alert", "Write a runbook")
    world.resync()
    world.person_sets("Add an alert", State.DONE)
    world.resync()
    (view,) = report.postmortems(world.context, EVERYTHING).postmortems
    assert (view.completion.done, view.completion.total) == (1, 2)
    page = report.postmortem(world.context, EVERYTHING, "a.md")
    assert [(item.said, item.links[0].status) for item in page.items] == [("done", "Done"), ("open", "Open")]
    assert [sighting.state for sighting in page.history] == [State.OPEN, State.OPEN, State.DONE]


def test_an_issue_that_the_document_names_is_linked_and_never_doubled(world: World) -> None:
    ours = world.local.file("postmortems", "Existing work")
    world.write("a.md", f"Add an alert ({ours.ref.key})", "Fix the queue (acme/ops#12)")
    outcomes = world.resync().outcomes
    assert {outcome.action.kind for outcome in outcomes} == {Kind.LINK}
    assert world.titles() == ["Existing work"]
    assert world.said() == {"Add an alert": "open", "Fix the queue": "unread: no tracker configured for it"}
    assert world.resync().planned == 0


def test_rewording_keeps_the_issue_and_changes_its_words(world: World) -> None:
    world.write("a.md", "Add an alert on the error rate of the API", "Write a runbook")
    world.resync()
    world.write("a.md", "Write a runbook", "Add an alert on the error rate of the public API")
    world.resync()
    assert world.titles() == ["Add an alert on the error rate of the public API", "Write a runbook"]
    assert world.resync().planned == 0


def test_what_people_edited_survives_rewording(world: World) -> None:
    world.write("a.md", "Add an alert on the error rate of the API")
    world.resync()
    (issue,) = world.issues()
    world.local.edit(issue.ref.key, title="Alert (Ann does it)")
    world.write("a.md", "Add an alert on the error rate of the public API")
    world.resync()
    assert world.titles() == ["Alert (Ann does it)"]
    assert world.resync().planned == 0


def test_a_removed_item_keeps_its_issue_and_comes_back_to_it(world: World) -> None:
    world.write("a.md", "Add an alert", "Write a runbook", "Fix the queue")
    world.resync()
    before = {view.line.title: view.line.id for view in world.items()}
    world.write("a.md", "Add an alert", "Fix the queue")
    assert world.resync().planned == 0
    assert len(world.issues()) == 3
    world.write("a.md", "Add an alert", "Write a runbook", "Fix the queue")
    assert world.resync().planned == 0
    assert {view.line.title: view.line.id for view in world.items()} == before
    assert world.item("Write a runbook").links


def test_a_renamed_document_keeps_its_items(world: World) -> None:
    world.write("a.md", "Add an alert", "Write a runbook")
    world.write("other.md", "Fix the queue")
    world.resync()
    before = {view.line.title: view.line.id for view in world.items()}
    world.rename("a.md", "2026-03-02-outage.md")
    assert world.resync().planned == 0
    assert {view.line.title: view.line.id for view in world.items()} == before


def test_a_ref_added_to_the_document_later_supersedes_our_issue(world: World) -> None:
    world.write("a.md", "Add an alert")
    world.resync()
    theirs = world.local.file("postmortems", "The real one")
    world.local.set_state(theirs.ref, State.DONE)
    world.write("a.md", f"Add an alert ({theirs.ref.key})")
    world.resync()
    links = {link.key: link.role.value for link in world.item("Add an alert").links}
    assert links == {"LOCAL-1": "superseded", theirs.ref.key: "primary"}
    assert world.said() == {"Add an alert": "done"}
    assert world.resync().planned == 0


def test_writing_our_own_issue_into_the_document_changes_nothing(world: World) -> None:
    world.write("a.md", "Add an alert")
    world.resync()
    world.write("a.md", "Add an alert (LOCAL-1)")
    assert world.resync().planned == 0
    assert [link.role.value for link in world.item("Add an alert").links] == ["primary"]


def test_a_document_that_lost_half_of_its_linked_items_is_held_until_a_person_accepts_it(world: World) -> None:
    world.write("a.md", "Add an alert", "Write a runbook", "Fix the queue", "Test the backup")
    world.resync()
    world.write("a.md", "Add an alert")
    done = world.resync()
    assert any("items with an issue are gone" in problem for problem in done.problems)
    assert len(world.items()) == 4
    assert {action.reason for action in done.actions} == {Reason.DOCUMENT_HELD}
    by_hand.accept(world.context, "a.md", who="Ann")
    world.resync()
    assert [view.line.title for view in world.items()] == ["Add an alert"]
    assert len(world.issues()) == 4


def test_a_source_that_lost_its_documents_is_held_and_comes_back_by_itself(world: World) -> None:
    world.write("a.md", "Add an alert")
    world.write("b.md", "Write a runbook")
    world.resync()
    world.remove("a.md")
    world.remove("b.md")
    done = world.resync()
    assert {action.reason for action in done.actions} == {Reason.SOURCE_HELD}
    assert len(world.items()) == 2
    world.write("a.md", "Add an alert")
    world.write("b.md", "Write a runbook")
    assert {action.reason for action in world.resync().actions} == {Reason.LINKED}


def test_an_accepted_loss_is_followed(world: World) -> None:
    world.write("a.md", "Add an alert")
    world.resync()
    world.remove("a.md")
    world.resync()
    by_hand.accept(world.context, "docs", who="Ann")
    world.resync()
    assert world.items() == ()
    assert len(world.issues()) == 1


def test_a_source_that_cannot_be_read_changes_nothing(world: World) -> None:
    world.write("a.md", "Add an alert")
    world.resync()
    world.documents.rename(world.folder / "away")
    done = world.resync()
    assert len(done.problems) == 1
    assert len(world.items()) == 1
    (world.folder / "away").rename(world.documents)
    assert world.resync().problems == []


def test_a_document_that_is_no_text_stops_no_other_and_loses_nothing(world: World) -> None:
    world.write("a.md", "Add an alert")
    world.write("b.md", "Write a runbook")
    world.resync()
    world.put("a.md", b"\x00\x01\x02" * 100)
    world.write("b.md", "Write a runbook", "Fix the queue")
    done = world.resync()
    assert any(problem.startswith("a.md") for problem in done.problems)
    assert sorted(world.said()) == ["Add an alert", "Fix the queue", "Write a runbook"]


def test_a_tracker_out_of_reach_changes_no_state_and_says_since_when(world: World) -> None:
    world.write("a.md", "Add an alert")
    world.resync()
    world.person_sets("Add an alert", State.DONE)
    database = world.folder / "issues.db"
    hidden = database.rename(world.folder / "hidden.db")
    database.mkdir()
    done = world.resync()
    assert done.refreshed.failures
    item = world.item("Add an alert")
    assert item.said == "open"
    assert item.links[0].problem
    assert item.links[0].problem_at is not None
    database.rmdir()
    hidden.rename(database)
    world.resync()
    assert world.said() == {"Add an alert": "done"}


def test_a_deleted_issue_is_gone_and_not_made_again(world: World) -> None:
    world.write("a.md", "Add an alert")
    world.resync()
    world.local.delete("LOCAL-1")
    world.resync()
    assert world.item("Add an alert").said.startswith("gone")
    assert world.resync().planned == 0
    assert world.issues() == []


def test_the_limit_of_creates_holds_the_rest_for_the_next_run(world: World) -> None:
    general = General(create_since=date(1970, 1, 1), limits=LimitSettings(creates=2))
    world.context = replace(world.context, settings=Settings(general=general))
    world.write("a.md", *(f"Add alert number {number}" for number in range(5)))
    made = []
    for _ in range(3):
        world.resync()
        made.append(len(world.issues()))
    assert made == [2, 4, 5]


def test_old_documents_are_tracked_and_not_filed_until_asked(world: World) -> None:
    world.context = replace(world.context, settings=Settings())
    world.write("a.md", "Add an alert", day="2019-05-01")
    done = world.resync()
    assert done.count(Reason.OLDER) == 1
    assert world.said() == {"Add an alert": "open"}
    assert world.issues() == []
    world.resync(create_since=date(2019, 1, 1))
    assert world.titles() == ["Add an alert"]


def test_a_private_source_is_not_filed_where_more_people_read(world: World) -> None:
    filed = replace(world.context.trackers["local"], readers=lambda _: Visibility.PUBLIC)
    world.context = replace(world.context, trackers={"local": filed})
    world.write("a.md", "Add an alert")
    assert [action.reason for action in world.resync().actions] == [Reason.TOO_WIDE]
    assert world.issues() == []


def test_what_a_person_unlinked_is_not_linked_or_filed_again(world: World) -> None:
    world.write("a.md", "Add an alert")
    world.resync()
    item = world.item("Add an alert").line.id
    by_hand.unlink(world.context, item, None, who="Ann")
    assert [action.reason for action in world.resync().actions] == [Reason.UNLINKED]
    other = world.local.file("postmortems", "The real one")
    by_hand.link(world.context, item, other.ref.key, who="Ann")
    assert world.resync().planned == 0
    assert [link.key for link in world.item("Add an alert").links] == [other.ref.key]


def test_closing_by_hand_goes_to_the_tracker_and_into_the_journal(world: World) -> None:
    world.write("a.md", "Add an alert")
    world.resync()
    by_hand.set_state(world.context, world.item("Add an alert").line.id, State.DROPPED, who="Ann")
    assert [issue.state for issue in world.issues()] == [State.DROPPED]
    assert world.said() == {"Add an alert": "dropped"}


@pytest.mark.parametrize("target", ["", "no-such-item"])
def test_what_is_not_there_cannot_be_linked(world: World, target: str) -> None:
    world.local.file("postmortems", "Existing")
    with pytest.raises(by_hand.RefusedError, match="no such item"):
        by_hand.link(world.context, target, "LOCAL-1", who="Ann")


def test_a_second_source_that_turns_out_to_be_the_same_repository_files_nothing(world: World) -> None:
    twin = DirectorySource(DirectoryConfig(name="twin", path=world.documents, identity="the same"))
    docs = DirectorySource(DirectoryConfig(name="docs", path=world.documents, identity="the same"))
    followed = world.context.sources["docs"]
    world.context = replace(
        world.context,
        sources={"docs": replace(followed, reader=docs), "twin": replace(followed, reader=twin)},
    )
    world.write("a.md", "Add an alert")
    done = world.resync()
    assert any("same repository" in problem for problem in done.problems)
    assert world.titles() == ["Add an alert"]


def test_a_commit_is_proof_and_no_issue(world: World) -> None:
    world.write("a.md", "Add an alert (https://github.com/acme/ops/commit/1a2b3c4d5e6f)")
    world.resync()
    assert [link.key for link in world.item("Add an alert").links] == ["LOCAL-1"]


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
