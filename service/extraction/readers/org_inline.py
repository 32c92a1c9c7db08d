"""Org's inline layer: emphasis, links and footnotes of one block's source -> spans.

https://orgmode.org/worg/org-syntax.html#Objects. One scan from left to right; what closes a mark is looked up in lists
made in one pass, so no input costs more than its length.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Final

from service.extraction.blocks import Span, Text
from service.extraction.readers.footnotes import Footnotes
from service.extraction.readers.spans import like, tidy, unmarked

_TOKEN: Final = re.compile(
    r"""
      \[\[(?P<target>[^\[\]\n]{1,2000})\](?:\[(?P<words>[^\[\]]{1,2000})\])?\]
    | <(?P<angle>(?:https?|mailto|ftp):[^\s<>]{1,2000})>
    | \[fn:(?P<note>[\w-]{0,80})(?::(?P<inline>[^\[\]]{0,2000}))?\]
    | <<<?[^<>\n]{1,200}>>>?                                    # targets: places to point at, no words
    | @@[\w-]{1,40}:(?:[^@]|@(?!@)){0,2000}@@                 # export snippets
    | \\\\[ \t]*(?=\n|$)                                      # forced line break
    | (?:(?<=[\s\-({'"])|^)(?P<mark>[*/_+=~])(?=\S)
    """,
    re.VERBOSE,
)
_SPECIAL: Final = re.compile(r"[\[<@\\*/_+=~]")
_CLOSER: Final = re.compile(r"""(?<=\S)([*/_+=~])(?=[\s\-.,;:!?'")}\[\\]|$)""")
_IMAGE: Final = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|bmp)$", re.IGNORECASE)
_MAX_NESTING: Final = 4
_MAX_LINES: Final = 3  # of one emphasis, as Org has it


def inline(source: str, line: int, notes: Footnotes) -> Text:
    """The spans of `source`, whose first character stands on `line`. `notes` are the document's footnotes."""
    if not _SPECIAL.search(source):
        return unmarked(source, line)
    return tidy(_pieces(source, Span("", line), notes, _MAX_NESTING))


def _pieces(source: str, style: Span, notes: Footnotes, nesting: int) -> list[Span]:
    closers: dict[str, list[int]] = {}
    for closer in _CLOSER.finditer(source):
        closers.setdefault(closer[1], []).append(closer.start())
    pieces: list[Span] = []
    position, line = 0, style.line

    def words(until: int) -> None:
        nonlocal position, line
        if until > position:
            text = source[position:until]
            pieces.append(like(style, text, line))
            line += text.count("\n")
            position = until

    search_from = 0
    while match := _TOKEN.search(source, search_from):
        end = match.end()
        if mark := match["mark"]:
            places = closers.get(mark, [])
            index = bisect_left(places, end + 1)
            close = places[index] if index < len(places) else -1
            if close < 0 or source.count("\n", end, min(close, end + 2000)) > _MAX_LINES or close - end > 2000:
                search_from = end
                continue
            words(match.start())
            pieces.extend(_marked(mark, source[end:close], like(style, "", line), notes, nesting))
            end = close + 1
        else:
            words(match.start())
            pieces.extend(_object(match, like(style, "", line), notes, nesting))
        line += source.count("\n", position, end)
        position = search_from = end
    words(len(source))
    return pieces


def _marked(mark: str, inside: str, style: Span, notes: Footnotes, nesting: int) -> list[Span]:
    match mark:
        case "*":
            style = style._replace(bold=True)
        case "/":
            style = style._replace(italic=True)
        case "+":
            style = style._replace(struck=True)
        case "=" | "~":
            return [style._replace(text=inside, code=True)]
    if nesting == 0:
        return [style._replace(text=inside)]
    return _pieces(inside, style, notes, nesting - 1)


def _object(match: re.Match[str], style: Span, notes: Footnotes, nesting: int) -> list[Span]:
    """A link, a footnote's mark, or something without words."""
    if target := match["target"]:
        url = target.strip()
        if match["words"] is None:
            return [] if _IMAGE.search(url) else [style._replace(text=_shown(url), url=url)]
        linked = style._replace(url=url)
        return (
            _pieces(match["words"], linked, notes, nesting - 1) if nesting else [linked._replace(text=match["words"])]
        )
    if angle := match["angle"]:
        return [style._replace(text=angle.removeprefix("mailto:"), url=angle)]
    if match["inline"] is not None:
        return [style._replace(text=" " + match["inline"].replace("\n", " "))]
    if match["note"]:
        return list(notes.at_mark(match["note"], style))
    return []


def _shown(url: str) -> str:
    """What stands for a link without words of its own."""
    return re.sub(r"^(?:file|mailto|id):", "", url)
