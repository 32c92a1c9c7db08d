"""Say what a team's rules make of an item and why, and what other rules would change for the items known today."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from connectors.visibility import Visibility
from service.operations.context import Context
from service.operations.filing import subject_of
from service.operations.observe import item_of, whence_of
from service.operations.report import NotFoundError
from service.policy.policy import Judgement, Policy, Subject, judge
from service.policy.sharing import Allow, decide
from service.policy.workdays import today
from service.reconcile.candidate import Candidate
from service.store import judgements, postmortems

CHUNK = 1_000


@dataclass(frozen=True, slots=True)
class Ruling:
    """One thing that the rules decide: what about, what came out, and which rule gave it."""

    about: str
    outcome: str
    rule: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything that the rules say of an item."""

    item_id: str
    title: str
    path: str
    line: int
    rulings: tuple[Ruling, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What would be otherwise for an item: what about, as it is now, as it would be, and by which rule."""

    item_id: str
    title: str
    path: str
    about: str
    before: str
    after: str
    rule: str


def explain(context: Context, prefix: str) -> Explanation:
    """Say which rule gave what, for the item whose id begins so. Raises NotFoundError for none, or several."""
    with context.store.read() as tx:
        found = postmortems.items_like(tx, prefix) if prefix else ()
        if len(found) != 1:
            raise NotFoundError(f"{prefix}: {'several items begin so' if found else 'there is no such item'}")
        [(item, document, source)] = judgements.with_documents(tx, [found[0].id])
    candidate = Candidate(item.id, item_of(item), whence_of(document, source), first_seen_at=item.first_seen_at)
    judgement = judge(subject_of(candidate), context.policy)
    readers = _readers(context, judgement)
    rulings = tuple(_rulings(context, context.policy, judgement, document.visibility, readers))
    return Explanation(item.id, item.title, document.path, item.line, rulings)


def diff(context: Context, other: Policy) -> Iterator[Change]:
    """Say what would change for the items that stand in documents, if these were the rules. Nothing is asked or sent.

    Issues that exist are not touched by a change of rules; what changes is what is computed and what is filed next.
    """
    mine = replace(context, policy=other)
    for item_id, subject in subjects(context):
        now, then = judge(subject, context.policy), judge(subject, other)
        if now == then:
            continue
        before = _rulings(context, context.policy, now, subject.visibility, subject.visibility)
        after = _rulings(mine, other, then, subject.visibility, subject.visibility)
        for old, new in zip(before, after, strict=True):
            if old.outcome != new.outcome:
                yield Change(item_id, subject.item.title, subject.path, old.about, old.outcome, new.outcome, new.rule)


def subjects(context: Context) -> Iterator[tuple[str, Subject]]:
    """Give every item that stands in a document as the rules look at it, by its id."""
    for item, document, source in judgements.every(context.store, CHUNK):
        candidate = Candidate(item.id, item_of(item), whence_of(document, source), first_seen_at=item.first_seen_at)
        yield item.id, subject_of(candidate)


def _rulings(
    context: Context, policy: Policy, judgement: Judgement, item: Visibility, readers: Visibility | None
) -> Iterator[Ruling]:
    """Give what the rules decide, always in this order."""
    day = today(context.now(), policy.due.zone)
    yield Ruling("owners", _listed(_owners(judgement)), "; ".join(judgement.doubts) or "people and teams")
    yield Ruling("assignees", _listed(judgement.assignees), "accounts of people, and of teams' leads")
    route = judgement.routed.route
    yield Ruling("route", f"{route.tracker}: {route.place}" if route else "nowhere", judgement.routed.rule)
    yield Ruling("issue", _as_what(judgement), judgement.routed.rule)
    yield Ruling("labels", _listed([label.name for label in judgement.labels]), "labels, teams and the route")
    yield Ruling("due", _due(judgement), judgement.due.rule)
    by = judgement.assign_by
    yield Ruling("owner and issue by", by.day.isoformat() if by else "no such day", by.rule if by else "assign_within")
    rests = judgement.rests_until.astimezone(policy.due.zone).date().isoformat()
    yield Ruling("filed from", rests, f"create_after: {policy.create_after} working days after it was first seen")
    waiver = judgement.waiver
    counts = waiver is not None and waiver.counts(day)
    expired = f"expired on {waiver.expires}" if waiver is not None and not counts else "no waiver in the document"
    yield Ruling("waived", waiver.reason if waiver is not None and counts else "no", "a waiver" if counts else expired)
    decision = decide(item, readers, route.share if route else None)
    outcome = str(decision.share) if isinstance(decision, Allow) else "nothing"
    yield Ruling("goes out", outcome, _sharing(judgement) if isinstance(decision, Allow) else decision.reason)


def _readers(context: Context, judgement: Judgement) -> Visibility | None:
    route = judgement.routed.route
    return context.trackers[route.tracker].readers(route.place) if route else Visibility.MEMBERS


def _owners(judgement: Judgement) -> Sequence[str]:
    people = [person.name for person in judgement.owners.people]
    teams = [f"team {team.name}" for team in judgement.owners.teams]
    return [*people, *teams, *(f"{nobody.words} (?)" for nobody in judgement.owners.unresolved)]


def _as_what(judgement: Judgement) -> str:
    route = judgement.routed.route
    if route is None:
        return "none"
    parts = (route.issue_type, *route.components, f"milestone {route.milestone}" if route.milestone else "")
    return ", ".join(filter(None, parts)) or "as the tracker has it"


def _due(judgement: Judgement) -> str:
    due = judgement.due
    if due.day is None:
        return due.words or "no day"
    return f"{due.day.isoformat()}{' (already past when first seen)' if due.past_at_first_sight else ''}"


def _sharing(judgement: Judgement) -> str:
    route = judgement.routed.route
    if route is not None and route.share is not None:
        return f"the route says {route.share}"
    return "nobody may read the tracker who may not read the postmortem"


def _listed(words: Sequence[str]) -> str:
    return ", ".join(words) or "none"
