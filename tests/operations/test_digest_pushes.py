"""A push that was delivered: its source is scanned, and the delivery is done when that shows the commit."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from service.operations import report
from service.operations.digest import ATTEMPTS, PATIENCE
from tests.fakes.receiver import a_push
from tests.operations.office import Office
from tests.operations.world import EVERYTHING


def test_a_push_is_scanned_filed_and_done(office: Office) -> None:
    office.deliver(a_push(office.commit("A second alert")))
    assert office.fates() == ["waiting"]
    office.digest()
    assert office.fates() == ["done"]
    assert office.world.titles() == ["A second alert", "The first alert"]


def test_a_push_and_its_repetitions_in_any_order_are_one_look(office: Office) -> None:
    first, second = office.commit("A second alert"), office.commit("A third alert")
    runs = office.scans()
    for number, commit in enumerate([second, first, second, second, first]):
        office.deliver(a_push(commit), delivery=f"delivery {number % 3}")
    office.digest()
    assert office.fates() == ["done"] * 3
    assert office.scans() == runs + 1
    office.deliver(a_push(second))
    office.digest()
    assert office.scans() == runs + 1, "this very head was scanned already"
    assert len(office.world.titles()) == 3


@pytest.mark.parametrize(
    "push",
    [
        pytest.param({"name": "acme/other", "repository": "R_2"}, id="another repository"),
        pytest.param({"branch": "feature"}, id="another branch"),
        pytest.param({"name": "docs", "repository": ""}, id="no repository"),
    ],
)
def test_a_push_to_what_nobody_follows_is_ignored_and_nothing_is_scanned(
    office: Office, push: Mapping[str, str]
) -> None:
    runs = office.scans()
    office.deliver(a_push(office.commit("A second alert"), **push))
    office.digest()
    assert office.fates() == ["ignored"]
    assert "no source follows" in office.lines()[0].why
    assert office.scans() == runs


def test_a_webhook_that_names_its_source_speaks_for_it_whatever_its_repository_is_called(office: Office) -> None:
    office.deliver(a_push(office.commit("A second alert"), name="acme/new-name", repository="R_9"), name="named")
    office.digest()
    assert office.fates() == ["done"]


def test_a_commit_that_the_remote_does_not_show_yet_keeps_its_delivery_waiting_until_it_does(office: Office) -> None:
    commit = office.commit("A second alert")
    office.repository.git("update-ref", "refs/heads/main", f"{commit}^")  # a replica that lags behind
    office.deliver(a_push(commit))
    for _ in range(3):
        office.world.pace.advance(60)
        office.digest()
        assert office.fates() == ["waiting"]
    assert "does not hold" in office.lines()[0].why
    office.repository.git("update-ref", "refs/heads/main", commit)
    office.world.pace.advance(300)
    office.digest()
    assert office.fates() == ["done"]
    assert office.world.titles() == ["A second alert", "The first alert"]


def test_a_delivery_that_waits_is_not_looked_at_all_the_time(office: Office) -> None:
    office.deliver(a_push("e" * 40))
    runs = office.scans()
    for _ in range(120):
        office.digest()
        office.world.pace.advance(5)
    assert 3 < office.scans() - runs < 12


def test_a_commit_that_a_force_push_took_away_is_done_once_no_remote_can_lag_any_more(office: Office) -> None:
    before = office.repository.git("rev-parse", "main")
    lost = office.commit("A second alert")
    office.deliver(a_push(lost))
    kept = office.commit("A third alert", parents=(before,))
    office.deliver(a_push(kept))
    office.digest()
    assert office.fates() == ["waiting", "done"]
    office.world.pace.advance(PATIENCE.total_seconds())
    office.digest()
    assert office.fates() == ["done", "done"]
    assert "no longer holds" in office.lines()[0].why


def test_a_reset_to_an_older_commit_is_looked_at(office: Office) -> None:
    older = office.repository.git("rev-parse", "main")
    office.deliver(a_push(office.commit("A second alert")))
    office.digest()
    office.repository.git("update-ref", "refs/heads/main", older)
    office.deliver(a_push(older))
    office.digest()
    assert office.fates() == ["done", "done"]
    assert [view.line.title for view in office.world.items()] == ["The first alert"]


def test_a_branch_that_was_deleted_is_looked_at_and_that_is_all(office: Office) -> None:
    office.commit("A second alert", branch="release")
    office.follow("release")
    office.repository.git("update-ref", "-d", "refs/heads/release")
    office.deliver(a_push("", branch="main"))
    office.deliver(a_push("", branch="release"))
    office.digest()
    assert office.fates() == ["ignored", "done"]
    assert "has no such branch" in office.lines()[1].why
    assert "has no such branch" in (report.sources(office.world.context, EVERYTHING)[0].problem or "")


def test_a_source_out_of_reach_keeps_its_deliveries_waiting_for_as_long_as_it_takes(office: Office) -> None:
    commit = office.commit("A second alert")
    aside = office.repository.path.with_name("aside.git")
    office.repository.path.rename(aside)
    office.deliver(a_push(commit))
    for _ in range(ATTEMPTS + 2):
        office.digest()
        office.world.pace.advance(3600)
    assert office.fates() == ["waiting"]
    aside.rename(office.repository.path)
    office.digest()
    assert office.fates() == ["done"]
