"""Take in a request at a webhook's address: who sent it, what does it say? Nothing is kept or done here."""

from __future__ import annotations

from collections.abc import Mapping

from connectors.webhook import BadDelivery, Request
from service.operations.context import Context, Endpoint
from service.operations.hint_wire import to_json
from service.operations.report import NotFoundError
from service.store.intake import Arrival

LONGEST_NAME = 200
LONGEST_HEADER = 500
_TELLING = ("content-type", "user-agent")
_SECRET = ("signature", "token", "secret", "auth", "cookie", "key", "forwarded", "real-ip")


class NotSignedError(Exception):
    """The request does not prove that its sender knows the secret."""


def endpoint_named(context: Context, name: str) -> Endpoint:
    """Give the endpoint of that name. Raises NotFoundError."""
    found = context.endpoints.get(name)
    if found is None:
        raise NotFoundError("there is no webhook at this address; [[webhooks]] in the settings names those there are")
    return found


def receive(context: Context, endpoint: Endpoint, request: Request) -> Arrival:
    """Read a request as a delivery that is to be kept.

    Raises NotSignedError before anything in it is read, and BadDelivery for what cannot be.
    """
    if not endpoint.receiver.is_signed(request, endpoint.secrets()):
        raise NotSignedError("the signature is missing or wrong: check the secret on both sides")
    if not request.body:
        raise BadDelivery("the body is empty")
    try:
        delivery = endpoint.receiver.read(request)
    except RecursionError as error:
        raise BadDelivery("the body is nested too deeply") from error
    for what, name in (("id", delivery.id), ("event", delivery.event)):
        if not name.isprintable() or not 0 < len(name) <= LONGEST_NAME:
            raise BadDelivery(f"the delivery's {what} is no name of at most {LONGEST_NAME} printable characters")
    return Arrival(
        endpoint=endpoint.name,
        delivery_id=delivery.id,
        event=delivery.event,
        received_at=context.now(),
        headers=_telling(request.headers),
        body=request.body,
        hints=to_json(delivery.hints),
        why="" if delivery.hints else "nothing in it concerns us",
    )


def _telling(headers: Mapping[str, str]) -> dict[str, str]:
    """Give the headers that say what a delivery is; none that proves who sent it, or says whence."""
    return {
        name: value[:LONGEST_HEADER]
        for name, value in headers.items()
        if (name in _TELLING or name.startswith("x-")) and not any(word in name for word in _SECRET)
    }
