"""Read the linked issues again, in bulk. A failed or short answer changes nothing but the note that it failed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from connectors.errors import ConnectorError
from connectors.pace import read_again
from connectors.tracker import Issue, IssueRef, Missing
from service.operations.context import Context, FiledTracker
from service.operations.standings import restand
from service.store import issues, tables

CHUNK = 500


@dataclass(slots=True)
class RefreshReport:
    """What was read: issues as they are, by our row's id; how many changed; which trackers failed, and why."""

    fresh: dict[int, Issue] = field(default_factory=dict)
    read: int = 0
    changed: int = 0
    missing: int = 0
    failures: dict[str, str] = field(default_factory=dict)


def refresh(context: Context, only: Collection[int] | None = None) -> RefreshReport:
    """Read every linked issue of every tracker, or those of the rows in `only`; one out of reach stops no other."""
    report = RefreshReport()
    for tracker in context.trackers.values():
        for rows in _pages(context, tracker.name, only):
            if not _read_page(context, tracker, rows, report):
                break
    return report


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
        report.failures[tracker.name] = str(error)
        with context.store.write() as tx:
            issues.failed(tx, list(refs), str(error), context.now())
        return False
    _record(context, refs, answers, report)
    return True


def _ref(row: tables.Issue) -> IssueRef:
    return IssueRef(tracker=row.tracker, key=row.key, id=row.native_id or "", url=row.url)


def _record(
    context: Context, refs: Mapping[int, IssueRef], answers: Mapping[IssueRef, Issue | Missing], report: RefreshReport
) -> None:
    now = context.now()
    with context.store.write() as tx:
        seen = set()
        for issue_id, ref in refs.items():
            row = tx.get(tables.Issue, issue_id)
            if row is None:  # it was found to be another row's issue, a moment ago
                continue
            before = (row.state, row.status, row.absence)
            answer = answers[ref]
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
