"""What `closeout policy diff` costs for 10,000 items, against loading them: `python -m benchmarks.policy_diff`.

Loading is what any question about all items begins with: their rows, made into the values that rules look at.

Both are measured in the same run, in turn, on SQLite; the figure is the ratio of the medians.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median
from time import process_time

from connectors.pace import RealPace
from connectors.visibility import Visibility
from service.model import ItemType, TypeSource
from service.operations.policing import diff, subjects
from service.policy.policy import build
from service.settings import Settings, parse
from service.store import tables
from service.store.database import Store
from service.wiring import join

LIMIT = 2.0
PEOPLE = ("Ann Example", "Bob Gray", "Chi Nguyen", "Dora Weiss", "Emil Sand")
TEXT = """
time_zone = "Europe/Berlin"

[[trackers]]
kind = "local"
database = "issues.db"

[[teams]]
name = "SRE"
label = "team-sre"
lead = "Ann Example"
{people}
[[routes]]
name = "security"
tracker = "local"
place = "security"
when = {{ paths = ["security/**"], severities = [1, 2] }}

[[routes]]
name = "alerts"
tracker = "local"
place = "alerts"
when = {{ types = ["detect"], teams = ["SRE"] }}
"""


def settings(extra: str = "") -> Settings:
    """Give rules as a team of some size has them."""
    people = "".join(f'\n[[people]]\nname = "{name}"\ngithub = "{name.split()[0].lower()}"\n' for name in PEOPLE)
    return parse(TEXT.format(people=people) + extra)


def fill(store: Store, items: int) -> None:
    """Store items, five in a document."""
    now = datetime(2026, 3, 2, 9, tzinfo=UTC)
    with store.write() as tx:
        tx.add(tables.Source(id="s", name="docs", kind="directory", visibility=Visibility.MEMBERS))
        tx.flush()  # no relations are declared, so rows go in in the order of their adding only when told
        for number in range(items // 5):
            document = tables.Postmortem(
                id=f"p{number:05}", source_id="s", path=f"{'security' if number % 7 == 0 else '2026'}/{number}.md",
                blob="b", revision="r", title=f"Outage {number}", date=date(2026, 2, 1 + number % 28),
                severity=f"SEV-{1 + number % 4}", first_seen_at=now, changed_at=now, visibility=Visibility.MEMBERS,
            )  # fmt: skip
            tx.add(document)
            tx.flush()
            tx.add_all(an_item(number, place, document.id, now) for place in range(5))


def an_item(number: int, place: int, document: str, now: datetime) -> tables.Item:
    """Make one of the five items of a document; owners, types and priorities take turns."""
    owners = ("SRE team", "Ann", "@bob", "nobody we know", PEOPLE[number % 5])
    return tables.Item(
        id=f"i{number:05}-{place}",
        postmortem_id=document,
        position=place,
        line=place + 10,
        title=f"Do thing {place} about outage {number}",
        owners=(owners[(number + place) % 5],),
        type=list(ItemType)[place],
        type_source=TypeSource.STATED,
        priority=("P0", "P1", "P2", "P3", None)[place],
        visibility=Visibility.MEMBERS,
        first_seen_at=now,
        changed_at=now,
    )


def timed(work: Callable[[], object]) -> float:
    """Give the seconds of processor time that some work takes: the machine may be busy with others."""
    start = process_time()
    work()
    return process_time() - start


def main() -> int:
    """Print the figures; 1 when the limit is passed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        context = join(settings(), Path(folder), pace=RealPace())
        fill(context.store, arguments.items)
        other, _ = build(settings("\n[due.by_severity]\n1 = 10\n2 = 21\n"))
        same = replace(context.policy)
        loads, diffs, quiet = [], [], []
        for _ in range(arguments.rounds):
            loads.append(timed(lambda: deque(subjects(context), maxlen=0)))
            diffs.append(timed(lambda: deque(diff(context, other), maxlen=0)))
            quiet.append(timed(lambda: deque(diff(context, same), maxlen=0)))
        changes = sum(1 for _ in diff(context, other))
        context.store.close()
    ratio = median(diffs) / median(loads)
    print(f"{arguments.items:,} items: loading {median(loads):.2f} s, diff {median(diffs):.2f} s ({changes:,} changes)")
    print(f"nothing changed: {median(quiet) / median(loads):.2f} times loading")
    print(f"diff costs {ratio:.2f} times loading (less than {LIMIT:g})")
    return int(ratio >= LIMIT)


if __name__ == "__main__":
    sys.exit(main())
