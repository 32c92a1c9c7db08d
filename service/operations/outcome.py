"""What became of an action: done, nothing, held or failed, with a reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlmodel import Session

from connectors.visibility import Visibility
from service.reconcile.plan import Action, Kind
from service.store import history, postmortems, tables
from service.store.chunks import chunks


class Result(StrEnum):
    """How an action ended."""

    DONE = "done"
    NOTHING = "nothing"
    HELD = "held"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The end of one action; `words` say what happened, `key` and `issue_id` name the issue that it is about."""

    action: Action
    result: Result
    words: str
    key: str = ""
    issue_id: int | None = None


def unacted(action: Action) -> Outcome:
    """Give the outcome of an action that asks for nothing to be done."""
    return Outcome(action, Result.HELD if action.kind is Kind.HOLD else Result.NOTHING, action.words)


def keep(tx: Session, run_id: int, outcomes: Iterable[Outcome], now: datetime) -> None:
    """Keep what a run did. What is held or fails for the same reason as the last time is not noted again."""
    for chunk in chunks([outcome for outcome in outcomes if outcome.result is not Result.NOTHING]):
        item_ids = [outcome.action.item_id for outcome in chunk]
        visibility = {row.id: row.visibility for row in postmortems.items_by_id(tx, item_ids)}
        last = history.last_outcomes(tx, item_ids)
        for outcome in chunk:
            before = last.get(outcome.action.item_id)
            if outcome.result is Result.DONE or before != (outcome.result, outcome.action.reason):
                tx.add(_row(outcome, run_id, now, visibility[outcome.action.item_id]))


def _row(outcome: Outcome, run_id: int, now: datetime, visibility: Visibility) -> tables.Outcome:
    return tables.Outcome(
        run_id=run_id,
        item_id=outcome.action.item_id,
        issue_id=outcome.issue_id,
        at=now,
        action=outcome.action.kind,
        result=outcome.result,
        reason=outcome.action.reason,
        words=outcome.words,
        visibility=visibility,
    )
