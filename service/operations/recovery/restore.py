"""Put a backup back. The trackers have gone on since it was made, so nothing is filed until a rebuild has asked them.

Everything is looked at before anything is moved. What stands in the way is refused, or with `force` kept beside, under
a name that says when.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from service.operations.recovery.backup import (
    DATABASE,
    KEY,
    BackupError,
    Holdings,
    Manifest,
    read_manifest,
)
from service.store import copies, sources
from service.store.copies import CopyError
from service.store.database import StoreError, open_store


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put where, and what was there before and is kept."""

    manifest: Manifest
    files: tuple[Path, ...]
    kept: tuple[Path, ...]


def restore(source: Path, holdings: Holdings, *, force: bool, now: datetime) -> Restored:
    """Put the backup in the directory `source` back to where the settings say.

    The schema is brought up to date. Raises BackupError; then nothing was changed.
    """
    manifest = read_manifest(source)
    if holdings.database is None:
        raise BackupError("the settings name PostgreSQL: restore it with pg_restore (docs/operations.md says how)")
    wanted = _wanted(source, manifest, holdings)
    changing = {name: path for name, path in wanted.items() if not _is_same_key(name, source, path)}
    there = [path for path in changing.values() if path.exists()]
    if there and not force:
        names = ", ".join(map(str, there))
        raise BackupError(f"{names}: there already; --force keeps it beside and puts the backup in its place")
    made = {name: _made(source / name, path, now) for name, path in changing.items()}
    kept = [_kept(path, now) for path in there]
    for name, path in changing.items():
        copies.put(made[name], path)
    return Restored(manifest, tuple(wanted.values()), tuple(kept))


def _wanted(source: Path, manifest: Manifest, holdings: Holdings) -> Mapping[str, Path]:
    """Say where each file of the backup goes. Raises BackupError for one for which the settings have no place."""
    places = holdings.files()
    names = [stored.name for stored in manifest.files if stored.name.endswith((".db", ".key"))]
    homeless = [name for name in names if name not in places]
    if homeless:
        words = "the settings have no place for it; use those of the installation that was backed up"
        raise BackupError(f"{source}: {', '.join(homeless)}: {words}")
    return {name: places[name] for name in names}


def _is_same_key(name: str, source: Path, path: Path) -> bool:
    return name == KEY and path.exists() and path.read_bytes() == (source / name).read_bytes()


def _made(stored: Path, target: Path, now: datetime) -> Path:
    """Make what is to take a file's place, whole, beside it."""
    made = target.with_name(f".{target.name}.restored")
    made.unlink(missing_ok=True)
    try:
        if stored.name == KEY:
            made.touch(mode=0o600)
            shutil.copyfile(stored, made)
        else:
            copies.copy(stored, made)
        if stored.name == DATABASE:
            _bring_up_to_date(made, now)
        copies.write_through(made)
    except (OSError, CopyError, StoreError) as error:
        for suffix in ("", *copies.BESIDE):
            with suppress(FileNotFoundError):
                made.with_name(made.name + suffix).unlink()
        raise BackupError(f"{target}: not restored, and as it was: {error}") from error
    return made


def _bring_up_to_date(made: Path, now: datetime) -> None:
    """Refuse what is newer than this program, upgrade what is older, and note that it was restored."""
    store = open_store(f"sqlite:///{made}")
    try:
        with store.write() as tx:
            sources.was_restored(tx, now)
    finally:
        store.close()
    copies.settle(made)


def _kept(path: Path, now: datetime) -> Path:
    """Keep what was there, with all that it has not written into its file yet."""
    kept = path.with_name(f"{path.name}.before-{now:%Y%m%d-%H%M%S}")
    for suffix in copies.BESIDE:
        with suppress(FileNotFoundError):
            path.with_name(path.name + suffix).rename(kept.with_name(kept.name + suffix))
    path.rename(kept)
    return kept
