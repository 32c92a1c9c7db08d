"""Ask a team's rules about an item: where its issue goes and what it carries."""

from __future__ import annotations

from service.model import Share
from service.operations.context import Context
from service.policy.due import Incident
from service.policy.policy import Judgement, Subject, judge
from service.policy.sharing import Refuse, decide
from service.policy.workdays import today
from service.reconcile.candidate import Candidate
from service.reconcile.filing import Filing


def subject_of(candidate: Candidate) -> Subject:
    """Give what the rules look at of an item."""
    whence = candidate.whence
    return Subject(
        item=candidate.item,
        first_seen=candidate.first_seen_at or whence.first_seen_at,
        incident=Incident(whence.date, whence.severity, whence.first_seen_at),
        path=whence.path,
        services=whence.services,
        visibility=whence.visibility,
        directives=whence.directives,
        codeowners=whence.codeowners,
    )


def filing_of(context: Context, candidate: Candidate) -> Filing:
    """Give the filing of an item. Who may read the place that it goes to is asked of its tracker, now and then."""
    judgement = judge(subject_of(candidate), context.policy)
    day = today(context.now(), context.policy.due.zone)
    waiver = judgement.waiver
    waived = waiver.reason if waiver is not None and waiver.counts(day) else None
    route = judgement.routed.route
    if route is None:
        return Filing(rests_until=judgement.rests_until, waived=waived)
    tracker = context.trackers[route.tracker]
    decision = decide(candidate.whence.visibility, tracker.readers(route.place), route.share)
    return Filing(
        tracker=route.tracker,
        place=route.place,
        labels=judgement.labels,
        plain_labels=frozenset(label.name for label in context.policy.labels.all()),
        assignees=judgement.assignees,
        due=judgement.due.day,
        due_rule=judgement.due.rule,
        issue_type=route.issue_type,
        components=route.components,
        milestone=route.milestone,
        share=Share.LINK if isinstance(decision, Refuse) else decision.share,
        refused=decision.reason if isinstance(decision, Refuse) else None,
        rests_until=judgement.rests_until,
        waived=waived,
        doubts=_doubts(judgement),
        link=_page(context, candidate.item_id),
    )


def _doubts(judgement: Judgement) -> tuple[str, ...]:
    return tuple(f"not assigned: {doubt}" for doubt in judgement.doubts)


def _page(context: Context, item_id: str) -> str:
    """Give the address of an item's own page, which tells nothing to those who may not read it."""
    address = context.settings.general.serve.public_url.rstrip("/")
    return f"{address}/items/{item_id}" if address else ""
