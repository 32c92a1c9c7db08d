"""The loop, once: look at the sources and the trackers, decide, act. Everything else only says when.

scan      what the documents say           (desired)
settle    what became of creates without an answer
refresh   what the trackers hold           (observed)
plan      what to do about each item, and why
apply     do it
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, date
from functools import partial

from service.operations.apply import apply
from service.operations.context import Context
from service.operations.filing import filing_of
from service.operations.judging import judge_all
from service.operations.observe import observe
from service.operations.outcome import Outcome, Result, keep
from service.operations.refresh import RefreshReport, refresh
from service.operations.scan import ScanReport, scan
from service.operations.settle import SettleReport, settle
from service.reconcile.limits import Limits, limit
from service.reconcile.plan import Action, Kind, Reason, Rules, plan
from service.store import history, intents, postmortems, sources
from service.store.exclusion import BusyError


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the caller wants of a run. `create_since` overrides the settings' day; `full` reads every document again.

    `sources` restricts it to the sources of these names; None means all.
    """

    cause: str
    full: bool = False
    create_since: date | None = None
    max_creates: int | None = None
    sources: Collection[str] | None = None


@dataclass(slots=True)
class RunReport:
    """What a run found, planned and did."""

    run_id: int | None = None
    create_since: date = date.min
    scans: list[ScanReport] = field(default_factory=list)
    settled: dict[str, SettleReport] = field(default_factory=dict)
    refreshed: RefreshReport = field(default_factory=RefreshReport)
    actions: tuple[Action, ...] = ()
    outcomes: list[Outcome] = field(default_factory=list)

    @property
    def planned(self) -> int:
        """How many issues the plan would create, link or update."""
        return sum(action.kind in (Kind.CREATE, Kind.LINK, Kind.UPDATE) for action in self.actions)

    def count(self, reason: Reason) -> int:
        """Count the actions with this reason."""
        return sum(action.reason is reason for action in self.actions)

    @property
    def problems(self) -> list[str]:
        """What a person should know: sources and trackers that failed, actions that failed."""
        found = [_named(f"source {report.source}: ", report.problem) for report in self.scans if report.problem]
        found += [note for report in self.scans for note in report.notes]
        found += [f"tracker {name}: {words}" for name, words in self.refreshed.failures.items()]
        found += [
            f"tracker {name}: a create without an answer cannot be looked for: {words}"
            for name, settled in self.settled.items()
            for words in dict.fromkeys(settled.problems)
        ]
        found += [f"{outcome.action.title}: {outcome.words}" for outcome in self.outcomes if _failed(outcome)]
        return found


def _named(name: str, words: str) -> str:
    """Put the name in front of words that do not begin with it, as those of connectors do."""
    return words if words.startswith(name) else name + words


def _failed(outcome: Outcome) -> bool:
    return outcome.result is Result.FAILED


def make_plan(context: Context, wishes: Wishes) -> RunReport:
    """Look at everything and decide; nothing is written to any tracker."""
    report = RunReport()
    for name, source in context.sources.items():
        if wishes.sources is None or name in wishes.sources:
            report.scans.append(scan(context, source, full=wishes.full))
    judge_all(context)
    for tracker in context.trackers.values():
        report.settled[tracker.name] = _settle(context, tracker.name)
    report.refreshed = refresh(context, sweep=wishes.full)
    rules = rules_of(context, wishes)
    report.create_since = rules.create_since
    limits = context.settings.general.limits
    creates = limits.creates if wishes.max_creates is None else wishes.max_creates
    planned = _read_and_plan(context, plan(observe(context, report.refreshed.fresh), rules), rules)
    report.actions = limit(planned, Limits(creates=creates, updates=limits.updates))
    return report


def _read_and_plan(context: Context, planned: tuple[Action, ...], rules: Rules) -> tuple[Action, ...]:
    """Plan anew for items whose issue is to be updated and was not read: a poll leaves out what did not change."""
    unread = {action.item_id: action.linked for action in planned if action.reason is Reason.UNREAD and action.linked}
    if not unread:
        return planned
    fresh = refresh(context, only={linked.issue_id for linked in unread.values()}).fresh
    with context.store.read() as tx:
        documents = {row.postmortem_id for row in postmortems.items_by_id(tx, unread.keys())}
    again = {action.item_id: action for action in plan(observe(context, fresh, only=documents), rules)}
    return tuple(again[action.item_id] if action.item_id in unread else action for action in planned)


def resync(context: Context, wishes: Wishes) -> RunReport:
    """Look at everything, decide, and act; what was done is kept as a run."""
    with context.store.write() as tx:
        run_id = history.begin_run(tx, kind="resync", cause=wishes.cause, now=context.now())
    report = make_plan(context, wishes)
    report.run_id = run_id
    report.outcomes = apply(context, report.actions, run_id)
    with context.store.write() as tx:
        keep(tx, run_id, report.outcomes, context.now())
        results = Counter(outcome.result.value for outcome in report.outcomes)
        words = ", ".join(f"{number} {result}" for result, number in sorted(results.items()))
        history.end_run(tx, run_id, now=context.now(), words=words, results=results)
    return report


def rules_of(context: Context, wishes: Wishes) -> Rules:
    """Give the planner's rules as the settings have them now."""
    general, now = context.settings.general, context.now()
    with context.store.write() as tx:
        installed, restored = sources.installed_at(tx, now), sources.is_restored(tx)
    return Rules(
        now=now,
        create_since=wishes.create_since or general.create_since or installed.astimezone(UTC).date(),
        review_below=general.review_below,
        filing=partial(filing_of, context),
        key=context.key,
        restored=restored,
    )


def _settle(context: Context, name: str) -> SettleReport:
    with context.store.read() as tx:
        if not intents.unsettled(tx, name):
            return SettleReport()
    try:
        with context.creator_lock(name):
            return settle(context, context.trackers[name])
    except BusyError as error:
        return SettleReport(problems=(str(error),))
