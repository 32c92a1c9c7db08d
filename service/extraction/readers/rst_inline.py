"""reStructuredText's inline layer: one block's source -> spans.

https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html#inline-markup. Written for this reader: docutils'
own takes time by the square of a paragraph's length, loses lines inside a paragraph, and turns the text of roles that
it does not know (every Sphinx document has them) into errors.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from service.extraction.blocks import Span, Text
from service.extraction.readers.footnotes import Footnotes
from service.extraction.readers.spans import like, tidy, unmarked

_OPENERS: Final = r"""\s'"(\[{<\-/:\u2018\u201c\u00ab\u2010-\u2014"""
_ENDERS: Final = r"""\s\x00'")\]}>\-/:.,;!?\\\u2019\u201d\u00bb\u2026\u2010-\u2014"""
_TOKEN: Final = re.compile(
    rf"""
      (?:^|(?<=[{_OPENERS}]))(?:
          (?P<literal>``)(?=\S)
        | (?P<strong>\*\*)(?=\S)
        | (?P<emphasis>\*)(?=[^\s*])
        | (?P<role>:[A-Za-z0-9][\w.+:-]{{0,80}}:)?(?P<phrase>`)(?=[^\s`])
        | _`(?P<target>[^`\x00]{{1,300}})`
        | \|(?P<substitution>[^\s|][^|\n]{{0,200}})\|(?P<linked>__?)?(?=$|[{_ENDERS}])
        | \[(?P<note>\#?[\w.+:-]{{0,80}}|\*)\]_(?=$|[{_ENDERS}])
      )
    | (?<![\w.+:-])(?P<name>\w[\w.+:-]{{0,200}}?)(?P<underscores>__?)(?=$|[{_ENDERS}])
    """,
    re.VERBOSE,
)
_SPECIAL: Final = re.compile(r"[`*_|\\\x00]")
_LITERAL_END: Final = re.compile(rf"(?<=\S)``(?=$|[{_ENDERS}])")
_STRONG_END: Final = re.compile(rf"(?<=\S)\*\*(?=$|[{_ENDERS}])")
_EMPHASIS_END: Final = re.compile(rf"(?<=[^\s*])\*(?=$|[{_ENDERS}])")
_PHRASE_END: Final = re.compile(rf"(?<=\S)`(:[A-Za-z0-9][\w.+:-]{{0,80}}:|__?)?(?=$|[{_ENDERS}])")
_ENDS: Final = {"literal": _LITERAL_END, "strong": _STRONG_END, "emphasis": _EMPHASIS_END, "phrase": _PHRASE_END}
_EMBEDDED: Final = re.compile(r"(?s)(.*?)<([^<>]*)>")
_ESCAPED: Final = re.compile(r"\\(.?)", re.DOTALL)
_UNESCAPE: Final = re.compile(r"\x00[\s]?")

# Roles by what they do to words. Any other leaves its words as they are.
_STYLES: Final[Mapping[str, str]] = (
    dict.fromkeys(("strike", "strikethrough", "del", "s", "deleted", "line-through"), "struck")
    | dict.fromkeys(("strong", "guilabel", "menuselection", "b", "bold"), "bold")
    | dict.fromkeys(("emphasis", "dfn", "term", "i", "em"), "italic")
    | dict.fromkeys(("code", "literal", "command", "file", "kbd", "option", "program", "envvar", "samp"), "code")
)
_NUMBERED: Final = frozenset({"issue", "issues", "pr", "pull", "gh", "github", "ghissue", "ghpull", "mr"})
_WORDLESS: Final = frozenset({"raw", "raw-html", "index", "target"})


@dataclass(slots=True)
class References:
    """What a document's names stand for."""

    urls: dict[str, str] = field(default_factory=dict)  # normal name -> address
    anonymous: list[str] = field(default_factory=list)  # addresses of `__` links, in order
    substitutions: Footnotes = field(default_factory=lambda: Footnotes({}, 0))
    notes: Footnotes = field(default_factory=lambda: Footnotes({}, 0))
    automatic: int = 0  # notes without a name met so far
    symbols: int = 0  # notes marked by "*" met so far
    nameless: int = 0  # anonymous links met so far


def normal_name(name: str) -> str:
    """A reference name as names are compared."""
    return " ".join(name.split()).casefold()


def inline(source: str, line: int, references: References) -> Text:
    """The spans of `source`, whose first character stands on `line`. Counts the automatic notes and anonymous links,
    so a document's texts must come in their order."""
    if not _SPECIAL.search(source):
        return unmarked(source, line)
    escaped = _ESCAPED.sub("\x00\\1", source.replace("\x00", ""))
    return tidy(_pieces(escaped, Span("", line), references, nested=False))


