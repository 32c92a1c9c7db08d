"""How words look, and which elements and style sheets make them look so."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from service.extraction.readers.markup.tree import Node


class Style(NamedTuple):
    """How words look; the fields are those of `Span`."""

    url: str = ""
    bold: bool = False
    struck: bool = False
    code: bool = False
    italic: bool = False


PLAIN: Final = Style()


_ELEMENTS: Final[Mapping[str, Callable[[Style], Style]]] = {
    **dict.fromkeys(("b", "strong", "summary", "caption", "legend"), lambda style: style._replace(bold=True)),
    **dict.fromkeys(("s", "del", "strike"), lambda style: style._replace(struck=True)),
    **dict.fromkeys(("code", "tt", "kbd", "samp"), lambda style: style._replace(code=True)),
    **dict.fromkeys(("i", "em"), lambda style: style._replace(italic=True)),
}
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_STRUCK = re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.IGNORECASE)


def styled(style: Style, node: Node) -> Style:
    """The style of the words in an element that stands among words of `style`."""
    if (change := _ELEMENTS.get(node.name)) is not None:
        style = change(style)
    elif node.name == "a" and (address := "".join(node.attributes.get("href", "").split())):
        style = style._replace(url=address)
    if css := node.attributes.get("style"):
        style = style._replace(
            bold=style.bold or _BOLD.search(css) is not None, struck=style.struck or _STRUCK.search(css) is not None
        )
    return style
