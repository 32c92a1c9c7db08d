"""People's decisions go out as a file, come back in once, and are done again after a rebuild."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from connectors.tracker import State
from service.model import LinkOrigin, LinkRole
from service.operations import by_hand
from service.operations.recovery import entries
from service.operations.recovery.entries import Entry, NoJournalError
from service.operations.recovery.journal import VERBS, export, take_in
from service.reconcile.plan import Reason
from tests.operations.lost import Lost, picture
from tests.operations.world import World

ITEMS = ("Add an alert on the error rate", "Write a runbook for the database", "Fix the queue that loses messages")


@pytest.fixture
def lost(tmp_path: Path) -> Iterator[Lost]:
    """Three items with issues; what people said about them is up to a test."""
    lost = Lost(tmp_path)
    lost.world.write("a.md", *ITEMS)
    lost.settle()
    yield lost
    lost.close()


def identity(world: World, title: str) -> str:
    return world.item(title).line.id


def exported(world: World) -> tuple[Entry, ...]:
    """The journal as it is after it was a file."""
    return entries.read("".join(entries.as_jsonl(export(world.context))))


def decide(lost: Lost) -> None:
    """Say a little of everything."""
    theirs = lost.server.issues.file("postmortems", "Filed by hand").ref.key
    context = lost.world.context
    by_hand.link(context, identity(lost.world, ITEMS[0]), theirs, who="Ann")
    lost.world.pace.advance(1)
    by_hand.unlink(context, identity(lost.world, ITEMS[1]), None, who="Bob")
    lost.world.pace.advance(1)
    by_hand.set_state(context, identity(lost.world, ITEMS[2]), State.DONE, who="Ann")
    lost.world.pace.advance(1)
    by_hand.accept(context, identity(lost.world, ITEMS[2]), who="Eve")


WRITTEN = [pytest.param(entries.as_jsonl, id="jsonl"), pytest.param(entries.as_csv, id="csv")]


@pytest.mark.parametrize("write", WRITTEN)
def test_a_journal_that_went_out_comes_back_as_it_was(
    lost: Lost, write: Callable[[Iterable[Entry]], Iterator[str]]
) -> None:
    decide(lost)
    told = tuple(export(lost.world.context))
    assert [entry.verb for entry in told] == ["link", "unlink", "set_state", "accept"]
    assert [entry.who for entry in told] == ["Ann", "Bob", "Ann", "Eve"]
    assert entries.read("".join(write(told))) == told


def test_after_a_rebuild_with_the_journal_people_find_what_they_said(lost: Lost) -> None:
    decide(lost)
    before = picture(lost.world)
    fresh = lost.again(decisions=exported(lost.world))
    assert picture(fresh) == before
    assert exported(fresh) == exported(lost.world)
    assert lost.report is not None
    assert lost.report.decisions.left == ()
    assert fresh.plan().count(Reason.UNLINKED) == 1
    lost.nothing_is_filed(fresh)


def test_without_the_journal_markers_alone_speak(lost: Lost) -> None:
    decide(lost)
    fresh = lost.again()
    origins = {link.origin for view in fresh.items() for link in view.links}
    assert origins == {LinkOrigin.CREATED}
    lost.nothing_is_filed(fresh)


def test_an_item_without_any_marker_gets_its_id_back_from_the_journal(lost: Lost) -> None:
    theirs = lost.server.issues.file("postmortems", "Filed by hand").ref.key
    lost.world.write("b.md", f"Rotate the keys ({theirs})", title="Another")
    lost.settle()
    other = lost.server.issues.file("postmortems", "Filed later").ref.key
    item = identity(lost.world, lost.world.items()[-1].line.title)
    by_hand.link(lost.world.context, item, other, who="Ann")
    before = picture(lost.world)
    assert picture(lost.again(decisions=exported(lost.world))) == before


def test_a_decision_is_entered_once(lost: Lost) -> None:
    decide(lost)
    told = exported(lost.world)
    fresh = lost.again()
    first, second = (take_in(fresh.context, told) for _ in range(2))
    assert (first.entered, first.known, first.done, first.left) == (4, 0, 4, ())
    assert (second.entered, second.known, second.done) == (0, 4, 0)
    assert exported(fresh) == told
    (linked,) = [view for view in fresh.items() if view.line.title == ITEMS[0]]
    assert {link.role for link in linked.links} == {LinkRole.PRIMARY, LinkRole.SUPERSEDED}


def test_what_cannot_be_done_again_is_entered_and_said(lost: Lost) -> None:
    decide(lost)
    link, unlink, *_ = exported(lost.world)
    told = [
        replace(link, uid="1", item_id="nobody"),
        replace(link, uid="2", details={"tracker": "web", "key": "WEB-999", "id": ""}),
        replace(unlink, uid="3", details={"tracker": "web", "key": "WEB-999", "id": ""}),
        replace(link, uid="4", verb="dance"),
    ]
    fresh = lost.again()
    done = take_in(fresh.context, told)
    assert (done.entered, done.done) == (4, 0)
    assert {words for line in done.left for words in WHY if words in line} == set(WHY)
    assert len(done.left) == len(WHY)


WHY = (
    "its item nobody (a.md: 'Add an alert on the error rate') is not known here",
    "WEB-999 cannot be read: ",
    "has no link to WEB-999",
    "this program does not know that verb",
)


def test_every_verb_that_people_have_is_known_again() -> None:
    written = Path(by_hand.__file__).read_text(encoding="utf-8")
    assert {verb for verb in ("link", "unlink", "set_state", "accept") if f'"{verb}"' in written} == set(VERBS)


BAD = [
    pytest.param("not a journal", "line 1 is no JSON", id="no JSON"),
    pytest.param("\n[]\n", "line 2 is no decision", id="no object"),
    pytest.param('{"uid": "1"}', "line 1 is no decision", id="half of one"),
    pytest.param('{"uid":"1","who":"A","verb":"link","at":"2026-01-01","visibility":"public"}', "zone", id="no zone"),
    pytest.param("uid,at\n1,2026-01-01\n", "line 2: details is no JSON", id="no journal as CSV"),
]


@pytest.mark.parametrize(("text", "words"), BAD)
def test_a_file_that_is_no_journal_is_refused_with_its_line(text: str, words: str) -> None:
    with pytest.raises(NoJournalError, match=words):
        entries.read(text)
