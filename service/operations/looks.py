"""Look at sources and issues for several deliveries at once; if that fails, at each apart: one spoils no other."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from sqlalchemy.exc import OperationalError

from service.operations.context import Context
from service.operations.refresh import refresh
from service.operations.resync import Wishes, resync
from service.operations.scan import ScanReport
from service.store import tables

K = TypeVar("K")
V = TypeVar("V")


def look_at_sources(context: Context, names: Sequence[str], cause: str) -> Mapping[str, ScanReport | Exception]:
    """Resync these sources, and give each one's report, or what was raised."""

    def together(names: Sequence[str]) -> Mapping[str, ScanReport]:
        return {report.source: report for report in resync(context, Wishes(cause=cause, sources=names)).scans}

    return _apart_if_need_be(names, together)


def read_issues(context: Context, rows: Mapping[int, tables.Issue]) -> Mapping[int, str | Exception]:
    """Read these issues again, and no others; give for each why it could not be read (empty: it was), or an error."""

    def together(ids: Sequence[int]) -> Mapping[int, str]:
        failures = refresh(context, only=ids).failures
        return {issue_id: failures.get(rows[issue_id].tracker, "") for issue_id in ids}

    return _apart_if_need_be(list(rows), together)


def tried(work: Callable[[], V]) -> V | Exception:
    """Give what `work` gives, or what it raises. A database that is out of reach is nobody's own failure: it raises."""
    try:
        return work()
    except OperationalError:
        raise
    except Exception as error:
        return error


def _apart_if_need_be(keys: Sequence[K], together: Callable[[Sequence[K]], Mapping[K, V]]) -> Mapping[K, V | Exception]:
    if not keys:
        return {}
    outcome = tried(lambda: together(keys))
    if not isinstance(outcome, Exception):
        return outcome
    if len(keys) == 1:
        return {keys[0]: outcome}
    found: dict[K, V | Exception] = {}
    for key in keys:
        found |= _apart_if_need_be([key], together)
    return found
