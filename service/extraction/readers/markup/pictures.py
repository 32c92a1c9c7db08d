"""Pictures that stand for a character: the `<img>` of an emoji is a word."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from service.extraction.readers.markup.tree import Node

EMOTICONS: Final[Mapping[str, str]] = {
    "tick": "✅",
    "cross": "❌",
    "error": "❌",
    "warning": "⚠️",
    "minus": "➖",
    "plus": "➕",
}
"""What Confluence's names for its oldest pictures show:
https://confluence.atlassian.com/doc/confluence-storage-format-790796544.html"""

_FALLBACKS: Final = ("data-emoji-fallback", "ac:emoji-fallback")
_SHORT_NAME = re.compile(r"[:(]([\w+-]{1,40})[:)]")
_PICTURE = re.compile(r"[^\w\s\x00-\x7f][^\w\s]{0,9}")


def emoji(node: Node) -> str:
    """The characters for which an image stands, "" for any other image."""
    attributes = node.attributes
    for name in (*_FALLBACKS, "alt"):
        words = attributes.get(name, "").strip()
        if _PICTURE.fullmatch(words):
            return words
        if short := _SHORT_NAME.fullmatch(words):
            return EMOTICONS.get(short[1], words)
    return EMOTICONS.get(attributes.get("ac:name", ""), "")
