"""Rows about runs, what they did, and what people decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from connectors.visibility import Visibility
from service.store.tables import Decision, Outcome, Run


def begin_run(tx: Session, *, kind: str, cause: str, now: datetime) -> int:
    """Open a run and give its number. `cause` says who or what wanted it."""
    run = Run(kind=kind, cause=cause, started_at=now)
    tx.add(run)
    tx.flush()
    assert run.id is not None
    return run.id


def end_run(tx: Session, run_id: int, *, now: datetime, words: str, results: Iterable[str]) -> None:
    """Close a run with what it came to."""
    run = tx.get(Run, run_id)
    assert run is not None
    run.finished_at, run.words, run.counts = now, words, dict(Counter(results))


def last_outcomes(tx: Session, item_ids: Collection[str]) -> dict[str, tuple[str, str]]:
    """Give what was last noted of items: the result and its reason."""
    newest = select(func.max(col(Outcome.id))).where(col(Outcome.item_id).in_(item_ids)).group_by(col(Outcome.item_id))
    rows = tx.exec(select(Outcome).where(col(Outcome.id).in_(newest)))
    return {row.item_id: (row.result, row.reason) for row in rows}


def decide(
    tx: Session,
    *,
    who: str,
    verb: str,
    now: datetime,
    new_id: Callable[[], str],
    visibility: Visibility,
    item_id: str | None = None,
    postmortem_id: str | None = None,
    source_id: str | None = None,
    words: str = "",
    details: dict[str, Any] | None = None,
) -> None:
    """Add a person's decision to the journal."""
    tx.add(
        Decision(
            uid=new_id(),
            at=now,
            who=who,
            verb=verb,
            item_id=item_id,
            postmortem_id=postmortem_id,
            source_id=source_id,
            words=words,
            details=details or {},
            visibility=visibility,
        )
    )
