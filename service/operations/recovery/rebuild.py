"""Rebuild what is derived from the sources and the trackers: items, links, states (DESIGN, promise 6).

    look    read the sources at their heads, and list what our account made in the trackers, from the beginning
    gather  what markers, and the journal if given, say of what was known: ids, words, places
    plant   store that as if it had been read before
    scan    as ever: which row is which now is what the identity functions say
    link    the issues that documents name, as ever
    decide  people's decisions again, if the journal is given
    doubt   list what was not matched, and hold the items that it may be

Nothing is created, and nothing is written to any tracker. What cannot be read ends it before anything is stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field

from service.operations.by_hand import RefusedError
from service.operations.context import Context
from service.operations.judging import judge_all
from service.operations.link_named import link_named
from service.operations.observe import observe
from service.operations.outcome import Outcome, Result, keep
from service.operations.recovery.doubts import Doubts, doubt
from service.operations.recovery.entries import Entry
from service.operations.recovery.found import find, places_of
from service.operations.recovery.journal import Imported, take_in
from service.operations.recovery.planting import of_items, plant, remember_what_we_wrote
from service.operations.recovery.present import look
from service.operations.recovery.seeds import Seeds, gather
from service.operations.resync import Wishes, rules_of
from service.operations.scan import ScanReport, scan
from service.operations.standings import restand
from service.reconcile.plan import Kind, plan
from service.store import history, postmortems, sources


class NotEmptyError(RefusedError):
    """There is something in the database; the message says what to do."""


@dataclass(frozen=True, slots=True)
class RebuildWishes:
    """What the caller wants. `decisions` is the journal; `also` are further places to ask: tracker -> places.

    `restored` says that the database is not to be empty: it was restored from a backup, and is to be brought up to
    date.
    """

    cause: str
    decisions: Sequence[Entry] = ()
    also: Mapping[str, Iterable[str]] = field(default_factory=dict)
    restored: bool = False


@dataclass(frozen=True, slots=True)
class RebuildReport:
    """What came of it. `matched` are the issues of ours that are an item's which stands in a document."""

    documents: int
    items: int
    matched: int
    named: int
    doubts: Doubts
    decisions: Imported
    problems: tuple[str, ...] = ()


def rebuild(context: Context, wishes: RebuildWishes) -> RebuildReport:
    """Rebuild an empty database, or bring a restored one up to date.

    Raises NotEmptyError, BusyError while another process creates issues, and ConnectorError for a source or a tracker
    that cannot be read: then nothing is stored.
    """
    refuse_unless_empty(context, wishes)
    with ExitStack() as creators:
        for name in context.trackers:
            creators.enter_context(context.creator_lock(name))
        found = find(context, places_of(context, wishes.also))
        seeds = gather(look(context), found.marked, wishes.decisions)
        run_id = _begin(context, wishes, seeds)
        scans = [scan(context, source, full=True, trusted=True) for source in context.sources.values()]
        with context.store.write() as tx:
            remember_what_we_wrote(tx, context, of_items(seeds))
        judge_all(context)
        named = _link_named(context, wishes, run_id)
        decided = take_in(context, wishes.decisions)
        with context.store.write() as tx:
            restand(tx, {seed.id for seed in of_items(seeds)})
            doubts = doubt(tx, seeds, found.unproved)
            sources.is_up_to_date(tx)
        return _end(context, run_id, _report(context, seeds, scans, named, doubts, decided))


def refuse_unless_empty(context: Context, wishes: RebuildWishes) -> None:
    """Raise NotEmptyError for a database with anything in it, unless that was restored and is to be brought on."""
    with context.store.read() as tx:
        empty = sources.is_empty(tx)
    if not empty and not wishes.restored:
        raise NotEmptyError(
            "the database is not empty, and a rebuild begins with nothing: move it away (keep it), or name another "
            "one in `database`; if it was restored from a backup, `closeout rebuild --restored` brings it up to date"
        )


def _begin(context: Context, wishes: RebuildWishes, seeds: Seeds) -> int:
    with context.store.write() as tx:
        plant(tx, context, seeds)
        return history.begin_run(tx, kind="rebuild", cause=wishes.cause, now=context.now())


def _link_named(context: Context, wishes: RebuildWishes, run_id: int) -> list[Outcome]:
    """Carry out what the plan says about issues that documents name; a rebuild does nothing else of a plan."""
    actions = plan(observe(context, {}), rules_of(context, Wishes(wishes.cause)))
    outcomes = link_named(context, [action for action in actions if action.kind is Kind.LINK])
    with context.store.write() as tx:
        keep(tx, run_id, outcomes, context.now())
    return outcomes


def _report(
    context: Context,
    seeds: Seeds,
    scans: Sequence[ScanReport],
    named: Sequence[Outcome],
    doubts: Doubts,
    decided: Imported,
) -> RebuildReport:
    with context.store.read() as tx:
        there = {item.id for item in postmortems.linked_now(tx)}
        items = postmortems.count(tx)
    return RebuildReport(
        documents=sum(report.documents for report in scans),
        items=items,
        matched=sum(seed.marked is not None and seed.id in there for seed in of_items(seeds)),
        named=sum(outcome.result is Result.DONE for outcome in named),
        doubts=doubts,
        decisions=decided,
        problems=tuple(
            [f"source {report.source}: {report.problem}" for report in scans if report.problem]
            + [note for report in scans for note in report.notes]
            + list(decided.left)
        ),
    )


def _end(context: Context, run_id: int, report: RebuildReport) -> RebuildReport:
    words = f"{report.matched} matched, {len(report.doubts.unmatched)} not, {len(report.doubts.held)} items held"
    with context.store.write() as tx:
        history.end_run(tx, run_id, now=context.now(), words=words, results=())
    return report
