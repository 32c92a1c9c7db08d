"""A world behind a real server, and its pages read by a real parser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tests.fakes.served import Served
from tests.operations.world import World

Look = Callable[[str], BeautifulSoup]


@pytest.fixture
def world(tmp_path: Path) -> World:
    """Today is 2026-03-02."""
    return World(tmp_path)


@pytest.fixture
def served(world: World) -> Iterator[Served]:
    with Served(world.context) as served:
        yield served


@pytest.fixture
def look(served: Served) -> Look:
    """Get a page, as a tree."""

    def get(path: str) -> BeautifulSoup:
        answer = served.client.get(path, headers={"accept": "text/html"}, follow_redirects=True)
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        return BeautifulSoup(answer.text, "html.parser")

    return get
