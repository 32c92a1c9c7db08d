"""Footnotes of a page: which links are marks, and which elements are the notes that they stand for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from service.extraction.readers.markup.tree import Node

MAX_NOTE: Final = 2_000
MAX_ALL_NOTES: Final = 50_000

_NOTE_ELEMENTS: Final = frozenset({"li", "p", "div", "dd", "aside", "td", "span"})
_MARK_CLASS = re.compile(r"footnote[-_]?ref(?:erence)?|noteref")
_WORD = re.compile(r"\w")


def footnotes(region: Node) -> Mapping[Node, Node]:
    """For each mark below `region` (the link, or the `<sup>` around it) its note, as long as notes stay short.

    A note of more than MAX_NOTE characters and elements, or after MAX_ALL_NOTES of them, is none.
    """
    notes: dict[str, Node] = {}
    marks: list[tuple[Node, str]] = []
    for node in region.descendants():
        if node.name in _NOTE_ELEMENTS and 0 < node.size <= MAX_NOTE and "id" in node.attributes:
            notes.setdefault(node.attributes["id"], node)
        if target := _target(node):
            marks.append((node, target))
    found: dict[Node, Node] = {}
    contents: dict[Node, frozenset[Node]] = {}
    left = MAX_ALL_NOTES
    for mark, target in marks:
        note = notes.get(target)
        if note is None:
            continue
        if note not in contents:
            contents[note] = frozenset(note.descendants())
        cost = note.size + len(contents[note])
        if mark not in contents[note] and cost <= min(left, MAX_NOTE):
            left -= cost
            found[mark] = note
    return found


def is_self_link(node: Node) -> bool:
    """Whether a link only marks a place: a heading's "#" or "¶", a note's way back."""
    if node.name != "a" or node.linked or not node.attributes.get("href", "").startswith("#"):
        return False
    words = [child for child in node.children if not isinstance(child, Node)]
    return len(words) == len(node.children) and not any(_WORD.search(word.text) for word in words)


def _target(node: Node) -> str:
    """The id of the note for which a mark stands, "" if the element is none."""
    if node.name == "sup":
        links = [child for child in node.children if isinstance(child, Node) or child.text.strip(" [](),")]
        link = links[0] if len(links) == 1 else None
        if not isinstance(link, Node) or link.name != "a":
            return ""
    elif node.name == "a" and (
        node.attributes.get("role") == "doc-noteref" or any(_MARK_CLASS.fullmatch(name) for name in node.classes)
    ):
        link = node
    else:
        return ""
    href = link.attributes.get("href", "")
    return href[1:] if href.startswith("#") else ""
