"""Both databases: whatever is shown of the store is shown of each."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from service.store.database import Store, open_store
from tests import databases, postgres
from tests.store.rows import Rows

_files = count()


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / f'closeout-{next(_files)}.db'}"
    else:
        with postgres.database() as uri:
            yield uri


@pytest.fixture(params=["sqlite", "postgresql"])
def ready(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database whose schema is up to date."""
    if request.param == "sqlite":
        yield databases.sqlite(tmp_path, f"closeout-{next(_files)}.db")
    else:
        with databases.postgresql() as uri:
            yield uri


@pytest.fixture
def store(ready: str) -> Iterator[Store]:
    """A store with its schema up to date."""
    store = open_store(ready)
    yield store
    store.close()


@pytest.fixture
def rows(store: Store) -> Rows:
    """Ways to fill the store."""
    return Rows(store)
