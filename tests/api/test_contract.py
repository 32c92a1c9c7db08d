"""`openapi.yaml` is what the app does: to the byte, and in both directions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from service.main import contract
from tests.api.contract import FILE, document, operations

PROBLEM = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/ProblemDetails"}}}
EXPECTED = {
    ("get", "/api/v1/postmortems"): {200, 403, 422, 503},
    ("get", "/api/v1/postmortems/{postmortem_id}"): {200, 403, 404, 422, 503},
    ("get", "/api/v1/items"): {200, 403, 422, 503},
    ("get", "/api/v1/items/{item_id}"): {200, 403, 404, 422, 503},
    ("post", "/api/v1/items/{item_id}/state"): {200, 400, 403, 404, 409, 422, 502, 503},
    ("get", "/api/v1/sources"): {200, 403, 422, 503},
    ("post", "/webhooks/{name}"): {202, 400, 401, 404, 413, 503},
}


def test_the_file_is_what_the_app_says_of_itself() -> None:
    assert FILE.read_text(encoding="utf-8") == contract(), "run `make openapi`, and look at what it changes"


def test_the_app_gives_the_same_document(client: httpx.Client) -> None:
    assert client.get("/api/v1/openapi.json").json() == document()


def test_the_operations_and_their_answers_are_the_promised_ones() -> None:
    found = {operation: {int(status) for status in said["responses"]} for operation, said in operations().items()}
    assert found == EXPECTED


def test_every_answer_that_is_no_success_is_a_problem() -> None:
    for operation, said in operations().items():
        for status, answer in said["responses"].items():
            if not status.startswith("2"):
                assert answer["content"] == PROBLEM, (operation, status)
                assert answer["description"]


def test_operation_ids_are_given_once() -> None:
    ids = [said["operationId"] for said in operations().values()]
    assert len(set(ids)) == len(ids)


def test_every_field_says_what_it_is() -> None:
    silent = [
        f"{name}.{field}"
        for name, schema in document()["components"]["schemas"].items()
        for field, said in schema.get("properties", {}).items()
        if not {"description", "examples", "$ref", "items", "anyOf"} & said.keys()
    ]
    assert silent == []


def test_every_reference_leads_somewhere_and_every_shape_is_referred_to() -> None:
    named = {reference.removeprefix("#/components/schemas/") for reference in _references(document())}
    assert named == set(document()["components"]["schemas"])


@pytest.mark.parametrize("name", ["ItemShape", "PostmortemDetailShape", "ProblemDetails"])
def test_a_shape_holds_nothing_unsaid(name: str) -> None:
    assert document()["components"]["schemas"][name]["additionalProperties"] is False


def _references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        for inner in value.values():
            yield from _references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _references(inner)
