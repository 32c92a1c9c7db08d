"""The API's contract as `openapi.yaml` has it. `make openapi` writes the file; a test holds the app to it."""

from __future__ import annotations

from typing import Any

import yaml
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from service.api.problems import ProblemDetails

ABOUT = "# The contract of the HTTP API. Written by `make openapi` from the routes and shapes in service/api/.\n"
REFERENCE = "#/components/schemas/{model}"


def describe(app: FastAPI) -> None:
    """Let the app describe itself with its problems, which no route names as what it answers."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            found = get_openapi(
                title=app.title, version=app.version, summary=app.summary, description=app.description,
                tags=app.openapi_tags, routes=app.routes,
            )  # fmt: skip
            shape = ProblemDetails.model_json_schema(ref_template=REFERENCE)
            found["components"]["schemas"]["ProblemDetails"] = shape
            app.openapi_schema = found
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]  # FastAPI's documented way to extend the description


def as_yaml(app: FastAPI) -> str:
    """Give the text of `openapi.yaml`: the same for the same routes, whatever the machine."""
    return ABOUT + yaml.safe_dump(app.openapi(), sort_keys=False, allow_unicode=True, width=120)
