"""What it costs to follow many Jira issues: requests and seconds, counted on a made-up Jira on loopback.

    python -m benchmarks.jira_reads [ISSUES]

A full read of all of them (a first poll), a poll in which nothing changed, and one in which ten issues did; 100,000
issues unless told otherwise. Fails where a poll costs more than 5 requests, or a full read more than 1,050 per 100,000.
In a data center, whose search gives no markers, each issue of ours that changed may cost one more.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TypeVar

from connectors.jira.tracker import JiraTracker
from connectors.tracker import IssueRef
from tests.fakes.jira_issues import Record
from tests.fakes.jira_server import JiraServer
from tests.fakes.virtual_pace import VirtualPace

T = TypeVar("T")

ISSUES = 100_000
A_POLL = 5
A_FULL_READ = 1_050 / 100_000
CHANGED = 10
AN_HOUR = 100


def measured(server: JiraServer, words: str, most: float, act: Callable[[], T]) -> T:
    """Do something, and print its requests and seconds."""
    before, start = server.total, time.perf_counter()
    done = act()
    count, seconds = server.total - before, time.perf_counter() - start
    print(f"{words:<32}{count:>7} requests {seconds:>9.2f} s")
    if count > most:
        sys.exit(f"more than {most:.0f} requests")
    return done


def filled(server: JiraServer, pace: VirtualPace, count: int) -> list[Record]:
    """Make issues as they come about: a hundred an hour."""
    records: list[Record] = []
    while len(records) < count:
        records += server.issues.fill(min(AN_HOUR, count - len(records)))
        pace.advance(3_600)
    return records


def main() -> None:
    """Count them for Cloud and for Data Center."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else ISSUES
    for edition in ("cloud", "data_center"):
        pace = VirtualPace()
        with JiraServer(pace, edition=edition) as server:
            records = filled(server, pace, count)
            refs = [IssueRef("jira", record.key, str(record.id)) for record in records]
            tracker = JiraTracker(server.config(), pace, server.environ)
            print(f"{edition}, {count:,} issues")
            full = measured(server, "full read", count * A_FULL_READ + A_POLL, lambda: tracker.poll(refs, ""))  # noqa: B023  (called at once)
            pace.advance(3_600)
            server.issues.fill(1)
            moved = measured(server, "poll, one of others", A_POLL, lambda: tracker.poll(refs, full.cursor))  # noqa: B023
            measured(server, "poll, nothing changed", A_POLL, lambda: tracker.poll(refs, moved.cursor))  # noqa: B023
            for record in records[:CHANGED]:
                server.issues.edit(record, {"summary": "new"})
            most = A_POLL if edition == "cloud" else A_POLL + CHANGED
            polled = measured(server, f"poll, {CHANGED} changed", most, lambda: tracker.poll(refs, moved.cursor))  # noqa: B023
            print(f"{'answers':<32}{len(polled.answers):>7}")
            print(f"{'cursor':<32}{len(polled.cursor):>7} characters")
            tracker.close()


if __name__ == "__main__":
    main()
