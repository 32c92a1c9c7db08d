"""Tags and words -> a tree: implied end tags, forgiven mistakes, bounded depth.

The part of https://html.spec.whatwg.org/multipage/parsing.html#tree-construction that decides where words belong.
Left out: re-opening of formatting that was closed with its paragraph, and moving of words out of tables.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from service.extraction.readers.markup.tokens import NO_ATTRIBUTES, Tag, Words

MAX_DEPTH: Final = 100
HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})

_VOID = "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr"
_SILENT = """script style template noscript svg math iframe object video audio canvas map select textarea datalist
    noembed noframes ac:placeholder"""
_BLOCKS = """address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption
    figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li listing main menu nav ol p pre section
    summary table tbody td tfoot th thead title tr ul xmp"""
VOID: Final = frozenset(_VOID.split())
SILENT: Final = frozenset(_SILENT.split())
BLOCKS: Final = frozenset(_BLOCKS.split())

_CELLS: Final = frozenset({"td", "th", "caption", "table", "ac:rich-text-body", "ac:task-body", "ac:layout-cell"})
_LISTS: Final = frozenset({"ul", "ol", "menu", "dir", "dl"})
_GROUPS: Final = frozenset({"thead", "tbody", "tfoot"})
_TABLE: Final = frozenset({"table"})
_P: Final = frozenset({"p"})

# start tag -> (what it closes if open, what protects the open ones above it)
_CLOSED_BY: Final[Mapping[str, tuple[frozenset[str], frozenset[str]]]] = {
    **dict.fromkeys(BLOCKS - {"tr", "td", "th", "tbody", "thead", "tfoot", "caption"}, (_P, _CELLS)),
    **dict.fromkeys(HEADINGS, (_P | HEADINGS, (BLOCKS - _P) - HEADINGS)),
    "li": (frozenset({"li"}), _LISTS | _CELLS),
    "dt": (frozenset({"dt", "dd"}), _LISTS | _CELLS),
    "dd": (frozenset({"dt", "dd"}), _LISTS | _CELLS),
    "tr": (frozenset({"tr", "caption"}), _TABLE),
    "td": (frozenset({"td", "th"}), frozenset({"table", "tr"})),
    "th": (frozenset({"td", "th"}), frozenset({"table", "tr"})),
    **dict.fromkeys(_GROUPS, (_GROUPS | {"caption", "tr"}, _TABLE)),
    "a": (frozenset({"a"}), BLOCKS),
}
# end tag -> what it does not reach across; for all other blocks and for inline tags see `_barrier`
_STOPPED_BY: Final[Mapping[str, frozenset[str]]] = {
    "li": _LISTS | _CELLS,
    "dt": _LISTS | _CELLS,
    "dd": _LISTS | _CELLS,
    **dict.fromkeys(_GROUPS | {"tr", "td", "th", "caption"}, _TABLE),
    "table": frozenset(),
}
_INLINE_STOPPED_BY: Final = _CELLS | _LISTS | {"li"}


@dataclass(slots=True, eq=False)
class Node:
    """An element. `size` and `linked` count the characters of its words, and of those that are links' texts."""

    name: str
    attributes: Mapping[str, str]
    line: int
    children: list[Node | Words] = field(default_factory=list)
    size: int = 0
    linked: int = 0
    headed: bool = False

    @property
    def classes(self) -> list[str]:
        """The element's classes, in lower case."""
        return self.attributes.get("class", "").lower().split()

    def elements(self) -> Iterator[Node]:
        """The children that are elements."""
        return iter([child for child in self.children if isinstance(child, Node)])

    def descendants(self) -> Iterator[Node]:
        """All elements below this one, in the document's order."""
        waiting = list(self.elements())[::-1]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(list(node.elements())[::-1])


def _barrier(name: str) -> frozenset[str]:
    special = _STOPPED_BY.get(name)
    if special is not None:
        return special
    return _CELLS if name in BLOCKS else _INLINE_STOPPED_BY


class TreeBuilder:
    """Takes tags and words in the document's order; `root` is the tree once `finish` was called."""

    def __init__(self) -> None:
        self.root = Node("", NO_ATTRIBUTES, 1)
        self.too_deep: int | None = None
        self._stack = [self.root]
        self._open: Counter[str] = Counter()

    def start(self, tag: Tag) -> None:
        """Open an element, closing those that it ends by itself. Beyond MAX_DEPTH it replaces the innermost one."""
        name = tag.name
        closed, barrier = _CLOSED_BY.get(name, (None, None))
        if closed is not None and barrier is not None:
            self._close(closed, barrier, outermost=True)
        if len(self._stack) > MAX_DEPTH:
            self.too_deep = self.too_deep or tag.line
            self._pop()
        node = Node(name, tag.attributes, tag.line)
        if name not in SILENT:
            self._stack[-1].children.append(node)
        if name not in VOID and not tag.empty:
            self._stack.append(node)
            self._open[name] += 1

    def end(self, name: str) -> None:
        """Close the innermost element of this name and all within it, unless a table or list stands between."""
        if name not in {"body", "html"}:
            self._close((name,), _barrier(name))

    def words(self, words: Words) -> None:
        """Add words to the innermost open element."""
        node = self._stack[-1]
        node.children.append(words)
        node.size += len(words.text.strip())

    def finish(self) -> Node:
        """Close whatever is open."""
        while len(self._stack) > 1:
            self._pop()
        return self.root

    def _close(self, names: Collection[str], barrier: frozenset[str], *, outermost: bool = False) -> None:
        for name in names:
            if self._open.get(name):
                break
        else:
            return
        found = 0
        for index in range(len(self._stack) - 1, 0, -1):
            name = self._stack[index].name
            if name in names:
                found = index
                if not outermost:
                    break
            elif name in barrier:
                break
        while found and len(self._stack) > found:
            self._pop()

    def _pop(self) -> None:
        node = self._stack.pop()
        self._open[node.name] -= 1
        if node.name in SILENT:
            return
        parent = self._stack[-1]
        parent.size += node.size
        parent.linked += node.size if node.name == "a" else node.linked
        parent.headed = parent.headed or node.headed or node.name in HEADINGS


def tree(source: Iterable[Tag | Words]) -> tuple[Node, int | None]:
    """The tree of a whole document, and the first line on which it was too deep, if it was."""
    builder = TreeBuilder()
    for token in source:
        if isinstance(token, Words):
            builder.words(token)
        elif token.closing:
            builder.end(token.name)
        else:
            builder.start(token)
    return builder.finish(), builder.too_deep


def all_words(node: Node) -> list[Words]:
    """All words below an element, in order; `<br>` as a line break."""
    words: list[Words] = []
    waiting: list[Node | Words] = list(reversed(node.children))
    while waiting:
        part = waiting.pop()
        if isinstance(part, Words):
            words.append(part)
        elif part.name == "br":
            words.append(Words("\n", part.line))
        else:
            waiting.extend(reversed(part.children))
    return words
