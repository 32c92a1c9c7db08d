"""The reader of MediaWiki's wikitext: https://www.mediawiki.org/wiki/Help:Formatting

The text becomes the tree of the HTML that MediaWiki would show, as far as a reader of words needs it, and then blocks.
Why not mwparserfromhell: it knows no lines, leaves lists as bare marks, and takes quadratic time on unclosed tags.
"""

from __future__ import annotations

import re
from typing import Final

from service.extraction.blocks import Reading
from service.extraction.readers.markup.grid import Repeats
from service.extraction.readers.markup.limits import problems
from service.extraction.readers.markup.render import Renderer, Surroundings
from service.extraction.readers.markup.wikilines import WikiLines
from service.extraction.readers.markup.wikitext import strip

_PROOF = re.compile(r"\ufeff?\s*(?:#redirect\s*\[\[|\{\{DISPLAYTITLE:|__(?:NO)?TOC__)", re.IGNORECASE)
_SIGNS: Final = (
    (re.compile(r"^\{\|.*\n(?:[^\n]*\n){0,20}?\|[-+}!| ]", re.MULTILINE), 5),
    (re.compile(r"^(={2,5})[^=\n]+\1[ \t]*$", re.MULTILINE), 3),
    (re.compile(r"\[\[[^\[\]\n|]{1,200}(?:\|[^\[\]\n]{0,200})?\]\]"), 2),
    (re.compile(r"'''[^'\n]{1,200}'''"), 2),
    (re.compile(r"\[https?://[^\s\]]{1,500} [^\]\n]{1,200}\]"), 2),
    (re.compile(r"<(?:ref|nowiki|syntaxhighlight)[ >/]", re.IGNORECASE), 2),
    (re.compile(r"^\{\{[A-Za-z]", re.MULTILINE), 1),
    (re.compile(r"^(?:\*{1,6}|#{1,6}|[:;]) ?[^\s*#]", re.MULTILINE), 1),
)


def signs(text: str) -> int:
    """How much `text` looks like MediaWiki (the scale is in `protocol.py`)."""
    if _PROOF.match(text):
        return 9
    return min(8, sum(weight for pattern, weight in _SIGNS if pattern.search(text)))


def read(text: str) -> Reading:
    """The page as blocks; named arguments of templates that begin a line as fields. Never raises."""
    stripped = strip(text)
    lines = WikiLines(stripped)
    lines.feed()
    repeats = Repeats()
    blocks = Renderer(Surroundings(repeats=repeats)).render(lines.builder.finish())
    too_deep = lines.too_deep or lines.builder.too_deep
    return Reading(tuple(blocks), tuple(stripped.fields), tuple(problems(too_deep, repeats)))
