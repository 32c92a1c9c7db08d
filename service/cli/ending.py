"""How a command ends: exit codes, and errors as one line each on standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from enum import IntEnum


class Ending(IntEnum):
    """The exit codes. They are stable: scripts rely on them."""

    FINE = 0
    FINDINGS = 1
    USAGE = 2
    OUT_OF_REACH = 3


def complain(lines: Iterable[str]) -> None:
    """Write lines to standard error, each beginning with the program's name; control characters are made visible."""
    for line in lines:
        shown = "".join(character if character.isprintable() else repr(character)[1:-1] for character in line)
        print(f"closeout: {shown}", file=sys.stderr)  # noqa: T201  (this is where complaints are printed)
