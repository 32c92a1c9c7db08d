"""Spans in the one form that `blocks.py` asks for, whatever order and cut a reader found them in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from service.extraction.blocks import Span, Text

_BLANKS: Final = re.compile(r"[^\S\n]+")
_BREAK: Final = "\n"


def like(style: Span, text: str, line: int) -> Span:
    """`text` in the style of another span (what `dataclasses.replace` does, at a tenth of its cost)."""
    return Span(text, line, style.url, style.bold, style.struck, style.code, style.italic)


def tidy(pieces: Iterable[Span]) -> Text:
    """Spans from pieces whose text may hold "\\n" and white space of any kind; a piece's line is that of its first
    character. Neighbours of one style and line are joined, white space is made single, ends of lines lose theirs, and
    runs of line breaks become one."""
    spans: list[Span] = []
    words: list[str] = []
    style: Span | None = None  # of `words`

    def flush() -> None:
        if style is not None and words:
            spans.append(like(style, "".join(words), style.line))
        words.clear()

    blank = True  # nothing or a blank stands before: no further blank is wanted
    for piece in _split(pieces):
        if piece.text == _BREAK:
            flush()
            style = None
            _trim(spans)
            if spans and spans[-1].text != _BREAK:
                spans.append(Span(_BREAK, piece.line))
            blank = True
            continue
        text = _BLANKS.sub(" ", piece.text)
        if blank:
            text = text.lstrip(" ")
        if not text:
            continue
        blank = text[-1] == " "
        if style is None or like(style, piece.text, style.line) != piece:
            flush()
            style = piece
        words.append(text)
    flush()
    _trim(spans)
    while spans and spans[-1].text == _BREAK:
        spans.pop()
    return tuple(spans)


def unmarked(source: str, line: int) -> Text:
    """The spans of a source without markup: what `tidy` gives for it, at a fraction of the cost."""
    spans: list[Span] = []
    for number, words in enumerate(source.split("\n"), line):
        if words := " ".join(words.split()):
            if spans:
                spans.append(Span(_BREAK, spans[-1].line))
            spans.append(Span(words, number))
    return tuple(spans)


def joined(texts: Iterable[Text]) -> Text:
    """Several texts as one, a line break between them (what stood in one table cell)."""
    pieces: list[Span] = []
    for text in texts:
        if text and pieces:
            pieces.append(Span(_BREAK, text[0].line))
        pieces.extend(text)
    return tuple(pieces)


def _split(pieces: Iterable[Span]) -> Iterable[Span]:
    for piece in pieces:
        if _BREAK not in piece.text:
            yield piece
            continue
        line = piece.line
        for number, part in enumerate(piece.text.split(_BREAK)):
            if number:
                yield Span(_BREAK, line)
                line += 1
            if part:
                yield like(piece, part, line)


def _trim(spans: list[Span]) -> None:
    """Takes the blanks off the end of the last line."""
    while spans and spans[-1].text != _BREAK:
        text = spans[-1].text.rstrip(" ")
        if text:
            spans[-1] = like(spans[-1], text, spans[-1].line)
            return
        spans.pop()