def _pieces(source: str, style: Span, references: References, *, nested: bool) -> list[Span]:
    pieces: list[Span] = []
    ends: dict[str, list[re.Match[str]]] = {}
    position = search_from = 0
    line = style.line
    while match := _TOKEN.search(source, search_from):
        kind = next((kind for kind in _ENDS if match[kind]), "")
        close = _close(source, kind, match.end(), ends) if kind else match
        if close is None:
            search_from = match.end()
            continue
        here = like(style, "", line + source.count("\n", position, match.start()))
        found = _element(match, close, source, here, references, nested=nested)
        if found is None:
            found = [like(here, _plain(match[0]), here.line)]
            close = match
        pieces.append(like(style, _plain(source[position : match.start()]), line))
        pieces.extend(found)
        line = here.line + source.count("\n", match.start(), close.end())
        position = search_from = close.end()
    pieces.append(like(style, _plain(source[position:]), line))
    return pieces


def _close(source: str, kind: str, start: int, ends: dict[str, list[re.Match[str]]]) -> re.Match[str] | None:
    """The first mark that can close `kind` at or after the first character inside; all are found in one pass."""
    if kind not in ends:
        ends[kind] = list(_ENDS[kind].finditer(source))
    index = bisect_left(ends[kind], start + 1, key=lambda match: match.start())
    return ends[kind][index] if index < len(ends[kind]) else None


def _element(
    match: re.Match[str], close: re.Match[str], source: str, style: Span, references: References, *, nested: bool
) -> list[Span] | None:
    """The pieces for one piece of markup; None if it is none after all."""
    inside = source[match.end() : close.start()]
    if match["literal"]:
        return [style._replace(text=inside.replace("\x00", "\\"), code=True)]
    if match["strong"] or match["emphasis"]:
        style = style._replace(bold=True) if match["strong"] else style._replace(italic=True)
        if nested:
            return [style._replace(text=_plain(inside))]
        return _pieces(inside, style, references, nested=True)
    if match["phrase"]:
        return _phrase(match["role"], inside, close[1] or "", style, references)
    if match["target"]:
        return [style._replace(text=_plain(match["target"]))]
    if name := match["substitution"]:
        return _substitution(name, match["linked"], style, references)
    if (label := match["note"]) is not None:
        return _note(label, style, references)
    return _named(match["name"], match["underscores"], style, references)


def _phrase(role: str | None, inside: str, after: str, style: Span, references: References) -> list[Span] | None:
    if after.startswith("_") and not role:
        return _phrase_link(inside, after, style, references)
    name = (role or (after if after.startswith(":") else "")).strip(":").rsplit(":", 1)[-1].lower()
    if not name:  # the default role: titles of works, or code in documents written by Markdown's habits
        return [style._replace(text=_plain(inside), italic=True)]
    if name in _WORDLESS:
        return []
    embedded = _EMBEDDED.fullmatch(inside)
    text = _plain(embedded[1] if embedded and embedded[1].strip() else inside).strip()
    if name in _NUMBERED and text.isdecimal():
        text = "#" + text
    elif text.isdecimal():
        text = f"{name} {text}"
    match _STYLES.get(name):
        case "struck":
            return [style._replace(text=text, struck=True)]
        case "bold":
            return [style._replace(text=text, bold=True)]
        case "italic":
            return [style._replace(text=text, italic=True)]
        case "code":
            return [style._replace(text=text, code=True)]
    return [style._replace(text=text)]


def _phrase_link(inside: str, after: str, style: Span, references: References) -> list[Span]:
    embedded = _EMBEDDED.fullmatch(inside)
    if embedded:
        address = "".join(_plain(embedded[2]).split())
        url = references.urls.get(normal_name(address[:-1]), "") if address.endswith("_") else address
        text = _plain(embedded[1]).rstrip() if embedded[1].strip() else address
        return [style._replace(text=text, url=url)]
    return [style._replace(text=_plain(inside), url=_address(_plain(inside), after, references))]


def _address(name: str, underscores: str, references: References) -> str:
    if underscores == "__":
        references.nameless += 1
        index = references.nameless - 1
        return references.anonymous[index] if index < len(references.anonymous) else ""
    return references.urls.get(normal_name(name), "")


def _substitution(name: str, linked: str | None, style: Span, references: References) -> list[Span] | None:
    key = normal_name(name)
    if key not in references.substitutions:
        return None
    url = _address(name, linked, references) if linked else style.url
    return [
        span._replace(line=style.line, url=url or span.url, bold=style.bold or span.bold, struck=style.struck)
        for span in references.substitutions.text(key)
    ]


def _note(label: str, style: Span, references: References) -> list[Span] | None:
    if label in ("#", "*"):
        if label == "#":
            references.automatic += 1
            label = f"#{references.automatic}"
        else:
            references.symbols += 1
            label = f"*{references.symbols}"
        return list(references.notes.at_mark(label, style))
    key = normal_name(label)
    return list(references.notes.at_mark(key, style)) if key in references.notes else None


def _named(name: str, underscores: str, style: Span, references: References) -> list[Span] | None:
    if underscores == "_" and normal_name(name) not in references.urls:
        return None
    if underscores == "__" and references.nameless >= len(references.anonymous):
        return None
    return [style._replace(text=name, url=_address(name, underscores, references))]


def _plain(text: str) -> str:
    """The words without escapes: an escaped blank is none."""
    return _UNESCAPE.sub("", text)
