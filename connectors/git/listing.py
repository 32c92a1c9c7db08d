"""What Git prints about trees and history, read. Pure.

Every record ends with a zero byte (`-z`), so that no path, whatever is in it, can pass for another record.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from connectors.globs import Globs
from connectors.paths import path_text, stays_inside

_REGULAR_FILE = b"100"  # 100644, 100755; a link is 120000, a submodule 160000


def documents(tree: bytes, globs: Globs) -> dict[str, str]:
    """Read `git ls-tree -r -z`: the paths and blobs of the regular files that are documents."""
    return {path: blob for path, blob in files(tree).items() if globs.match(path)}


def files(tree: bytes) -> dict[str, str]:
    """Read `git ls-tree -z`: the paths and blobs of the regular files.

    A tree made by hand can hold `..`; such paths, which Git itself would never check out, are left out.
    """
    found = {}
    for record in tree.split(b"\0")[:-1]:
        about, _, raw = record.partition(b"\t")
        mode, kind, blob = about.split(b" ")
        path = path_text(raw)
        if kind == b"blob" and mode.startswith(_REGULAR_FILE) and stays_inside(path):
            found[path] = blob.decode("ascii")
    return found


def sizes(answer: bytes) -> dict[str, int]:
    """Read `git cat-file --batch-check`: the blobs that are there, and their sizes in bytes."""
    words = (line.split(b" ") for line in answer.splitlines())
    return {fields[0].decode("ascii"): int(fields[2]) for fields in words if len(fields) == 3 and fields[1] == b"blob"}


def additions(log: bytes) -> dict[str, datetime]:
    """Read `git log -z --name-status --diff-filter=A --format=%ct`: when each path was first added, in UTC."""
    added: dict[str, datetime] = {}
    records = iter(log.split(b"\0"))
    when: datetime | None = None
    for record in records:
        if record.lstrip(b"\n") != b"A":
            when = _time(record)
            continue
        path = path_text(next(records))
        if when is not None and (path not in added or when < added[path]):
            added[path] = when
    return added


def renamed(diff: bytes) -> Iterator[tuple[str, str]]:
    """Read `git diff-tree -z -M --diff-filter=R --name-status`: pairs of new and old path."""
    records = iter(diff.split(b"\0")[:-1])
    for _likeness in records:
        old, new = next(records), next(records)
        yield path_text(new), path_text(old)


def head_branch(answer: str) -> str:
    """Read `git ls-remote --symref` asked for HEAD: the branch that it is, or an empty string where it is none."""
    first = answer.partition("\n")[0].partition("\t")[0]
    return first.removeprefix("ref: refs/heads/") if first.startswith("ref: refs/heads/") else ""


def _time(seconds: bytes) -> datetime | None:
    """Give a commit's time, or None for one that no calendar has: whoever writes a commit chooses it."""
    try:
        return datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        return None
