"""Rows about deliveries: which wait, what became of them, which are old enough to go."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

import sqlalchemy
from sqlalchemy import Select, delete, func, update
from sqlmodel import Session, col, select

from service.model import Fate
from service.store.audience import Audience
from service.store.inbox_tables import Delivery

AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class DueDelivery:
    """A delivery that is to be looked at now."""

    id: int
    endpoint: str
    received_at: datetime
    hints: tuple[dict[str, Any], ...]
    attempts: int


@dataclass(frozen=True, slots=True)
class DeliveryLine:
    """A delivery in a list. `next_try_at` is None unless it waits."""

    id: int
    endpoint: str
    delivery_id: str
    event: str
    received_at: datetime
    fate: Fate
    why: str
    attempts: int
    next_try_at: datetime | None
    done_at: datetime | None


def due(tx: Session, now: datetime, *, limit: int, only: int | None = None) -> list[DueDelivery]:
    """Give the deliveries whose turn it is, the oldest first; with `only`, that one alone. Bodies are left."""
    query = (
        _select(DueDelivery)
        .where(col(Delivery.fate) == Fate.WAITING, col(Delivery.next_try_at) <= now)
        .order_by(col(Delivery.id))
        .limit(limit)
    )
    if only is not None:
        query = query.where(col(Delivery.id) == only)
    return [DueDelivery(*row) for row in tx.connection().execute(query)]


def next_turn(tx: Session) -> datetime | None:
    """Give the time at which the next waiting delivery is to be looked at."""
    found: datetime | None = tx.exec(
        select(func.min(col(Delivery.next_try_at))).where(col(Delivery.fate) == Fate.WAITING)
    ).one()
    return found


def settle(tx: Session, delivery_id: int, fate: Fate, why: str, now: datetime) -> None:
    """Write down what became of a waiting delivery."""
    done_at = now if fate in (Fate.DONE, Fate.IGNORED) else None
    _change(tx, delivery_id, fate=fate, why=why, done_at=done_at, next_try_at=None)


def put_off(tx: Session, delivery_id: int, why: str, until: datetime, *, attempts: int) -> None:
    """Look at a waiting delivery again at `until`, and say why."""
    _change(tx, delivery_id, why=why, next_try_at=until, attempts=attempts)


def _change(tx: Session, delivery_id: int, **values: Any) -> None:
    waiting = (col(Delivery.id) == delivery_id, col(Delivery.fate) == Fate.WAITING)
    tx.exec(update(Delivery).where(*waiting).values(**values))


def revive(row: Delivery, now: datetime) -> None:
    """Let a delivery wait again, as if it had just come."""
    row.fate, row.attempts, row.next_try_at, row.done_at = Fate.WAITING, 0, now, None


def numbered(tx: Session, audience: Audience, delivery_id: int) -> Delivery | None:
    """Give the delivery of this number."""
    query = select(Delivery).where(col(Delivery.id) == delivery_id, audience.may_see_delivery())
    return tx.exec(query).first()


def lines(
    tx: Session, audience: Audience, *, fates: Collection[Fate] | None = None, limit: int = 50, only: int | None = None
) -> list[DeliveryLine]:
    """Give the newest deliveries, the newest first; with `only`, that one alone."""
    query = _select(DeliveryLine).where(audience.may_see_delivery()).order_by(col(Delivery.id).desc()).limit(limit)
    if fates:
        query = query.where(col(Delivery.fate).in_(sorted(fates)))
    if only is not None:
        query = query.where(col(Delivery.id) == only)
    return [DeliveryLine(*row) for row in tx.connection().execute(query)]


def _select(line: type[DueDelivery] | type[DeliveryLine]) -> Select[Any]:
    return sqlalchemy.select(*(getattr(Delivery, one.name) for one in fields(line)))


def has_arrived(tx: Session, endpoint: str, delivery_id: str) -> bool:
    """Say whether a delivery of this id is there, whatever became of it."""
    query = select(Delivery.id).where(col(Delivery.endpoint) == endpoint, col(Delivery.delivery_id) == delivery_id)
    return tx.exec(query).first() is not None


def prune(tx: Session, before: datetime) -> int:
    """Delete some deliveries that were done or ignored before then; give how many, 0 when there are no more."""
    old: Sequence[int | None] = tx.exec(
        select(Delivery.id)
        .where(col(Delivery.fate).in_((Fate.DONE, Fate.IGNORED)), col(Delivery.done_at) < before)
        .limit(AT_ONCE)
    ).all()
    tx.exec(delete(Delivery).where(col(Delivery.id).in_(old)))
    return len(old)
