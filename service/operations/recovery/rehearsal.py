"""A rebuild that is only looked at: it happens in a database that is thrown away."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from service.operations.context import Context
from service.operations.recovery.backup import BackupError
from service.store import copies
from service.store.database import open_store


@contextmanager
def rehearsal(context: Context, *, restored: bool) -> Iterator[Context]:
    """Give the same parts around a database of no consequence: an empty one, or a copy of the `restored` one.

    Raises BackupError for a copy of what is not in a file.
    """
    path = context.store.path
    if restored and path is None:
        raise BackupError("a dry run of --restored needs a copy of the database, and that is not made of PostgreSQL")
    with tempfile.TemporaryDirectory(prefix="closeout-rehearsal-") as folder:
        scratch = Path(folder) / "closeout.db"
        if restored and path is not None:
            copies.copy(path, scratch)
        store = open_store(f"sqlite:///{scratch}")
        try:
            yield replace(context, store=store)
        finally:
            store.close()
