"""Confluence's storage format -> ordinary HTML elements: tasks, macros, links, layouts.

https://confluence.atlassian.com/doc/confluence-storage-format-790796544.html
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from service.extraction.readers.markup.tokens import Words
from service.extraction.readers.markup.tree import Node

_RENAMED: Final[Mapping[str, str]] = {
    "ac:task-list": "ul",
    "ac:task-body": "div",
    "ac:rich-text-body": "div",
    "ac:plain-text-body": "span",
    "ac:layout": "div",
    "ac:layout-section": "div",
    "ac:layout-cell": "div",
    "ac:adf-node": "div",
    "ac:adf-content": "div",
}
_WORDLESS: Final = frozenset({"ac:parameter", "ac:default-parameter", "ac:adf-attribute", "ac:adf-fallback"})
_ONE_WORD: Final[Mapping[str, str]] = {"status": "title", "jira": "key"}
_LISTINGS: Final = frozenset({"code", "noformat"})


def plain_html(root: Node) -> None:
    """Rewrite, in place, the elements that only Confluence has into those that show the same."""
    for node in list(root.descendants()):
        if node.name in {"ac:structured-macro", "ac:macro"}:
            _macro(node)
        elif node.name == "ac:task":
            _task(node)
        elif node.name == "ac:link":
            _link(node)
        elif node.name in _WORDLESS:
            node.children = []
        else:
            node.name = _RENAMED.get(node.name, node.name)


def _macro(node: Node) -> None:
    name = node.attributes.get("ac:name", "")
    if name in _ONE_WORD:
        node.name = "span"
        node.children = [
            word for child in node.elements() if _is_parameter(child, _ONE_WORD[name]) for word in child.children
        ]
    elif name in _LISTINGS:
        node.name = "pre"
        node.children = [child for child in node.elements() if child.name == "ac:plain-text-body"]
    else:
        node.name = "div"
        for child in node.elements():
            if _is_parameter(child, "title"):
                child.name = "summary"


def _task(node: Node) -> None:
    status = "".join(_words(child) for child in node.elements() if child.name == "ac:task-status").strip()
    node.name = "li"
    node.attributes = {"data-checked": "true" if status == "complete" else "false"}
    node.children = [child for child in node.elements() if child.name == "ac:task-body"]


def _link(node: Node) -> None:
    node.name = "span"
    if node.size:
        return
    for child in node.elements():
        if user := child.attributes.get("ri:username"):
            node.children = [Words(f"@{user}", child.line)]
        elif title := child.attributes.get("ri:content-title"):
            node.children = [Words(title, child.line)]


def _is_parameter(node: Node, name: str) -> bool:
    return node.name == "ac:parameter" and node.attributes.get("ac:name") == name


def _words(node: Node) -> str:
    return "".join(child.text for child in node.children if isinstance(child, Words))
