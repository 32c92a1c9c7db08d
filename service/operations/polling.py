"""Ask a tracker what has changed since the last time, and read everything only once a day.

    no cursor yet                    a poll from the beginning, which reads everything
    swept within `SWEEP_EVERY`       a poll from the cursor: what did not change is not read
    longer ago, or asked for         a sweep: every linked issue is read, moves and deletions are seen

A cursor is kept only after what it stands for was recorded, so a crash in between costs a poll and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from connectors.pace import read_again
from connectors.tracker import Issue, IssueRef, Missing
from service.operations.context import Context, FiledTracker
from service.store import cursors

SWEEP_EVERY = timedelta(days=1)


def is_sweep_due(context: Context, tracker: str) -> bool:
    """Say whether everything has to be read, since that was last done too long ago."""
    with context.store.read() as tx:
        row = cursors.of(tx, tracker)
    return row is not None and (row.swept_at is None or context.now() - row.swept_at >= SWEEP_EVERY)


def poll(
    context: Context, tracker: FiledTracker, refs: Mapping[int, IssueRef]
) -> tuple[Mapping[int, Issue | Missing], str]:
    """Give what may have changed of the issues with these refs, by row, and the cursor to be kept afterwards.

    Raises what the tracker's `poll` raises.
    """
    with context.store.read() as tx:
        row = cursors.of(tx, tracker.name)
    cursor = row.cursor if row is not None else ""
    polled = read_again(context.pace, lambda: tracker.open().poll(tuple(refs.values()), cursor))
    return {number: polled.answers[ref] for number, ref in refs.items() if ref in polled.answers}, polled.cursor


def polled(context: Context, tracker: str, cursor: str) -> None:
    """Keep a cursor, once all that was polled is recorded. The first poll has read everything."""
    with context.store.write() as tx:
        row = cursors.of(tx, tracker)
        first: datetime | None = context.now() if row is None else row.swept_at
        cursors.keep(tx, tracker, cursor, first)


def swept(context: Context, tracker: str) -> None:
    """Note that everything was read just now."""
    with context.store.write() as tx:
        row = cursors.of(tx, tracker)
        cursors.keep(tx, tracker, row.cursor if row is not None else "", context.now())
