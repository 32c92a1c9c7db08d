"""What `openapi.yaml` says, and whether an answer keeps to it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import yaml

FILE = Path(__file__).parents[2] / "openapi.yaml"


@cache
def document() -> dict[str, Any]:
    """The contract as it is checked in."""
    loaded: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return loaded


def operations() -> dict[tuple[str, str], dict[str, Any]]:
    """Every operation: (method, path template) -> what the contract says of it."""
    return {(verb, path): said for path, verbs in document()["paths"].items() for verb, said in verbs.items()}


def assert_documented(response: httpx.Response) -> None:
    """Hold an answer of a documented operation to the contract: its status and its media type stand there."""
    for (verb, path), said in operations().items():
        pattern = re.sub(r"\{[^}]+\}", "[^/]+", path)
        if verb == response.request.method.lower() and re.fullmatch(pattern, response.request.url.path):
            answers = said["responses"]
            assert str(response.status_code) in answers, (verb, path, response.status_code)
            assert response.headers["content-type"] in answers[str(response.status_code)]["content"]
