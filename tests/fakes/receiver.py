"""A kind of sender for tests: its headers say id and event, its body has the hints as they are stored.

post = Post("hook", "s3cret")
post.request([HeadMoved(...)]).headers, .body
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count

from connectors.pace import Pace
from connectors.registry import ReceiverKind, SourceConfig, TrackerConfig
from connectors.webhook import BadDelivery, Delivery, HeadMoved, Hint, Request
from service.operations.context import Endpoint
from service.operations.hint_wire import from_json, to_json

SECRET = "It's a Secret to Everybody"
_numbers = count(1)


class FakeReceiver:
    """Reads what `signed` gives."""

    def is_signed(self, request: Request, secrets: Sequence[str]) -> bool:
        given = request.headers.get("x-fake-signature", "").encode()
        return any(hmac.compare_digest(given, _signature(request.body, secret).encode()) for secret in secrets)

    def read(self, request: Request) -> Delivery:
        try:
            hints = from_json(json.loads(request.body))
        except (ValueError, TypeError, KeyError) as error:
            raise BadDelivery("the body is no list of hints") from error
        delivery, event = request.headers.get("x-fake-id"), request.headers.get("x-fake-event")
        if not delivery or not event:
            raise BadDelivery("the delivery has no id or no event")
        return Delivery(delivery, event, hints)


@dataclass
class FakeRedeliverer:
    """Sends again what it is asked for; `sent` is all that it ever sent, `asked` since when."""

    sent: tuple[str, ...] = ("one", "two")
    asked: list[datetime] = field(default_factory=list)

    def redeliver(self, since: datetime, has_arrived: Callable[[str], bool]) -> Sequence[str]:
        self.asked.append(since)
        return [one for one in self.sent if not has_arrived(one)]


def _redeliverer(name: str, source: SourceConfig | None, tracker: TrackerConfig | None, pace: Pace) -> FakeRedeliverer:
    return FakeRedeliverer()


KINDS = {"fake": ReceiverKind(FakeReceiver), "asked": ReceiverKind(FakeReceiver, _redeliverer)}


def endpoint(
    name: str = "hook", *, secrets: Sequence[str] = (SECRET,), source: str = "", tracker: str = ""
) -> Endpoint:
    """An endpoint of this kind, as wiring makes it."""
    return Endpoint(name, "fake", FakeReceiver(), lambda: secrets, source, tracker)


def signed(hints: Iterable[Hint] | bytes, *, secret: str = SECRET, delivery: str = "", event: str = "push") -> Request:
    """A request that carries these hints, or this body; each has an id of its own unless one is given."""
    body = hints if isinstance(hints, bytes) else json.dumps(to_json(hints)).encode()
    headers = {
        "content-type": "application/json",
        "x-fake-id": delivery or f"delivery-{next(_numbers)}",
        "x-fake-event": event,
        "x-fake-signature": _signature(body, secret),
    }
    return Request(headers, body)


def a_push(commit: str = "c" * 40, **values: str) -> HeadMoved:
    """A push to the branch of a repository."""
    usual = {"repository": "R_1", "name": "acme/handbook", "branch": "main"}
    return HeadMoved(**{**usual, **values}, commit=commit)


def _signature(body: bytes, secret: str) -> str:
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
