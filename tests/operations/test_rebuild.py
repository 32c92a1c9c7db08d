"""The database is lost, and rebuilt from documents and trackers: the same, or a hold that says why; never a create."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from connectors.directory.config import DirectoryConfig
from connectors.directory.source import DirectorySource
from connectors.errors import Temporary
from connectors.pace import READ_ATTEMPTS
from connectors.tracker import Draft, State
from connectors.visibility import Visibility
from service.model import LinkRole, Share
from service.operations import by_hand
from service.operations.context import FollowedSource
from service.operations.recovery.rebuild import NotEmptyError, RebuildWishes, rebuild
from service.reconcile.plan import Reason
from tests.connectors.local_databases import execute
from tests.operations.lost import Lost, picture

ITEMS = ("Add an alert on the error rate", "Write a runbook for the database", "Fix the queue that loses messages")


@pytest.fixture
def lost(tmp_path: Path) -> Iterator[Lost]:
    """Three items in a postmortem, and an issue for each."""
    lost = Lost(tmp_path)
    lost.world.write("a.md", *ITEMS)
    lost.settle()
    yield lost
    lost.close()


def markers(lost: Lost, statement: str) -> None:
    """Change markers in the tracker's database, behind everybody's back."""
    execute(lost.server.issues._config, statement)


def test_everything_is_known_again_with_ids_links_and_states(lost: Lost) -> None:
    lost.world.write("b.md", "Rotate the keys of the gateway", "Add an alert on the error rate", title="Another")
    lost.settle()
    lost.person_sets(ITEMS[1], State.DONE)
    lost.person_sets(ITEMS[2], State.DROPPED)
    lost.settle()
    before = picture(lost.world)
    fresh = lost.again()
    assert picture(fresh) == before
    assert lost.report is not None
    assert (lost.report.matched, lost.report.doubts.unmatched, lost.report.doubts.held) == (5, (), ())
    lost.nothing_is_filed(fresh)


def test_a_title_that_people_edited_makes_no_difference_and_stays(lost: Lost) -> None:
    before = picture(lost.world)
    lost.person_edits(ITEMS[0], "ALERT!!! (Ann)")
    fresh = lost.again()
    assert picture(fresh) == before
    lost.nothing_is_filed(fresh)
    assert "ALERT!!! (Ann)" in {issue.title for issue in lost.server.everything()}


def test_rows_that_were_moved_are_known_by_their_words(lost: Lost) -> None:
    lost.world.write("a.md", *reversed(ITEMS))
    lost.settle()
    before = picture(lost.world)
    assert picture(lost.again()) == before


def test_a_row_that_was_reworded_is_known_by_the_issue_that_followed_it(lost: Lost) -> None:
    lost.world.write("a.md", f"{ITEMS[0]} of the API", *ITEMS[1:])
    lost.settle()
    lost.world.write("a.md", f"{ITEMS[0]} of the API and its gateway in all regions", *ITEMS[1:])
    lost.settle()
    before = picture(lost.world)
    fresh = lost.again()
    assert picture(fresh) == before
    lost.nothing_is_filed(fresh)


def test_a_row_reworded_while_nobody_looked_is_known_by_likeness(lost: Lost) -> None:
    before = picture(lost.world)
    lost.world.write("a.md", f"{ITEMS[0]} of the API", *ITEMS[1:])
    fresh = lost.again()
    assert picture(fresh) == before
    assert [action.reason for action in fresh.plan().actions if action.reason is Reason.REWORDED]
    fresh.resync()
    assert f"{ITEMS[0]} of the API" in {issue.title for issue in lost.server.everything()}


def test_a_row_reworded_beyond_recognition_is_held_and_says_whose_it_may_be(lost: Lost) -> None:
    lost.world.write("a.md", ITEMS[0], "Drink more tea", ITEMS[2])
    key = lost.issue(ITEMS[1])
    fresh = lost.again()
    assert lost.report is not None
    (unmatched,), (held,) = lost.report.doubts.unmatched, lost.report.doubts.held
    assert (unmatched.key, unmatched.why) == (key, "its item is not in a.md any more")
    assert held.title == "Drink more tea"
    assert f"its issue may be {key} (its item is not in a.md any more)" in held.why
    assert fresh.plan().count(Reason.UNMATCHED) == 1
    lost.nothing_is_filed(fresh)


def test_a_row_that_was_removed_and_comes_back_has_its_issue_and_its_id(lost: Lost) -> None:
    before = picture(lost.world)
    lost.world.write("a.md", ITEMS[0], ITEMS[2])
    fresh = lost.again()
    assert len(fresh.items()) == 2
    fresh.write("a.md", *ITEMS)
    fresh.resync()
    assert picture(fresh) == before


def test_a_renamed_file_is_the_postmortem_that_it_was(lost: Lost) -> None:
    before = picture(lost.world)
    lost.world.rename("a.md", "2026-outage.md")
    fresh = lost.again()
    assert picture(fresh) == before
    lost.nothing_is_filed(fresh)


def test_a_file_renamed_and_rewritten_is_held(lost: Lost) -> None:
    lost.world.remove("a.md")
    lost.world.write("new.md", "Drink more tea", "Sleep more at night", title="Other words")
    fresh = lost.again()
    assert lost.report is not None
    assert {held.title for held in lost.report.doubts.held} == {"Drink more tea", "Sleep more at night"}
    assert {one.why for one in lost.report.doubts.unmatched} == {"its postmortem (a.md) is not there any more"}
    lost.nothing_is_filed(fresh)


def test_a_directory_that_was_moved_is_known_by_its_words(lost: Lost, tmp_path: Path) -> None:
    before = picture(lost.world)
    fresh = lost.again(sources={"docs": elsewhere(lost, tmp_path)})
    assert picture(fresh) == before


def elsewhere(lost: Lost, folder: Path) -> FollowedSource:
    """Move the documents to another directory, under another name."""
    lost.world.documents.rename(folder / "moved")
    reader = DirectorySource(DirectoryConfig(name="docs", path=folder / "moved"))
    return FollowedSource(reader=reader, kind="directory", visibility=Visibility.MEMBERS)


def test_of_a_clone_the_oldest_is_the_items_and_the_other_a_copy(lost: Lost) -> None:
    before = picture(lost.world)
    original = next(issue for issue in lost.server.everything() if issue.title == ITEMS[0])
    lost.world.pace.advance(60)
    clone = lost.server.issues._insert(Draft("postmortems", "A clone", "", original.marker), lambda: None, ours=True)
    fresh = lost.again()
    (item,) = [view for view in fresh.items() if view.line.title == ITEMS[0]]
    assert {link.key: link.role for link in item.links} == {
        original.ref.key: LinkRole.PRIMARY,
        clone.ref.key: LinkRole.COPY,
    }
    assert lost.report is not None
    assert lost.report.doubts.copies == ((clone.ref.key, original.ref.key),)
    assert picture(fresh).keys() == before.keys()
    lost.nothing_is_filed(fresh)


def test_somebody_elses_issue_with_our_marker_is_nobodys(lost: Lost) -> None:
    before = picture(lost.world)
    original = lost.server.everything()[0]
    stolen = Draft("postmortems", "Stolen", "", original.marker)
    lost.server.issues._insert(stolen, lambda: None, ours=False)
    assert picture(lost.again()) == before


@pytest.mark.parametrize("change", ["marker = ''", "marker = marker || 'x'"], ids=["deleted", "damaged"])
def test_an_issue_without_a_good_marker_holds_the_item_of_its_title(lost: Lost, change: str) -> None:
    key = lost.issue(ITEMS[1])
    markers(lost, f"UPDATE {{schema}}local_issues SET {change} WHERE number = {key.removeprefix('WEB-')}")
    fresh = lost.again()
    assert lost.report is not None
    (held,) = lost.report.doubts.held
    assert held.title == ITEMS[1]
    assert key in held.why
    lost.nothing_is_filed(fresh)


def test_an_issue_without_marker_and_words_of_ours_holds_whatever_it_may_be(lost: Lost) -> None:
    key = lost.issue(ITEMS[1])
    lost.server.issues.edit(key, title="Whatever", body="Nothing of ours")
    markers(lost, f"UPDATE {{schema}}local_issues SET marker = '' WHERE number = {key.removeprefix('WEB-')}")
    fresh = lost.again()
    assert lost.report is not None
    assert [held.title for held in lost.report.doubts.held] == [ITEMS[1]]
    lost.nothing_is_filed(fresh)


def test_with_another_key_everything_is_held_and_nothing_is_filed(lost: Lost) -> None:
    fresh = lost.again(key=b"another key" * 4)
    assert lost.report is not None
    assert {held.title for held in lost.report.doubts.held} == set(ITEMS)
    assert {one.why for one in lost.report.doubts.unmatched} == {"its marker is not signed with our key"}
    lost.nothing_is_filed(fresh)


def test_a_row_that_may_be_one_of_several_is_held(lost: Lost) -> None:
    lost.world.write("b.md", "Add an alert for disk", "Rotate the keys")
    lost.settle()
    lost.world.write("b.md", "Add an alert for memory", "Rotate the keys")
    fresh = lost.again()
    assert fresh.plan().count(Reason.AMBIGUOUS) == 1
    assert lost.report is not None
    assert [one.why for one in lost.report.doubts.unmatched] == ["its item may be one of several in b.md"]
    lost.nothing_is_filed(fresh)


def test_issues_that_documents_name_are_linked_as_ever(lost: Lost) -> None:
    theirs = lost.server.issues.file("postmortems", "Filed by hand")
    lost.world.write("b.md", f"Rotate the keys ({theirs.ref.key})", "Buy disks (https://else.example/issues/7)")
    lost.settle()
    before = {(key, role) for seen in picture(lost.world).values() for key, role in seen.issues}
    fresh = lost.again()
    assert {(key, role) for seen in picture(fresh).values() for key, role in seen.issues} == before
    lost.nothing_is_filed(fresh)


def test_an_item_that_names_another_issue_than_ours_keeps_both(lost: Lost) -> None:
    theirs = lost.server.issues.file("postmortems", "Filed by hand")
    lost.world.write("a.md", f"{ITEMS[0]} ({theirs.ref.key})", *ITEMS[1:])
    lost.settle()
    before = picture(lost.world)
    assert picture(lost.again()) == before


def test_a_redacted_issue_is_its_items_and_no_more_of_it_goes_out(lost: Lost) -> None:
    public = replace(lost.world.context.trackers["web"], readers=lambda _: Visibility.PUBLIC)
    parts = replace(lost.world.context, trackers={**lost.world.context.trackers, "web": public})
    lost.world.write("b.md", "Rotate the keys of the gateway", title="Private")
    assert parts.policy.router.default is not None
    route = replace(parts.policy.router.default, share=Share.LINK)
    policy = replace(parts.policy, router=replace(parts.policy.router, default=route))
    lost.world.resync(replace(parts, policy=policy))
    before = picture(lost.world)
    fresh = lost.again()
    assert picture(fresh) == before
    lost.nothing_is_filed(fresh)
    assert "Action item of a private postmortem" in {issue.title for issue in lost.server.everything()}


def test_an_issue_in_a_place_that_no_route_leads_to_is_found_where_one_is_told(lost: Lost) -> None:
    before = picture(lost.world)
    trackers = lost.world.context.trackers
    moved = {"web": replace(trackers["web"], place="elsewhere")}
    router = replace(lost.world.context.policy.router, default=None)
    policy = replace(lost.world.context.policy, router=router)
    assert picture(lost.again(trackers=moved, policy=policy)) != before
    assert picture(lost.again(also={"web": ["postmortems"]}, trackers=moved, policy=policy)) == before


def test_a_database_with_anything_in_it_is_refused(lost: Lost) -> None:
    with pytest.raises(NotEmptyError, match="--restored"):
        rebuild(lost.world.context, RebuildWishes("test"))


def test_a_tracker_that_cannot_be_listed_ends_it_before_anything_is_stored(lost: Lost) -> None:
    lost.server.expect("list", "refuse", times=READ_ATTEMPTS)
    with pytest.raises(Temporary):
        lost.again()
    assert len(picture(lost.again())) == len(ITEMS)


def test_a_person_lets_go_of_all_that_a_document_holds(lost: Lost) -> None:
    fresh = lost.again(key=b"another key" * 4)
    assert (
        by_hand.accept(fresh.context, "a.md", who="Ann").words == "a.md: 3 items accepted; the next resync files them"
    )
    assert fresh.plan().count(Reason.NEW) == 3


def test_a_person_links_what_was_not_matched(lost: Lost) -> None:
    lost.world.write("a.md", ITEMS[0], "Drink more tea", ITEMS[2])
    key = lost.issue(ITEMS[1])
    fresh = lost.again()
    by_hand.link(fresh.context, fresh.item("Drink more tea").line.id, key, who="Ann")
    assert fresh.plan().planned == 0
    lost.nothing_is_filed(fresh)
