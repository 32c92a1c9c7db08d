"""A directory tree that is never left: every step down is opened from the one above, and no link is followed.

Checking a path first and opening it afterwards would let somebody swap a directory for a link in between.
https://man7.org/linux/man-pages/man2/openat.2.html
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from connectors.errors import Unreadable
from connectors.paths import path_bytes, path_text, shown

DEEPEST = 100
"""Directories below each other; more is a mount that holds itself, or somebody's joke."""

_DIRECTORY = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
# A named pipe would wait for its writer for ever.
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK


@dataclass(frozen=True, slots=True)
class Tree:
    """The tree below `root`, which must be absolute; the root itself may be reached through links."""

    root: str

    def paths(self, leaves_out: Callable[[str], bool]) -> Iterator[str]:
        """Give the paths of everything but directories and links, without descending where `leaves_out` says so.

        Raises Unreadable if a directory cannot be listed or is too deep: what is in it would look as if it were gone.
        """
        waiting = [""]
        while waiting:
            directory = waiting.pop()
            try:
                with self._directory(directory) as descriptor, os.scandir(descriptor) as entries:
                    found = sorted(
                        (_name(entry.name), entry.is_dir(follow_symlinks=False))
                        for entry in entries
                        if not entry.is_symlink()
                    )
            except OSError as error:
                if directory and isinstance(error, (FileNotFoundError, NotADirectoryError)):
                    continue  # removed, or replaced by a link, since its name was read
                where = f"{self.root}/{directory}"
                raise Unreadable(
                    f"the directory {shown(where)} cannot be listed ({error.strerror}): "
                    "give the right to read it, or exclude it"
                ) from error
            for name, is_directory in found:
                path = f"{directory}/{name}" if directory else name
                if not is_directory:
                    yield path
                elif not leaves_out(path):
                    if path.count("/") >= DEEPEST:
                        raise Unreadable(
                            f"{shown(self.root)} is nested deeper than {DEEPEST} directories: exclude some"
                        )
                    waiting.append(path)

    @contextmanager
    def file(self, path: str) -> Iterator[tuple[int, os.stat_result]]:
        """Open a file for reading and give its descriptor and status; raises Unreadable, with the reason."""
        above, _, name = path.rpartition("/")
        try:
            with self._directory(above) as directory:
                descriptor = os.open(path_bytes(name), _FILE, dir_fd=directory)
            try:
                status = os.fstat(descriptor)
                if not stat.S_ISREG(status.st_mode):
                    raise Unreadable(f"{shown(path)} is not a regular file")
                yield descriptor, status
            finally:
                os.close(descriptor)
        except OSError as error:
            raise Unreadable(f"{shown(path)} cannot be read ({error.strerror})") from error

    @contextmanager
    def _directory(self, path: str) -> Iterator[int]:
        descriptor = os.open(self.root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            for name in path.split("/") if path else ():
                below = os.open(path_bytes(name), _DIRECTORY, dir_fd=descriptor)
                os.close(descriptor)
                descriptor = below
            yield descriptor
        finally:
            os.close(descriptor)


def _name(name: str) -> str:
    return path_text(os.fsencode(name))
