"""Whatever a team did, a rebuild gives what was matched its ids, links and states, and has no second issue filed.

Hypothesis plays some weeks: rows are added, reworded, moved, removed and doubled, files are renamed, people edit
issues and decide by hand. Then the database is lost.
"""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from connectors.errors import ConnectorError
from connectors.marker import Marker
from connectors.tracker import State
from service.operations import by_hand
from service.operations.recovery.journal import export
from service.reconcile.plan import Kind
from tests.operations.lost import Lost, picture

PATHS = ("a.md", "b.md")
WORDS = (
    "Add an alert on the error rate of the API",
    "Write the runbook for a full disk",
    "Fix the queue that loses messages at midnight",
    "Test the backups of the billing archive",
    "Rotate the keys of the gateway every quarter",
)
ACTS = st.tuples(
    st.sampled_from(
        ["add", "reword", "turn", "remove", "double", "rename", "title", "state", "link", "unlink", "accept", "run"]
    ),
    st.sampled_from(PATHS),
    st.integers(0, 4),
)


class Weeks:
    """Documents as people have them, and acts upon them, by name."""

    def __init__(self, folder: Path) -> None:
        self.lost = Lost(folder)
        self.files = {"a.md": list(WORDS[:3]), "b.md": list(WORDS[3:])}
        for path in self.files:
            self._write(path)
        self.lost.settle()

    def act(self, name: str, path: str, number: int) -> None:
        """Do one thing, if it can be done."""
        if path in self.files:
            getattr(self, f"_{name}")(path, number)

    def _write(self, path: str) -> None:
        self.lost.world.write(path, *self.files[path], title=f"The outage of {path}")

    def _add(self, path: str, number: int) -> None:
        if WORDS[number] not in self.files[path]:
            self.files[path].insert(number, WORDS[number])
        self._write(path)

    def _reword(self, path: str, number: int) -> None:
        rows = self.files[path]
        rows[number % len(rows)] += " soon"
        self._write(path)

    def _turn(self, path: str, _: int) -> None:
        self.files[path].reverse()
        self._write(path)

    def _remove(self, path: str, number: int) -> None:
        if len(self.files[path]) > 1:
            self.files[path].pop(number % len(self.files[path]))
            self._write(path)

    def _double(self, path: str, number: int) -> None:
        self.files[path].append(self.files[path][number % len(self.files[path])])
        self._write(path)

    def _rename(self, path: str, _: int) -> None:
        new = f"moved-{path}"
        if new not in self.files:
            self.lost.world.rename(path, new)
            self.files[new] = self.files.pop(path)

    def _title(self, _: str, number: int) -> None:
        issues = self.lost.server.everything()
        self.lost.server.issues.edit(issues[number % len(issues)].ref.key, title=f"Somebody's words {number}")

    def _state(self, _: str, number: int) -> None:
        issues = self.lost.server.everything()
        self.lost.server.issues.set_state(issues[number % len(issues)].ref, list(State)[number % 4])

    def _item(self, number: int) -> str:
        items = self.lost.world.items()
        return items[number % len(items)].line.id

    def _link(self, _: str, number: int) -> None:
        self._decide(by_hand.link, self._item(number), f"WEB-{number + 1}")

    def _unlink(self, _: str, number: int) -> None:
        self._decide(by_hand.unlink, self._item(number), None)

    def _accept(self, _: str, number: int) -> None:
        self._decide(by_hand.accept, self._item(number))

    def _decide(self, decision: Any, *arguments: object) -> None:
        self.lost.world.pace.advance(1)
        with suppress(by_hand.RefusedError, ConnectorError):
            decision(self.lost.world.context, *arguments, who="Ann")

    def _run(self, *_: object) -> None:
        self.lost.world.resync()


@pytest.mark.slow
@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(st.lists(ACTS, max_size=14))
def test_after_any_weeks_a_rebuild_gives_the_same_or_holds(acts: list[tuple[str, str, int]]) -> None:
    folder = Path(mkdtemp(prefix="closeout-weeks-"))
    weeks = Weeks(folder)
    try:
        for act in acts:
            weeks.act(*act)
        weeks.lost.settle()
        look(weeks.lost)
    finally:
        weeks.lost.close()
        shutil.rmtree(folder)


def look(lost: Lost) -> None:
    """Lose the database, and compare."""
    before = picture(lost.world)
    fresh = lost.again(decisions=tuple(export(lost.world.context)))
    after = picture(fresh)
    assert lost.report is not None
    unmatched = {one.key for one in lost.report.doubts.unmatched}
    held = {action.item_id for action in fresh.plan().actions if action.kind is Kind.HOLD}
    for item, seen in before.items():
        if not seen.issues or item in held:
            continue
        if item in after and not unmatched & {key for key, _ in seen.issues}:
            assert after[item] == seen
        else:
            assert unmatched & {key for key, _ in seen.issues}, (item, seen)
    lost.nothing_is_filed(fresh)
    markers = [Marker.verify(issue.marker, fresh.context.key) for issue in lost.server.everything()]
    items = [marker.item for marker in markers if marker is not None]
    assert len(items) == len(set(items))
