"""Decide what to do about each item. Pure: the same facts give the same plan, and it can be printed and thrown away.

    the first row that holds decides                                  action    reason
    ----------------------------------------------------------------  --------  ---------------
    it is no longer in the document (its issue, if any, stays)         nothing   removed
    its source lost its documents, and nobody has looked yet           hold      source_held
    its document lost half of its linked items, nobody has looked yet  hold      document_held
    a create was sent and its outcome is not known                     hold      outcome_unknown
    it may be one of several earlier items                             hold      ambiguous
    we are not sure that it is an item, and nobody has said so         hold      review
    it names an issue that is not linked, beside one that we made      link      supersedes
    it names an issue that is not linked                               link      named
    its words changed, and the issue still says what we last wrote     update    reworded
    its words changed, and the issue was not read in this pass         nothing   unread
    its words changed, and people changed the issue                    nothing   edited
    it is linked (it may have gone and come back)                      nothing   linked
    a person unlinked its issue                                        hold      unlinked
    the document itself calls it done or dropped                       nothing   settled
    its postmortem waives it, with a reason                            nothing   waived
    its document is older than `create_since`                          nothing   older
    it is new and rests (`create_after`)                               nothing   resting
    its issue may be there, and a rebuild could not match it           hold      unmatched
    the database is an older backup, not brought up to date yet        hold      restored
    no route and no tracker is configured for it                       hold      no_tracker
    that tracker may be read more widely, and its route says nothing   hold      too_wide
    none of these                                                      create    new

Afterwards `limits.py` turns what is over a run's limits into holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from connectors.tracker import Changes, Draft, Edit
from service.model import LinkOrigin, LinkRole, Share
from service.reconcile import drafts
from service.reconcile.calendar import is_older
from service.reconcile.candidate import Candidate, Linked, NamedRef
from service.reconcile.drafts import draft, fingerprint, text_hash
from service.reconcile.filing import Filing
from service.reconcile.redaction import narrower


class Kind(StrEnum):
    """What is to be done about an item."""

    CREATE = "create"
    LINK = "link"
    UPDATE = "update"
    HOLD = "hold"
    NOTHING = "nothing"


class Reason(StrEnum):
    """Why; the table above says when."""

    REMOVED = "removed"
    SOURCE_HELD = "source_held"
    DOCUMENT_HELD = "document_held"
    OUTCOME_UNKNOWN = "outcome_unknown"
    AMBIGUOUS = "ambiguous"
    REVIEW = "review"
    SUPERSEDES = "supersedes"
    NAMED = "named"
    REWORDED = "reworded"
    UNREAD = "unread"
    EDITED = "edited"
    LINKED = "linked"
    UNLINKED = "unlinked"
    SETTLED = "settled"
    WAIVED = "waived"
    OLDER = "older"
    RESTING = "resting"
    UNMATCHED = "unmatched"
    RESTORED = "restored"
    NO_TRACKER = "no_tracker"
    TOO_WIDE = "too_wide"
    NEW = "new"
    OVER_LIMIT = "over_limit"


@dataclass(frozen=True, slots=True)
class Rules:
    """What a team has settled, and the time. `filing` says where an item goes; it is asked only where that matters.

    `restored` says that the database was restored from a backup and may know less than the trackers.
    """

    now: datetime
    create_since: date
    review_below: float
    filing: Callable[[Candidate], Filing]
    key: bytes
    restored: bool = False


@dataclass(frozen=True, slots=True)
class Action:
    """One decision. Exactly what its kind needs is filled: `draft` (create), `refs` (link), `changes` (update).

    `drops` are the issues (row ids) that the document named before and names no longer, now that it names others;
    `linked` is our own issue, to be superseded or updated.
    """

    kind: Kind
    reason: Reason
    item_id: str
    title: str
    words: str
    tracker: str = ""
    share: Share = Share.WORDS
    draft: Draft | None = None
    fingerprint: str = ""
    refs: tuple[NamedRef, ...] = ()
    drops: frozenset[int] = frozenset()
    linked: Linked | None = None
    changes: Changes | None = None


def plan(candidates: Iterable[Candidate], rules: Rules) -> tuple[Action, ...]:
    """Give one action for each candidate, in their order."""
    return tuple(_decide(candidate, rules) for candidate in candidates)


def _decide(candidate: Candidate, rules: Rules) -> Action:
    return _not_followed(candidate, rules) or _linked(candidate, rules) or _file(candidate, rules)


def _not_followed(candidate: Candidate, rules: Rules) -> Action | None:
    """Rows one to six: what is not acted on, whatever its links."""
    whence = candidate.whence
    if candidate.removed:
        return _action(candidate, Kind.NOTHING, Reason.REMOVED, "no longer in the document; its issue stays as it is")
    if whence.source_held:
        return _action(candidate, Kind.HOLD, Reason.SOURCE_HELD, whence.source_held)
    if whence.held:
        return _action(candidate, Kind.HOLD, Reason.DOCUMENT_HELD, whence.held)
    if candidate.pending:
        words = "an issue was asked for and no answer came; it is being looked for before anything else is sent"
        return _action(candidate, Kind.HOLD, Reason.OUTCOME_UNKNOWN, words)
    if candidate.ambiguous:
        return _action(candidate, Kind.HOLD, Reason.AMBIGUOUS, "may be one of several earlier items; say which")
    if candidate.item.confidence < rules.review_below and not candidate.accepted:
        words = f"not sure that it is an action item (confidence {candidate.item.confidence:.2f}); accept it to file it"
        return _action(candidate, Kind.HOLD, Reason.REVIEW, words)
    return None


def _linked(candidate: Candidate, rules: Rules) -> Action | None:
    """The rows about links: the document's refs first, then what we wrote ourselves."""
    missing = _refs_to_link(candidate)
    ours = _ours(candidate)
    if missing:
        names = ", ".join(named.text for named in missing)
        if ours is not None:
            words = f"the document now names {names}; ours, {ours.ref.key}, steps back"
            return replace(_action(candidate, Kind.LINK, Reason.SUPERSEDES, words), refs=missing, linked=ours)
        action = _action(candidate, Kind.LINK, Reason.NAMED, f"the document names {names}")
        return replace(action, refs=missing, drops=_no_longer_named(candidate))
    if ours is not None and ours.wrote_words != fingerprint(candidate):
        return _reworded(candidate, ours, rules.filing(candidate))
    if candidate.active:
        return _action(candidate, Kind.NOTHING, Reason.LINKED, ", ".join(link.ref.key for link in candidate.active))
    if candidate.links:
        return _action(candidate, Kind.HOLD, Reason.UNLINKED, "unlinked by hand; link an issue to go on")
    return None


