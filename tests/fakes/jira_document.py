"""Requests held against Atlassian's own document of Jira Cloud's API, version 3.

The document lies beside the project and is not part of it; where it is missing nothing is checked, and `MISSING` says
so. It allows unknown keys at the top of some bodies, so those are compared with the properties that it names.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from openapi_core import Config, OpenAPI
from openapi_core.exceptions import OpenAPIError
from openapi_core.testing import MockRequest

DOCUMENT = Path(__file__).parents[3] / "shared/specs/jira-cloud-v3.json"
MISSING = (
    "" if DOCUMENT.exists() else f"requests are not held against Atlassian's document: there is no {DOCUMENT.name}"
)
HOST = "http://jira.test"


def complaint(method: str, path: str, arguments: dict[str, str], body: bytes) -> str:
    """Say what is wrong with a request; nothing where it is valid, and nothing for version 2 of the API."""
    if MISSING or not path.startswith("/rest/api/3/"):
        return ""
    shape = re.sub(r"(?<=/issue/)(?:[0-9]+|[A-Z]+-[0-9]+)(?=/|$)", "1", path)
    return _complaint(method.lower(), shape, tuple(sorted(arguments.items())), body)


@cache
def _document() -> OpenAPI:
    values: dict[str, Any] = json.loads(DOCUMENT.read_text(encoding="utf-8"))
    values["servers"] = [{"url": HOST}]
    values.pop("security", None)
    for operations in values["paths"].values():
        for operation in operations.values():
            if isinstance(operation, dict):
                operation.pop("security", None)
    return OpenAPI.from_dict(values, config=Config(spec_validator_cls=None))


@cache
def _top_keys() -> dict[tuple[str, str], frozenset[str]]:
    """Give the keys that the body of each operation may have."""
    values = json.loads(DOCUMENT.read_text(encoding="utf-8"))
    schemas = values["components"]["schemas"]
    found = {}
    for path, operations in values["paths"].items():
        for method, operation in operations.items():
            content = operation.get("requestBody", {}).get("content", {}) if isinstance(operation, dict) else {}
            schema = content.get("application/json", {}).get("schema", {})
            schema = schemas.get(schema.get("$ref", "").rpartition("/")[2], schema)
            if "properties" in schema:
                found[method, re.sub(r"{\w+}", "1", path)] = frozenset(schema["properties"])
    return found


@cache
def _complaint(method: str, path: str, arguments: tuple[tuple[str, str], ...], body: bytes) -> str:
    values = json.loads(body) if body else None
    if path.endswith("/transitions") and values:
        # The library sends a number where the document wants a text, and Jira takes both.
        values["transition"]["id"] = str(values["transition"]["id"])
    known = _top_keys().get((method, path))
    if values is not None and known is not None and not set(values) <= known:
        return f"{method} {path}: unknown keys {sorted(set(values) - known)}"
    request = MockRequest(
        HOST,
        method,
        path,
        args=dict(arguments),
        data=json.dumps(values).encode() if body else None,
        content_type="application/json",
    )
    try:
        _document().validate_request(request)
    except OpenAPIError as error:
        return f"{method} {path}: {error} {error.__cause__ or ''}"
    return ""
