"""The table of readers: which formats there are, and how a document's format is recognised."""

from __future__ import annotations

from typing import Final

from service.extraction.readers import asciidoc, html, markdown, mediawiki, org, plain, rst
from service.extraction.readers.protocol import ENDING_WEIGHT, HEAD, PROOF, Reader

READERS: Final = (
    Reader("markdown", frozenset({"md", "markdown", "mdown", "mkd", "mdx", "qmd"}), markdown.signs, markdown.read),
    Reader("html", frozenset({"html", "htm", "xhtml"}), html.signs, html.read),
    Reader("rst", frozenset({"rst", "rest"}), rst.signs, rst.read),
    Reader("asciidoc", frozenset({"adoc", "asciidoc", "asc"}), asciidoc.signs, asciidoc.read),
    Reader("mediawiki", frozenset({"wiki", "mediawiki", "mw"}), mediawiki.signs, mediawiki.read),
    Reader("org", frozenset({"org"}), org.signs, org.read),
    Reader("plain", frozenset({"txt", "text", "log"}), plain.signs, plain.read),
)


def reader_for(text: str, path: str) -> Reader:
    """The reader of the format that the content, helped by the file's ending, speaks for most."""
    ending = path.rsplit("/", 1)[-1].rsplit(".", 1)[-1].lower()
    head = text[:HEAD]
    best, weight = READERS[0], -1
    for reader in sorted(READERS, key=lambda reader: ending not in reader.endings):  # the ending's own first
        own = reader.signs(head) + (ENDING_WEIGHT if ending in reader.endings else 0)
        if own > weight:
            best, weight = reader, own
        if weight > PROOF:
            break  # no other can reach as much
    return best
