"""Back up what exists nowhere else, and put it back: a directory with a manifest.

    manifest.json          when, by which version, which schema; each file with its size and SHA-256; what is left out
    closeout.db            the database: history, tokens, everything
    closeout.key           the key that proves that issues are ours, where it is a file
    tracker-<name>.db      a local tracker's issues, where they are in a file
    journal.jsonl          people's decisions, for a rebuild without the database

It is made while the program runs. Nobody creates an issue meanwhile, so the databases know of the same issues. The
directory gets its name when all of it is on the disk: a backup that was cut short has none.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path

from service.operations.by_hand import RefusedError
from service.operations.context import Context
from service.operations.recovery.entries import as_jsonl
from service.operations.recovery.journal import export
from service.store import copies
from service.store.copies import CopyError

FORMAT = 1
MANIFEST, DATABASE, KEY, JOURNAL = "manifest.json", "closeout.db", "closeout.key", "journal.jsonl"


class BackupError(RefusedError):
    """A backup cannot be made or put back; the message is one line that says what to do."""


@dataclass(frozen=True, slots=True)
class Holdings:
    """Where the files are that exist nowhere else. `elsewhere` says what is not in files, one line each.

    `database` is None on PostgreSQL, `key` where the key is in the environment.
    """

    database: Path | None
    key: Path | None
    trackers: Mapping[str, Path] = field(default_factory=dict)
    elsewhere: tuple[str, ...] = ()

    def files(self) -> Mapping[str, Path]:
        """Give each file under the name that it has in a backup."""
        named = {DATABASE: self.database, KEY: self.key}
        named |= {f"tracker-{name}.db": path for name, path in self.trackers.items()}
        return {name: path for name, path in named.items() if path is not None}


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file of a backup."""

    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself. `made_at` is UTC."""

    format: int
    made_at: str
    version: str
    schema: str
    files: tuple[StoredFile, ...]
    left_out: tuple[str, ...]


def back_up(context: Context, holdings: Holdings, target: Path, *, version: str, schema: str) -> Manifest:
    """Make a backup in the new directory `target`.

    Raises BackupError, and BusyError while another process is creating issues.
    """
    if holdings.database is None:
        raise BackupError("the database is PostgreSQL: back it up with pg_dump (docs/operations.md says how)")
    if target.exists():
        raise BackupError(f"{target}: it is there already; name a directory that is not")
    partial = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        partial.mkdir(mode=0o700)
        with ExitStack() as creators:
            for name in sorted(context.trackers):
                creators.enter_context(context.creator_lock(name))
            _copy_all(holdings, partial)
            (partial / JOURNAL).write_text("".join(as_jsonl(export(context))), encoding="utf-8")
        manifest = _manifest(partial, holdings, context.now(), version, schema)
        _finish(partial, target, manifest)
    except (OSError, CopyError) as error:
        raise BackupError(f"{target}: no backup was made: {error}") from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return manifest


def _copy_all(holdings: Holdings, partial: Path) -> None:
    for name, path in holdings.files().items():
        if name == KEY:
            shutil.copyfile(path, partial / name)
        elif name == DATABASE or path.exists():  # a local tracker has no file before its first issue
            copies.copy(path, partial / name)


def _manifest(partial: Path, holdings: Holdings, now: datetime, version: str, schema: str) -> Manifest:
    files = tuple(_stored(path) for path in sorted(partial.iterdir()))
    return Manifest(FORMAT, now.isoformat(), version, schema, files, holdings.elsewhere)


def _stored(path: Path) -> StoredFile:
    with path.open("rb") as file:
        return StoredFile(path.name, path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest())


def _finish(partial: Path, target: Path, manifest: Manifest) -> None:
    (partial / MANIFEST).write_text(json.dumps(asdict(manifest), indent=2) + "\n", encoding="utf-8")
    for path in partial.iterdir():
        path.chmod(0o600)
        copies.write_through(path)
    copies.write_through(partial)
    partial.rename(target)
    copies.write_through(target.parent)


def read_manifest(source: Path) -> Manifest:
    """Read a backup's manifest, and hold its files against it. Raises BackupError."""
    try:
        said = json.loads((source / MANIFEST).read_text(encoding="utf-8"))
        files = tuple(StoredFile(**each) for each in said.pop("files"))
        manifest = Manifest(**{**said, "files": files, "left_out": tuple(said["left_out"])})
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BackupError(f"{source}: it is no backup: {MANIFEST} cannot be read ({error})") from error
    if manifest.format != FORMAT:
        raise BackupError(f"{source}: its format ({manifest.format}) is not known; install version {manifest.version}")
    for stored in manifest.files:
        path = source / Path(stored.name).name
        if not path.is_file() or _stored(path) != stored:
            raise BackupError(f"{source}: {stored.name} is not as it was when the backup was made; take another one")
    return manifest
