"""AsciiDoc's inline layer: one block's source -> spans.

https://docs.asciidoctor.org/asciidoc/latest/text/ and https://docs.asciidoctor.org/asciidoc/latest/macros/. One scan
from left to right; what closes a mark is looked up in lists made in one pass.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from html import unescape
from typing import Final

from service.extraction.blocks import Span, Text
from service.extraction.readers.footnotes import Footnotes
from service.extraction.readers.spans import like, tidy, unmarked

_TOKEN: Final = re.compile(
    r"""
      \\(?P<escaped>\*\*|__|``|\#\#|[*_`\#^~{<\[+]|https?:)
    | \+\+\+(?P<passed>[^\n]{0,2000}?)\+\+\+
    | pass:[a-z,]{0,20}\[(?P<pass>[^\]\n]{0,2000})\]
    | footnote(?:ref)?:(?P<note>[\w-]{0,80})\[(?P<notetext>(?:[^\[\]]|\[[^\[\]]{0,500}\]){0,2000})\]
    | (?:image|icon):(?!:)[^\s\[\]]{1,1000}\[[^\]]{0,1000}\]
    | (?:kbd|btn|menu):[^\s\[\]]{0,100}\[(?P<keys>[^\]\n]{0,300})\]
    | (?:link|xref):(?P<target>\+\+[^+\s]{1,2000}\+\+|[^\s\[\]]{1,2000})\[(?P<linked>[^\]]{0,2000})\]
    | mailto:(?P<mail>[^\s\[\]]{1,300})\[(?P<mailed>[^\]]{0,1000})\]
    | (?P<url>(?:https?|ftp|irc)://[^\s\[\]<>]{1,2000})\[(?P<words>(?:[^\[\]]|\[[^\[\]]{0,300}\]){0,2000})\]
    | <(?P<angle>(?:https?|ftp)://[^\s<>]{1,2000})>
    | <<(?P<anchor>[^<>,\n]{1,300})(?:,(?P<shown>[^<>]{1,1000}))?>>
    | \[\[\[?[^\[\]\n]{1,200}\]\]\]?
    | (?:anchor:[\w:.-]{1,200}\[[^\]]{0,200}\])
    | \{(?P<attribute>\w[\w-]{0,80})\}
    | \(\(\([^()]{1,300}\)\)\)
    | &(?P<entity>\#\d{1,7}|\#x[0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});
    | [ \t]\+(?=\n|$)
    | (?:\[(?P<roles>[^\[\]\n]{0,200})\])?
      (?P<mark>\*\*|__|``|\#\#|(?<![\w;:}\\])[*_`\#+](?=[^\s*_`\#+])|(?<=\])[*_`\#](?=\S))
    """,
    re.VERBOSE,
)
_SPECIAL: Final = re.compile(r"[\[<(\\*_`#+{&]")
_DOUBLE: Final = re.compile(r"(\*\*|__|``|##)")
_SINGLE: Final = re.compile(r"(?<=[^\s])([*_`#+])(?!\w)")
_STRUCK: Final = frozenset({"line-through", "strike", "strikethrough", "del"})
_CHARACTERS: Final = {
    "nbsp": " ", "sp": " ", "empty": "", "blank": "", "zwsp": "", "wj": "", "plus": "+", "asterisk": "*", "vbar": "|",
    "caret": "^", "startsb": "[", "endsb": "]", "backslash": "\\", "backtick": "`", "tilde": "~", "apos": "'",
    "quot": '"', "lt": "<", "gt": ">", "amp": "&", "two-colons": "::", "two-semicolons": ";;", "cpp": "C++",
    "pp": "++", "deg": "\u00b0", "lsquo": "\u2018", "rsquo": "\u2019", "ldquo": "\u201c", "rdquo": "\u201d",
}  # fmt: skip
_MAX_NESTING: Final = 4


@dataclass(slots=True)
class Attributes:
    """What stands for a name in braces, and the footnotes that have names."""

    values: dict[str, str] = field(default_factory=dict)
    notes: dict[str, Text] = field(default_factory=dict)
    left: int = 10_000  # characters that values may still put in: a short name may stand for a long text

    def value(self, name: str) -> str | None:
        """The text for `{name}`, None if it is to stay as it is written."""
        name = name.lower()
        if name in _CHARACTERS:
            return _CHARACTERS[name]
        value = self.values.get(name)
        if value is None or len(value) > self.left:
            return None
        self.left -= len(value)
        return value


def inline(source: str, line: int, attributes: Attributes) -> Text:
    """The spans of `source`, whose first character stands on `line`."""
    if not _SPECIAL.search(source):
        return unmarked(source, line)
    return tidy(_pieces(source, Span("", line), attributes, _MAX_NESTING))


def _pieces(source: str, style: Span, attributes: Attributes, nesting: int) -> list[Span]:
    pieces: list[Span] = []
    ends: dict[str, list[int]] = {}
    position = search_from = 0
    line = style.line
    while match := _TOKEN.search(source, search_from):
        end = match.end()
        mark = match["mark"]
        close = _close(source, mark, end, ends) if mark else end
        if close < 0:
            search_from = end
            continue
        here = like(style, "", line + source.count("\n", position, match.start()))
        if mark:
            found = _marked(mark, match["roles"], source[end:close], here, attributes, nesting)
            end = close + len(mark)
        else:
            found = _macro(match, here, attributes, nesting)
        pieces.append(like(style, source[position : match.start()], line))
        pieces.extend(found)
        line = here.line + source.count("\n", match.start(), end)
        position = search_from = end
    pieces.append(like(style, source[position:], line))
    return pieces


def _close(source: str, mark: str, start: int, ends: dict[str, list[int]]) -> int:
    """Where `mark` is closed, -1 if it is not; the marks are found in one pass for each kind."""
    if mark not in ends:
        pattern = _DOUBLE if len(mark) == 2 else _SINGLE
        ends[mark] = [match.start() for match in pattern.finditer(source) if match[1] == mark]
    places = ends[mark]
    index = bisect_left(places, start + 1)
    return places[index] if index < len(places) else -1


def _marked(mark: str, roles: str | None, inside: str, style: Span, attributes: Attributes, nesting: int) -> list[Span]:
    match mark[0]:
        case "*":
            style = style._replace(bold=True)
        case "_":
            style = style._replace(italic=True)
        case "`":
            style = style._replace(code=True)
            inside = inside.removeprefix("+").removesuffix("+")
        case "+":
            return [style._replace(text=inside)]
    if roles and _STRUCK & set(re.split(r"[.,\s]+", roles)):
        style = style._replace(struck=True)
    if nesting == 0:
        return [style._replace(text=inside)]
    return _pieces(inside, style, attributes, nesting - 1)


def _macro(match: re.Match[str], style: Span, attributes: Attributes, nesting: int) -> list[Span]:
    """What a macro, an attribute, an escape or an entity leaves."""
    for group in ("escaped", "passed", "pass", "keys"):
        if (text := match[group]) is not None:
            return [style._replace(text=text)]
    if match["note"] is not None:
        return _note(match["note"], match["notetext"], style, attributes)
    if target := match["target"]:
        return _link(target.strip("+"), match["linked"], style, attributes, nesting)
    if mail := match["mail"]:
        return _link(f"mailto:{mail}", match["mailed"] or mail, style, attributes, nesting)
    if url := match["url"]:
        return _link(url, match["words"], style, attributes, nesting)
    if angle := match["angle"]:
        return [style._replace(text=angle, url=angle)]
    if anchor := match["anchor"]:
        url = anchor if "#" in anchor else f"#{anchor}"
        return _link(url, match["shown"] or anchor, style, attributes, nesting)
    if name := match["attribute"]:
        value = attributes.value(name)
        return [style._replace(text=match[0] if value is None else value)]
    if match["entity"]:
        return [style._replace(text=unescape(match[0]).replace("\n", " "))]
    return []


def _link(url: str, words: str, style: Span, attributes: Attributes, nesting: int) -> list[Span]:
    url = re.sub(r"\{(\w[\w-]{0,80})\}", lambda name: attributes.value(name[1]) or name[0], url)
    linked = style._replace(url=url)
    words = re.sub(r",\s*(?:window|role|opts|title)=.*$|\^$", "", words.strip().strip('"'))
    if not words or nesting == 0:
        return [linked._replace(text=words or url.removeprefix("mailto:"))]
    return _pieces(words, linked, attributes, nesting - 1)


def _note(name: str, source: str, style: Span, attributes: Attributes) -> list[Span]:
    """A footnote's own text stands where its mark is; a later mark by name repeats it."""
    if source:
        text = tidy(_pieces(" ".join(source.split()), style._replace(text=""), attributes, 1))
        if name:
            attributes.notes.setdefault(name, text)
        return [style._replace(text=" "), *text]
    notes = Footnotes(attributes.notes, attributes.left)
    pieces = list(notes.at_mark(name, style))
    attributes.left -= sum(len(piece.text) for piece in pieces)
    return pieces
