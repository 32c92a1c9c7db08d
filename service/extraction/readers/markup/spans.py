"""Words with styles -> spans: single blanks, one span for each style and line, breaks only where they are asked for."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from service.extraction.blocks import Span, Text
from service.extraction.readers.markup.styles import PLAIN, Style

BREAK: Final = "\n"
_WHITE = re.compile(r"\s+")


class _Run(NamedTuple):
    style: Style
    line: int
    parts: list[str]

    def span(self) -> Span:
        return Span("".join(self.parts), self.line, *self.style)


class Spans:
    """Collects one block's words."""

    def __init__(self) -> None:
        self._runs: list[_Run] = []
        self._blank: tuple[Style, int] | None = None
        self._paragraphs: list[list[_Run]] = []

    def __bool__(self) -> bool:
        return bool(self._runs or self._paragraphs)

    @property
    def at_break(self) -> bool:
        """Whether a line break came last."""
        return bool(self._runs) and self._runs[-1].parts[-1] == BREAK

    def add(self, text: str, line: int, style: Style) -> None:
        """Add words; any white space in or around them counts as one blank."""
        words = _WHITE.sub(" ", text.replace("\u00ad", ""))
        core = words.strip(" ")
        if words[:1] == " ":
            self.blank(line, style)
        if not core:
            return
        self._append(core, line, style)
        if words[-1] == " ":
            self.blank(line, style)

    def blank(self, line: int, style: Style) -> None:
        """A blank, if words stand before and after it."""
        if self._runs and not self.at_break and self._blank is None:
            self._blank = (style, line)

    def line_break(self, line: int) -> None:
        """A line break; two in a row begin a new paragraph."""
        self._blank = None
        if self.at_break:
            self._next_paragraph()
        elif self._runs:
            self._runs.append(_Run(PLAIN, line, [BREAK]))

    def take(self) -> list[Text]:
        """The paragraphs collected so far, none of them empty; what follows starts afresh."""
        self._next_paragraph()
        done, self._paragraphs = self._paragraphs, []
        return [tuple(run.span() for run in runs) for runs in done]

    def _next_paragraph(self) -> None:
        if self.at_break:
            self._runs.pop()
        if self._runs:
            self._paragraphs.append(self._runs)
        self._runs, self._blank = [], None

    def _append(self, words: str, line: int, style: Style) -> None:
        last = self._runs[-1] if self._runs else None
        blank, self._blank = self._blank, None
        if last is not None and blank is not None:
            if blank[0] == last.style:
                last.parts.append(" ")
            elif blank[0] == style:
                words = f" {words}"
            else:
                self._runs.append(_Run(*blank, [" "]))
                last = None
        if last is not None and (last.style, last.line) == (style, line) and last.parts[-1] != BREAK:
            last.parts.append(words)
        else:
            self._runs.append(_Run(style, line, [words]))
