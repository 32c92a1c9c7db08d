"""What documents and trackers say is hostile: it is shown as words, and leads nowhere it should not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from service.store import postmortems
from tests.dashboard.conftest import Look
from tests.fakes.served import Served
from tests.operations.world import World


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """One world for all: every test puts its own words into the same item."""
    world = World(tmp_path_factory.mktemp("world"))
    world.write("a.md", "Add an alert (due 2026-01-31)")
    world.resync()
    return world


@pytest.fixture(scope="module")
def served(world: World) -> Iterator[Served]:
    with Served(world.context) as served:
        yield served


HOSTILE = [
    "<script>alert(1)</script> Add an alert",
    "<img src=x onerror=alert(1)> Add an alert",
    '"><b onmouseover=alert(1)>Add an alert',
    "</title><style>*{display:none}</style> Add an alert",
    "{{ 7 * 7 }} {% raw %} Add an alert",
    "&lt;script&gt; Add an alert",
]


@pytest.mark.parametrize("title", HOSTILE)
def test_hostile_words_are_shown_as_words(world: World, look: Look, title: str) -> None:
    with world.store.write() as tx:
        (row,) = postmortems.items_like(tx, world.items()[0].line.id)
        row.title, row.detail, row.owners, row.section = title, title, (title,), title
        (document,) = [document for document, _ in postmortems.every(tx)]
        document.title, document.severity, postmortem = title, title, document.id
    for path in ("/", "/overdue", f"/postmortems/{postmortem}"):
        page = look(path)
        assert title in page.get_text()
        assert not page.select("script, img[src=x], b[onmouseover], main style, [onerror]")


@pytest.mark.parametrize(
    ("url", "is_link"),
    [
        ("https://issues.example/7", True),
        ("http://issues.example/7", True),
        ("javascript:alert(1)", False),
        ("JavaScript:alert(1)", False),
        (" javascript:alert(1)", False),
        ("data:text/html,<script>alert(1)</script>", False),
        ("//evil.example", False),
        ("", False),
    ],
)
def test_only_web_addresses_become_links(world: World, look: Look, url: str, is_link: bool) -> None:
    with world.store.write() as tx:
        tx.connection().exec_driver_sql("UPDATE issue SET url = ?", (url,))
        tx.connection().exec_driver_sql("UPDATE postmortem SET url = ?", (url,))
    page = look(f"/postmortems/{world.items()[0].line.postmortem_id}")
    links = [link["href"] for link in page.select("main a")]
    assert links == ([url, url] if is_link else [])
    assert "LOCAL-1" in page.get_text()
    assert "docs: a.md" in page.get_text()
