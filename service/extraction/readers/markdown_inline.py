"""Markdown's inline layer: one block's source text -> spans. GFM plus footnote marks and inline HTML.

https://spec.commonmark.org/0.31.2/#inlines and https://github.github.com/gfm/#strikethrough-extension-. Written for
this reader because of time and memory: each call scans its text once, and nothing here looks back or ahead without
a bound. `tests/extraction/readers/test_markdown_oracle.py` holds it against markdown-it-py.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import unescape
from typing import Final

from service.extraction.blocks import Span, Text
from service.extraction.readers.markdown_pieces import BLANKS, Piece, joined, style_pieces

# What can mean something inside a line. Everything else is words.
_TOKEN: Final = re.compile(
    r"""
      \\(?P<escape>[!-/:-@\[-`{-~])                     # backslash escape of a punctuation character
    | (?P<ticks>`+)                                     # code span delimiter
    | <(?P<auto>(?:https?|mailto|ftp):[^\s<>]{1,2000})> # autolink
    | (?P<comment><!--)
    | </?(?P<tag>[A-Za-z][A-Za-z0-9-]{0,20})(?P<attributes>(?:\s[^<>]{0,2000})?)/?>   # inline HTML
    | (?P<image>!\[)
    | (?P<note>\[\^[^\]\s\[]{1,80}\])                   # footnote mark
    | (?P<open>\[)
    | (?P<close>\])
    | (?P<entity>&(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});)
    | (?P<marks>\*+|_+|~~?(?!~))
    | (?P<newline>\\?\n[ \t]*)
    """,
    re.VERBOSE | re.DOTALL,
)
# `(address "title")` after a link's text, the address with one level of brackets in it
_TARGET: Final = re.compile(
    r"""\(\s{0,10}(?:<([^<>\n]{0,2000})>|((?:[^\s()\\]|\\.|\([^\s()]{0,500}\)){0,2000}))"""
    r"""(?:\s{1,10}(?:"[^"]{0,300}"|'[^']{0,300}'|\([^()]{0,300}\)))?\s{0,10}\)"""
)
_LABEL: Final = re.compile(r"\[([^\[\]]{0,200})\]")
_HREF: Final = re.compile(r"""href\s?=\s?["']?([^"'\s>]{1,2000})""", re.IGNORECASE)
_SPECIAL: Final = re.compile(r"[\\`<!\[\]&*_~\n]")
_STYLED: Final = re.compile(r"[\\`<!\[\]&*_~]")
_STYLE_TAGS: Final = {"b": "bold", "strong": "bold", "s": "struck", "del": "struck", "strike": "struck", "code": "code"}
_MAX_LABEL: Final = 200
_BREAKS: Final = frozenset({"br", "p", "li", "div"})
_MAX_TAGS: Final = 20  # open inline tags; more would cost time by their square


def inline(
    source: str, line: int, references: Mapping[str, str] | None = None, notes: Mapping[str, Text] | None = None
) -> Text:
    """The spans of `source`, whose first character stands on `line`. `references` maps normalised labels to
    addresses, `notes` footnote labels to their text."""
    if not _SPECIAL.search(source):
        words = (BLANKS.sub(" ", source) if "  " in source or "\t" in source else source).strip()
        return (Span(words, line),) if words else ()
    if "\n" in source and not _STYLED.search(source):
        return _lines(source, line)
    scanner = _Scanner(source, line, references or {}, notes or {})
    pieces = scanner.scan()
    if scanner.has_marks:
        style_pieces(pieces)
    return joined(pieces)


def _lines(source: str, line: int) -> Text:
    """The spans of a text in which only line breaks mean something."""
    spans: list[Span] = []
    for index, words in enumerate(source.split("\n")):
        if words := " ".join(words.split()):
            if spans:
                spans.append(Span("\n", spans[-1].line))
            spans.append(Span(words, line + index))
    return tuple(spans)


class _Scanner:
    """One pass over a block's source. Each token's method adds pieces and gives the offset at which to go on."""

    def __init__(self, source: str, line: int, references: Mapping[str, str], notes: Mapping[str, Text]) -> None:
        self.source, self.line, self.references, self.notes = source, line, references, notes
        self.pieces: list[Piece] = []
        self.brackets: list[tuple[int, int, bool]] = []  # (piece, source offset after the bracket, image)
        self.tags: list[tuple[str, int, str]] = []  # (tag, first piece inside, href)
        self.closers = _code_spans(source)
        self.unclosed_comment = False
        self.has_marks = False

    def scan(self) -> list[Piece]:
        source, position = self.source, 0
        start = 0  # of the search: what can begin a token and does not is words
        while special := _SPECIAL.search(source, start):
            match = _TOKEN.match(source, special.start())
            if match is None:
                start = special.end()
                continue
            if match.start() > position:
                self._add(source[position : match.start()])
            position = start = _TOKENS[match.lastgroup or ""](self, match)
        if position < len(source):
            self._add(source[position:])
        return self.pieces

    def _add(self, text: str) -> None:
        self.pieces.append(Piece(text, self.line))

    def escape(self, match: re.Match[str]) -> int:
        self._add(match["escape"])
        return match.end()

    def ticks(self, match: re.Match[str]) -> int:
        close = self.closers.get(match.start())
        if close is None:
            self._add(match["ticks"])
            return match.end()
        inside = self.source[match.end() : close]
        self.pieces.append(Piece(inside.replace("\n", " ").strip(), self.line, code=True))
        self.line += inside.count("\n")
        return close + len(match["ticks"])

    def auto(self, match: re.Match[str]) -> int:
        self.pieces.append(Piece(match["auto"].removeprefix("mailto:"), self.line, url=match["auto"]))
        return match.end()

    def comment(self, match: re.Match[str]) -> int:
        close = -1 if self.unclosed_comment else self.source.find("-->", match.end())
        if close < 0:
            self.unclosed_comment = True
            self._add("<!--")
            return match.end()
        self.line += self.source.count("\n", match.end(), close)
        return close + 3

    def tag(self, match: re.Match[str]) -> int:
        name, closing = match["tag"].lower(), match[0].startswith("</")
        if name in _BREAKS:
            if not closing:
                self._add("\n")
        elif name in _STYLE_TAGS or name == "a":
            if closing:
                self._end_tag(name)
            elif len(self.tags) < _MAX_TAGS:
                href = _HREF.search(match["attributes"] or "")
                self.tags.append((name, len(self.pieces), href[1] if href else ""))
        return match.end()

    def _end_tag(self, name: str) -> None:
        while self.tags:
            opened, first, href = self.tags.pop()
            if opened == name:
                for piece in self.pieces[first:]:
                    if name == "a":
                        piece.url = piece.url or href
                    else:
                        setattr(piece, _STYLE_TAGS[name], True)
                return

    def open(self, match: re.Match[str]) -> int:
        self.brackets.append((len(self.pieces), match.end(), match.lastgroup == "image"))
        self._add(match[0])
        return match.end()

    def close(self, match: re.Match[str]) -> int:
        """A link or an image ends here if an address follows or its label is defined."""
        if not self.brackets:
            self._add("]")
            return match.end()
        first, inside, image = self.brackets.pop()
        url, after = self._target(inside, match.start())
        if url is None:
            self._add("]")
            return match.end()
        if image:
            del self.pieces[first:]
        else:
            self.pieces[first].text = ""
            for piece in self.pieces[first:]:
                piece.url = piece.url or url
            self.brackets = [bracket for bracket in self.brackets if bracket[2]]  # links do not nest
        self.line += self.source.count("\n", match.end(), after)
        return after

    def _target(self, inside: int, close: int) -> tuple[str | None, int]:
        """The address that belongs to the text between the brackets, and the offset after it."""
        source, after = self.source, close + 1
        if target := _TARGET.match(source, after):
            return unescape(target[1] if target[1] is not None else target[2]), target.end()
        if (label := _LABEL.match(source, after)) and label[1].strip():
            return self.references.get(normal_label(label[1])), label.end()
        if not self.references or close - inside > _MAX_LABEL:
            return None, after
        url = self.references.get(normal_label(source[inside:close]))
        return url, after + 2 if source.startswith("[]", after) else after

    def note(self, match: re.Match[str]) -> int:
        if text := self.notes.get(match["note"][2:-1].casefold()):
            self._add(" ")
            self.pieces.extend(Piece(s.text, self.line, s.url, code=s.code) for s in text if s.text != "\n")
        return match.end()

    def entity(self, match: re.Match[str]) -> int:
        self._add(unescape(match["entity"]).replace("\xa0", " ").replace("\n", " "))
        return match.end()

    def marks(self, match: re.Match[str]) -> int:
        self.has_marks = True
        self.pieces.append(_delimiter(self.source, match, self.line))
        return match.end()

    def newline(self, match: re.Match[str]) -> int:
        self._add("\n")
        self.line += 1
        return match.end()


_TOKENS: Final[Mapping[str, Callable[[_Scanner, re.Match[str]], int]]] = {
    "escape": _Scanner.escape,
    "ticks": _Scanner.ticks,
    "auto": _Scanner.auto,
    "comment": _Scanner.comment,
    "tag": _Scanner.tag,
    "attributes": _Scanner.tag,
    "image": _Scanner.open,
    "note": _Scanner.note,
    "open": _Scanner.open,
    "close": _Scanner.close,
    "entity": _Scanner.entity,
    "marks": _Scanner.marks,
    "newline": _Scanner.newline,
}


def _code_spans(source: str) -> dict[int, int]:
    """Where each run of backticks that opens a code span is closed: one pass from the end."""
    if "`" not in source:
        return {}
    last: dict[int, int] = {}
    closers: dict[int, int] = {}
    runs = [(m.start(), len(m[0])) for m in re.finditer(r"`+", source)]
    for start, length in reversed(runs):
        if length in last:
            closers[start] = last[length]
        last[length] = start
    return closers


def normal_label(label: str) -> str:
    """A link reference's label as labels are compared."""
    return " ".join(label.split()).casefold()


def _delimiter(source: str, match: re.Match[str], line: int) -> Piece:
    """A run of *, _ or ~ with what it may do, by what stands on both sides.

    More lenient than CommonMark where people mean it: in "**Owner:**Ed" and in scripts without blanks between words
    the second run closes, though a letter follows a punctuation mark.
    """
    before = source[match.start() - 1] if match.start() else " "
    after = source[match.end()] if match.end() < len(source) else " "
    opens, closes = not after.isspace(), not before.isspace()
    if match["marks"][0] == "_":  # snake_case is one word
        opens, closes = opens and not before.isalnum(), closes and not after.isalnum()
    return Piece(match["marks"], line, mark=match["marks"][0], opens=opens, closes=closes)
