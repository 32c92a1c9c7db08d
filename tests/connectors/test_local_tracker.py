"""The local tracker keeps the contract on both databases, and what it promises beyond the contract."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from connectors.errors import Misconfigured, Refused
from connectors.local.config import LocalConfig
from connectors.local.tracker import LocalTracker
from connectors.registry import TRACKERS
from connectors.tracker import Changes, Edit, Issue, IssueRef, Label, State
from tests.connectors.local_databases import execute, locked, on_postgresql, on_sqlite
from tests.connectors.people import LocalPeople
from tests.connectors.tracker_contract import TrackerContract
from tests.connectors.tracker_side import a_draft, found, send
from tests.fakes.virtual_pace import VirtualPace

PLACE = "ops"
WAIT_SECONDS = 0.05


@pytest.fixture(params=["sqlite", "postgresql"])
def config(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[LocalConfig]:
    if request.param == "sqlite":
        yield on_sqlite(tmp_path)
    else:
        with on_postgresql() as config:
            yield config


@pytest.fixture
def pace() -> VirtualPace:
    return VirtualPace()


@pytest.fixture
def tracker(config: LocalConfig, pace: VirtualPace) -> LocalTracker:
    return LocalTracker(config, pace, wait_seconds=WAIT_SECONDS)


class LocalContract(TrackerContract):
    title_limit = 256
    body_limit = 65_536
    foreign = (*TrackerContract.foreign, "OPS-12", "LOCAL-", "LOCAL-0", "LOCALE-1", "https://jira.example/LOCAL-1")

    @pytest.fixture
    def tracker(self, config: LocalConfig, pace: VirtualPace) -> LocalTracker:
        return LocalTracker(config, pace, wait_seconds=WAIT_SECONDS)

    @pytest.fixture
    def place(self) -> str:
        return PLACE

    @pytest.fixture
    def people(self, config: LocalConfig, pace: VirtualPace) -> LocalPeople:
        return LocalPeople(LocalTracker(config, pace))

    @pytest.fixture
    def broken(self, config: LocalConfig) -> AbstractContextManager[object]:
        return locked(config)

    def unknown_ref(self, number: int) -> IssueRef:
        return IssueRef("local", f"LOCAL-{number + 1_000}", f"00000000-0000-4000-8000-{number:012d}")

    def assert_inert(self, issue: Issue) -> None:
        """Nobody renders a local issue but our own pages, which escape; what is left is what terminals obey."""
        assert all(character.isprintable() or character in "\n\t" for character in issue.title + issue.body)


class TestLocalTrackerOnSqliteKeepsTheContract(LocalContract):
    @pytest.fixture
    def config(self, tmp_path: Path) -> LocalConfig:
        return on_sqlite(tmp_path)


class TestLocalTrackerOnPostgresqlKeepsTheContract(LocalContract):
    @pytest.fixture
    def config(self) -> Iterator[LocalConfig]:
        with on_postgresql() as config:
            yield config


def test_keys_count_up_and_are_never_given_twice(tracker: LocalTracker) -> None:
    first, second = (tracker.create(a_draft(place), send).ref.key for place in (PLACE, "another list"))
    tracker.delete(second)
    assert (first, second, tracker.create(a_draft(PLACE), send).ref.key) == ("LOCAL-1", "LOCAL-2", "LOCAL-3")


def test_a_create_that_was_stopped_uses_no_key(tracker: LocalTracker) -> None:
    def stop() -> None:
        raise KeyError

    with pytest.raises(KeyError):
        tracker.create(a_draft(PLACE), stop)
    assert tracker.create(a_draft(PLACE), send).ref.key == "LOCAL-1"


def test_places_are_listed_apart(tracker: LocalTracker) -> None:
    here, there = (tracker.create(a_draft(place), send) for place in (PLACE, "another list"))
    assert tracker.created_since(PLACE, "0") == [here]
    assert tracker.created_since("another list", "0") == [there]
    assert tracker.list() == [here, there]


def test_everything_a_draft_says_is_kept(tracker: LocalTracker, pace: VirtualPace) -> None:
    draft = replace(
        a_draft(PLACE), labels=(Label("postmortem"), Label("prevent")), assignees=("ada",), due=date(2026, 4, 1)
    )
    issue = tracker.create(draft, send)
    assert (issue.labels, issue.assignees, issue.due) == (("postmortem", "prevent"), draft.assignees, draft.due)
    assert issue.created_at == issue.updated_at == pace.now()
    assert found(tracker, issue.ref) == issue


def test_an_issue_is_closed_when_it_was_first_closed(tracker: LocalTracker, pace: VirtualPace) -> None:
    issue = tracker.create(a_draft(PLACE), send)
    pace.advance(3_600)
    closed = tracker.set_state(issue.ref, State.DROPPED)
    pace.advance(3_600)
    done = tracker.set_state(issue.ref, State.DONE)
    reopened = tracker.set_state(issue.ref, State.OPEN)
    assert closed.closed_at == done.closed_at == issue.created_at + timedelta(hours=1)
    assert (closed.status, done.status, reopened.status) == ("Dropped", "Done", "Open")
    assert reopened.closed_at is None
    assert found(tracker, issue.ref) == reopened


def test_an_issue_is_updated_only_when_something_changes(tracker: LocalTracker, pace: VirtualPace) -> None:
    issue = tracker.create(a_draft(PLACE), send)
    pace.advance(60)
    assert tracker.update(issue.ref, Changes(title=Edit("something else", "new"))).updated_at == issue.updated_at
    assert tracker.update(issue.ref, Changes(title=Edit(issue.title, "new"))).updated_at == pace.now()


def test_people_edit_and_delete_what_they_like(tracker: LocalTracker) -> None:
    issue = tracker.file(PLACE, "Order\nmore disks", "For db-3.", ("ada",))
    assert (issue.title, issue.marker, issue.ours) == ("Order more disks", "", False)
    edited = tracker.edit(issue.ref.key.lower(), title="Order disks", assignees=["bob", "eve"])
    assert (edited.title, edited.body, edited.assignees) == ("Order disks", "For db-3.", ("bob", "eve"))
    tracker.delete(issue.ref.key)
    assert tracker.list() == []
    for act in (lambda: tracker.edit(issue.ref.key, title="x"), lambda: tracker.delete(issue.ref.key)):
        with pytest.raises(Refused, match="LOCAL-1"):
            act()


def test_a_ref_with_a_known_key_and_another_id_is_another_issue(tracker: LocalTracker) -> None:
    issue = tracker.create(a_draft(PLACE), send)
    stranger = replace(issue.ref, id="00000000-0000-4000-8000-000000000001")
    refs = [stranger, replace(issue.ref, id="not an id"), IssueRef("github", issue.ref.key)]
    assert not [answer for answer in tracker.read(refs).values() if isinstance(answer, Issue)]


def test_another_process_sees_the_same_issues(tracker: LocalTracker, config: LocalConfig, pace: VirtualPace) -> None:
    issue = tracker.create(a_draft(PLACE), send)
    assert LocalTracker(config, pace).list() == [issue]


def test_processes_that_create_at_once_lose_nothing_and_share_no_key(config: LocalConfig) -> None:
    program = (
        "import sys\n"
        "from connectors.local.config import LocalConfig\n"
        "from connectors.local.tracker import LocalTracker\n"
        "from connectors.pace import RealPace\n"
        "tracker = LocalTracker(LocalConfig(database=sys.argv[1]), RealPace(), wait_seconds=30)\n"
        "for number in range(6):\n"
        "    tracker.file('ops', f'{sys.argv[2]}/{number}')\n"
    )
    arguments = [sys.executable, "-c", program, config.database.get_secret_value()]
    processes = [subprocess.Popen([*arguments, str(number)], stderr=subprocess.PIPE) for number in range(2)]
    assert [(process.communicate()[1], process.returncode) for process in processes] == [(b"", 0)] * 2
    issues = LocalTracker(config, VirtualPace()).list()
    assert [issue.ref.key for issue in issues] == [f"LOCAL-{number}" for number in range(1, 13)]
    assert len({issue.title for issue in issues}) == 12


def test_a_newer_database_is_refused(tracker: LocalTracker, config: LocalConfig, pace: VirtualPace) -> None:
    issue = tracker.create(a_draft(PLACE), send)
    execute(config, "UPDATE {schema}local_tracker SET version = 2")
    for this in (tracker, LocalTracker(config, pace)):
        with pytest.raises(Misconfigured, match="newer Closeout"):
            this.create(a_draft(PLACE), send)
        with pytest.raises(Misconfigured, match="newer Closeout"):
            this.read([issue.ref])
        assert [finding.ok for finding in this.check()] == [False]


def test_a_database_with_other_keys_is_refused(tmp_path: Path, pace: VirtualPace) -> None:
    LocalTracker(on_sqlite(tmp_path), pace).create(a_draft(PLACE), send)
    other = LocalTracker(on_sqlite(tmp_path).model_copy(update={"prefix": "OPS"}), pace)
    with pytest.raises(Misconfigured, match="set `prefix` to LOCAL"):
        other.list()


def test_a_new_database_does_not_answer_for_issues_that_were_in_the_old_one(tracker: LocalTracker) -> None:
    known = IssueRef("local", "LOCAL-7", "00000000-0000-4000-8000-000000000001")
    with pytest.raises(Misconfigured, match="restore it from a backup"):
        tracker.read([known])


@pytest.mark.parametrize(
    "position", ["8", "-1", "x", "٣", "9" * 5_000], ids=["ahead", "negative", "word", "script", "huge"]
)
def test_a_position_that_never_was_is_refused(tracker: LocalTracker, position: str) -> None:
    tracker.create(a_draft(PLACE), send)
    with pytest.raises(Refused, match="its newest is 1"):
        tracker.created_since(PLACE, position)


def test_the_registry_builds_it_without_touching_anything(tmp_path: Path, pace: VirtualPace) -> None:
    kind = TRACKERS["local"]
    tracker = kind.build(kind.config.model_validate({"database": str(tmp_path / "issues.db")}), pace)
    assert tracker.name == "local"
    assert list(tmp_path.iterdir()) == []
    assert tracker.create(a_draft(PLACE), send).ref.key == "LOCAL-1"


def test_the_registry_is_imported_without_the_connectors_libraries() -> None:
    program = (
        "import sys, connectors.registry; print(sorted({'sqlalchemy', 'github', 'jira', 'httpx'} & set(sys.modules)))"
    )
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"
