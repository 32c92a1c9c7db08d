"""GitHub's own documents, as judges of every request that reaches the fake: OpenAPI for REST, the schema for GraphQL.

They come with `make test-peers` (tests/peers); where they are not, nothing is judged and `REASON` says so. They are
large, so each is read once per process, when it is first needed.

False alarms, left out: addresses that GitHub gives itself (`/repositories/{id}/...` of a redirect) are not in the
document.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote

from graphql import GraphQLSchema, build_schema, parse, validate
from openapi_core import Config, OpenAPI
from openapi_core.datatypes import RequestParameters
from openapi_core.exceptions import OpenAPIError
from werkzeug.datastructures import Headers, ImmutableMultiDict

PEERS = Path(__file__).parents[1] / "peers/node_modules/@octokit"
REST = PEERS / "openapi/generated/api.github.com.json"
GRAPH = PEERS / "graphql-schema/schema.graphql"
HOST = "https://api.github.com"
REASON = "GitHub's documents are not installed: make test-peers"


def are_there() -> bool:
    """Say whether requests can be judged."""
    return REST.exists() and GRAPH.exists()


@dataclass
class Sent:
    """A request as openapi-core wants it."""

    method: str
    path: str
    parameters: RequestParameters
    body: bytes | None
    host_url: str = HOST
    content_type: str = "application/json"


@cache
def complaints(method: str, path: str, query: str, body: bytes) -> Sequence[str]:
    """Say what is wrong with a request to the REST API."""
    if not are_there() or path.startswith("/repositories/"):
        return ()
    arguments = ImmutableMultiDict(parse_qsl(query, keep_blank_values=True))
    sent = Sent(method.lower(), path, RequestParameters(query=arguments, header=Headers()), body or None)
    try:
        _openapi().validate_request(sent)
    except OpenAPIError as error:
        return [f"{method} {path}?{query}: {error!r} {error.__cause__!r}"]
    known = _operation(method, path)
    unknown = {*_keys(body)} - known[1] if known else set()
    surplus = {*arguments.keys()} - known[0] if known else set()
    return [f"{method} {path}: {name} is not in the document" for name in sorted({*unknown, *surplus})]


@cache
def graph_complaints(query: str) -> Sequence[str]:
    """Say what is wrong with a GraphQL query."""
    return [error.message for error in validate(_schema(), parse(query))] if are_there() else ()


def _keys(body: bytes) -> Sequence[str]:
    content = json.loads(body) if body else {}
    return list(content) if isinstance(content, dict) else []


@cache
def _document() -> Mapping[str, Any]:
    document: dict[str, Any] = json.loads(REST.read_bytes())
    document["servers"] = [{"url": HOST}]
    return document


@cache
def _openapi() -> OpenAPI:
    return OpenAPI.from_dict(dict(_document()), config=Config(spec_validator_cls=None))


@cache
def _schema() -> GraphQLSchema:
    return build_schema(GRAPH.read_text(encoding="utf-8"), assume_valid=True)


@cache
def _patterns() -> Sequence[tuple[re.Pattern[str], str]]:
    found = [(re.compile(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(path))), path) for path in _document()["paths"]]
    return sorted(found, key=lambda pair: pair[1].count("{"))


@cache
def _operation(method: str, path: str) -> tuple[set[str], set[str]] | None:
    """Give the names of an operation's query parameters, and of what its body may hold."""
    for pattern, template in _patterns():
        operation = _document()["paths"][template].get(method.lower())
        if operation and pattern.fullmatch(unquote(path)):
            parameters = [_followed(entry) for entry in operation.get("parameters", ())]
            names = {entry["name"] for entry in parameters if entry["in"] == "query"}
            content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
            return names, set(_followed(content.get("schema", {})).get("properties", {}))
    return None


def _followed(entry: Mapping[str, Any]) -> Mapping[str, Any]:
    while "$ref" in entry:
        found: Any = _document()
        for part in entry["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        entry = found
    return entry
