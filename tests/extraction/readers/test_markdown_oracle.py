"""The Markdown reader against markdown-it-py: on well-formed documents both see the same headings, entries and rows."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from service.extraction.blocks import Entry, Heading, Table
from service.extraction.readers.front_matter import front_matter
from service.extraction.readers.markdown import read

CASES = Path(__file__).parents[1] / "cases"
SLOPPY = {"rows-apart", "escaped", "html-table", "paragraph-below-table"}  # read as meant, not as specified
WELL_FORMED = sorted(path for path in CASES.glob("*.md") if path.stem not in SLOPPY)
BLOCKS = st.sampled_from(
    [
        "# One\n",
        "## Two\n",
        "Words *and* more.\n",
        "- a\n- b\n",
        "1. x\n2. y\n",
        "| a | b |\n|---|---|\n| c | d |\n",
        "```\n# no\n```\n",
        "> q\n",
    ]
)


def ours(text: str) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = []
    for block in read(text).blocks:
        match block:
            case Heading():
                found.append((f"h{block.level}", block.line))
            case Entry():
                found.append(("entry", block.line))
            case Table():
                found.extend(("row", row.line) for row in block.rows)
            case _:
                pass
    return found


def theirs(text: str) -> list[tuple[str, int]]:
    """What markdown-it-py sees, with its front matter (which it does not know) blanked out."""
    lines = text.split("\n")
    _, start = front_matter(lines)
    tokens = MarkdownIt("commonmark").enable("table").parse("\n" * start + "\n".join(lines[start:]))
    kinds = {"list_item_open": "entry", "tr_open": "row"}
    found = []
    for token in tokens:
        kind = token.tag if token.type == "heading_open" else kinds.get(token.type)
        if kind and token.map:
            found.append((kind, token.map[0] + 1))
    return found


@pytest.mark.parametrize("path", WELL_FORMED, ids=lambda path: path.stem)
def test_well_formed_documents_are_seen_alike(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert ours(text) == theirs(text)


@given(blocks=st.lists(BLOCKS, max_size=12))
@settings(max_examples=150, deadline=None)
def test_blocks_apart_by_blank_lines_are_seen_alike(blocks: list[str]) -> None:
    text = "\n".join(blocks)
    assert ours(text) == theirs(text)
