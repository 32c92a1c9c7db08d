"""Databases whose schema is up to date, made once for each test process and copied for each test."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from service.store.database import open_store
from tests import postgres


def sqlite(folder: Path, name: str = "closeout.db") -> str:
    """Put a new database into a folder, and give its address."""
    target = folder / name
    if not target.exists():
        shutil.copyfile(_sqlite_pattern(), target)
    return f"sqlite:///{target}"


@contextmanager
def postgresql() -> Iterator[str]:
    """Make a new database on the test server, give its address, and drop it at the end."""
    with postgres.database(like=_postgresql_pattern()) as address:
        yield address


@cache
def _sqlite_pattern() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="closeout-pattern-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    open_store(f"sqlite:///{folder / 'pattern.db'}").close()
    return folder / "pattern.db"


@cache
def _postgresql_pattern() -> str:
    address = postgres.create()
    open_store(address).close()
    return postgres.name_in(address)
