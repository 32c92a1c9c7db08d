"""MediaWiki's second pass: lines -> the tree of the HTML that they would become.

https://www.mediawiki.org/wiki/Help:Formatting, https://www.mediawiki.org/wiki/Help:Tables
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from service.extraction.readers.markup.tokens import NO_ATTRIBUTES, Tag, Words, attributes_at, decode
from service.extraction.readers.markup.tree import TreeBuilder
from service.extraction.readers.markup.wikitext import HIDDEN_BREAK, MARKER, Link, Stripped

MAX_PREFIX: Final = 30
MAX_TABLES: Final = 8
_TAGS = """abbr b bdi big blockquote br caption center cite code col dd del details dfn div dl dt em font h1 h2 h3 h4 h5
    h6 hr i ins kbd li mark ol p q ref references rp rt ruby s samp section small span strike strong sub summary sup
    table tbody td tfoot th thead time tr tt u ul var wbr"""
ALLOWED: Final = frozenset(_TAGS.split())
"""The elements that MediaWiki passes on: https://www.mediawiki.org/wiki/Help:Formatting#HTML_tags"""

_INLINE = re.compile(
    r"(?P<quotes>'{2,})|(?P<marker>\ue001[0-9]+\ue002)|\[(?P<url>(?:https?:|ftp:|mailto:)?//[^\s\]]*|mailto:[^\s\]]*)"
    r"|<(?P<close>/?)(?P<tag>[A-Za-z][A-Za-z0-9]*)|(?P<magic>__[A-Z]+__)"
)
_PREFIX = re.compile(r" ?([*#:;]+)")
_TABLE_START = re.compile(r"\s*:*\s*\{\|")
_DEFINITION = re.compile(r"\s*:(?!//)\s*")
_ITEMS: Final[Mapping[str, tuple[str, str]]] = {
    "*": ("ul", "li"),
    "#": ("ol", "li"),
    ";": ("dl", "dt"),
    ":": ("", "div"),
}


@dataclass(slots=True)
class _Table:
    """What is open around a table, and whether one of its rows is."""

    prefix: str
    in_row: bool = False


