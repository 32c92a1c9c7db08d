from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.extraction.blocks import Table
from service.extraction.readers import mediawiki
from service.extraction.readers.markup.wikitext import HIDDEN_BREAK
from tests.extraction.readers.outline import outline
from tests.extraction.readers.test_html import check_rules

DOCUMENTS = {
    "headings": ("= T =\n==Action items ==\n=== ''One'' ===", ["1: h1 T", "2: h2 Action items", "3: h3 /One/"]),
    "paragraphs join their lines": ("one\ntwo\n\nthree", ["1: p one two", "4: p three"]),
    "styles": ("'''b''' ''i'' '''''both''''' <s>gone</s> <code>c</code>", ["1: p *b* /i/ */both/* ~gone~ `c`"]),
    "styles end with the line": ("* '''a\n* b", ["1: - *a*", "2: - b"]),
    "links": (
        "See [[Page|the page]], [[Other]], [https://t.example/1 ticket], [https://t.example/2] and T12345.",
        [
            (
                "1: p See the page<Page>, Other<Other>, ticket<https://t.example/1>,"
                " https://t.example/2<https://t.example/2> and T12345."
            )
        ],
    ),
    "pictures and categories are no words": ("[[File:x.png|thumb|A [[b]]]]a[[Category:Incidents]]", ["1: p a"]),
    "lists": (
        "* one\n** two\n*# three\n*# four\n* five\n# six",
        ["1: - one", "2:   - two", "3:   1. three", "4:   2. four", "5: - five", "6: 1. six"],
    ),
    "a level without an entry": ("** deep", ["1: -", "1:   - deep"]),
    "text that goes on in an entry": ("* one\n*: more\n* two", ["1: - one", "2: p1 more", "3: - two"]),
    "definitions": (
        "; Owner: Ed\n; Due\n: May\n:: soon",
        ["1: term Owner", "1: p1 Ed", "2: term Due", "3: p1 May", "4: p1 soon"],
    ),
    "indented text": (": one\n:: two", ["1: p one", "2: p two"]),
    "a colon in an address is no definition": ("; https://t.example", ["1: term https://t.example"]),
    "rules and shown sources": ("a\n----\n x = 1\n y\n", ["1: p a", "2: rule", "3: literal ' x = 1\\n y'"]),
    "unparsed sections": (
        "<pre>\n* no list\n</pre>\n<nowiki>'''no bold'''</nowiki>\n* list",
        ["2: literal '* no list'", "4: p '''no bold'''", "5: - list"],
    ),
    "comments": ("a <!-- x\ny --> b\n<!-- own line -->\nc\n\n<!-- * no -->* yes", ["1: p a b c", "6: - yes"]),
    "status templates are words": (
        "* {{done}} one\n* {{In progress|Ed}} two",
        ["1: - [done] one", "2: - In progress Ed two"],
    ),
    "arguments of templates are words": ("* fix {{tracked|T1}}{{clear}} {{PAGENAME:x}}", ["1: - fix T1"]),
    "lines go on after a template": ("{{Info\n|a=1\n|b=2\n}}\n== X ==\n* y", ["5: h2 X", "6: - y"]),
    "notes stand where their mark is": (
        "Fact<ref>see [https://t.example it]</ref>.<references/>",
        ["1: p Fact see it<https://t.example> ."],
    ),
    "what is not closed is text": ("{{a [[b\n\n'''c <b", ["1: p {{a [[b", "3: p *c <b*"]),
    "unknown tags are text": ("a <foo> b", ["1: p a <foo> b"]),
    "html": ("<ul><li>a</li>\n<li>b</li></ul>\n<!-- -->", ["1: - a", "2: - b"]),
}

