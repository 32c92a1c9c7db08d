"""The reader of HTML: blog posts, status pages, exported wikis (Confluence's storage format included), fragments."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from service.extraction.blocks import Block, Field, Reading, plain
from service.extraction.readers.markup.article import article
from service.extraction.readers.markup.confluence import plain_html
from service.extraction.readers.markup.footnotes import footnotes
from service.extraction.readers.markup.grid import Repeats
from service.extraction.readers.markup.limits import problems
from service.extraction.readers.markup.render import Renderer, Surroundings
from service.extraction.readers.markup.spans import Spans
from service.extraction.readers.markup.styles import PLAIN
from service.extraction.readers.markup.tokens import Words, tokens
from service.extraction.readers.markup.tree import Node, tree

MAX_FIELDS: Final = 200

_PROOF = re.compile(
    r"\ufeff?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html)[\s>]", re.I | re.S
)
_BLOCK_END = re.compile(r"</(?:p|div|li|ul|ol|td|th|tr|table|h[1-6]|section|ac:[a-z-]+)>", re.IGNORECASE)
_FIRST_TAG = re.compile(r"\ufeff?\s*<(?:p|div|h[1-6]|ul|ol|table|section|article|main|body|head|ac:)\b", re.IGNORECASE)


def signs(text: str) -> int:
    """How much `text` looks like HTML (the scale is in `protocol.py`)."""
    if _PROOF.match(text):
        return 9
    ends = sum(1 for _ in _BLOCK_END.finditer(text))
    if not ends:
        return 0
    lines = sum(1 for line in text.split("\n") if line.strip())
    if _FIRST_TAG.match(text):
        return 8 if ends * 2 >= lines else 4
    return 3 if ends * 2 >= lines else 1


def read(text: str) -> Reading:
    """The article of a page as blocks; `<title>` ("page title") and `<meta>` as fields. Never raises."""
    page, too_deep = _page(text, 1)
    region, left_out = article(page)
    repeats = Repeats()
    blocks = Renderer(Surroundings(left_out, footnotes(region), repeats)).render(region)
    return Reading(tuple(blocks), tuple(islice(_fields(page), MAX_FIELDS)), tuple(problems(too_deep, repeats)))


def read_fragment(html: str, first_line: int) -> Sequence[Block]:
    """The blocks of a piece of HTML in another format, all of it; its first line has the number `first_line`."""
    fragment, _ = _page(html, first_line)
    return Renderer(Surroundings()).render(fragment)


def _page(text: str, first_line: int) -> tuple[Node, int | None]:
    page, too_deep = tree(tokens(text, first_line))
    if "<ac:" in text:
        plain_html(page)
    return page, too_deep


def _words(node: Node) -> Iterator[str]:
    for child in node.children:
        if isinstance(child, Words):
            yield child.text
        elif isinstance(child, Node):
            yield from _words(child)


def _fields(page: Node) -> Iterator[Field]:
    titled = headed = False
    for node in page.descendants():
        if node.name == "title" and not titled:
            titled = True
            spans = Spans()
            for child in node.children:
                if isinstance(child, Words):
                    spans.add(child.text, child.line, PLAIN)
            for text in spans.take():
                yield Field(text[0].line, "page title", (plain(text),))
        elif node.name == "h1" and not headed:
            headed = True
            if words := " ".join("".join(_words(node)).split()):
                yield Field(node.line, "page heading", (words,))
        elif node.name == "meta":
            name = node.attributes.get("name") or node.attributes.get("property")
            content = " ".join(node.attributes.get("content", "").split())
            if name and content:
                yield Field(node.line, name.strip().lower(), (content,))
