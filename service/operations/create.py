"""Make one issue, once: intent, act, record (DESIGN, section 6).

    1. ask where the tracker's history of creates stands
    2. commit the intent, in the transaction that makes sure that the item still has no issue and no other intent
    3. send one request; just before it leaves, the deadline and the right to create are checked again
    4. record the answer; without one the intent stays unsettled, and `settle` looks for the issue before
       anything else is sent

A crash anywhere leaves an unsettled intent, or nothing at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from connectors.errors import ConnectorError, OutcomeUnknown, TooLate
from connectors.tracker import Draft, Issue, IssueRef, Tracker
from service.model import LinkOrigin, LinkRole
from service.operations.context import Context, FiledTracker, Stage
from service.operations.standings import restand
from service.reconcile.drafts import text_hash
from service.reconcile.plan import Action
from service.store import intents, issues, postmortems, tables
from service.store.exclusion import Creator


@dataclass(frozen=True, slots=True)
class Created:
    """What came of it: an issue, or the words why there is none. `sent` says whether the request may have left."""

    issue_id: int | None = None
    key: str = ""
    words: str = ""
    sent: bool = False
    error: ConnectorError | None = None


def create(context: Context, tracker: FiledTracker, creator: Creator, action: Action, run_id: int) -> Created:
    """Create the issue of a create action while we are the tracker's sole `creator`.

    Raises nothing of the connectors: what went wrong is in the answer.
    """
    assert action.draft is not None
    connector = tracker.open()
    try:
        position = connector.position(action.draft.place)
    except ConnectorError as error:
        return Created(words=str(error), error=error)
    intent_id, send_before = _declare(context, tracker, action, position, run_id)
    if intent_id is None:
        return Created(words="somebody else has begun or made its issue in the meantime")
    context.progress.stage(Stage.INTENT_COMMITTED, action.item_id)
    try:
        issue = _send(context, connector, creator, action, action.draft, send_before)
    except (TooLate, ConnectorError) as error:
        return _no_issue(context, intent_id, error)
    context.progress.stage(Stage.ANSWERED, action.item_id)
    issue_id = record(context, intent_id, issue)
    context.progress.stage(Stage.RECORDED, action.item_id)
    return Created(issue_id=issue_id, key=issue.ref.key, sent=True)


def _declare(
    context: Context, tracker: FiledTracker, action: Action, position: str, run_id: int
) -> tuple[int | None, datetime]:
    """Commit the intent, if the item still wants an issue; plans are made before the right to create is ours."""
    assert action.draft is not None
    now = context.now()
    send_before = now + timedelta(seconds=tracker.send_within)
    with context.store.write() as tx:
        if not _still_wanted(tx, action.item_id):
            return None, send_before
        intent = tables.Intent(
            item_id=action.item_id,
            run_id=run_id,
            tracker=tracker.name,
            place=action.draft.place,
            position=position,
            words=action.fingerprint,
            share=action.share,
            created_at=now,
            send_before=send_before,
        )
        return (intent.id if intents.declare(tx, intent) else None), send_before


def _still_wanted(tx: Session, item_id: str) -> bool:
    rows = postmortems.items_by_id(tx, [item_id])
    if not rows or rows[0].removed_at is not None:
        return False
    return not issues.links_of(tx, [item_id])


def _send(
    context: Context, connector: Tracker, creator: Creator, action: Action, draft: Draft, send_before: datetime
) -> Issue:
    def about_to_send() -> None:
        if context.now() >= send_before:
            raise TooLate("the create was not sent in time; the next run sends it")
        if not creator.holds():
            raise TooLate("the right to create was lost; the next run sends it")
        context.progress.stage(Stage.SENDING, action.item_id)

    return connector.create(draft, about_to_send)


def _no_issue(context: Context, intent_id: int, error: TooLate | ConnectorError) -> Created:
    unknown = isinstance(error, OutcomeUnknown)
    with context.store.write() as tx:
        intent = tx.get(tables.Intent, intent_id)
        assert intent is not None
        intents.settle(intent, "unknown" if unknown else "not_sent", str(error), context.now())
    return Created(words=str(error), sent=unknown, error=error if isinstance(error, ConnectorError) else None)


def record(context: Context, intent_id: int, issue: Issue) -> int:
    """Write down that an intent became `issue`: its row, the link with what we wrote, and the intent's fate."""
    now = context.now()
    with context.store.write() as tx:
        intent = tx.get(tables.Intent, intent_id)
        assert intent is not None
        row = saw_ours(tx, context.trackers[intent.tracker], issue, now)
        item = postmortems.items_by_id(tx, [intent.item_id])[0]
        link = issues.link(
            tx,
            item_id=item.id,
            issue=row,
            role=role_of_ours(tx, item.id, row),
            origin=LinkOrigin.CREATED,
            visibility=item.visibility,
            now=now,
        )
        link.wrote_title, link.wrote_body, link.wrote_words = issue.title, text_hash(issue.body), intent.words
        link.share = intent.share
        assert row.id is not None
        intents.settle(intent, "created", "", now, row.id)
        restand(tx, [item.id])
        return row.id


def role_of_ours(tx: Session, item_id: str, row: tables.Issue) -> LinkRole:
    """Say what ours is to its item: the primary issue, unless a person or the document named another meanwhile."""
    links = [link for link, _ in issues.links_of(tx, [item_id]) if link.ended_at is None and link.issue_id != row.id]
    return LinkRole.SUPERSEDED if any(link.role is LinkRole.PRIMARY for link in links) else LinkRole.PRIMARY


def saw_ours(tx: Session, tracker: FiledTracker, issue: Issue, now: datetime) -> tables.Issue:
    """Store an issue as read in one of our trackers, and give its row."""
    ref = IssueRef(tracker=tracker.name, key=issue.ref.key, id=issue.ref.id, url=issue.ref.url)
    return issues.saw(tx, issues.ensure(tx, ref, issue.visibility or tracker.shown_to), issue, now)
