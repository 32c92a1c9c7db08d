"""Nothing comes out of a view that its reader may not see; and no view can be asked without saying who reads."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from connectors.visibility import Visibility
from service.operations import report
from service.store import tables, views
from service.store.audience import Audience
from service.store.database import Store, open_store
from tests import postgres
from tests.store.rows import NOW, Rows

READS = [
    pytest.param(function, id=f"{module.__name__}.{name}")
    for module in (views, report)
    for name, function in inspect.getmembers(module, inspect.isfunction)
    if function.__module__ == module.__name__ and not name.startswith("_") and name != "today"
]
CIRCLES = st.sets(st.sampled_from(list(Visibility))).map(frozenset)
ROWS = st.lists(st.tuples(*[st.sampled_from(list(Visibility))] * 5), min_size=1, max_size=4)


@pytest.mark.parametrize("read", READS)
def test_every_read_takes_an_audience_that_cannot_be_left_out(read: Callable[..., Any]) -> None:
    takes = list(inspect.signature(read, eval_str=True).parameters.values())
    assert takes[1].annotation is Audience
    assert takes[1].default is inspect.Parameter.empty


def test_there_are_reads_to_look_at() -> None:
    assert len(READS) >= 12


@contextmanager
def _sqlite() -> Iterator[str]:
    with TemporaryDirectory() as folder:
        yield f"sqlite:///{Path(folder) / 'closeout.db'}"


@pytest.fixture(scope="module", params=[_sqlite, postgres.database], ids=["sqlite", "postgresql"])
def shared(request: pytest.FixtureRequest) -> Iterator[Store]:
    """One store for all examples: what one leaves behind must not come out in the next one either."""
    with request.param() as address:
        store = open_store(address)
        yield store
        store.close()


class Secrets:
    """Fills a store with rows that each say, in a word, who may see them: `<circle>:<source>`."""

    def __init__(self, store: Store) -> None:
        self.rows = Rows(store)
        self.store = store

    def add(self, mark: str, circles: tuple[Visibility, ...]) -> tuple[str, str, int, str]:
        """Add a source, its document, an item, an issue and a link; give their ids."""
        of_source, of_document, of_item, of_issue, of_link = circles
        source = self.rows.source(id=f"s{mark}", name=f"s{mark}", visibility=of_source, identity=None)
        document = self.rows.postmortem(source, id=f"p{mark}", path=f"p{mark}", visibility=of_document)
        item = self.rows.item(document, id=f"i{mark}", visibility=of_item)
        issue = self.rows.issue(f"K-{mark}", visibility=of_issue)
        self.rows.link(item, issue, visibility=of_link)
        with self.store.write() as tx:
            tx.add(tables.Problem(postmortem_id=document.id, line=1, code="c", words="w", visibility=of_document))
            tx.add(tables.Sighting(issue_id=issue.id or 0, at=NOW, visibility=of_issue))
        return source.id, document.id, issue.id or 0, item.id


_marks = count()


@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(filled=ROWS, circles=CIRCLES, every_source=st.booleans(), first_only=st.booleans())
def test_nothing_comes_out_that_the_reader_may_not_see(
    shared: Store,
    filled: list[tuple[Visibility, ...]],
    circles: frozenset[Visibility],
    every_source: bool,
    first_only: bool,
) -> None:
    secrets = Secrets(shared)
    made = [(secrets.add(f"-{next(_marks)}", each), each) for each in filled]
    of_sources = None if every_source else frozenset(ids[0] for ids, _ in (made[:1] if first_only else made))
    audience = Audience(circles, of_sources)
    with shared.read() as tx:
        documents = {line.id for line in views.documents(tx, audience, limit=10_000)}
        assert views.document_count(tx, audience) == len(documents)
        items = {line.id for line in views.items(tx, audience, views.ItemFilter())}
        sources = {line.id for line in views.sources(tx, audience)}
        for (source, document, issue, item), seen_by in made:
            of_source, of_document, of_item, of_issue, of_link = (each in circles for each in seen_by)
            near = of_sources is None or source in of_sources
            assert (source in sources) == (of_source and near)
            assert (document in documents) == (of_document and near)
            assert (item in items) == (of_document and of_item and near)
            assert bool(views.problems(tx, audience, document)) == (of_document and near)
            sees_link = of_issue and of_link and of_document and of_item and near
            assert bool(views.sightings(tx, audience, [issue])) == sees_link
            links = views.links(tx, audience, [item])
            assert bool(links) == sees_link
            assert all(f"K-{item[1:]}" == asdict(line)["key"] for line in links)
            by_prefix = views.documents(tx, audience, prefix=document, limit=2)
            assert bool(by_prefix) == (of_document and near)
        if of_sources is not None:
            mine = {ids[1] for ids, _ in made if ids[0] in of_sources}
            assert documents <= mine, "no document of another source"
