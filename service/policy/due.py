"""By when an item is to be done, and why then. Pure.

    the document gives            due
    ----------------------------  -----------------------------------------------------------------
    a day                         that day, whatever the rules say, even where it is past
    a priority with a rule        so many days from the incident
    a severity with a rule        so many days from the incident; where the item's priority is below all that have
                                  a rule (P3), no sooner than those
    none of these                 no day

Words that are no day ("Q3") are kept beside the computed day. A document without a date counts from the day on
which it was first seen. No day is ever moved; one that was past when the item was first seen is flagged.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, tzinfo
from enum import StrEnum

from service.model import ActionItem
from service.policy.levels import Level, priority_level, severity_level
from service.policy.workdays import Unit, WorkingCalendar, today
from service.settings.policy import PRIORITY_DAYS, SEVERITY_DAYS


class DueSource(StrEnum):
    """What gave a due date."""

    STATED = "stated"
    PRIORITY = "priority"
    SEVERITY = "severity"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class DueRules:
    """A team's rules: days by severity (1 to 4) and by priority (0 for P0 and so on), counted in `unit`.

    `assign_within` is how many days there are to give an item an owner and an issue; None: no such clock.
    """

    by_severity: Mapping[int, int] = field(default_factory=lambda: SEVERITY_DAYS)
    by_priority: Mapping[int, int] = field(default_factory=lambda: PRIORITY_DAYS)
    unit: Unit = Unit.CALENDAR
    assign_within: int | None = None
    zone: tzinfo = UTC
    calendar: WorkingCalendar = WorkingCalendar()  # noqa: RUF009 - frozen, so it may be shared


@dataclass(frozen=True, slots=True)
class Incident:
    """What a postmortem gives to count from: the incident's day, its severity as written, and when we first saw
    the document."""

    date: date | None
    severity: str | None
    first_seen: datetime


@dataclass(frozen=True, slots=True)
class Due:
    """When an item is due, and by which rule. `words` is what the document says instead of a day.

    `rule` is for people, in our own words: nothing in it is quoted from the document.
    """

    day: date | None
    rule: str
    source: DueSource
    words: str | None = None
    past_at_first_sight: bool = False


@dataclass(frozen=True, slots=True)
class AssignBy:
    """The last day on which an item may still lack an owner or an issue, and by which rule."""

    day: date
    rule: str


def due(item: ActionItem, first_seen: datetime, incident: Incident, rules: DueRules) -> Due:
    """Give when an item is due. `first_seen` is when the item was, which may be long after its document."""
    if item.due is not None:
        found = Due(item.due, "stated in the document", DueSource.STATED)
    else:
        found = _computed(priority_level(item.priority), severity_level(incident.severity), incident, rules)
    past = found.day is not None and found.day < today(first_seen, rules.zone)
    return replace(found, words=item.due_words, past_at_first_sight=past) if past or item.due_words else found


def assign_by(since: datetime, rules: DueRules) -> AssignBy | None:
    """Give by when an item needs an owner and an issue; None without such a rule.

    `since` is when the item was first seen, or the end of its rest if it rests: before that it can have no issue.
    """
    if rules.assign_within is None:
        return None
    start = today(since, rules.zone)
    day = rules.calendar.add(start, rules.assign_within, rules.unit)
    return AssignBy(day, f"an owner and an issue: {_span(rules.assign_within, rules.unit)} from {start.isoformat()}")


def is_unassigned_late(by: AssignBy | None, day: date, *, owned: bool, filed: bool) -> bool:
    """Say whether on a day (in the policy's zone) an item is too late in having an owner and an issue."""
    return by is not None and by.day < day and not (owned and filed)


def _computed(priority: Level | None, severity: Level | None, incident: Incident, rules: DueRules) -> Due:
    if priority and priority.number in rules.by_priority:
        days = rules.by_priority[priority.number]
        return _from_incident(priority.name, days, DueSource.PRIORITY, incident, rules)
    if severity and severity.number in rules.by_severity:
        name, days = _no_sooner(severity.name, rules.by_severity[severity.number], priority, rules)
        return _from_incident(name, days, DueSource.SEVERITY, incident, rules)
    known = " and ".join(level.name for level in (priority, severity) if level)
    return Due(None, f"no rule for {known}" if known else "no due date, priority or severity is known", DueSource.NONE)


def _no_sooner(name: str, days: int, priority: Level | None, rules: DueRules) -> tuple[str, int]:
    """Keep a severity's days from overtaking a more urgent priority's: else P3 would be due before P2."""
    if priority is None:
        return name, days
    least = max((span for level, span in rules.by_priority.items() if level < priority.number), default=0)
    if least <= days:
        return name, days
    return f"{name}, but {priority.name} no sooner than what is more urgent", least


def _from_incident(name: str, days: int, source: DueSource, incident: Incident, rules: DueRules) -> Due:
    if incident.date is not None:
        start, whence = incident.date, f"the incident on {incident.date.isoformat()}"
    else:
        start = today(incident.first_seen, rules.zone)
        whence = f"{start.isoformat()}, when the document was first seen (it gives no date)"
    day = rules.calendar.add(start, days, rules.unit)
    return Due(day, f"{name}: {_span(days, rules.unit)} from {whence}", source)


def _span(days: int, unit: Unit) -> str:
    return f"{days} {'business ' if unit is Unit.BUSINESS else ''}day{'' if days == 1 else 's'}"
