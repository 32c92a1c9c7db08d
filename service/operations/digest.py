"""Digest the deliveries that wait: look again at what each is about, and write down what has become of it.

    a head moved           done when the head that was scanned contains the commit; or when the source was scanned
                           PATIENCE after the delivery came, and still does not: the branch was reset meanwhile
    an issue was touched   done when exactly this issue was read again
    a repository changed   done when the source is held, or the change noted
    out of reach, held     it waits, and is looked at again after a pause that grows with its age
    anything unexpected    it is tried again after a pause that doubles, and set aside after ATTEMPTS

Nothing is taken from what a delivery says but where to look (docs/adr/0011). Deliveries that wait together are
looked at together: one resync serves all of a morning's pushes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from connectors.webhook import HeadMoved
from service.model import Fate
from service.operations.concern import Concern, Concerns
from service.operations.context import Context
from service.operations.hint_wire import from_json
from service.operations.looks import look_at_sources, read_issues, tried
from service.operations.repository_change import note_change
from service.operations.scan import ScanReport
from service.store import inbox, tables
from service.store.inbox import DueDelivery

AT_ONCE = 500
ATTEMPTS = 8
PATIENCE = timedelta(minutes=10)
SHORTEST_WAIT, LONGEST_WAIT = timedelta(seconds=5), timedelta(minutes=5)
FIRST_PAUSE = timedelta(seconds=30)
LONGEST_WORDS = 500


@dataclass(frozen=True, slots=True)
class DigestReport:
    """How many deliveries came to which fate, when the next one is to be looked at, and what was raised, by number."""

    fates: Counter[Fate]
    next_turn: datetime | None
    errors: dict[int, Exception]


@dataclass(frozen=True, slots=True)
class _Verdict:
    fate: Fate
    why: str


def digest(context: Context, *, only: int | None = None) -> DigestReport:
    """Look at every delivery whose turn it is, or at the one with this number; each ends well or not for itself."""
    fates: Counter[Fate] = Counter()
    errors: dict[int, Exception] = {}
    while True:
        with context.store.read() as tx:
            rows = inbox.due(tx, context.now(), limit=AT_ONCE, only=only)
            if not rows:
                return DigestReport(fates, inbox.next_turn(tx), errors)
        verdicts = _Group(context, rows).verdicts()
        errors |= {number: verdict for number, verdict in verdicts.items() if isinstance(verdict, Exception)}
        with context.store.write() as tx:
            fates.update(_write_down(tx, row, verdicts[row.id], context.now()) for row in rows)


class _Group:
    """Deliveries that are looked at together."""

    def __init__(self, context: Context, rows: Sequence[DueDelivery]) -> None:
        self._context = context
        self._rows = rows
        self._begun = context.now()
        self._concerns = Concerns(context)

    def verdicts(self) -> dict[int, _Verdict | Exception]:
        """Give each delivery's verdict, or what was raised for it."""
        found = {row.id: self._concern(row) for row in self._rows}
        concerns = [concern for concern in found.values() if isinstance(concern, Concern)]
        self._scans = look_at_sources(self._context, self._sources(concerns), self._cause())
        rows: dict[int, tables.Issue] = {row.id or 0: row for concern in concerns for row in concern.issues}
        self._reads = read_issues(self._context, rows)
        return {row.id: self._verdict(row, found[row.id]) for row in self._rows}

    def _concern(self, row: DueDelivery) -> Concern | Exception:
        return tried(lambda: self._concerns.of(row.endpoint, from_json(row.hints)))

    def _sources(self, concerns: Sequence[Concern]) -> list[str]:
        """Give the sources that have to be scanned: the others were scanned at this very head."""
        heads = [head for concern in concerns for head in concern.heads]
        return sorted({source for source, hint in heads if self._concerns.head(source) != hint.commit})

    def _cause(self) -> str:
        first, last = self._rows[0].id, self._rows[-1].id
        return f"delivery {first}" if first == last else f"deliveries {first} to {last}"

    def _verdict(self, row: DueDelivery, concern: Concern | Exception) -> _Verdict | Exception:
        if isinstance(concern, Exception):
            return concern
        return tried(lambda: self._judge(row, concern))

    def _judge(self, row: DueDelivery, concern: Concern) -> _Verdict:
        """Put the verdicts on all that a delivery is about together: it waits while one of them does."""
        parts = [*self._judged(row, concern)]
        if not parts:
            return _Verdict(Fate.IGNORED, "; ".join(concern.nothing) or "nothing in it concerns us")
        waiting = [part for part in parts if part.fate is Fate.WAITING]
        why = "; ".join(dict.fromkeys(part.why for part in waiting or parts))
        return _Verdict(Fate.WAITING if waiting else Fate.DONE, why)

    def _judged(self, row: DueDelivery, concern: Concern) -> Iterator[_Verdict]:
        for words in concern.waits:
            yield _Verdict(Fate.WAITING, words)
        for source, hint in concern.heads:
            yield self._head(row, source, hint)
        for issue in concern.issues:
            outcome = self._reads[issue.id or 0]
            if isinstance(outcome, Exception):
                raise outcome
            yield _Verdict(Fate.WAITING, outcome) if outcome else _Verdict(Fate.DONE, f"{issue.key} was read again")
        for source, change in concern.changes:
            yield _Verdict(Fate.DONE, note_change(self._context, source, change))

    def _head(self, row: DueDelivery, source: str, hint: HeadMoved) -> _Verdict:
        outcome = self._scans.get(source)
        if isinstance(outcome, Exception):
            raise outcome
        if outcome is None:
            return _Verdict(Fate.DONE, f"{source} had been read at {hint.commit[:12]} already")
        if not hint.commit:
            return _Verdict(Fate.DONE, outcome.problem or f"{source} was looked at: {hint.branch} was deleted")
        if outcome.revision is None:
            return _Verdict(Fate.WAITING, outcome.problem or f"{source} was not read")
        return self._contains(row, source, hint, outcome)

    def _contains(self, row: DueDelivery, source: str, hint: HeadMoved, report: ScanReport) -> _Verdict:
        commit, head = hint.commit[:12], (report.revision or "")[:12]
        if self._context.sources[source].reader.contains(report.revision or "", hint.commit):
            return _Verdict(Fate.DONE, f"{source} was read at {head}")
        if self._begun - row.received_at >= PATIENCE:
            return _Verdict(Fate.DONE, f"{source} was read at {head}, which no longer holds {commit}")
        return _Verdict(Fate.WAITING, f"{source} was read at {head}, which does not hold {commit} yet")


