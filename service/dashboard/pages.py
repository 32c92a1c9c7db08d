"""The pages: one function each, rendered on the server from operations/report alone. They work without JavaScript."""

from __future__ import annotations

from http import HTTPStatus
from pathlib import Path as FilePath
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from fastapi.templating import Jinja2Templates

from connectors.tracker import State
from service.dashboard.badge import badge
from service.operations import by_hand, report
from service.operations.badge import badge_token, is_badge_token
from service.web import Id, Parts, Reader

FOLDER = FilePath(__file__).parent
BADGE_SECONDS = 60


pages = APIRouter(include_in_schema=False)
templates = Jinja2Templates(directory=FOLDER / "templates")


def error_page(request: Request, status: HTTPStatus, detail: str) -> HTMLResponse:
    """Show what went wrong, to somebody who looks at pages."""
    shown = {"title": status.phrase, "detail": detail}
    return templates.TemplateResponse(request, "error.html", shown, status_code=status.value)


@pages.get("/")
def overview(
    request: Request, parts: Parts, reader: Reader, offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0
) -> HTMLResponse:
    """Show the postmortems, what is overdue, and what keeps a source from being followed."""
    shown = {
        "listing": report.postmortems(parts, reader, offset=offset),
        "overdue": report.overdue(parts, reader),
        "troubled": [source for source in report.sources(parts, reader) if source.held or source.problem],
        "page_size": report.PAGE,
    }
    return templates.TemplateResponse(request, "overview.html", shown)


@pages.get("/postmortems/{postmortem_id}")
def postmortem(request: Request, parts: Parts, reader: Reader, postmortem_id: Id) -> HTMLResponse:
    """Show a postmortem with its items, live."""
    page = report.postmortem(parts, reader, postmortem_id)
    token = badge_token(parts.key, page.document.id, page.document.badge_counter)
    shown = {"page": page, "badge": f"/badges/{page.document.id}/{token}.svg", "closable": set(parts.trackers)}
    return templates.TemplateResponse(request, "postmortem.html", shown)


@pages.get("/items/{item_id}")
def item(parts: Parts, reader: Reader, item_id: Id) -> RedirectResponse:
    """Lead to where an item stands on its postmortem's page: an address that tells nothing by itself."""
    line = report.item(parts, reader, item_id).line
    return RedirectResponse(f"/postmortems/{line.postmortem_id}#{line.id}", status_code=HTTPStatus.SEE_OTHER)


@pages.get("/overdue")
def overdue(request: Request, parts: Parts, reader: Reader) -> HTMLResponse:
    """Show the items that are overdue."""
    return templates.TemplateResponse(request, "overdue.html", {"overdue": report.overdue(parts, reader)})


@pages.post("/items/{item_id}/state")
def set_state(parts: Parts, reader: Reader, item_id: Id, state: Annotated[State, Form()]) -> RedirectResponse:
    """Close, drop or reopen an item's issue, and go back to its postmortem."""
    line = report.item(parts, reader, item_id).line
    by_hand.set_state(parts, line.id, state, who="dashboard")
    return RedirectResponse(f"/postmortems/{line.postmortem_id}#{line.id}", status_code=HTTPStatus.SEE_OTHER)


@pages.get("/badges/{postmortem_id}/{token}.svg")
def badge_image(parts: Parts, reader: Reader, postmortem_id: Id, token: str) -> Response:
    """Draw a postmortem's badge for whoever knows its address."""
    try:
        page = report.postmortem(parts, reader, postmortem_id)
    except report.NotFoundError:
        page = None
    if page is None or not is_badge_token(token, parts.key, page.document.id, page.document.badge_counter):
        raise HTTPException(HTTPStatus.NOT_FOUND, "there is no such badge")
    headers = {"Cache-Control": f"max-age={BADGE_SECONDS}, s-maxage={BADGE_SECONDS}"}
    return Response(badge(page.completion), media_type="image/svg+xml", headers=headers)
