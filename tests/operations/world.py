"""A small world: a directory of postmortems, a tracker, a database, and time that stands still.

world = World(tmp_path)
world.write("a.md", "Add an alert", "Write a runbook")
world.resync()
assert world.titles() == ["Add an alert", "Write a runbook"]
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from pydantic import SecretStr

from connectors.directory.config import DirectoryConfig
from connectors.directory.source import DirectorySource
from connectors.local.config import LocalConfig
from connectors.local.tracker import LocalTracker
from connectors.tracker import Issue, State, Tracker
from connectors.visibility import Visibility
from service.operations import report
from service.operations.context import Context, FiledTracker, FollowedSource, Progress, Unwatched
from service.operations.report import ItemView
from service.operations.resync import RunReport, Wishes, make_plan, resync
from service.policy.policy import Policy
from service.policy.routing import Route, Router
from service.settings import General, Settings
from service.store.audience import Audience
from service.store.database import open_store
from service.store.exclusion import sole_creator
from service.store.views import ItemFilter
from tests import databases
from tests.fakes.virtual_pace import VirtualPace

DAY = "2026-03-02"
EVERYTHING = Audience.owner()
SEND_WITHIN = 30.0
SETTLE_AFTER = 60.0
_worlds = count()


def filing_in(tracker: str, kind: str, place: str = "postmortems") -> Policy:
    """Give rules that send everything to one place in one tracker, of that kind."""
    return Policy(router=Router((), Route("default", tracker, place)), kinds={tracker: kind})


class World:
    """One installation of Closeout and what surrounds it. Ids are counted, so that a run can be repeated."""

    def __init__(self, folder: Path, *, database: str | None = None, pace: VirtualPace | None = None) -> None:
        self.folder = folder
        self.documents = folder / "documents"
        self.documents.mkdir(parents=True, exist_ok=True)
        self.pace = pace or VirtualPace()
        self.store = open_store(database or databases.sqlite(folder))
        self.local = self.tracker()
        number, given = next(_worlds), count()
        self.context = Context(
            store=self.store,
            settings=Settings(general=General(create_since=date(1970, 1, 1))),
            policy=filing_in("local", "local"),
            sources={"docs": self.source()},
            trackers={"local": self.filed("local", self.tracker)},
            pace=self.pace,
            key=b"k" * 32,
            new_id=lambda: str(uuid5(NAMESPACE_OID, f"{number}-{next(given)}")),
            creator_lock=lambda tracker: sole_creator(self.store, tracker, 0.2),
            progress=Unwatched(),
        )

    # -- what surrounds it

    def source(self, name: str = "docs", below: str = ".") -> FollowedSource:
        """A directory source over the world's documents."""
        reader = DirectorySource(DirectoryConfig(name=name, path=self.documents / below))
        return FollowedSource(reader=reader, kind="directory", visibility=Visibility.MEMBERS)

    def tracker(self) -> LocalTracker:
        """The world's local tracker; each call gives another instance on the same issues."""
        return LocalTracker(LocalConfig(database=SecretStr(str(self.folder / "issues.db"))), self.pace)

    def filed(self, name: str, make: Callable[[], Tracker]) -> FiledTracker:
        """A tracker as the context wants it."""
        return FiledTracker(
            name=name,
            open=make,
            place="postmortems",
            kind="local",
            readers=lambda _: Visibility.MEMBERS,
            shown_to=Visibility.MEMBERS,
            send_within=SEND_WITHIN,
            settle_after=SETTLE_AFTER,
        )

    def files_in(self, name: str, make: Callable[[], Tracker], place: str = "postmortems") -> None:
        """File in this tracker from now on, beside the local one."""
        trackers = {**self.context.trackers, name: self.filed(name, make)}
        policy = replace(filing_in(name, "local", place), due=self.context.policy.due)
        self.context = replace(self.context, trackers=trackers, policy=policy)

    def watched_by(self, progress: Progress) -> Context:
        """The context, with somebody who watches, or ends, what it does."""
        return replace(self.context, progress=progress)

    # -- documents

    def write(self, path: str, *items: str, title: str = "An outage", day: str = DAY) -> None:
        """Write a postmortem that names these items."""
        lines = [f"# {title}", "", f"Date: {day}", "", "## Action items", "", *(f"- {item}" for item in items), ""]
        self.put(path, "\n".join(lines))

    def put(self, path: str, text: str | bytes) -> None:
        """Write a document as it is."""
        target = self.documents / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode() if isinstance(text, str) else text)

    def remove(self, path: str) -> None:
        """Remove a document."""
        with suppress(FileNotFoundError):
            (self.documents / path).unlink()

    def rename(self, old: str, new: str) -> None:
        """Rename a document."""
        (self.documents / old).rename(self.documents / new)

    # -- the program

    def resync(self, context: Context | None = None, **wishes: Any) -> RunReport:
        """Run the loop once."""
        return resync(context or self.context, Wishes(cause="test", **wishes))

    def plan(self, **wishes: Any) -> RunReport:
        """Look and decide, without acting."""
        return make_plan(self.context, Wishes(cause="test", **wishes))

    # -- what can be seen

    def issues(self) -> Sequence[Issue]:
        """Every issue of the local tracker, as it is."""
        return self.local.list()

    def titles(self) -> list[str]:
        """The titles of the local tracker's issues."""
        return sorted(issue.title for issue in self.issues())

    def items(self) -> tuple[ItemView, ...]:
        """Every item that stands in a document, as people see it."""
        return report.items(self.context, EVERYTHING, ItemFilter())

    def item(self, title: str) -> ItemView:
        """The one item with this title."""
        (found,) = [view for view in self.items() if view.line.title == title]
        return found

    def said(self) -> dict[str, str]:
        """What is said of each item: title -> standing in words."""
        return {view.line.title: view.said for view in self.items()}

    def person_sets(self, title: str, state: State) -> None:
        """Let somebody set an issue's state in the tracker, behind our back."""
        (issue,) = [issue for issue in self.issues() if issue.title == title]
        self.local.set_state(issue.ref, state)
