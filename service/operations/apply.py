"""Carry out a plan. Each action ends as done, nothing, held or failed, with a reason, and none stops another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from connectors.errors import ConnectorError, OutcomeUnknown, Temporary
from service.operations.context import Context, FiledTracker
from service.operations.create import Created, create, saw_ours
from service.operations.link_named import link_named
from service.operations.outcome import Outcome, Result, unacted
from service.reconcile.drafts import text_hash
from service.reconcile.plan import Action, Kind
from service.store import issues
from service.store.exclusion import BusyError


def apply(context: Context, actions: Sequence[Action], run_id: int) -> list[Outcome]:
    """Carry out actions: links first, then updates, then creates, tracker by tracker."""
    by_kind: dict[Kind, list[Action]] = defaultdict(list)
    for action in actions:
        by_kind[action.kind].append(action)
    acting = sum(len(by_kind[kind]) for kind in (Kind.LINK, Kind.UPDATE, Kind.CREATE))
    context.progress.begin("applying the plan", acting)
    outcomes = [unacted(action) for action in (*by_kind[Kind.NOTHING], *by_kind[Kind.HOLD])]
    outcomes += link_named(context, by_kind[Kind.LINK])
    for outcome in (*_updates(context, by_kind[Kind.UPDATE]), *_creates(context, by_kind[Kind.CREATE], run_id)):
        outcomes.append(outcome)
    return outcomes


def _creates(context: Context, actions: Sequence[Action], run_id: int) -> Iterable[Outcome]:
    by_tracker: dict[str, list[Action]] = defaultdict(list)
    for action in actions:
        by_tracker[action.tracker].append(action)
    for name, group in by_tracker.items():
        for outcome in _creates_in(context, context.trackers[name], group, run_id):
            context.progress.step(outcome.words)
            yield outcome


def _creates_in(context: Context, tracker: FiledTracker, actions: Sequence[Action], run_id: int) -> Iterable[Outcome]:
    """Create one after the other. A tracker that is out of reach is not asked again for the rest."""
    out_of_reach = None
    try:
        with context.creator_lock(tracker.name) as creator:
            for action in actions:
                if out_of_reach is not None:
                    yield Outcome(action, Result.FAILED, f"not tried: {out_of_reach}")
                    continue
                made = create(context, tracker, creator, action, run_id)
                if isinstance(made.error, Temporary):
                    out_of_reach = made.words
                yield _created(action, made)
    except BusyError as error:
        yield from (Outcome(action, Result.HELD, str(error)) for action in actions)


def _created(action: Action, made: Created) -> Outcome:
    if made.issue_id is not None:
        return Outcome(action, Result.DONE, f"created {made.key}", made.key, made.issue_id)
    if isinstance(made.error, OutcomeUnknown):
        return Outcome(action, Result.HELD, f"outcome unknown: {made.words}")
    return Outcome(action, Result.HELD if made.error is None else Result.FAILED, made.words)


def _updates(context: Context, actions: Sequence[Action]) -> Iterable[Outcome]:
    for action in actions:
        outcome = _update(context, action)
        context.progress.step(outcome.words)
        yield outcome


def _update(context: Context, action: Action) -> Outcome:
    """Write changed words into our own issue, and remember what it holds now as the last that we wrote."""
    assert action.linked is not None
    assert action.changes is not None
    tracker = context.trackers[action.tracker]
    try:
        issue = tracker.open().update(action.linked.ref, action.changes)
    except ConnectorError as error:
        return Outcome(action, Result.FAILED, str(error), action.linked.ref.key, action.linked.issue_id)
    with context.store.write() as tx:
        row = saw_ours(tx, tracker, issue, context.now())
        for link, _ in issues.links_of(tx, [action.item_id]):
            if link.issue_id == row.id and link.ended_at is None:
                link.wrote_words, link.share = action.fingerprint, action.share
                link.wrote_title = issue.title if action.changes.title else link.wrote_title
                link.wrote_body = text_hash(issue.body) if action.changes.body else link.wrote_body
    return Outcome(action, Result.DONE, f"updated {row.key}", row.key, row.id)
