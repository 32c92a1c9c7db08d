"""Keep what a team's rules make of items: due dates, owners, waivers. Judged anew when a document or a rule changes."""

from __future__ import annotations

from collections import defaultdict

from sqlmodel import Session

from service.model import OwnerKind
from service.operations.context import Context
from service.operations.filing import subject_of
from service.operations.observe import item_of, whence_of
from service.policy.fingerprint import fingerprint
from service.policy.policy import Judgement, judge
from service.reconcile.candidate import Candidate
from service.store import judgements, tables

CHUNK = 500


def judge_all(context: Context) -> int:
    """Judge every item that was not judged under the rules of now; give how many."""
    rules, count = fingerprint(context.settings), 0
    while True:
        with context.store.write() as tx:
            waiting = judgements.waiting(tx, rules, limit=CHUNK)
            if not waiting:
                return count
            _judge(tx, context, waiting, rules)
        count += len(waiting)


def _judge(tx: Session, context: Context, waiting: judgements.Waiting, rules: str) -> None:
    owners: dict[str, set[tuple[OwnerKind, str]]] = defaultdict(set)
    for item, document, source in waiting:
        candidate = Candidate(item.id, item_of(item), whence_of(document, source), first_seen_at=item.first_seen_at)
        judgement = judge(subject_of(candidate), context.policy)
        _store(item, judgement, rules)
        owners[item.id] = set(_owners(judgement))
    judgements.own(tx, owners)


def _store(item: tables.Item, judgement: Judgement, rules: str) -> None:
    waiver = judgement.waiver
    item.due_on, item.due_rule = judgement.due.day, judgement.due.rule
    item.past_at_first_sight = judgement.due.past_at_first_sight
    item.assign_by = judgement.assign_by.day if judgement.assign_by else None
    item.routed, item.doubts = judgement.routed.rule, judgement.doubts
    item.waived = waiver.reason if waiver else None
    item.waived_until = waiver.expires if waiver else None
    item.judged = rules


def _owners(judgement: Judgement) -> list[tuple[OwnerKind, str]]:
    people = [(OwnerKind.PERSON, person.name) for person in judgement.owners.people]
    teams = [(OwnerKind.TEAM, team.name) for team in judgement.owners.teams]
    nobody = [(OwnerKind.UNRESOLVED, unresolved.words) for unresolved in judgement.owners.unresolved]
    return [*people, *teams, *nobody]
