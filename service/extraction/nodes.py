"""A list's entries as a tree, and what an entry or a list looks like."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from service.extraction.annotations import Context, Fields, read
from service.extraction.blocks import Block, Entry
from service.extraction.fields import refs
from service.extraction.folding import fold, tokens
from service.extraction.marked import Marked
from service.extraction.stripping import Stripped, strip
from service.extraction.vocabulary import COLUMNS
from service.extraction.wording import is_instruction, promises, reports
from service.extraction.words import Column

_ASIDE: Final = re.compile(r"\([^()]{0,120}\)")
_SHORT_LABEL: Final = re.compile(r"([^\W\d_][\w /-]{0,24}):\s")


@dataclass(slots=True)
class Node:
    """An entry with what belongs to it: paragraphs, and the entries one level deeper."""

    entry: Entry
    text: Marked
    more: list[Block] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)
    _stripped: Stripped | None = None
    _said: tuple[Fields | None] | None = None

    def stripped(self, context: Context) -> Stripped:
        """The entry's words without annotations. Asked for several times with one context, worked out once."""
        if self._stripped is None:
            self._stripped = strip(self.text, context)
        return Stripped(self._stripped.words, replace(self._stripped.fields))

    def said(self, context: Context) -> Fields | None:
        """What the entry says if it is an annotation and nothing else; as above."""
        if self._said is None:
            self._said = (read(self.text, context),)
        return self._said[0]


def tree(blocks: Sequence[Block]) -> list[Node]:
    """The entries of a run of list blocks, nested."""
    roots: list[Node] = []
    path: list[Node] = []
    for block in blocks:
        if isinstance(block, Entry):
            while path and path[-1].entry.depth >= block.depth:
                path.pop()
            node = Node(block, Marked.of(block.text))
            (path[-1].children if path else roots).append(node)
            path.append(node)
        elif path:
            while len(path) > 1 and path[-1].entry.depth > getattr(block, "depth", 0):
                path.pop()
            path[-1].more.append(block)
    return roots


def lines_below_label(node: Node) -> list[Marked]:
    """The lines of an entry whose first is a label and whose others are one instruction each, without their bullets."""
    if "\n" not in node.text.text:
        return []
    lines, start = [], 0
    for piece in node.text.text.split("\n"):
        if line := node.text.slice(start, start + len(piece)):
            lines.append(line)
        start += len(piece) + 1
    labelled = lines[0].text.endswith((":", "：")) and len(lines[0].text) <= 60
    return lines if labelled and all(is_instruction(line.text) for line in lines[1:]) else []


def is_action_list(nodes: Sequence[Node]) -> bool:
    """Whether most entries of a list read as tasks."""
    like = sum(
        n.entry.checkbox is not None or is_instruction(n.text.text) or promises(n.text.text) or reports(n.text.text)
        for n in nodes
    )
    return like * 2 >= len(nodes) > 0


def label_of(text: str) -> str:
    """The short label with which an entry begins, folded; "" without one."""
    match = _SHORT_LABEL.match(text)
    label = fold(match[1]) if match else ""
    return "" if COLUMNS.whole(tokens(label)) is Column.ACTION else label


def is_pointer(text: Marked) -> bool:
    """Whether a text is one link to a page that is no ticket, or nothing but code: something to look at, not to do."""
    if not text:
        return False
    links = text.links()
    if len(links) == 1 and links[0].end - links[0].start >= len(text.text.rstrip(" .")):
        return not refs.is_tracked(links[0].url) and not is_instruction(text.text)
    words = "".join(span.text for _, _, span in text.spans() if not span.code)
    return not any(c.isalnum() for c in (_ASIDE.sub("", words) if words != text.text else words))
