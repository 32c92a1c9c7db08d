"""Our errors as problem+json (RFC 9457), in one table. https://www.rfc-editor.org/rfc/rfc9457"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.exc import DBAPIError
from starlette.exceptions import HTTPException

from connectors.errors import ConnectorError, Temporary
from service.api.headers import HEADERS
from service.operations.by_hand import RefusedError
from service.operations.report import NotFoundError
from service.store.intake import ClosedError

STATUS: Mapping[type[Exception], HTTPStatus] = {
    NotFoundError: HTTPStatus.NOT_FOUND,
    RefusedError: HTTPStatus.CONFLICT,
    Temporary: HTTPStatus.SERVICE_UNAVAILABLE,
    ConnectorError: HTTPStatus.BAD_GATEWAY,
    ClosedError: HTTPStatus.SERVICE_UNAVAILABLE,
    DBAPIError: HTTPStatus.SERVICE_UNAVAILABLE,
}
MEDIA_TYPE = "application/problem+json"


class ProblemDetails(BaseModel):
    """What went wrong, for programs and people (RFC 9457)."""

    model_config = ConfigDict(extra="forbid")

    type: str = Field(default="about:blank", description="Always `about:blank`: the status says what kind it is.")
    title: str = Field(description="The status in words.", examples=["Not Found"])
    status: int = Field(description="The status.", examples=[404])
    detail: str = Field(
        description="What went wrong, where, and what to do.", examples=["3f2a91c0: there is no such item"]
    )


def problem(status: HTTPStatus, detail: str) -> JSONResponse:
    """Give the answer for a problem."""
    body = ProblemDetails(title=status.phrase, status=status.value, detail=detail)
    return JSONResponse(body.model_dump(), status_code=status.value, media_type=MEDIA_TYPE)


Page = Callable[[Request, HTTPStatus, str], Response]


def answer_problems(app: FastAPI, page: Page) -> None:
    """Let the app answer every error of ours, of FastAPI's and of Starlette's in one form.

    Programs get problem+json; `page` makes the answer for whoever looks at a page.
    """

    def answer(request: Request, status: HTTPStatus, detail: str) -> Response:
        wants_page = "text/html" in request.headers.get("accept", "") and not request.url.path.startswith(
            ("/api/", "/webhooks/")
        )
        return page(request, status, detail) if wants_page else problem(status, detail)

    async def ours(request: Request, error: Exception) -> Response:
        status = next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)
        # The words of a database's error hold the statement and what was in it: the driver's own are enough.
        detail = f"database: {error.orig}" if isinstance(error, DBAPIError) else str(error)
        return answer(request, status, detail)

    async def invalid(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        return answer(request, *_invalid(error.errors()))

    async def http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        answered = answer(request, HTTPStatus(error.status_code), str(error.detail))
        answered.headers.update(error.headers or {})
        return answered

    async def unexpected(request: Request, _: Exception) -> Response:
        words = "something unexpected happened; the log of the program says what"
        answered = answer(request, HTTPStatus.INTERNAL_SERVER_ERROR, words)
        answered.headers.update(HEADERS)  # Starlette answers these outside of every middleware, and logs them
        return answered

    for kind in STATUS:
        app.add_exception_handler(kind, ours)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(Exception, unexpected)


def _invalid(found: Sequence[Any]) -> tuple[HTTPStatus, str]:
    """Tell an address that cannot be, a body that is no JSON, and values that are not right from each other."""
    words = "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in found)
    if any(one["loc"][0] == "path" for one in found):
        return HTTPStatus.NOT_FOUND, f"there is nothing at such an address ({words})"
    if any(one["type"] == "json_invalid" for one in found):
        return HTTPStatus.BAD_REQUEST, f"the body is no JSON ({words})"
    return HTTPStatus.UNPROCESSABLE_ENTITY, words