class WikiLines:
    """Feeds a `TreeBuilder` line by line."""

    def __init__(self, stripped: Stripped) -> None:
        self.builder = TreeBuilder()
        self.too_deep = stripped.too_deep
        self._stripped = stripped
        self._line = 1
        self._prefix = ""  # of the list entry that is open: "*", "*#", ...; a definition is "=" here
        self._paragraph = False
        self._tables: list[_Table] = []
        self._ignored_tables = 0
        self._bold = self._italic = False

    def feed(self) -> None:
        """Read all lines."""
        for text in self._stripped.text.split("\n"):
            first = self._line
            self._read(text)
            self._bold = self._italic = False
            self._line = first + 1 + text.count(HIDDEN_BREAK)

    def _read(self, text: str) -> None:
        visible = text.replace(HIDDEN_BREAK, "").strip()
        if not visible:
            self._end_paragraph()
            self._lists("")
        elif _TABLE_START.match(visible):
            self._open_table(visible)
        elif self._tables and visible[0] in "|!":
            self._table_line(text)
        elif visible[0] == "=" and visible[-1] == "=" and len(visible) > 2:
            self._heading(text, visible)
        elif visible.startswith("----"):
            self._end_paragraph()
            self._lists("")
            self._start("hr")
            self._inline(text.replace("-", "", len(visible) - len(visible.lstrip("-"))))
        elif match := _PREFIX.match(text.lstrip(HIDDEN_BREAK)):
            self._entry(match[1], text)
        else:
            self._text(text)

    def _start(self, name: str, attributes: Mapping[str, str] = NO_ATTRIBUTES, *, empty: bool = False) -> None:
        self.builder.start(Tag(name, attributes, self._line, empty=empty))

    def _end_paragraph(self) -> None:
        if self._paragraph:
            self.builder.end("p")
            self.builder.end("pre")
            self._paragraph = False

    def _text(self, text: str) -> None:
        self._lists("")
        if text.startswith(" ") and not self._paragraph and not self._tables:
            self._start("pre")
            self._paragraph = True
        elif not self._paragraph:
            self._start("p")
            self._paragraph = True
        self._inline(text)
        self.builder.words(Words("\n", self._line))

    def _heading(self, text: str, visible: str) -> None:
        self._end_paragraph()
        self._lists("")
        level = min(
            len(visible) - len(visible.lstrip("=")), len(visible) - len(visible.rstrip("=")), 6, len(visible) // 2
        )
        start, end = text.index("="), text.rindex("=") + 1
        self._start(f"h{level}")
        self._line += text.count(HIDDEN_BREAK, 0, start)
        self._inline(text[start + level : end - level])
        self.builder.end(f"h{level}")

    def _lists(self, prefix: str) -> int:
        """Close the list entries that `prefix` does not go on with; gives how many levels stay open."""
        kept = 0
        while kept < min(len(prefix), len(self._prefix)) and _goes_on(self._prefix[kept], prefix[kept]):
            kept += 1
        for mark in reversed(self._prefix[kept:]):
            self._close_level(mark)
        self._prefix = self._prefix[:kept]
        return kept

    def _close_level(self, mark: str) -> None:
        outer, inner = ("dl", "dd") if mark == "=" else _ITEMS[mark]
        self.builder.end(inner)
        if outer:
            self.builder.end(outer)

    def _entry(self, prefix: str, text: str) -> None:
        self._end_paragraph()
        start = text.index(prefix) + len(prefix)
        if len(prefix) > MAX_PREFIX:
            self.too_deep = self.too_deep or self._line
            prefix = prefix[:MAX_PREFIX]
        kept = self._lists(prefix)
        self._line += text.count(HIDDEN_BREAK, 0, start)
        if kept == len(prefix):
            last = self._prefix[-1]
            name = "dd" if prefix[-1] == ":" and last in "=;" else _ITEMS[prefix[-1]][1]
            self.builder.end("dd" if last == "=" else _ITEMS[last][1])
            self._start(name)
            self._prefix = self._prefix[:-1] + ("=" if name == "dd" else prefix[-1])
        for mark in prefix[kept:]:
            outer, inner = _ITEMS[mark]
            if outer:
                self._start(outer)
            self._start(inner)
            self._prefix += mark
        body = text[start:]
        if prefix[-1] == ";" and (split := _DEFINITION.search(body)):
            self._inline(body[: split.start()])
            self.builder.end("dt")
            self._start("dd")
            self._prefix = self._prefix[:-1] + "="
            body = body[split.end() :]
        self._inline(body)

    def _open_table(self, visible: str) -> None:
        self._end_paragraph()
        if len(self._tables) >= MAX_TABLES:
            self.too_deep = self.too_deep or self._line
            self._ignored_tables += 1
            return
        self._tables.append(_Table(self._prefix))
        self._prefix = ""
        self._start("table", attributes_at(visible, visible.index("{|") + 2)[0])

    def _table_line(self, text: str) -> None:
        self._end_paragraph()
        self._lists("")
        body = text.lstrip(HIDDEN_BREAK + " \t")
        self._line += text.count(HIDDEN_BREAK) - body.count(HIDDEN_BREAK)
        table = self._tables[-1]
        if body.startswith("|}"):
            self._close_table()
            self._inline(body[2:])
        elif self._ignored_tables:
            self._inline(body[1:])
        elif body.startswith("|-"):
            self._start("tr")
            table.in_row = True
        elif body.startswith("|+"):
            self._start("caption")
            self._inline(body[2:])
        else:
            if not table.in_row:
                self._start("tr")
                table.in_row = True
            self._cells(body)

    def _close_table(self) -> None:
        if self._ignored_tables:
            self._ignored_tables -= 1
            return
        self.builder.end("table")
        self._prefix = self._tables.pop().prefix

    def _cells(self, body: str) -> None:
        name, separator = ("th", r"(\|\||!!)") if body[0] == "!" else ("td", r"(\|\|)")
        for number, piece in enumerate(re.split(separator, body[1:])):
            if number % 2:
                continue
            before, bar, after = piece.partition("|")
            self._start(name, attributes_at(before, 0)[0] if bar else NO_ATTRIBUTES)
            self._line += before.count(HIDDEN_BREAK) if bar else 0
            self._inline(after if bar else piece)
            self._bold = self._italic = False

    def _inline(self, text: str) -> None:
        """Words, styles, links and tags of (a part of) one line."""
        at, last_bracket, last_tag_end = 0, text.rfind("]"), text.rfind(">")
        while match := _INLINE.search(text, at):
            self._words(text[at : match.start()])
            at = match.end()
            if match["quotes"]:
                self._quotes(len(match["quotes"]))
            elif match["marker"]:
                self._taken(match["marker"])
            elif match["url"] is not None and at <= last_bracket:
                end = text.index("]", at)
                self._link(match["url"], text[at:end].strip() or match["url"])
                at = end + 1
            elif match["tag"] and match["tag"].lower() in ALLOWED and at <= last_tag_end:
                at = self._tag(text, match)
            elif not match["magic"]:
                self._words(match[0])
        self._words(text[at:])

    def _words(self, text: str) -> None:
        for number, piece in enumerate(text.split(HIDDEN_BREAK)):
            self._line += 1 if number else 0
            if piece:
                styles = [name for name, on in (("b", self._bold), ("i", self._italic)) if on]
                for name in styles:
                    self._start(name)
                self.builder.words(Words(decode(piece), self._line))
                for name in reversed(styles):
                    self.builder.end(name)

    def _quotes(self, count: int) -> None:
        if count == 4:
            self._words("'")
        if count != 2:
            self._bold = not self._bold
        if count == 2 or count >= 5:
            self._italic = not self._italic

    def _taken(self, marker: str) -> None:
        number = MARKER.fullmatch(marker)
        taken = self._stripped.taken[int(number[1]) if number else 0]
        if isinstance(taken, Link):
            self._link(taken.target, taken.words)
        elif taken.element == "nowiki":
            self._verbatim(taken.words)
        else:
            name = "code" if taken.element == "math" else "pre"
            self._start(name)
            self._verbatim(taken.words)
            self.builder.end(name)

    def _verbatim(self, words: str) -> None:
        for number, piece in enumerate(words.split("\n")):
            self.builder.words(Words(f"{decode(piece)}\n", self._line + number))

    def _link(self, target: str, words: str) -> None:
        self._start("a", {"href": MARKER.sub("", target)})
        self._inline(words)
        self.builder.end("a")

    def _tag(self, text: str, match: re.Match[str]) -> int:
        name = match["tag"].lower()
        if match["close"]:
            self.builder.end(name)
            return text.index(">", match.end()) + 1
        attributes, end = attributes_at(text, match.end())
        close = text.find(">", end)
        empty = "/" in text[end:close]
        if not (name == "references" or (name == "ref" and empty)):
            self._start(name, attributes, empty=empty or name == "references")
        return close + 1 if close >= 0 else len(text)


def _goes_on(open_mark: str, mark: str) -> bool:
    return open_mark == mark or (open_mark in ";=" and mark in ";:")
