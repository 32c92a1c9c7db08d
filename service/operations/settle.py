"""Settle creates whose outcome is not known: look for the issue, and only after a while and twice in vain let go.

    marker found, ours, rightly signed      the intent is `created`; the one that is linked already, else the oldest,
                                            is the item's, the others are copies
    not found, the window is still open     it stays unsettled: nothing is sent for the item
    not found, the window has passed        after two complete looks in vain, the last one behind the window: absent

The window is longer than the request's deadline, its timeout and the tracker's longest lag together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from connectors.errors import ConnectorError
from connectors.marker import Marker
from connectors.pace import read_again
from connectors.tracker import Issue
from service.model import LinkOrigin, LinkRole
from service.operations.context import Context, FiledTracker
from service.operations.create import record, saw_ours
from service.store import intents, issues, postmortems, tables

LOOKS_IN_VAIN = 2


@dataclass(frozen=True, slots=True)
class SettleReport:
    """How many intents were found, let go, and are still not known; `problems` says why a look failed."""

    found: int = 0
    absent: int = 0
    unknown: int = 0
    problems: tuple[str, ...] = ()


def settle(context: Context, tracker: FiledTracker) -> SettleReport:
    """Look for what became of this tracker's unsettled creates. The caller is the tracker's sole creator."""
    with context.store.read() as tx:
        waiting = intents.unsettled(tx, tracker.name)
    found = absent = unknown = 0
    problems = []
    for intent in waiting:
        try:
            made = _look(context, tracker, intent)
        except ConnectorError as error:
            problems.append(str(error))
            unknown += 1
            continue
        if made:
            _link(context, tracker, intent, made)
            found += 1
        elif _note_in_vain(context, tracker, intent):
            absent += 1
        else:
            unknown += 1
    return SettleReport(found, absent, unknown, tuple(problems))


def _look(context: Context, tracker: FiledTracker, intent: tables.Intent) -> Sequence[Issue]:
    """List the issues that carry the item's marker, rightly signed and by our own account, oldest first."""
    connector = tracker.open()
    issues_since = read_again(context.pace, lambda: connector.created_since(intent.place, intent.position))
    return [issue for issue in issues_since if issue.ours and _names(issue.marker, intent.item_id, context.key)]


def _names(token: str, item_id: str, key: bytes) -> bool:
    marker = Marker.verify(token, key)
    return marker is not None and marker.item == item_id


def _link(context: Context, tracker: FiledTracker, intent: tables.Intent, made: Sequence[Issue]) -> None:
    with context.store.read() as tx:
        links = issues.links_of(tx, [intent.item_id])
        known = {issue.native_id for link, issue in links if link.ended_at is None}
    chosen = next((issue for issue in made if issue.ref.id in known), made[0])
    assert intent.id is not None
    record(context, intent.id, chosen)
    now = context.now()
    with context.store.write() as tx:
        item = postmortems.items_by_id(tx, [intent.item_id])[0]
        for copy in made:
            if copy is chosen or copy.ref.id in known:
                continue
            issues.link(
                tx,
                item_id=item.id,
                issue=saw_ours(tx, tracker, copy, now),
                role=LinkRole.COPY,
                origin=LinkOrigin.CREATED,
                visibility=item.visibility,
                now=now,
            )


def _note_in_vain(context: Context, tracker: FiledTracker, intent: tables.Intent) -> bool:
    """Count a look in vain; True when the create is now known not to have happened."""
    now = context.now()
    with context.store.write() as tx:
        row = tx.get(tables.Intent, intent.id)
        assert row is not None
        row.looks, row.looked_at = row.looks + 1, now
        gone = row.looks >= LOOKS_IN_VAIN and now >= _window_end(row, tracker)
        words = f"looked for {row.looks} times and not there" if gone else row.why or "no answer was recorded"
        intents.settle(row, "absent" if gone else "unknown", words, now)
    return gone


def _window_end(intent: tables.Intent, tracker: FiledTracker) -> datetime:
    return intent.send_before + timedelta(seconds=tracker.settle_after)
