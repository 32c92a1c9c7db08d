"""Whatever comes in: no exception, the same answer twice, lines within the document, time in proportion to size."""

from __future__ import annotations

import os
import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.extraction.document import DEFAULT_MAX_BYTES, extract
from service.extraction.readers.protocol import Reader
from service.extraction.readers.table import READERS, reader_for
from service.model import Extraction

ENDINGS = ("md", "txt", "html", "rst", "adoc", "wiki", "org", "")
# `make fuzz` sets this; the suite has the short form
EXAMPLES = int(os.environ.get("CLOSEOUT_FUZZ_EXAMPLES", "60"))

# Pieces of which postmortems are made, in all formats at once: what breaks readers is their mixture.
PIECES = st.sampled_from(
    [
        "# ",
        "## Action items\n",
        "\n",
        "\n\n",
        "- ",
        "* ",
        "1. ",
        "  ",
        "    ",
        "- [ ] ",
        "- [x] ",
        "`",
        "```\n",
        "**",
        "__",
        "~~",
        "[",
        "](",
        ")",
        "[^1]",
        "[^1]: ",
        "<table>",
        "<tr><td>",
        "</td></tr></table>",
        "<ul><li>",
        "</li></ul>",
        "<h2>",
        "</h2>",
        "<!--",
        "-->",
        "> ",
        "\\",
        "Owner: Ann",
        "**Due:** ",
        "2026-02-30",
        "1/2/3",
        "end of Q3",
        "#12",
        "https://github.com/a/b/issues/1",
        "OPS-1",
        "TODO",
        "Done",
        "(",
        "):",
        "—",
        "•",
        "=====\n",
        "-----\n",
        ".. note::",
        "{",
        "class=wikitable\n",
        "#+TITLE: x\n* TODO [#A] x :t:\n",
        "== Actions ==\n",
        "[%checklist]\n",
        "Add alerts.",
        "We will fix it. ",
        "再発防止策",
        "対策",
        "é",
        "\u2028",
        "\x0c",
        "&amp;",
        ":",
        "TBD",
    ]
) | st.sampled_from(
    ["|", "| a | b |\n", "|---|---|\n", "| Action | Owner |\n|---|---|\n", "|===\n", "{|\n", "|-\n", "|}\n"]
)
TEXTS = st.lists(PIECES, max_size=60).map("".join)


def check(data: bytes, path: str) -> Extraction:
    extraction = extract(data, path)
    lines = data.count(b"\n") + data.count(b"\r") + 1
    assert extraction == extract(data, path)
    for item in extraction.items:
        assert 1 <= item.line <= lines
        assert item.title.strip() == item.title != ""
        assert item.due is None or item.due_words is None
    for problem in extraction.problems:
        assert 1 <= problem.line <= lines
    return extraction


@given(data=st.binary(max_size=400), ending=st.sampled_from(ENDINGS))
@settings(max_examples=EXAMPLES, deadline=None)
def test_any_bytes_are_read(data: bytes, ending: str) -> None:
    check(data, f"a.{ending}")


@given(text=TEXTS, ending=st.sampled_from(ENDINGS))
@settings(max_examples=4 * EXAMPLES, deadline=None)
def test_any_mixture_of_forms_is_read(text: str, ending: str) -> None:
    check(text.encode(), f"a.{ending}")


@given(text=TEXTS, ending=st.sampled_from(ENDINGS))
@settings(max_examples=EXAMPLES, deadline=None)
def test_line_ends_change_nothing(text: str, ending: str) -> None:
    one, other = (extract(t.encode(), f"a.{ending}") for t in (text, text.replace("\n", "\r\n")))
    assert one == other


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
@given(text=TEXTS)
@settings(max_examples=EXAMPLES, deadline=None)
def test_every_reader_reads_any_text(reader: Reader, text: str) -> None:
    reading = reader.read(text)
    assert reading == reader.read(text)
    assert all(1 <= block.line <= text.count("\n") + 1 for block in reading.blocks)


HEAD = "# Postmortem of 2026-01-01\n\n## Action items\n\n"
LARGE: dict[str, Callable[[int], str]] = {
    "nested entries": lambda n: "".join("  " * min(i, 40) + "- Add x\n" for i in range(n // 60)),
    "entries": lambda n: "- Add an alert\n" * (n // 15),
    "columns": lambda n: "| Action |" * (n // 20) + "\n" + "|---" * (n // 20) + "|\n" + "| Add x |" * (n // 20),
    "rows": lambda n: "| Action | Owner |\n|---|---|\n" + "| Add an alert | Ann |\n" * (n // 24),
    "backticks": lambda n: "- Add " + "`" * n,
    "brackets": lambda n: "- Add " + "[" * n,
    "stars": lambda n: "- Add " + "*a " * (n // 3),
    "colons": lambda n: "- Add " + "owner: " * (n // 7),
    "dashes": lambda n: "- Add " + "- x " * (n // 4),
    "refs": lambda n: "- Add " + "#1 " * (n // 3),
    "dates": lambda n: "- Add " + "2026-01-01 " * (n // 11),
    "sentences": lambda n: "We will add it. " * (n // 16),
    "headings": lambda n: "### Add it\n\nText.\n\n" * (n // 19),
    "open tables of HTML": lambda n: "<table>\n" * (n // 8),
    "labels": lambda n: "**Owner:** Ann\n" * (n // 15),
    "quotes": lambda n: ">" * n,
}


@pytest.mark.parametrize("make", LARGE.values(), ids=LARGE)
def test_time_grows_with_size_and_no_faster(make: Callable[[int], str]) -> None:
    def seconds(size: int) -> float:
        data = (HEAD + make(size)).encode()
        start = time.process_time()
        check(data, "a.md")
        return time.process_time() - start

    seconds(1_000)
    small, large = min(seconds(10_000) for _ in range(2)), seconds(80_000)
    assert large < 30 * small + 1.0  # eight times the size; a square would be sixty-four times


def test_a_document_that_is_too_large_is_a_problem() -> None:
    extraction = extract(b"a" * (DEFAULT_MAX_BYTES + 1), "a.md")
    assert [problem.code for problem in extraction.problems] == ["too-large"]
    assert not extraction.items
    assert extract(b"# Actions\n- Add it", "a.md", max_bytes=10).problems[0].code == "too-large"


@pytest.mark.parametrize(
    "data", [b"\0\1\2", b"# Actions\n\n- Add \0 it", bytes(range(1, 32)) * 9], ids=["binary", "nul", "controls"]
)
def test_what_is_not_text_is_a_problem(data: bytes) -> None:
    extraction = extract(data, "a.md")
    assert [problem.code for problem in extraction.problems] == ["not-text"]
    assert not extraction.items


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_usual_encodings_are_read(encoding: str) -> None:
    text = "# Panne\n\n## Actions correctives\n\n- Réduire le délai\n"
    assert [item.title for item in extract(text.encode(encoding), "a.md").items] == ["Réduire le délai"]


@pytest.mark.parametrize(
    ("text", "path", "reader"),
    [
        ("# A\n\n## Action items\n\n- Add it\n", "a.txt", "markdown"),
        ("<!doctype html><h1>A</h1>", "a.md", "html"),
        ("#+TITLE: A\n\n* TODO Add it\n", "notes", "org"),
        ("A\n=\n\n.. note:: x\n\n.. list-table::\n", "notes", "rst"),
        ("Page\n\n  • one\n  • two\n", "page", "plain"),
    ],
)
def test_a_format_is_recognised_by_its_content(text: str, path: str, reader: str) -> None:
    assert reader_for(text, path).name == reader
