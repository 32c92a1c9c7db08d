"""Take people's decisions out, and back in: each is entered as it was made (uid, time, who), and done again.

link, unlink, accept    done again, for the item of that id
set_state               nothing: the tracker has it
another verb            entered and not done: said so
its item is not here    likewise
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TypeAlias

from sqlmodel import Session

from connectors.pace import read_again
from connectors.tracker import Issue, IssueRef, Missing
from service.operations.by_hand import accept_item, tie_by_hand, untie_by_hand
from service.operations.context import Context
from service.operations.create import saw_ours
from service.operations.recovery.entries import About, Entry
from service.store import issues, postmortems, tables
from service.store import journal as rows

Answers: TypeAlias = Mapping[IssueRef, Issue | Missing]


@dataclass(frozen=True, slots=True)
class Imported:
    """How many decisions were new, how many of these were done again, and why others were not."""

    entered: int = 0
    known: int = 0
    done: int = 0
    left: tuple[str, ...] = field(default=())


def export(context: Context) -> Iterator[Entry]:
    """Give the whole journal, the first decision first."""
    with context.store.read() as tx:
        told = rows.every(tx)
    for decision, item, document, source in told:
        yield Entry(
            uid=decision.uid,
            at=decision.at,
            who=decision.who,
            verb=decision.verb,
            visibility=decision.visibility,
            item_id=decision.item_id,
            postmortem_id=decision.postmortem_id,
            source_id=decision.source_id,
            details=decision.details,
            words=decision.words,
            about=_about(item, document, source),
        )


def _about(item: tables.Item | None, document: tables.Postmortem | None, source: tables.Source | None) -> About | None:
    if item is None or document is None or source is None:
        return None
    return About(source.identity or "", document.path, item.title, item.detail, item.section, item.line)


def take_in(context: Context, entries: Collection[Entry]) -> Imported:
    """Enter the decisions that the journal does not have, and do them again, in their order.

    Issues that were linked by hand are read first; nothing is written to any tracker. Raises ConnectorError.
    """
    with context.store.read() as tx:
        known = rows.known(tx, [entry.uid for entry in entries])
    new = sorted((entry for entry in entries if entry.uid not in known), key=lambda entry: entry.at)
    answers = _ask(context, [ref for entry in new if entry.verb == "link" and (ref := _ref(entry)) is not None])
    left = []
    with context.store.write() as tx:
        rows.add(tx, [_row(entry) for entry in new])
        for entry in new:
            why = _again(tx, context, entry, answers)
            if why:
                left.append(f"{entry.verb} of {entry.at:%Y-%m-%d} by {entry.who}: {why}")
    return Imported(len(new), len(known), len(new) - len(left), tuple(left))


def _row(entry: Entry) -> tables.Decision:
    return tables.Decision(
        uid=entry.uid,
        at=entry.at,
        who=entry.who,
        verb=entry.verb,
        item_id=entry.item_id,
        postmortem_id=entry.postmortem_id,
        source_id=entry.source_id,
        details=dict(entry.details),
        words=entry.words,
        visibility=entry.visibility,
    )


def _ask(context: Context, refs: Sequence[IssueRef]) -> Answers:
    answers: dict[IssueRef, Issue | Missing] = {}
    for name, tracker in context.trackers.items():
        wanted = sorted({ref for ref in refs if ref.tracker == name}, key=lambda ref: ref.key)
        if wanted:
            answers |= read_again(context.pace, partial(tracker.open().read, wanted))
    return answers


def _ref(entry: Entry) -> IssueRef | None:
    said = {name: entry.details.get(name) for name in ("tracker", "key", "id")}
    if not isinstance(said["tracker"], str) or not isinstance(said["key"], str):
        return None
    return IssueRef(said["tracker"], said["key"], str(said["id"] or ""))


def _again(tx: Session, context: Context, entry: Entry, answers: Answers) -> str:
    """Do a decision again; give why it was not done, or nothing."""
    act = VERBS.get(entry.verb)
    if act is None:
        return "this program does not know that verb"
    if entry.item_id is None:
        return ""  # about a document or source that looked emptied: a matter of that day
    found = postmortems.items_by_id(tx, [entry.item_id])
    if not found:
        words = f" ({entry.about.path}: {entry.about.title!r})" if entry.about else ""
        return f"its item {entry.item_id[:8]}{words} is not known here"
    return act(tx, context, found[0], entry, answers)


def _link(tx: Session, context: Context, row: tables.Item, entry: Entry, answers: Answers) -> str:
    ref = _ref(entry)
    answer = answers.get(ref) if ref is not None else None
    if ref is None or not isinstance(answer, Issue):
        why = f": {answer.words}" if isinstance(answer, Missing) else ", and its tracker is not configured"
        return f"{entry.details.get('key')} cannot be read{why}"
    issue = saw_ours(tx, context.trackers[ref.tracker], answer, context.now())
    tie_by_hand(tx, row, issue, entry.at)
    return ""


def _unlink(tx: Session, context: Context, row: tables.Item, entry: Entry, answers: Answers) -> str:  # noqa: ARG001
    ref = _ref(entry)
    for tie, issue in issues.links_of(tx, [row.id]):
        if ref is not None and tie.ended_at is None and ref.tracker == issue.tracker and _same(ref, issue):
            untie_by_hand(tx, tie, entry.at)
            return ""
    return f"{row.title!r} has no link to {entry.details.get('key')}"


def _same(ref: IssueRef, issue: tables.Issue) -> bool:
    return ref.id == issue.native_id if ref.id and issue.native_id else ref.key == issue.key


def _accept(tx: Session, context: Context, row: tables.Item, entry: Entry, answers: Answers) -> str:  # noqa: ARG001
    if row.ambiguous_with or row.held:
        return f"{row.title!r} is held for another reason now"
    accept_item(row, entry.at)
    return ""


def _nothing(tx: Session, context: Context, row: tables.Item, entry: Entry, answers: Answers) -> str:  # noqa: ARG001
    return ""


Again: TypeAlias = Callable[[Session, Context, tables.Item, Entry, Answers], str]
VERBS: Mapping[str, Again] = {"link": _link, "unlink": _unlink, "accept": _accept, "set_state": _nothing}
"""How each verb of the journal is done again. A new verb of `by_hand.py` needs a row here."""
