"""Texts that stand in one place of a document and are shown in others: footnotes, substitutions, attributes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from service.extraction.blocks import Span, Text

_LEAST: Final = 10_000  # characters that any document may repeat


class Footnotes:
    """Texts by label, given out until they have been repeated for more characters than the document has: a long text
    that is named a thousand times must not make the blocks a thousand times as long."""

    def __init__(self, texts: Mapping[str, Text], document_length: int) -> None:
        self._texts = texts
        self._left = max(document_length, _LEAST)

    def __contains__(self, label: str) -> bool:
        return label in self._texts

    def text(self, label: str) -> Text:
        """The text for `label`; empty if there is none, or no more is to be given out."""
        text = self._texts.get(label, ())
        length = sum(len(span.text) + 1 for span in text)
        if length > self._left:
            return ()
        self._left -= length
        return text

    def at_mark(self, label: str, style: Span) -> Iterable[Span]:
        """What a mark in running text becomes: a blank and the words, on the mark's line, their links kept."""
        words = [Span(s.text, style.line, s.url, struck=style.struck, code=s.code) for s in self.text(label)]
        if words:
            yield Span(" ", style.line)
            yield from (Span(" ", style.line) if span.text == "\n" else span for span in words)
