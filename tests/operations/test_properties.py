"""Whatever people do to documents and issues, and wherever the program dies: one issue an item, and nothing lost.

Hypothesis plays months of a small team: it writes, rewords, moves, removes and restores items and documents, people act
in the tracker and by hand, and resyncs run or die. Afterwards, and in between, the promises are looked at.
CLOSEOUT_CHAOS=20 plays twenty times as many games; a failure prints the game, which is its own reproduction.
"""

from __future__ import annotations

import os
import shutil
from collections import Counter
from contextlib import suppress
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from connectors.errors import ConnectorError
from connectors.marker import Marker
from connectors.tracker import Issue, State
from service.model import LinkRole
from service.operations import by_hand
from service.operations.context import Stage, Unwatched
from service.reconcile.plan import Reason
from service.store import issues, postmortems
from tests.operations.world import SETTLE_AFTER, World

GAMES = int(os.environ.get("CLOSEOUT_CHAOS", "1"))
AT_REST = {
    Reason.LINKED,
    Reason.EDITED,
    Reason.REMOVED,
    Reason.AMBIGUOUS,
    Reason.UNLINKED,
    Reason.SOURCE_HELD,
    Reason.DOCUMENT_HELD,
    Reason.REVIEW,
}
PATHS = st.sampled_from(["a.md", "b.md", "c.md"])
VERBS = ("Add", "Write", "Fix", "Test", "Rotate", "Review")
THINGS = (
    "an alert on the error rate of the API",
    "the runbook for a full disk of the database",
    "the queue that loses messages at midnight",
    "backups of the billing archive every week",
)
TITLES = st.builds("{} {}".format, st.sampled_from(VERBS), st.sampled_from(THINGS))
PLACE = st.integers(0, 5)


class KilledError(BaseException):
    """The process ends here."""


