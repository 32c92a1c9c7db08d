"""What a list entry's elements say about it: its box, its number, whether it is an entry at all."""

from __future__ import annotations

import re

from service.extraction.readers.markup.tokens import Words
from service.extraction.readers.markup.tree import HEADINGS, Node

_NUMBER = re.compile(r"-?\d{1,9}")


def checkbox(node: Node) -> str | None:
    """What stands in the box that an element is (" ", "x"), None if it is none."""
    attributes, classes = node.attributes, node.classes
    if node.name == "input":
        if attributes.get("type", "").lower() != "checkbox":
            return None
        return "x" if "checked" in attributes else " "
    if "checkbox-on" in classes or "checkbox-off" in classes:
        return "x" if "checkbox-on" in classes else " "
    return None


def entry_state(node: Node) -> str | None:
    """As `checkbox`, for a list entry that says by its attributes that it is a task, as wikis and editors export it."""
    attributes = node.attributes
    if attributes.get("role") == "checkbox":
        return "x" if attributes.get("aria-checked") == "true" else " "
    if "data-checked" in attributes:
        return "x" if attributes["data-checked"] == "true" else " "
    if "data-inline-task-id" in attributes:
        return "x" if "checked" in node.classes else " "
    return None


def begins_with_heading(entry: Node) -> bool:
    """Whether a list entry is only a frame around a section: then it is no entry."""
    node = entry
    while node.headed:
        for child in node.children:
            if isinstance(child, Words):
                if child.text.strip():
                    return False
            elif child.name in HEADINGS:
                return True
            elif child.size:
                node = child
                break
        else:
            return False
    return False


def integer(text: str, default: int) -> int:
    """The number that an attribute holds, else `default`."""
    match = _NUMBER.fullmatch(text.strip())
    return int(match[0]) if match else default
