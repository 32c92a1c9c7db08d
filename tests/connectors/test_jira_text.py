"""What we write into Jira is inert, fits, and is known again."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from connectors.fitting import length
from connectors.jira import adf, wiki, words
from tests.connectors.jira_people import assert_inert_document, assert_inert_wiki
from tests.connectors.tracker_side import HOSTILE

LIMIT = 400
TEXTS = st.one_of(
    st.text(max_size=200),
    st.text("-* \n\\!{}[]|~^&#;ax.", max_size=120),
    st.lists(st.sampled_from([*HOSTILE, "- ", "\n", "\n\n", "!a!", "\\", "{html}", "[~x]", "|"]), max_size=8).map(
        "".join
    ),
)


@given(TEXTS)
def test_wiki_text_is_inert_and_stays_as_it_is(text: str) -> None:
    fitted = wiki.fit(text, LIMIT)
    assert_inert_wiki(fitted)
    assert length(fitted) <= LIMIT
    assert wiki.fit(fitted, LIMIT) == fitted
    assert wiki.read(fitted.replace("\n", "\r\n") + "\r\n") == fitted


@given(TEXTS)
@example("a\n- b\nc\n\n\n- \n-  d  \n- - e")
def test_a_document_is_inert_and_is_read_back_as_it_was_written(text: str) -> None:
    fitted = adf.fit(text, LIMIT)
    document = adf.write(fitted)
    assert_inert_document(document)
    assert adf.read(document) == fitted
    assert adf.fit(fitted, LIMIT) == fitted
    assert len(json.dumps(document, ensure_ascii=False, separators=(",", ":"))) <= LIMIT


@pytest.mark.parametrize(
    ("text", "inert"),
    [
        ("[~ann] see [x|http://evil.example]", "&#91;~ann&#93; see &#91;x&#124;http://evil.example&#93;"),
        ("!http://evil.example/x.png!", "&#33;http://evil.example/x.png!"),
        ("Done! Really!", "Done! Really!"),
        ("{html}<b>{html}", "&#123;html&#125;<b>&#123;html&#125;"),
        ("C:\\temp", "C:&#92;temp"),
        ("- one\n- two", "- one\n- two"),
    ],
)
def test_what_could_begin_markup_becomes_a_character_reference(text: str, inert: str) -> None:
    assert wiki.inert(text) == inert


@pytest.mark.parametrize("text", ["[~ann]", "{html}x{html}", "!http://x/y.png!", "|a|b|", "a\\\\b", "[x|y]"])
def test_the_checker_sees_markup(text: str) -> None:
    with pytest.raises(AssertionError):
        assert_inert_wiki(text)


@pytest.mark.parametrize(
    "node",
    [
        {"type": "mention", "attrs": {"id": "1", "text": "@ann"}},
        {"type": "text", "text": "x", "marks": [{"type": "link", "attrs": {"href": "http://x"}}]},
        {"type": "mediaSingle", "content": [{"type": "media", "attrs": {"type": "external", "url": "http://x"}}]},
    ],
    ids=["mention", "link", "picture"],
)
def test_what_people_add_to_a_document_is_seen_and_is_not_ours(node: dict[str, Any]) -> None:
    document = {"type": "doc", "version": 1, "content": [{"type": "paragraph", "content": [node]}]}
    with pytest.raises(AssertionError):
        assert_inert_document(document)
    assert adf.read(document) not in {"", "x"}


def test_a_document_of_people_is_read_as_text() -> None:
    def paragraph(text: str) -> dict[str, Any]:
        return {"type": "paragraph", "content": [{"type": "text", "text": text}]}

    def item(*content: dict[str, Any]) -> dict[str, Any]:
        return {"type": "listItem", "content": list(content)}

    nested = {"type": "orderedList", "content": [item(paragraph("one")), item(paragraph("two"))]}
    document = {
        "type": "doc",
        "content": [
            {"type": "heading", "attrs": {"level": 2}, "content": [{"type": "text", "text": "Plan"}]},
            {"type": "bulletList", "content": [item(paragraph("first"), nested)]},
            {"type": "rule"},
            {"type": "codeBlock", "content": [{"type": "text", "text": "x = 1"}]},
        ],
    }
    assert adf.read(document) == "# Plan\n\n- first\n  1. one\n  2. two\n\n----\n\n[codeBlock]\nx = 1"


@pytest.mark.parametrize("document", [None, "text", [], {}, {"content": 1}, {"content": [1, None]}])
def test_what_is_no_document_is_no_text(document: object) -> None:
    assert adf.read(document) == ""


def test_a_document_that_is_nested_without_end_is_read_to_a_depth() -> None:
    node: dict[str, Any] = {"type": "text", "text": "deep"}
    for _ in range(400):
        node = {"type": "panel", "content": [node]}
    assert "[...]" in adf.read({"type": "doc", "content": [node]})


@pytest.mark.parametrize("part", ["a\n\n", "- a\n", '"', "\\", "a\n", "🙂"])
def test_what_is_long_as_a_document_is_cut_and_says_so(part: str) -> None:
    fitted = words.body("first words " + part * 40_000, in_adf=True)
    assert fitted.startswith("first words")
    assert "cut" in fitted[-100:].lower()
    assert 16_000 < length(json.dumps(adf.write(fitted), ensure_ascii=False)) <= 40_000
    assert words.body(fitted, in_adf=True) == fitted


def test_labels_have_no_blanks_and_titles_fit() -> None:
    assert words.label(" two\nwords ") == "two-words"
    assert length(words.title("x" * 300)) == 255
    assert len(words.label("x" * 300)) == 255