def _file(candidate: Candidate, rules: Rules) -> Action:
    """The last rows: whether an item without any issue gets one."""
    if candidate.settled:
        return _action(candidate, Kind.NOTHING, Reason.SETTLED, f"the document says {candidate.item.state}")
    to = rules.filing(candidate)
    if to.waived:
        return _action(candidate, Kind.NOTHING, Reason.WAIVED, f"waived: {to.waived}")
    if is_older(candidate.whence, rules.create_since):
        words = f"its document is older than {rules.create_since.isoformat()}; tracked, not filed"
        return _action(candidate, Kind.NOTHING, Reason.OLDER, words)
    if to.rests_until is not None and to.rests_until > rules.now:
        return _action(candidate, Kind.NOTHING, Reason.RESTING, f"rests until {to.rests_until:%Y-%m-%d}")
    if candidate.held:
        return _action(candidate, Kind.HOLD, Reason.UNMATCHED, candidate.held)
    if rules.restored:
        words = "the database was restored from a backup; `closeout rebuild --restored` finds what was filed since"
        return _action(candidate, Kind.HOLD, Reason.RESTORED, words)
    if not to.tracker:
        return _action(candidate, Kind.HOLD, Reason.NO_TRACKER, "no tracker is configured to file it in")
    if to.refused:
        return _action(candidate, Kind.HOLD, Reason.TOO_WIDE, to.refused)
    words = "; ".join((f"a new issue in {to.place or to.tracker}", *to.doubts))
    return replace(
        _action(candidate, Kind.CREATE, Reason.NEW, words),
        tracker=to.tracker,
        share=to.share,
        draft=draft(candidate, to, key=rules.key),
        fingerprint=fingerprint(candidate),
    )


def _refs_to_link(candidate: Candidate) -> tuple[NamedRef, ...]:
    """The refs that are not linked yet. What a person unlinked counts as linked: it is not made again."""
    known = {link.issue_id for link in candidate.links}
    return tuple(named for named in candidate.refs if named.issue_id is None or named.issue_id not in known)


def _no_longer_named(candidate: Candidate) -> frozenset[int]:
    named = {ref.issue_id for ref in candidate.refs}
    links = (link for link in candidate.active if link.origin is LinkOrigin.DOCUMENT)
    return frozenset(link.issue_id for link in links if link.issue_id not in named)


def _ours(candidate: Candidate) -> Linked | None:
    """The issue that we made for this item and that still is its primary one."""
    for link in candidate.active:
        if link.origin is LinkOrigin.CREATED and link.role is LinkRole.PRIMARY:
            return link
    return None


def _reworded(candidate: Candidate, ours: Linked, filing: Filing) -> Action:
    """Change our issue's words where nobody else has: a field is written only while it holds what we last wrote.

    No more goes out than when the issue was made, and no more than its route lets out now.
    """
    fresh = ours.fresh
    same_way = filing.tracker == ours.ref.tracker
    if same_way and filing.refused:
        return _action(candidate, Kind.HOLD, Reason.TOO_WIDE, filing.refused)
    share = narrower(ours.share, filing.share) if same_way else ours.share
    if fresh is None:
        words = f"{ours.ref.key} has to be read before it is updated"
        return replace(_action(candidate, Kind.NOTHING, Reason.UNREAD, words), linked=ours)
    title = _edit(fresh.title, ours.wrote_title == fresh.title, drafts.title(candidate, share))
    text = _edit(fresh.body, ours.wrote_body == text_hash(fresh.body), drafts.body(candidate, filing, share))
    if title is None and text is None:
        return _action(candidate, Kind.NOTHING, Reason.EDITED, f"people changed {ours.ref.key}; it is left to them")
    return replace(
        _action(candidate, Kind.UPDATE, Reason.REWORDED, f"the document's words changed; {ours.ref.key} follows"),
        tracker=ours.ref.tracker,
        share=share,
        linked=ours,
        changes=Changes(title=title, body=text),
        fingerprint=fingerprint(candidate),
    )


def _edit(now: str, is_ours: bool, wanted: str) -> Edit | None:
    return Edit(before=now, after=wanted) if is_ours else None


def _action(candidate: Candidate, kind: Kind, reason: Reason, words: str) -> Action:
    return Action(kind, reason, candidate.item_id, candidate.item.title, words)
