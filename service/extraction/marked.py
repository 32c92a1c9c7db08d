"""A text with its marks: the words as one string, and for each stretch of it the style, link and line it came with."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from service.extraction.blocks import Span, Text


@dataclass(frozen=True, slots=True)
class Link:
    """A link inside a text: its words, its address, and the offsets of its words."""

    words: str
    url: str
    start: int
    end: int


class _Source:
    """What all windows on one text share."""

    __slots__ = ("has_bold", "has_links", "has_struck", "has_units", "spans", "starts", "text")

    def __init__(self, spans: Text) -> None:
        self.spans = spans
        self.starts: list[int] = []
        position = 0
        for span in spans:
            self.starts.append(position)
            position += len(span.text)
        self.text = spans[0].text if len(spans) == 1 else "".join([span.text for span in spans])
        self.has_bold = self.has_links = self.has_struck = self.has_units = False
        for span in spans:
            self.has_bold = self.has_bold or span.bold
            self.has_links = self.has_links or bool(span.url)
            self.has_struck = self.has_struck or span.struck
            self.has_units = self.has_units or span.code or bool(span.url)


class Marked:
    """A window on a text, white space at its ends cut off. A slice is another window on the same text, so that
    lines and styles stay known."""

    __slots__ = ("high", "low", "source", "text")

    def __init__(self, source: _Source, low: int, high: int) -> None:
        words = source.text
        while low < high and words[low].isspace():
            low += 1
        while high > low and words[high - 1].isspace():
            high -= 1
        self.source, self.low, self.high = source, low, high
        self.text = words[low:high]

    @classmethod
    def of(cls, spans: Text) -> Marked:
        source = _Source(spans)
        return cls(source, 0, len(source.text))

    def __bool__(self) -> bool:
        return self.high > self.low

    def slice(self, start: int, end: int | None = None) -> Marked:
        """The window from `start` to `end`, offsets within this window."""
        return Marked(self.source, self.low + start, self.high if end is None else min(self.low + end, self.high))

    @property
    def line(self) -> int:
        """The line on which the window starts."""
        return self.line_at(0)

    def line_at(self, offset: int) -> int:
        index = bisect_right(self.source.starts, self.low + offset) - 1
        return self.source.spans[index].line if self.source.spans and index >= 0 else 0

    def spans(self) -> Iterator[tuple[int, int, Span]]:
        """The spans in the window with their offsets in it."""
        index = max(0, bisect_right(self.source.starts, self.low) - 1)
        while index < len(self.source.spans) and self.source.starts[index] < self.high:
            start = max(self.source.starts[index], self.low)
            end = min(self.source.starts[index] + len(self.source.spans[index].text), self.high)
            if end > start:
                yield start - self.low, end - self.low, self.source.spans[index]
            index += 1

    def links(self) -> list[Link]:
        """The links in the window, neighbouring spans of one address joined."""
        links: list[Link] = []
        if not self.source.has_links:
            return links
        for start, end, span in self.spans():
            if not span.url:
                continue
            if links and links[-1].url == span.url and links[-1].end == start:
                links[-1] = Link(self.text[links[-1].start : end], span.url, links[-1].start, end)
            else:
                links.append(Link(span.text, span.url, start, end))
        return links

    def starts_with_link(self) -> bool:
        """Whether the first word belongs to a link."""
        return self.source.has_links and next((bool(span.url) for _, _, span in self.spans()), False)

    def bold_until(self) -> int:
        """Where the bold (or struck and bold) stretch ends with which the window begins; 0 if it begins otherwise."""
        until = 0
        if not self.source.has_bold:
            return until
        for start, end, span in self.spans():
            if start != until or not (span.bold or span.text == "\n"):
                break
            until = end
        return until

    def is_bold(self) -> bool:
        """Whether all words are bold (a closing colon or full stop need not be)."""
        until = self.bold_until()
        return until > 0 and not self.text[until:].strip(" :.：。")

    def is_struck(self) -> bool:
        """Whether most of the words are struck out."""
        if not self.source.has_struck:
            return False
        struck = sum(end - start for start, end, span in self.spans() if span.struck)
        return struck * 2 > len(self.text) > 0

    def protected(self) -> list[tuple[int, int]]:
        """Stretches that are one thing: code and links. No sentence ends inside them."""
        if not self.source.has_units:
            return []
        return [(start, end) for start, end, span in self.spans() if span.code or span.url]

    def plain(self) -> str:
        """The words, white space single."""
        return " ".join(self.text.split())

    def __repr__(self) -> str:
        return f"Marked({self.text!r})"
