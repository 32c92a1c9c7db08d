"""What people do with deliveries: see them, try one again, have a sender send again; and let old ones go."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta

from connectors.errors import ConnectorError
from service.model import Fate
from service.operations.by_hand import RefusedError
from service.operations.context import Context, Endpoint
from service.operations.digest import digest
from service.operations.report import NotFoundError
from service.store import inbox
from service.store.audience import Audience
from service.store.inbox import DeliveryLine

PAGE = 50
SENT_AGAIN_WITHIN = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Redelivered:
    """What came of asking one webhook's sender: the ids that it sends again, or why it does not."""

    endpoint: str
    ids: tuple[str, ...] = ()
    problem: str = ""


def deliveries(
    context: Context, audience: Audience, *, fates: Collection[Fate] | None = None, limit: int = PAGE
) -> Sequence[DeliveryLine]:
    """Give the newest deliveries with what became of them, the newest first."""
    with context.store.read() as tx:
        return inbox.lines(tx, audience, fates=fates, limit=limit)


def retry(context: Context, audience: Audience, number: int) -> DeliveryLine:
    """Try a delivery again, now, as if it had just come; give what became of it.

    Raises NotFoundError, and RefusedError for one that is done, or in which nothing concerns us.
    """
    with context.store.write() as tx:
        row = inbox.numbered(tx, audience, number)
        if row is None:
            raise NotFoundError(f"{number}: there is no such delivery")
        if row.fate is Fate.DONE or not row.hints:
            raise RefusedError(f"delivery {number} is {row.fate}: {row.why}; there is nothing to try again")
        inbox.revive(row, context.now())
    digest(context, only=number)
    with context.store.read() as tx:
        (line,) = inbox.lines(tx, audience, only=number)
    return line


def redeliver(context: Context) -> Sequence[Redelivered]:
    """Ask every webhook's sender for what it sent in the last days and what never arrived; one stops no other."""
    return [_redeliver(context, endpoint) for endpoint in context.endpoints.values()]


def _redeliver(context: Context, endpoint: Endpoint) -> Redelivered:
    if endpoint.redeliverer is None:
        words = (
            f"senders of kind {endpoint.kind} cannot be asked to send again; `closeout resync` finds what was missed"
        )
        return Redelivered(endpoint.name, problem=words)

    def has_arrived(delivery_id: str) -> bool:
        with context.store.read() as tx:
            return inbox.has_arrived(tx, endpoint.name, delivery_id)

    try:
        ids = endpoint.redeliverer().redeliver(context.now() - SENT_AGAIN_WITHIN, has_arrived)
    except ConnectorError as error:
        return Redelivered(endpoint.name, problem=str(error))
    return Redelivered(endpoint.name, tuple(ids))


def prune(context: Context) -> int:
    """Delete what was done or ignored longer ago than `inbox.keep_days`; give how many. What waits is kept."""
    before = context.now() - timedelta(days=context.settings.general.inbox.keep_days)
    pruned = 0
    while True:
        with context.store.write() as tx:
            count = inbox.prune(tx, before)
        if not count:
            return pruned
        pruned += count
