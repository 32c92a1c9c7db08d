from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.extraction.blocks import Field
from service.extraction.readers.org import read, signs
from tests.extraction.readers.sketch import ill_formed, sketch
from tests.extraction.readers.soup import documents


@pytest.mark.parametrize(
    ("source", "blocks"),
    [
        pytest.param("* One\n** Two", ["1 H1 One", "2 H2 Two"], id="headlines"),
        pytest.param("* TODO [#A] Fix :ops:db:", ["1 H1 TODO [#A] Fix [ops] [db]"], id="keyword, priority and tags"),
        pytest.param("*bold* start", ["1 P0 *bold* start"], id="a star with no blank is no headline"),
        pytest.param("* A\nDEADLINE: <2031-02-03 Mon>", ["1 H1 A", "2 P0 DEADLINE: <2031-02-03 Mon>"], id="planning"),
        pytest.param(
            "* A\n:PROPERTIES:\n:Owner: Ed\n:END:\nText",
            ["1 H1 A", "3 E1 term Owner", "3 P1 Ed", "5 P0 Text"],
            id="properties are terms",
        ),
        pytest.param("* A\n:LOGBOOK:\n- State\n:END:\nText", ["1 H1 A", "5 P0 Text"], id="a log book is left out"),
        pytest.param("* COMMENT A\nx\n** B\n* C", ["4 H1 C"], id="a commented subtree is left out"),
        pytest.param(
            "- [ ] a\n  more\n  - [X] b\n- [-] c",
            ["1 E1 - [ ] a / more", "3 E2 - [x] b", "4 E1 - [-] c"],
            id="checkboxes, nested",
        ),
        pytest.param("1. a\n2) b\n+ c\n * d", ["1 E1 1. a", "2 E1 2) b", "3 E1 - c", "4 E2 - d"], id="markers"),
        pytest.param("- a\n\n  more\n\nout", ["1 E1 - a", "3 P1 more", "5 P0 out"], id="paragraphs in and after"),
        pytest.param("- a\n\n\n- b", ["1 E1 - a", "4 E1 - b"], id="two empty lines end a list"),
        pytest.param("- Owner :: Ed\n  Doe", ["1 E1 term Owner", "1 P1 Ed / Doe"], id="description list"),
        pytest.param(
            "| A | B |\n|---+---|\n| x | *y* |",
            ["1 T0", "1 ! A | B", "3 | x | *y*"],
            id="table with a header",
        ),
        pytest.param("| a | b |\n| c | d |", ["1 T0", "1 | a | b", "2 | c | d"], id="table without a header"),
        pytest.param("| <l> | <10> |\n| a | b |", ["2 T0", "2 | a | b"], id="column cookies are no row"),
        pytest.param("| a |\n| b |", ["1 P0 a", "2 P0 b"], id="one column is no table"),
        pytest.param("#+begin_src sh\n- x\n#+end_src\nend", ["2 L0 '- x'", "4 P0 end"], id="source block"),
        pytest.param("#+BEGIN_QUOTE\nx\n#+END_QUOTE\ny", ["2 P0> x", "4 P0 y"], id="quote"),
        pytest.param("#+begin_src sh\n- x", ["2 E1 - x"], id="a block that is never closed is none"),
        pytest.param("# remark\n#+OPTIONS: x\nend", ["3 P0 end"], id="comments"),
        pytest.param(": a\n: b", ["1 L0 'a\\nb'"], id="fixed width"),
        pytest.param("a\n-----\nb", ["1 P0 a", "2 R", "3 P0 b"], id="rule"),
        pytest.param("*b* /i/ +s+ =c= ~d~ _u_", ["1 P0 *b* /i/ ~s~ =c= =d= u"], id="emphasis"),
        pytest.param("+*both*+ a+b+c", ["1 P0 ~*both*~ a+b+c"], id="nested emphasis, and none in words"),
        pytest.param(
            "[[https://x/1][a *b*]] [[https://y]]",
            ["1 P0 <a |https://x/1><*b*|https://x/1> <https://y|https://y>"],
            id="links",
        ),
        pytest.param("[[file:a.png]]x https://z.", ["1 P0 x https://z."], id="images and bare addresses"),
        pytest.param("a[fn:1] b\n\n[fn:1] See [[u][v]].", ["1 P0 a See <v|u>. b"], id="footnote"),
    ],
)
def test_blocks(source: str, blocks: list[str]) -> None:
    assert sketch(read(source)) == blocks


def test_keywords_and_the_first_drawer_are_the_document_s_fields() -> None:
    reading = read("#+TITLE: Down\n#+TODO: TODO | DONE\n:PROPERTIES:\n:SEV: 2\n:END:\n* A")
    assert reading.fields == (
        Field(1, "title", ("Down",)),
        Field(2, "todo", ("TODO | DONE",)),
        Field(4, "sev", ("2",)),
    )


@pytest.mark.parametrize("line_break", ["\x0c", "\u2028", "\x85"])
def test_only_a_newline_ends_a_line(line_break: str) -> None:
    assert [block.line for block in read(f"a{line_break}b\n\n* c").blocks] == [1, 3]


@pytest.mark.parametrize(
    ("text", "at_least"),
    [("#+title: x\n", 9), ("* TODO a\n** b\n", 4), ("text\n#+begin_src\n#+end_src", 5), ("* a :x:\n:PROPERTIES:\n", 4)],
)
def test_org_is_recognised(text: str, at_least: int) -> None:
    assert signs(text) >= at_least


@pytest.mark.parametrize("text", ["# Title\n\n* a\n* b\n\n| a | b |\n|---|---|\n| c | d |\n", "- [ ] a\n", ""])
def test_markdown_is_not_taken_for_org(text: str) -> None:
    assert signs(text) <= 3


def test_a_note_named_often_does_not_multiply_the_text() -> None:
    source = "[fn:1] " * 500 + "\n\n[fn:1] " + "word " * 5000
    assert sum(len(block) for block in sketch(read(source))) < 3 * len(source)


def test_columns_beyond_the_limit_are_left_out_and_said() -> None:
    reading = read("| a " * 10_000 + "|\n" + "| b " * 10_000 + "|")
    assert [problem.code for problem in reading.problems] == ["too-wide"]


@pytest.mark.parametrize(
    "source",
    ["- " * 100_000, "".join(" " * (n % 60) + "- x\n" for n in range(20_000)), "*a " * 60_000, "[[" * 60_000],
    ids=["one line", "nested", "unclosed emphasis", "unclosed links"],
)
def test_long_inputs_are_read_to_their_end(source: str) -> None:
    assert read(source).blocks


@given(
    documents(
        "* TODO a :b:|- [ ] x|  1. y|:PROPERTIES:|:END:|#+begin_src|#+end_src|| a | b ||-+-|[fn:1]|[[u][v]]|*b*|+s+"
    )
)
def test_any_text_gives_well_formed_blocks_and_the_same_again(source: str) -> None:
    reading = read(source)
    assert ill_formed(reading, source) == []
    assert read(source) == reading


@given(st.text())
def test_signs_never_raise(text: str) -> None:
    assert 0 <= signs(text) <= 9
