"""Plain text as an Atlassian document and back, built from values and never from strings. Pure.

    text                               document
    paragraphs between blank lines     paragraph; a line end in it is a hardBreak
    lines that begin with `- `         bulletList of listItems

Text nodes carry no marks, so nothing in them is a link, a mention or a picture. `read` shows whatever people add with
signs that our own documents do not have: what they changed is never taken for what we wrote.
https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from connectors.fitting import CUT_BODY, fit_body, length

Node = dict[str, Any]

_BULLET = "- "
_DEEPEST = 40
_MARKS = {"strong": "**", "em": "_", "code": "`", "strike": "~~", "underline": "__"}


def write(text: str) -> Node:
    """Give the document of a plain text."""
    content = list(_blocks(text))
    return {"type": "doc", "version": 1, "content": content or [{"type": "paragraph", "content": []}]}


def read(document: object) -> str:
    """Give the plain text of a document; of one that `write` made, the text that it was made from, tidied."""
    if not isinstance(document, Mapping):
        return ""
    return "\n\n".join(filter(None, (_block(node, 0) for node in _content(document)))).strip()


def fit(text: str, limit: int) -> str:
    """Tidy a text, and cut it if it is longer than `limit`, or its document is: which of them Jira counts varies."""
    room = limit
    while True:
        tidy = read(write(fit_body(text, room)))
        size = length(json.dumps(write(tidy), ensure_ascii=False, separators=(",", ":")))
        if size <= limit:
            return tidy
        room = max(room * limit // size, length(CUT_BODY) + 1) if room > length(CUT_BODY) + 1 else room - 1


def _blocks(text: str) -> Iterator[Node]:
    lines = [line.strip() for line in text.split("\n")]
    for kind, group in groupby(lines, _kind):
        if kind == "bullet":
            yield {"type": "bulletList", "content": [_item(line.removeprefix(_BULLET).strip()) for line in group]}
        elif kind == "line":
            yield {"type": "paragraph", "content": list(_inline(list(group)))}


def _kind(line: str) -> str:
    if not line:
        return ""
    return "bullet" if line.startswith(_BULLET) else "line"


def _item(line: str) -> Node:
    return {"type": "listItem", "content": [{"type": "paragraph", "content": list(_inline([line]))}]}


def _inline(lines: Sequence[str]) -> Iterator[Node]:
    for number, line in enumerate(lines):
        if number:
            yield {"type": "hardBreak"}
        yield {"type": "text", "text": line}


def _block(node: Node, depth: int) -> str:
    kind = node.get("type")
    if depth > _DEEPEST:
        return "[...]"
    if kind == "paragraph":
        return "".join(_words(child, depth) for child in _content(node))
    if kind == "bulletList":
        return "\n".join(_BULLET + _indented(item, depth, "  ") for item in _content(node))
    if kind == "orderedList":
        items = enumerate(_content(node), 1)
        return "\n".join(f"{number}. " + _indented(item, depth, "   ") for number, item in items)
    if kind == "heading":
        return "# " + "".join(_words(child, depth) for child in _content(node))
    if kind == "rule":
        return "----"
    return "\n".join([f"[{kind}]", *_inside(node, depth)])


def _indented(item: Node, depth: int, indent: str) -> str:
    return "\n".join(_inside(item, depth)).replace("\n", f"\n{indent}")


def _inside(node: Node, depth: int) -> list[str]:
    if node.get("type") not in {"listItem", "bulletList", "orderedList"} and "text" in node:
        return [_words(node, depth)]
    return [_block(child, depth + 1) if "text" not in child else _words(child, depth) for child in _content(node)]


def _words(node: Node, depth: int) -> str:
    if node.get("type") == "hardBreak":
        return "\n"
    if node.get("type") != "text":
        attributes = node.get("attrs")
        shown = attributes.get("text") or attributes.get("url") or "" if isinstance(attributes, Mapping) else ""
        inner = "".join(_words(child, depth + 1) for child in _content(node)) if depth <= _DEEPEST else ""
        return f"[{node.get('type')} {shown}{inner}]"
    words = str(node.get("text", ""))
    for mark in node.get("marks") or ():
        kind = mark.get("type") if isinstance(mark, Mapping) else ""
        href = (mark.get("attrs") or {}).get("href", "") if isinstance(mark, Mapping) else ""
        sign = _MARKS.get(str(kind), f"[{kind}]")
        words = f"[{words}]({href})" if kind == "link" else f"{sign}{words}{sign}"
    return words


def _content(node: Mapping[str, Any]) -> list[Node]:
    content = node.get("content")
    return [child for child in content if isinstance(child, dict)] if isinstance(content, list) else []
