"""HTML source -> tags and words, each with its line, in one pass: https://html.spec.whatwg.org/multipage/parsing.html#tokenization

Why not a library: lxml knows the line of a tag but not of the words after it, stops counting at line 65,535 and drops
what is nested deeper than 254; html.parser raises on `<![[<`, takes quadratic time on `<!--<!--...` and changes with
Python's patch releases; parsers that follow the standard to the letter take seconds for a megabyte.
"""

from __future__ import annotations

import html
import re
from collections.abc import Generator, Iterator, Mapping
from typing import Final, NamedTuple


class Tag(NamedTuple):
    """A start or end tag. `name` and attribute names are in lower case; of equal attributes the first counts."""

    name: str
    attributes: Mapping[str, str]
    line: int
    closing: bool = False
    empty: bool = False


class Words(NamedTuple):
    """Decoded text that begins on `line`; no line break is inside it, but one may end it."""

    text: str
    line: int


NO_ATTRIBUTES: Final[Mapping[str, str]] = {}

_TAG = re.compile(r"<(/?)([A-Za-z][^\s/>]*)")
_ATTRIBUTE = re.compile(r"""[\s/]*([^\s/>][^\s/>=]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]*)))?""")
_TAG_END = re.compile(r"[\s/]*>")
_COMMENT_END = re.compile(r"--!?>")
_CDATA: Final = "<![CDATA["
_RAW: Final = {
    name: re.compile(rf"</{name}(?=[\s/>])[^>]*>", re.IGNORECASE)
    for name in ("script", "style", "title", "textarea", "iframe", "xmp", "noembed", "noframes")
}
_NUMBER_TOO_LONG = re.compile(r"&#(?:[0-9]{8,}|[xX][0-9a-fA-F]{7,});?")


def decode(text: str) -> str:
    """`text` without character references. Numbers too long for a character become U+FFFD, as in browsers."""
    if "&" not in text:
        return text
    return html.unescape(_NUMBER_TOO_LONG.sub("\ufffd", text))


def attributes_at(text: str, start: int) -> tuple[Mapping[str, str], int]:
    """The attributes that stand from `start` on, and where they end (before ">", if there is one)."""
    found: dict[str, str] = {}
    while (match := _ATTRIBUTE.match(text, start)) is not None:
        name, *values = match.groups()
        found.setdefault(name.lower(), decode(next((value for value in values if value is not None), "")))
        start = match.end()
    return found or NO_ATTRIBUTES, start


class _Scanner:
    def __init__(self, text: str, first_line: int) -> None:
        self.text = text
        self.line = first_line
        self.counted = 0
        self.unclosed: set[str] = set()

    def line_at(self, position: int) -> int:
        """The line of `position`; asked for in rising order, so that each line break is counted once."""
        self.line += self.text.count("\n", self.counted, position)
        self.counted = position
        return self.line

    def words(self, start: int, end: int, *, decoded: bool = False) -> Iterator[Words]:
        line = self.line_at(start)
        if self.text.find("\n", start, end) < 0:
            piece = self.text[start:end]
            yield Words(piece if decoded else decode(piece), line)
            return
        while start < end:
            stop = self.text.find("\n", start, end) + 1 or end
            piece = self.text[start:stop]
            yield Words(piece if decoded else decode(piece), line)
            start, line = stop, line + 1

    def scan(self) -> Iterator[Tag | Words]:
        text, size, at = self.text, len(self.text), 0
        while at < size:
            opening = text.find("<", at)
            if opening < 0:
                yield from self.words(at, size)
                return
            if opening > at:
                yield from self.words(at, opening)
            if match := _TAG.match(text, opening):
                at = yield from self.tag(match)
            elif text.startswith(_CDATA, opening):
                end = text.find("]]>", opening)
                start, at = opening + len(_CDATA), (end + 3 if end >= 0 else size)
                yield from self.words(start, end if end >= 0 else size, decoded=True)
            elif text.startswith(("<!", "<?", "</"), opening):
                at = self.after_comment(opening)
            else:
                at = opening + 1
                yield from self.words(opening, at)

    def after_comment(self, opening: int) -> int:
        """Where a comment, doctype or instruction ends; one that is not closed takes the rest, as in browsers."""
        if self.text.startswith("<!--", opening):
            match = _COMMENT_END.search(self.text, opening + 2)
            return match.end() if match else len(self.text)
        return self.text.find(">", opening) + 1 or len(self.text)

    def tag(self, match: re.Match[str]) -> Generator[Tag | Words, None, int]:
        """A tag, and what it encloses if that is no markup; gives where to go on."""
        text, opening, name = self.text, match.start(), match[2].lower()
        if match[1]:
            yield Tag(name, NO_ATTRIBUTES, self.line_at(opening), closing=True)
            return text.find(">", match.end()) + 1 or len(text)
        attributes, end = (NO_ATTRIBUTES, match.end())
        if not text.startswith(">", end):
            attributes, end = attributes_at(text, end)
        close = _TAG_END.match(text, end)
        if close is None:
            return len(text)
        after = close.end()
        yield Tag(name, attributes, self.line_at(opening), empty="/" in close.group())
        if name in _RAW and name not in self.unclosed:
            raw_end = _RAW[name].search(text, after)
            if raw_end is None:
                self.unclosed.add(name)
            else:
                yield from self.words(after, raw_end.start())
                yield Tag(name, NO_ATTRIBUTES, self.line_at(raw_end.start()), closing=True)
                after = raw_end.end()
        return after


def tokens(text: str, first_line: int = 1) -> Iterator[Tag | Words]:
    """Tags and words of `text`, whose first line has the number `first_line`; comments and doctypes left out.

    Never raises, takes linear time. An element whose content is no markup (`<script>`) and that is never closed is read
    as if it were an ordinary one, so that a cut-off page keeps its words.
    """
    return _Scanner(text, first_line).scan()
