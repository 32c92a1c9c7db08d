"""What becomes of a repository that changed, and of deliveries that fail."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from connectors.git.source import GitSource
from connectors.source import Listing
from connectors.webhook import Change, RepositoryChanged
from service.model import Fate
from service.operations import by_hand, deliveries, report
from service.operations.digest import ATTEMPTS
from service.operations.receive import receive
from tests.fakes.receiver import a_push, endpoint, signed
from tests.operations.office import Office, followed
from tests.operations.world import EVERYTHING


def test_a_repository_that_was_made_public_is_held_until_a_person_lets_go(office: Office) -> None:
    office.deliver(RepositoryChanged("R_1", "acme/handbook", Change.PUBLICIZED))
    office.digest()
    commit = office.commit("A second alert")
    office.deliver(a_push(commit))
    office.world.resync()
    office.digest()
    assert office.fates() == ["done", "waiting"]
    assert office.world.titles() == ["The first alert"]
    (source,) = report.sources(office.world.context, EVERYTHING)
    assert "made public" in (source.held or "")
    by_hand.accept(office.world.context, "docs", who="Ann")
    office.world.pace.advance(60)
    office.digest()
    assert office.fates() == ["done", "done"]
    assert office.world.titles() == ["A second alert", "The first alert"]


@pytest.mark.parametrize(
    ("change", "is_problem"),
    [(Change.RENAMED, True), (Change.TRANSFERRED, True), (Change.ARCHIVED, True), (Change.DELETED, True),
     (Change.UNARCHIVED, False), (Change.PRIVATIZED, False)],
)  # fmt: skip
def test_other_changes_of_a_repository_are_noted_and_nothing_else(
    office: Office, change: Change, is_problem: bool
) -> None:
    runs = office.scans()
    office.deliver(RepositoryChanged("R_1", "acme/new-name", change))
    office.digest()
    (source,) = report.sources(office.world.context, EVERYTHING)
    (line,) = office.lines()
    assert (line.fate, "acme/new-name" in line.why) == (Fate.DONE, True)
    assert (source.problem == line.why, source.held, office.scans()) == (is_problem, None, runs)


def test_a_poison_delivery_is_tried_with_growing_pauses_set_aside_and_blocks_nobody(office: Office) -> None:
    poison = receive(office.world.context, office.world.context.endpoints["hook"], signed([a_push()]))
    office.keep(replace(poison, hints=({"hint": "from a later version"},)))
    office.deliver(a_push(office.commit("A second alert")))
    office.digest()
    assert office.fates() == ["waiting", "done"]
    tries = [office.world.context.now()]
    while office.fates()[0] == "waiting":
        next_try = office.lines()[0].next_try_at
        assert next_try is not None
        tries.append(next_try)
        office.world.pace.set(next_try)
        office.digest()
    pauses = [after - before for before, after in pairwise(tries)]
    assert pauses == [timedelta(seconds=30) * 2**number for number in range(ATTEMPTS - 1)]
    (line, _) = office.lines()
    assert (line.fate, line.attempts, "no hint that this version knows" in line.why) == (Fate.SET_ASIDE, 8, True)
    office.deliver(a_push(office.commit("A third alert")))
    office.digest()
    assert office.fates() == ["set_aside", "done", "done"]
    assert deliveries.retry(office.world.context, EVERYTHING, line.id).attempts == 1


def test_a_source_that_breaks_unexpectedly_fails_its_own_deliveries_alone(office: Office) -> None:
    class Broken(GitSource):
        def list(self) -> Listing:
            raise ZeroDivisionError

    config = office.remote.model_copy(update={"name": "broken", "include": ("other/**",), "identity": "R_2"})
    context = office.world.context
    office.world.context = replace(
        context,
        sources={"broken": followed(config, office.world, Broken), **context.sources},
        endpoints={**context.endpoints, "broken": endpoint("broken", source="broken")},
    )
    office.deliver(a_push("e" * 40), name="broken")
    office.deliver(a_push(office.commit("A second alert")))
    office.digest()
    assert office.fates() == ["waiting", "done"]
    assert "ZeroDivisionError" in office.lines()[0].why
    assert office.world.titles() == ["A second alert", "The first alert"]


def test_old_deliveries_are_pruned_by_the_setting(office: Office) -> None:
    office.deliver(a_push("e" * 40, name="acme/other", repository=""))
    office.digest()
    office.world.pace.advance(timedelta(days=29).total_seconds())
    assert deliveries.prune(office.world.context) == 0
    office.world.pace.advance(timedelta(days=2).total_seconds())
    assert deliveries.prune(office.world.context) == 1
