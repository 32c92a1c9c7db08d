"""A progress bar on standard error, when a person is looking."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

from service.operations.context import Stage


class Bar:
    """A `Progress` of rich; silent when standard error is not a terminal."""

    def __init__(self) -> None:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        console = Console(stderr=True)
        self._bar = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def begin(self, what: str, total: int) -> None:
        """Show a new bar in place of the last one."""
        if self._task is not None:
            self._bar.remove_task(self._task)
        self._task = self._bar.add_task(what, total=total) if total else None

    def step(self, words: str) -> None:  # noqa: ARG002  (a bar has no room for words)
        """Move the bar on."""
        if self._task is not None:
            self._bar.advance(self._task)

    def stage(self, stage: Stage, item_id: str) -> None:
        """Show nothing: a bar counts whole actions."""
