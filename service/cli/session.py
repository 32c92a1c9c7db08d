"""What a command works with: the options that all share, and the parts, joined when they are first needed."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:  # importing these takes longer than `--help` may
    from service.operations.context import Context


class Format(StrEnum):
    """How a list is printed."""

    TABLE = "table"
    JSON = "json"


FormatOption = Annotated[Format, typer.Option("--format", "-f", help="How to print it.")]


@dataclass(frozen=True, slots=True)
class Session:
    """The options that every command shares."""

    config: Path
    debug: bool

    @property
    def folder(self) -> Path:
        """The directory from which the settings' paths count."""
        return self.config.resolve().parent

    @contextmanager
    def context(self) -> Iterator[Context]:
        """Give the parts, joined as the settings say, with a progress bar on standard error."""
        from service.cli.progress import Bar
        from service.wiring import join, load

        settings = load(self.config)
        with Bar() as progress:
            context = join(settings, self.folder, progress=progress)
            try:
                yield context
            finally:
                context.store.close()


def who() -> str:
    """Name the person at the terminal, for the journal."""
    try:
        return f"{getpass.getuser()} (command line)"
    except (KeyError, OSError):
        return "somebody (command line)"
