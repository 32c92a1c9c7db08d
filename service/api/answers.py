"""What a route may answer when something goes wrong, in the contract's words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from service.api.problems import MEDIA_TYPE

PROBLEMS: Mapping[int, str] = {
    400: "The body is missing or cannot be read.",
    401: "The signature is missing or wrong.",
    403: "Without authentication: the request comes from another machine, through a proxy, or from a foreign page.",
    404: "There is no such thing, or not just one whose id begins so.",
    409: "It cannot be done as things are; the detail says what to do instead.",
    413: "The body is too long.",
    422: "A parameter, or a value in the body, is not what it may be.",
    502: "The tracker refused, or whether it acted is not known; the detail says which.",
    503: "The tracker or the database is out of reach; nothing happened, and it may work later.",
}


def problems_of(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Give the answers of these statuses, for a route's `responses`."""
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemDetails"}}}
    return {status: {"description": PROBLEMS[status], "content": content} for status in statuses}
