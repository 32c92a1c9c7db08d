"""What a run may do at most, and what looks too much like an accident to be followed. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from service.reconcile.plan import Action, Kind, Reason


@dataclass(frozen=True, slots=True)
class Limits:
    """How many issues one run creates and updates at most."""

    creates: int = 50
    updates: int = 50


def limit(actions: tuple[Action, ...], limits: Limits) -> tuple[Action, ...]:
    """Hold what is over the limits, the first ones first served; nothing else changes."""
    caps = {Kind.CREATE: limits.creates, Kind.UPDATE: limits.updates}
    used: Counter[Kind] = Counter()
    kept = []
    for action in actions:
        used[action.kind] += 1
        cap = caps.get(action.kind)
        if cap is not None and used[action.kind] > cap:
            words = f"over this run's limit of {cap} {action.kind}s; the next run goes on"
            action = replace(action, kind=Kind.HOLD, reason=Reason.OVER_LIMIT, words=words, draft=None, changes=None)
        kept.append(action)
    return tuple(kept)


MANY_DOCUMENTS = 4


def source_emptied(before: int, kept: int) -> str | None:
    """Say why a source looks emptied (it had `before` documents, `kept` of them are still there), or None.

    All gone is always suspicious; more than half gone is from `MANY_DOCUMENTS` on.
    """
    if before and not kept:
        return f"all {before} postmortems are gone from the source; accept it if that is meant"
    if before >= MANY_DOCUMENTS and kept * 2 < before:
        return f"{before - kept} of {before} postmortems are gone from the source; accept it if that is meant"
    return None


def document_emptied(linked_before: int, linked_kept: int) -> str | None:
    """Say why a document looks emptied (`linked_kept` of `linked_before` items with an issue are left), or None.

    One lost item of one is an edit like any other; from two on, half of them is not.
    """
    lost = linked_before - linked_kept
    if linked_before > 1 and lost * 2 >= linked_before:
        return (
            f"{lost} of its {linked_before} items with an issue are gone from the document; accept it if that is meant"
        )
    return None
