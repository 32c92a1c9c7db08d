"""Print what a run planned and did."""

from __future__ import annotations

import json
from collections import Counter

from service.cli import render
from service.operations.outcome import Outcome, Result
from service.operations.resync import RunReport
from service.reconcile.plan import Action, Kind, Reason


def show(report: RunReport, *, as_json: bool, show_all: bool) -> None:
    """Print a run, or a plan when nothing was done."""
    if as_json:
        render.write(json.dumps(_shape(report), indent=2, ensure_ascii=False))
        return
    if report.outcomes:
        _table([_outcome_row(outcome) for outcome in report.outcomes if show_all or outcome.result != Result.NOTHING])
    else:
        shown = [action for action in report.actions if show_all or action.kind is not Kind.NOTHING]
        _table([_action_row(action) for action in shown])
    summarize(report)


def summarize(report: RunReport) -> None:
    """Print in a line or two what a run came to."""
    render.say(_summary(report))
    older = report.count(Reason.OLDER)
    if older:
        since = f"documents older than {report.create_since.isoformat()}"
        render.say(f"{older} items in {since} are tracked, not filed; `closeout resync --create-since DATE` files them")


def _table(rows: list[list[str]]) -> None:
    if rows:
        render.table(["Id", "What", "Item", "Why"], rows)


def _outcome_row(outcome: Outcome) -> list[str]:
    action = outcome.action
    return [action.item_id[:8], f"{action.kind}: {outcome.result}", action.title, outcome.words]


def _action_row(action: Action) -> list[str]:
    return [action.item_id[:8], action.kind.value, action.title, action.words]


def _summary(report: RunReport) -> str:
    documents = sum(scan.documents for scan in report.scans)
    new = sum(scan.new_items for scan in report.scans)
    words = f"{documents} documents, {len(report.actions)} items ({new} new)"
    if report.outcomes:
        done = Counter(outcome.action.kind for outcome in report.outcomes if outcome.result is Result.DONE)
        rest = Counter(outcome.result for outcome in report.outcomes)
        parts = [f"{done[Kind.CREATE]} created", f"{done[Kind.LINK]} linked", f"{done[Kind.UPDATE]} updated"]
        return ", ".join([words, *parts, f"{rest[Result.HELD]} held", f"{rest[Result.FAILED]} failed"])
    planned = Counter(action.kind for action in report.actions)
    parts = [f"{planned[kind]} to {kind}" for kind in (Kind.CREATE, Kind.LINK, Kind.UPDATE, Kind.HOLD)]
    return ", ".join([words, *parts])


def _shape(report: RunReport) -> dict[str, object]:
    return {
        "run": report.run_id,
        "documents": sum(scan.documents for scan in report.scans),
        "planned": report.planned,
        "actions": [
            {"item": action.item_id, "title": action.title, "action": action.kind, "reason": action.reason,
             "words": action.words, "tracker": action.tracker}
            for action in report.actions
        ],
        "outcomes": [
            {"item": outcome.action.item_id, "action": outcome.action.kind, "result": outcome.result,
             "words": outcome.words, "issue": outcome.key}
            for outcome in report.outcomes
        ],
        "older": report.count(Reason.OLDER),
        "problems": report.problems,
    }  # fmt: skip