TABLES = {
    "table": (
        '{| class="wikitable"\n! Action !! Owner\n|-\n| Add || Ed\n|-\n| Fix\n| [[Jo|J]]\n|}\nafter',
        ["2: table", "  2# Action | Owner", "  4| Add | Ed", "  6| Fix | J<Jo>", "9: p after"],
    ),
    "attributes and spans": (
        "{|\n|-\n! scope=col | A\n! B\n|-\n| rowspan=2 | x || style='a' | y\n|-\n| z\n|}",
        ["3: table", "  3# A | B", "  6| x | y", "  8| x | z"],
    ),
    "lists in cells": ("{|\n|\n* a\n* b\n| c\n|}", ["3: table", "  3| • a ¶ • b | c"]),
    "links with bars in cells": ("{|\n| [[a|b]] || {{tracked|T1}}\n|}", ["2: table", "  2| b<a> | T1"]),
    "caption": ("{|\n|+ To do\n|-\n| a || b\n|}", ["2: p *To do*", "4: table", "  4| a | b"]),
    "a table in a cell": ("{|\n| a\n{|\n| b || c\n|}\n| d\n|}", ["2: table", "  2| a | d", "4: table", "  4| b | c"]),
    "never closed": ("{|\n| a || b", ["2: table", "  2| a | b"]),
}


@pytest.mark.parametrize(
    ("source", "expected"), [pytest.param(*case, id=name) for name, case in {**DOCUMENTS, **TABLES}.items()]
)
def test_a_document_becomes_these_blocks(source: str, expected: list[str]) -> None:
    assert outline(mediawiki.read(source).blocks) == expected


def test_named_arguments_of_a_template_on_its_own_line_are_fields() -> None:
    fields = mediawiki.read(
        "{{DISPLAYTITLE:Outage}}\n{{Incident\n| status = [[Final]]\n|date=2024-05-01}}\nx {{a|b=c}}"
    ).fields
    assert [(f.line, f.name, f.values) for f in fields] == [
        (1, "title", ("Outage",)),
        (3, "status", ("Final",)),
        (4, "date", ("2024-05-01",)),
    ]


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("*" * 10_000 + " x", id="entries"),
        pytest.param("{|\n| a\n" * 200, id="tables"),
        pytest.param("{{a|" * 300 + "x" + "}}" * 300, id="templates"),
        pytest.param("<div>" * 300 + "x", id="tags"),
    ],
)
def test_deep_nesting_is_bounded_and_said_once(source: str) -> None:
    assert [problem.code for problem in mediawiki.read(source).problems] == ["too-deep"]


@pytest.mark.parametrize(
    "piece",
    [
        "{{",
        "[[",
        "{{a|b}}",
        "[http://a ",
        "<b ",
        "<pre>",
        "<!--",
        "'''a",
        "{|\n|\n",
        "x||",
        "==",
        ";a:b\n",
        "*",
        "<ref>x",
        "{|\n",
        "|}\n",
    ],
)
def test_time_does_not_grow_faster_than_the_input(piece: str) -> None:
    mediawiki.read(piece * 5_000)
    mediawiki.read("{|\n|" + piece * 5_000)


def test_ten_thousand_columns_are_read() -> None:
    (table,) = mediawiki.read("{|\n|" + "x||" * 9_999 + "y\n|}").blocks
    assert isinstance(table, Table)
    assert len(table.rows[0].cells) == 10_000


RECOGNISED = [
    ("#REDIRECT [[x]]", 9, 9),
    ("== Summary ==\nThe '''site''' was down, see [[Runbook|this]].\n\n{| class=wikitable\n|-\n! A\n|}", 8, 8),
    ("== Title\n\nAsciiDoc words\n\n* entry", 0, 1),
    ("# Title\n\n- a\n- **b** [c](d)\n\n| a | b |\n|---|---|", 0, 1),
]


@pytest.mark.parametrize(("text", "least", "most"), RECOGNISED)
def test_wikitext_is_recognised_by_its_content(text: str, least: int, most: int) -> None:
    assert least <= mediawiki.signs(text) <= most


MARKUP = """{{ }} [[ ]] {| |} |- |+ | ! || !! == === '' ''' * # : ; <!-- --> <nowiki> </nowiki> <pre> </pre> <ref>
    </ref> a=1 [https://a\tb] rowspan=2 <br> <table> <td> </table> {{done}} ----"""
PIECES = (
    st.sampled_from(re.split(" |\n +", MARKUP))
    | st.sampled_from(["\n", "\n", "\n\n", " ", "word", HIDDEN_BREAK, "\ue001", "\ue002", "\u2028"])
    | st.text(max_size=4)
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_markup_gives_well_formed_blocks(source: str) -> None:
    reading = mediawiki.read(source)
    check_rules(source, reading)
    assert mediawiki.read(source) == reading
    assert 0 <= mediawiki.signs(source) <= 9
