"""Link the issues that documents name. Nothing is written to any tracker; nothing is ever created for such items."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from sqlmodel import Session

from connectors.errors import ConnectorError
from connectors.pace import read_again
from connectors.tracker import Absence, Issue, IssueRef, Missing
from service.model import LinkOrigin, LinkRole
from service.operations.context import Context
from service.operations.observe import NOT_CONFIGURED
from service.operations.outcome import Outcome, Result
from service.operations.standings import restand
from service.reconcile.candidate import NamedRef
from service.reconcile.plan import Action
from service.store import issues, postmortems, tables


@dataclass(slots=True)
class _Answers:
    """What the trackers said about the refs, and which trackers said nothing, and why."""

    read: dict[IssueRef, Issue | Missing] = field(default_factory=dict)
    failures: dict[str, str] = field(default_factory=dict)


def link_named(context: Context, actions: Sequence[Action]) -> list[Outcome]:
    """Carry out link actions. Each tracker is read once, first, so that a link has a state from its first moment."""
    answers = _read(context, [named.ref for action in actions for named in action.refs])
    outcomes = []
    for action in actions:
        outcomes.append(_link(context, action, answers))
        context.progress.step(outcomes[-1].words)
    return outcomes


def _read(context: Context, refs: Sequence[IssueRef]) -> _Answers:
    asked: dict[str, set[IssueRef]] = defaultdict(set)
    for ref in refs:
        asked[ref.tracker].add(ref)
    answers = _Answers()
    for name in asked.keys() & context.trackers.keys():
        connector, wanted = context.trackers[name].open(), tuple(sorted(asked[name], key=lambda ref: ref.key))
        try:
            answers.read |= read_again(context.pace, partial(connector.read, wanted))
        except ConnectorError as error:
            answers.failures[name] = str(error)
    return answers


def _link(context: Context, action: Action, answers: _Answers) -> Outcome:
    words, row = [], None
    with context.store.write() as tx:
        item = postmortems.items_by_id(tx, [action.item_id])[0]
        has_primary = _step_back(tx, context, action)
        for named in action.refs:
            row, what = _row(tx, context, named, item, answers)
            words.append(f"linked {what}")
            issues.link(
                tx,
                item_id=item.id,
                issue=row,
                role=LinkRole.ALSO if has_primary else LinkRole.PRIMARY,
                origin=LinkOrigin.DOCUMENT,
                visibility=item.visibility,
                now=context.now(),
            )
            has_primary = True
        restand(tx, [item.id])
    assert row is not None
    return Outcome(action, Result.DONE, "; ".join(words), row.key, row.id)


def _step_back(tx: Session, context: Context, action: Action) -> bool:
    """Let our own issue step back, and end what is no longer named; say whether a primary issue is left."""
    has_primary = False
    for link, _ in issues.links_of(tx, [action.item_id]):
        if link.ended_at is not None:
            continue
        if action.linked is not None and link.issue_id == action.linked.issue_id:
            link.role = LinkRole.SUPERSEDED
        elif link.issue_id in action.drops:
            link.ended_at = context.now()
        else:
            has_primary |= link.role is LinkRole.PRIMARY
    return has_primary


def _row(
    tx: Session, context: Context, named: NamedRef, item: tables.Item, answers: _Answers
) -> tuple[tables.Issue, str]:
    """Give the row of an issue that a document names, with what is known of it now, and that in words."""
    now, answer, tracker = context.now(), answers.read.get(named.ref), context.trackers.get(named.ref.tracker)
    if tracker is None:
        row = issues.ensure(tx, named.ref, item.visibility)
        row.key = named.ref.key if named.ref.url else named.text
        row.absence_words = NOT_CONFIGURED
        return row, f"{named.text}: {Absence.UNREAD}: {NOT_CONFIGURED}"
    if isinstance(answer, Issue):
        # By the name alone: where the name was given to another issue, that is noted and not followed.
        named_row = issues.ensure(tx, replace(named.ref, id=""), answer.visibility or tracker.shown_to)
        row = issues.saw(tx, named_row, answer, now)
        return row, f"{row.key}: {row.problem or row.state}"
    row = issues.ensure(tx, named.ref, tracker.shown_to)
    if answer is not None:
        issues.missed(tx, row, answer, now)
        return row, f"{row.key}: {answer.absence}: {answer.words}"
    words = answers.failures[tracker.name]
    assert row.id is not None
    issues.failed(tx, [row.id], words, now)
    return row, f"{row.key}: {Absence.UNREAD}: {words}"
