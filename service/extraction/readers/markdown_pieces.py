"""The pieces of a line of Markdown: what emphasis does to them, and how they become spans."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from service.extraction.blocks import Span, Text

BLANKS: Final = re.compile(r"[ \t]{2,}|\t")


@dataclass(slots=True)
class Piece:
    """Words between two marks, or a mark whose meaning is not yet known."""

    text: str
    line: int
    url: str = ""
    bold: bool = False
    struck: bool = False
    code: bool = False
    italic: bool = False
    mark: str = ""  # "*", "_" or "~" while this is a run of delimiters
    opens: bool = False
    closes: bool = False


def style_pieces(pieces: list[Piece]) -> None:
    """Pairs the runs of delimiters and styles what they enclose. Each run is pushed and popped once, and the styles
    are summed up in one pass at the end, so nesting costs nothing."""
    open_runs: dict[str, list[int]] = {"*": [], "_": [], "~": []}
    starts: dict[int, list[str]] = {}
    ends: dict[int, list[str]] = {}
    for index, piece in enumerate(pieces):
        if not piece.mark:
            continue
        stack = open_runs[piece.mark]
        if piece.closes:
            while stack and piece.text:
                opener = pieces[stack[-1]]
                if piece.mark == "~" and len(opener.text) != len(piece.text):
                    break
                width = min(len(opener.text), len(piece.text), 2)
                style = "struck" if piece.mark == "~" else "bold" if width == 2 else "italic"
                starts.setdefault(stack[-1], []).append(style)
                ends.setdefault(index, []).append(style)
                opener.text, piece.text = opener.text[width:], piece.text[width:]
                if not opener.text:
                    stack.pop()
        if piece.text and piece.opens:
            stack.append(index)
    if not starts:
        return
    depth = {"bold": 0, "italic": 0, "struck": 0}
    for index, piece in enumerate(pieces):
        for style in ends.get(index, ()):
            depth[style] -= 1
        piece.bold = piece.bold or depth["bold"] > 0
        piece.italic = piece.italic or depth["italic"] > 0
        piece.struck = piece.struck or depth["struck"] > 0
        for style in starts.get(index, ()):
            depth[style] += 1


def joined(pieces: list[Piece]) -> Text:
    """Joins neighbours of one style and line; single white space, none at the ends of lines."""
    spans: list[Span] = []
    words: list[str] = []  # of the span that is being put together, in the style of `first`
    first: Piece | None = None
    blank = True  # the text so far ends with a blank or a break, or is empty
    for piece in pieces:
        own = piece.text
        if own == "\n":
            if first is not None:
                spans.append(_span(words, first))
                first = None
            _trim_end(spans)
            if spans and spans[-1].text != "\n":
                spans.append(Span("\n", piece.line))
            blank = True
            continue
        if not piece.code and ("  " in own or "\t" in own):
            own = BLANKS.sub(" ", own)
        if blank:
            own = own.lstrip(" \t")
        if not own:
            continue
        blank = own[-1] == " "
        if first is None:
            first, words = piece, [own]
        elif _same_style(first, piece):
            words.append(own)
        else:
            spans.append(_span(words, first))
            first, words = piece, [own]
    if first is not None:
        spans.append(_span(words, first))
    _trim_end(spans)
    while spans and spans[-1].text == "\n":
        spans.pop()
    return tuple(spans)


def _span(words: list[str], piece: Piece) -> Span:
    return Span(
        words[0] if len(words) == 1 else "".join(words),
        piece.line,
        piece.url,
        piece.bold,
        piece.struck,
        piece.code,
        piece.italic,
    )


def _same_style(one: Piece, other: Piece) -> bool:
    return (
        one.url == other.url
        and one.bold == other.bold
        and one.struck == other.struck
        and one.code == other.code
        and one.italic == other.italic
        and one.line == other.line
    )


def _trim_end(spans: list[Span]) -> None:
    """Takes the blanks off the end of the line that is last."""
    while spans and spans[-1].text != "\n":
        last = spans[-1]
        words = last.text.rstrip()
        if words == last.text:
            return
        if words:
            spans[-1] = Span(words, last.line, last.url, last.bold, last.struck, last.code, last.italic)
            return
        spans.pop()
