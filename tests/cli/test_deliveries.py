"""`closeout deliveries`: what came and what became of it, one tried again, and those that never came."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from service.model import Fate
from service.operations.hint_wire import to_json
from service.store import inbox
from service.store.database import open_store
from service.store.intake import Arrival, Intake
from tests.cli.terminal import Terminal
from tests.fakes.receiver import a_push

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def kept(terminal: Terminal) -> None:
    """Three deliveries: of another repository, a ping, and one that was set aside."""
    terminal.run("status")
    store = open_store(f"sqlite:///{terminal.folder / 'closeout.db'}")
    intake = Intake(store)
    intake.start()
    push = Arrival("hook", "one", "push", NOW, hints=to_json([a_push()]))
    arrivals = [push, Arrival("hook", "two", "ping", NOW, why="nothing in it concerns us")]
    for arrival in [*arrivals, replace(push, delivery_id="three\x1b[31m", hints=({"hint": "poison"},))]:
        intake.keep(arrival).result(30)
    intake.stop()
    with store.write() as tx:
        inbox.settle(tx, 3, Fate.SET_ASIDE, "attempt 8 failed: \x1b[31m", NOW)
    store.close()


def test_deliveries_are_listed_with_what_became_of_them(terminal: Terminal, kept: None) -> None:
    said = terminal.run("deliveries")
    lines = said.out.splitlines()
    assert (said.code, [line.split()[0] for line in lines]) == (0, ["Id", "3", "2", "1"])
    assert [word in line for word, line in zip(("set_aside", "ignored", "waiting"), lines[1:], strict=True)] == [
        True
    ] * 3
    assert "\x1b" not in said.out


def test_they_can_be_chosen_and_read_by_programs(terminal: Terminal, kept: None) -> None:
    found = terminal.run("deliveries", "--fate", "waiting", "--fate", "ignored", "--format", "json").json
    assert [(one["delivery_id"], one["fate"]) for one in found] == [("two", "ignored"), ("one", "waiting")]
    assert len(terminal.run("deliveries", "--limit", "1", "-f", "json").json) == 1
    assert "body" not in found[0]


def test_without_any_that_is_said(terminal: Terminal) -> None:
    assert terminal.run("deliveries").out == "no deliveries\n"


def test_one_is_tried_again_at_once(terminal: Terminal, kept: None) -> None:
    said = terminal.run("deliveries", "retry", "1")
    assert (said.code, said.out) == (0, "delivery 1 is ignored: no source follows main of acme/handbook\n")
    assert terminal.run("deliveries", "--fate", "waiting").out == "no deliveries\n"


def test_one_that_fails_again_is_a_finding(terminal: Terminal, kept: None) -> None:
    said = terminal.run("deliveries", "retry", "3")
    assert (said.code, "waiting: attempt 1 failed" in said.out) == (1, True)


@pytest.mark.parametrize(("number", "words"), [("9", "no such delivery"), ("2", "nothing to try again")])
def test_what_cannot_be_tried_again_is_one_clear_line(terminal: Terminal, kept: None, number: str, words: str) -> None:
    said = terminal.run("deliveries", "retry", number)
    assert (said.code, words in said.err, len(said.err.splitlines())) == (2, True, 1)


def test_without_a_webhook_there_is_nobody_to_ask(terminal: Terminal) -> None:
    said = terminal.run("deliveries", "redeliver")
    assert (said.code, said.out) == (0, "no webhook is configured\n")