def _write_down(tx: Session, row: DueDelivery, verdict: _Verdict | Exception, now: datetime) -> Fate:
    if isinstance(verdict, Exception):
        return _failed(tx, row, verdict, now)
    words = verdict.why[:LONGEST_WORDS]
    if verdict.fate is Fate.WAITING:
        pause = min(max(now - row.received_at, SHORTEST_WAIT), LONGEST_WAIT)
        inbox.put_off(tx, row.id, words, now + pause, attempts=row.attempts)
    else:
        inbox.settle(tx, row.id, verdict.fate, words, now)
    return verdict.fate


def _failed(tx: Session, row: DueDelivery, error: Exception, now: datetime) -> Fate:
    """Put a delivery off for twice as long as the last time, or set it aside."""
    attempts = row.attempts + 1
    said = error.orig if isinstance(error, DBAPIError) else error  # the driver's words hold no statement
    words = f"attempt {attempts} failed: {type(error).__name__}: {said}".splitlines()[0][:LONGEST_WORDS]
    inbox.put_off(tx, row.id, words, now + FIRST_PAUSE * 2**row.attempts, attempts=attempts)
    if attempts < ATTEMPTS:
        return Fate.WAITING
    inbox.settle(tx, row.id, Fate.SET_ASIDE, words, now)
    return Fate.SET_ASIDE
