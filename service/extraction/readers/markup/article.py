"""Which part of a page is the article, by structure: marked regions, else where most words stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from service.extraction.readers.markup.tree import BLOCKS, Node

MOST: Final = 0.7
SPINE: Final = 0.5

_PAGE_PARTS: Final = frozenset({"nav", "aside", "footer", "dialog", "title"})
_ROLES = "navigation banner contentinfo complementary search dialog alertdialog menu menubar toolbar tablist doc-toc"
_PAGE_ROLES: Final = frozenset(_ROLES.split())
_CONTAINERS: Final = frozenset({"div", "section", "center", "form", "table", "tbody", "tr", "td", "ul", "ol"})
_SECTIONING: Final = frozenset({"article", "main", "section"})
_HIDDEN_CLASSES: Final = frozenset({"sr-only", "visually-hidden", "screen-reader-text", "screen-reader-only"})
_HIDING_STYLE = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)

# names that page builders give to what is not the article; the whole class or id has to be of this form
_PAGE_PART_NAME = re.compile(
    r"""(?:(?:site|page|global|main|post|article|entry|blog|primary|secondary|top|left|right|bottom|user|js)[-_]*)?
    (?:nav|navbar|navigation|menu|sidebar|footer|masthead|breadcrumbs?|toc|table-?of-?contents|pagination|pager|paginator
      |comments?|commentlist|respond|disqus(?:_thread)?|replies|trackbacks|related(?:[-_]*(?:posts?|articles?|content))
      |recent[-_]*posts|read[-_]*(?:next|more)|shar(?:e|ing)|social(?:[-_]*(?:share|media|links))?|newsletter|subscribe|signup
      |cookies?|consent|gdpr|skip[-_]*(?:link|nav|to[-_]*content)|modal|popup|tooltip|author[-_]*bio|tag[-_]*(?:list|cloud)
      |(?:site|global)[-_]*header|announcement)
    (?:[-_]*(?:list|section|area|wrap|wrapper|container|block|box|bar|banner|notice|links?|buttons?|inner|form|widget))?""",
    re.VERBOSE,
)


def article(page: Node) -> tuple[Node, frozenset[Node]]:
    """The element that holds a page's article, and the elements within it to leave out.

    If that leaves no words, it is the whole page with nothing left out.
    """
    region = _marked(page)
    if region is None:
        body = next((node for node in page.descendants() if node.name == "body" and node.size), page)
        left_out = frozenset(_page_parts(body)) | frozenset(_beside_the_spine(body))
        region = body
    else:
        left_out = frozenset(_page_parts(region))
    if region.size <= _outermost_size(region, left_out):
        return page, frozenset()
    return region, left_out


def hidden(node: Node) -> bool:
    """Whether a browser does not show the element until somebody acts."""
    attributes = node.attributes
    return (
        "hidden" in attributes
        or "popover" in attributes
        or ("style" in attributes and _HIDING_STYLE.search(attributes["style"]) is not None)
        or not _HIDDEN_CLASSES.isdisjoint(node.classes)
    )


def _marked(page: Node) -> Node | None:
    """The main region, or the one article that has most of its words; of several like articles none."""
    parts = frozenset(_page_parts(page))
    main = max(_outermost(page, "main", parts), key=lambda node: node.size, default=None)
    articles = list(_outermost(main or page, "article", parts))
    largest = max(articles, key=lambda node: node.size, default=None)
    if largest is None or largest.size == 0:
        return main if main is not None and main.size else None
    rest = sum(node.size for node in articles) if main is None else main.size - _outermost_size(main, parts)
    return largest if largest.size - _outermost_size(largest, parts) >= MOST * rest else main


def _outermost(region: Node, name: str, left_out: frozenset[Node]) -> Iterator[Node]:
    """The elements below `region` of this name or role that are neither left out nor in another such element."""
    waiting = [region]
    while waiting:
        for node in waiting.pop().elements():
            if node in left_out:
                continue
            if name in (node.name, node.attributes.get("role")):
                yield node
            else:
                waiting.append(node)


def _outermost_size(region: Node, left_out: frozenset[Node]) -> int:
    """How many characters of `region` are in elements left out."""
    total, waiting = 0, [region]
    while waiting:
        for child in waiting.pop().elements():
            if child in left_out:
                total += child.size
            else:
                waiting.append(child)
    return total


def _page_parts(region: Node) -> Iterator[Node]:
    """Navigation, headers, side bars and the like below `region`, outermost ones only."""
    waiting = [(region, region.name in _SECTIONING)]
    while waiting:
        parent, sectioned = waiting.pop()
        for node in parent.elements():
            if _is_page_part(node, region.size, sectioned=sectioned):
                yield node
            else:
                waiting.append((node, sectioned or node.name in _SECTIONING))


def _is_page_part(node: Node, all_words: int, *, sectioned: bool) -> bool:
    if node.name in _PAGE_PARTS or (node.name == "header" and not sectioned):
        return True
    if not node.attributes:
        return False
    if hidden(node) or node.attributes.get("role") in _PAGE_ROLES:
        return True
    if node.name not in BLOCKS or node.size * 2 > all_words:
        return False
    names = node.classes
    if node.name != "section" and "section" not in names:
        names = [*names, node.attributes.get("id", "").lower()]
    return any(len(name) < 60 and _PAGE_PART_NAME.fullmatch(name) for name in names)


def _beside_the_spine(body: Node) -> Iterator[Node]:
    """On the way to the container with most of the words: the containers beside it that are mostly links."""
    node = body
    while True:
        containers = [child for child in node.elements() if child.name in _CONTAINERS and child.size]
        largest = max(containers, key=_own_words, default=None)
        if largest is None or _own_words(largest) < SPINE * _own_words(node):
            return
        yield from (child for child in containers if child is not largest and child.linked * 2 > child.size)
        node = largest


def _own_words(node: Node) -> int:
    return node.size - node.linked
