"""`POST /webhooks/{name}`: take in what a sender posts, and answer once it is on disk."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import JSONResponse
from pydantic import Field
from starlette.concurrency import run_in_threadpool

from connectors import webhook
from connectors.webhook import BadDelivery
from service.api.answers import problems_of
from service.api.schemas import Shape
from service.operations.context import Context
from service.operations.receive import NotSignedError, endpoint_named, receive
from service.store.intake import Intake

PREFIX = "/webhooks/"
READ_HERE_BYTES = 64 * 1024  # a longer body is checked and read in a thread: others must not wait for it

_NAME = {
    "name": "name",
    "in": "path",
    "required": True,
    "description": "The webhook's name in the settings.",
    "schema": {"type": "string", "examples": ["github"]},
}
_BODY = {
    "required": True,
    "description": "What the sender's documentation says, signed as it says.",
    "content": {"application/json": {"schema": {}}},
}


class Taken(Shape):
    """That a delivery was taken in."""

    words: str = Field(description="What is done with it.", examples=["kept"])


@dataclass(frozen=True, slots=True)
class Inbox:
    """Where deliveries go: the writer, and whom to tell that one came."""

    intake: Intake
    arrived: Callable[[], None]


webhooks = APIRouter(tags=["webhooks"])


@webhooks.post(
    PREFIX + "{name}",
    operation_id="deliver",
    status_code=202,
    responses={202: {"model": Taken}, **problems_of(400, 401, 404, 413, 503)},
    openapi_extra={"parameters": [_NAME], "requestBody": _BODY},
)
async def deliver(request: Request) -> JSONResponse:
    """Take in a webhook's delivery. 202: it is on disk, or was already; whatever it asks to look at is looked at."""
    context: Context = request.app.state.context
    inbox: Inbox = request.app.state.inbox
    endpoint = endpoint_named(context, request.path_params["name"])
    body = await _body(request, context.settings.general.inbox.max_bytes)
    given = webhook.Request(dict(request.headers), body)
    try:
        if len(body) <= READ_HERE_BYTES:
            arrival = receive(context, endpoint, given)
        else:
            arrival = await run_in_threadpool(receive, context, endpoint, given)
    except NotSignedError as error:
        raise HTTPException(HTTPStatus.UNAUTHORIZED, str(error), {"WWW-Authenticate": "Signature"}) from error
    except BadDelivery as error:
        raise HTTPException(HTTPStatus.BAD_REQUEST, str(error)) from error
    await asyncio.wrap_future(inbox.intake.keep(arrival))
    if not arrival.hints:
        return JSONResponse({"words": "ignored"}, HTTPStatus.ACCEPTED)
    inbox.arrived()
    return JSONResponse({"words": "kept"}, HTTPStatus.ACCEPTED)


async def _body(request: Request, most: int) -> bytes:
    """Read the body, and no more of it than is allowed, whatever the sender says that it is."""
    said = request.headers.get("content-length", "")
    chunks, size = [], int(said) if said.isdecimal() else 0
    if size <= most:
        size = 0
        async for chunk in request.stream():
            size += len(chunk)
            if size > most:
                break
            chunks.append(chunk)
    if size > most:
        words = f"the body is longer than {most:,} bytes (inbox.max_bytes)"
        raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, words)
    return b"".join(chunks)
