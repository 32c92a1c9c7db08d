"""Read the linked issues again, in bulk. A failed or short answer changes nothing but the note that it failed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from connectors.errors import ConnectorError
from connectors.pace import read_again
from connectors.tracker import Issue, IssueRef, Missing
from service.operations.context import Context, FiledTracker
from service.operations.polling import is_sweep_due, poll, polled, swept
from service.operations.standings import restand
from service.store import issues, tables
from service.store.chunks import chunks

CHUNK = 500


@dataclass(slots=True)
class RefreshReport:
    """What was read: issues as they are, by our row's id; how many changed; which trackers failed, and why."""

    fresh: dict[int, Issue] = field(default_factory=dict)
    read: int = 0
    changed: int = 0
    missing: int = 0
    failures: dict[str, str] = field(default_factory=dict)


def refresh(context: Context, only: Collection[int] | None = None, *, sweep: bool = False) -> RefreshReport:
    """Read what may have changed of every tracker's linked issues; one out of reach stops no other.

    With `only`, exactly the issues of these rows are read; with `sweep`, every one.
    """
    report = RefreshReport()
    for tracker in context.trackers.values():
        if only is None and not sweep and not is_sweep_due(context, tracker.name):
            _poll(context, tracker, report)
        else:
            _read(context, tracker, only, report)
    return report


def _read(context: Context, tracker: FiledTracker, only: Collection[int] | None, report: RefreshReport) -> None:
    """Read page by page; a tracker that is out of reach is not asked for the rest."""
    whole = all(_read_page(context, tracker, rows, report) for rows in _pages(context, tracker.name, only))
    if whole and only is None:
        swept(context, tracker.name)


def _poll(context: Context, tracker: FiledTracker, report: RefreshReport) -> None:
    rows = [row for page in _pages(context, tracker.name, None) for row in page]
    refs = {row.id: _ref(row) for row in rows if row.id is not None}
    try:
        answers, cursor = poll(context, tracker, refs)
    except ConnectorError as error:
        _failed(context, tracker, list(refs), error, report)
        return
    numbers = sorted(answers)
    for start in range(0, len(numbers), CHUNK):
        some = numbers[start : start + CHUNK]
        _record(context, {number: refs[number] for number in some}, answers, report)
    with context.store.write() as tx:
        issues.unchanged(tx, tracker.name, context.now())
    polled(context, tracker.name, cursor)


def _pages(context: Context, tracker: str, only: Collection[int] | None) -> Iterator[Sequence[tables.Issue]]:
    after = 0
    while True:
        with context.store.read() as tx:
            rows = issues.linked(tx, tracker, after=after, limit=CHUNK, only=only)
        if not rows:
            return
        yield rows
        after = rows[-1].id or 0


def _read_page(context: Context, tracker: FiledTracker, rows: Sequence[tables.Issue], report: RefreshReport) -> bool:
    refs = {row.id: _ref(row) for row in rows if row.id is not None}
    try:
        answers = read_again(context.pace, lambda: tracker.open().read(tuple(refs.values())))
    except ConnectorError as error:
        _failed(context, tracker, list(refs), error, report)
        return False
    _record(context, refs, {number: answers[ref] for number, ref in refs.items()}, report)
    return True


def _failed(
    context: Context, tracker: FiledTracker, numbers: Collection[int], error: ConnectorError, report: RefreshReport
) -> None:
    report.failures[tracker.name] = str(error)
    with context.store.write() as tx:
        for chunk in chunks(numbers):
            issues.failed(tx, chunk, str(error), context.now())


def _ref(row: tables.Issue) -> IssueRef:
    return IssueRef(tracker=row.tracker, key=row.key, id=row.native_id or "", url=row.url)


def _record(
    context: Context, refs: Mapping[int, IssueRef], answers: Mapping[int, Issue | Missing], report: RefreshReport
) -> None:
    now = context.now()
    with context.store.write() as tx:
        seen = set()
        for issue_id in refs:
            row = tx.get(tables.Issue, issue_id)
            if row is None:  # it was found to be another row's issue, a moment ago
                continue
            before = (row.state, row.status, row.absence)
            answer = answers[issue_id]
            if isinstance(answer, Missing):
                issues.missed(tx, row, answer, now)
                report.missing += 1
            else:
                row = issues.saw(tx, row, answer, now)
                if row.problem is None and row.id is not None:
                    report.fresh[row.id] = answer
            report.read += 1
            report.changed += before != (row.state, row.status, row.absence)
            seen.add(row.id or 0)
        restand(tx, issues.items_of(tx, seen))