class KilledAt(Unwatched):
    """Ends the process at a stage."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    def stage(self, stage: Stage, item_id: str) -> None:  # noqa: ARG002
        if stage is self._stage:
            raise KilledError


class Months(RuleBasedStateMachine):
    """Documents as people have them (`now`), as they were (`before`), and what the program and the tracker hold."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(mkdtemp(prefix="closeout-months-"))
        self.world = World(self.folder)
        self.now: dict[str, list[str]] = {}
        self.before: dict[str, list[str]] = {}
        self.owners: dict[str, str] = {}
        self.touched: dict[str, Issue] = {}
        self.deleted: set[str] = set()

    def teardown(self) -> None:
        if hasattr(self, "world"):
            try:
                self.come_to_rest()
                self.one_issue_has_an_items_marker()
                self.people_have_the_last_word()
            finally:
                self.world.store.close()
                shutil.rmtree(self.folder)

    # -- people and documents

    @rule(path=PATHS, titles=st.lists(TITLES, min_size=1, max_size=4))
    def write(self, path: str, titles: list[str]) -> None:
        self._put(path, titles)

    @rule(path=PATHS, title=TITLES, place=PLACE)
    def add(self, path: str, title: str, place: int) -> None:
        items = list(self.now.get(path, ()))
        items.insert(place, title)
        self._put(path, items)

    @rule(path=PATHS, place=PLACE)
    def remove(self, path: str, place: int) -> None:
        items = list(self.now.get(path, ()))
        if len(items) > 1:
            items.pop(place % len(items))
            self._put(path, items)

    @rule(path=PATHS, place=PLACE, words=st.sampled_from(["now", "by all means", "in staging"]))
    def reword(self, path: str, place: int, words: str) -> None:
        items = list(self.now.get(path, ()))
        if items:
            items[place % len(items)] += f" {words}"
            self._put(path, items)

    @rule(path=PATHS)
    def turn_round(self, path: str) -> None:
        self._put(path, list(reversed(self.now.get(path, ()))))

    @rule(path=PATHS, place=PLACE)
    def duplicate(self, path: str, place: int) -> None:
        items = list(self.now.get(path, ()))
        if items and len(items) < 6:
            self._put(path, [*items, items[place % len(items)]])

    @rule(path=PATHS, place=PLACE, number=st.integers(1, 12))
    def name_an_issue(self, path: str, place: int, number: int) -> None:
        items = list(self.now.get(path, ()))
        if items and "LOCAL-" not in items[place % len(items)]:
            items[place % len(items)] += f" (LOCAL-{number})"
            self._put(path, items)

    @rule(path=PATHS)
    def restore(self, path: str) -> None:
        if path in self.before:
            self._put(path, self.before[path])

    @rule(path=PATHS)
    def delete_document(self, path: str) -> None:
        if path in self.now:
            self.before[path] = self.now.pop(path)
            self.world.remove(path)

    @rule(old=PATHS, new=PATHS)
    def rename(self, old: str, new: str) -> None:
        if old in self.now and new not in self.now:
            self.world.rename(old, new)
            self.now[new] = self.now.pop(old)

    def _put(self, path: str, items: list[str]) -> None:
        if items:
            self.before[path] = self.now.get(path, items)
            self.now[path] = items
            self.world.write(path, *items)

    # -- people and issues

    @rule(number=PLACE, title=TITLES)
    def edit_issue(self, number: int, title: str) -> None:
        if issue := self._some(number):
            self._touched(self.world.local.edit(issue.ref.key, title=f"{title} (Ann)"))

    @rule(number=PLACE, state=st.sampled_from(list(State)))
    def move_issue(self, number: int, state: State) -> None:
        if issue := self._some(number):
            self._touched(self.world.local.set_state(issue.ref, state))

    @rule(number=PLACE)
    def delete_issue(self, number: int) -> None:
        if issue := self._some(number):
            self.world.local.delete(issue.ref.key)
            self.deleted.add(issue.ref.id)

    @rule(number=PLACE, key=st.integers(1, 9))
    def link_by_hand(self, number: int, key: int) -> None:
        if items := self.world.items():
            with suppress(by_hand.RefusedError, ConnectorError):
                by_hand.link(self.world.context, items[number % len(items)].line.id, f"LOCAL-{key}", who="Ann")

    @rule(number=PLACE)
    def unlink(self, number: int) -> None:
        if items := self.world.items():
            with suppress(by_hand.RefusedError):
                by_hand.unlink(self.world.context, items[number % len(items)].line.id, None, who="Ann")

    @rule(number=PLACE)
    def accept(self, number: int) -> None:
        targets = ["docs", *self.now, *(view.line.id for view in self.world.items())]
        with suppress(by_hand.RefusedError):
            by_hand.accept(self.world.context, targets[number % len(targets)], who="Ann")

    def _some(self, number: int) -> Issue | None:
        found = self.world.issues()
        return found[number % len(found)] if found else None

    def _touched(self, issue: Issue) -> None:
        self.touched[issue.ref.id] = issue

    # -- the program

    @rule(times=st.integers(1, 2), full=st.booleans())
    def resync(self, times: int, full: bool) -> None:
        for _ in range(times):
            self.world.resync(full=full)

    @rule()
    def resync_as_a_webhook_says(self) -> None:
        self.world.resync()

    @rule(stage=st.sampled_from(list(Stage)))
    def die(self, stage: Stage) -> None:
        with suppress(KilledError):
            self.world.resync(self.world.watched_by(KilledAt(stage)))

    @rule(seconds=st.sampled_from([1, 40, SETTLE_AFTER * 2]))
    def wait(self, seconds: float) -> None:
        self.world.pace.advance(seconds)

    @rule()
    def come_to_rest(self) -> None:
        """Resync until nothing is under way: then each item has its issue, or waits for a person."""
        for _ in range(4):
            self.world.resync()
            self.world.pace.advance(SETTLE_AFTER)
        done = self.world.plan()
        assert {action.reason for action in done.actions} <= AT_REST, done.actions
        for view in self.world.items():
            roles = Counter(link.role for link in view.links)
            assert roles[LinkRole.PRIMARY] <= 1, view

    # -- the promises

    @invariant()
    def one_issue_has_an_items_marker(self) -> None:
        if not hasattr(self, "world"):
            return
        markers = Counter(
            marker.item
            for issue in self.world.issues()
            if (marker := Marker.verify(issue.marker, self.world.context.key)) is not None
        )
        assert not [item for item, times in markers.items() if times > 1]

    @invariant()
    def people_have_the_last_word(self) -> None:
        if not hasattr(self, "world"):
            return
        there = {issue.ref.id: issue for issue in self.world.issues()}
        for issue_id, issue in self.touched.items():
            if issue_id not in self.deleted:
                assert there[issue_id].state == issue.state
                if issue.title.endswith("(Ann)"):
                    assert there[issue_id].title == issue.title

    @invariant()
    def an_item_never_changes_its_issue_or_its_document(self) -> None:
        if not hasattr(self, "world"):
            return
        with self.world.store.read() as tx:
            rows = {
                row.id: row for document, _ in postmortems.every(tx) for row in postmortems.items(tx, [document.id])
            }
            ours = {
                link.item_id: issue.native_id
                for link, issue in issues.links_of(tx, rows)
                if link.origin == "created" and link.role is not LinkRole.COPY
            }
        for item_id, row in rows.items():
            assert self.owners.setdefault(item_id, row.postmortem_id) == row.postmortem_id
            if item_id in ours:
                assert self.owners.setdefault(f"{item_id} issue", str(ours[item_id])) == ours[item_id]


MonthsTest = Months.TestCase
MonthsTest.settings = settings(
    max_examples=15 * GAMES,
    stateful_step_count=16,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
MonthsTest = pytest.mark.slow(MonthsTest)
