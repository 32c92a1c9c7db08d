"""Join the faces to the parts: the web application. Nothing happens at import."""

from __future__ import annotations

import importlib.metadata
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from service.api.contract import as_yaml, describe
from service.api.headers import SecurityHeaders
from service.api.loopback import LoopbackOnly
from service.api.problems import answer_problems
from service.api.routes import routes
from service.api.webhooks import Inbox, webhooks
from service.dashboard.pages import FOLDER, error_page, pages
from service.jobs.in_process import Runner
from service.operations.context import Context
from service.store.intake import Intake

SUMMARY = "Postmortems, their action items, and what has become of them."
DESCRIPTION = (
    "What the dashboard shows, for programs. Days are `YYYY-MM-DD` and belong to no time zone; times are UTC. "
    "Everything that goes wrong is answered as `application/problem+json` (RFC 9457)."
)
TAGS = [
    {"name": "postmortems", "description": "Documents that name action items, and how much of each is done."},
    {"name": "items", "description": "Action items, their issues, and what has become of them."},
    {"name": "sources", "description": "Where postmortems are read from."},
    {"name": "webhooks", "description": "What trackers and hosts of repositories send us."},
]


def create_app(context: Context, runner: Runner | None = None) -> FastAPI:
    """Make the application. It takes deliveries in while it runs; so does `runner`, if given, which it wakes."""
    intake = Intake(context.store)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        intake.start()
        if runner is not None:
            runner.start()
        yield
        intake.stop()
        if runner is not None:
            runner.stop()

    app = _faces()
    app.router.lifespan_context = lifespan
    app.state.context = context
    app.state.inbox = Inbox(intake, arrived=_nobody if runner is None else runner.wake)
    return app


def _nobody() -> None:
    """Wake nobody: whoever looks at the tables next finds what came."""


def contract() -> str:
    """Give the text of `openapi.yaml`; it needs no settings and no database."""
    return as_yaml(_faces())


def _faces() -> FastAPI:
    app = FastAPI(
        title="Closeout",
        version=importlib.metadata.version("closeout"),
        summary=SUMMARY,
        description=DESCRIPTION,
        openapi_tags=TAGS,
        docs_url=None,  # its page loads scripts from elsewhere
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
    )
    describe(app)
    answer_problems(app, error_page)
    app.include_router(routes)
    app.include_router(webhooks)
    app.include_router(pages)
    app.mount("/static", StaticFiles(directory=FOLDER / "static"), name="static")
    app.add_middleware(LoopbackOnly)
    app.add_middleware(SecurityHeaders)
    return app
