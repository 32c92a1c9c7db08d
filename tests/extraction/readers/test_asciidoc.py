from __future__ import annotations

import pytest
from hypothesis import given

from service.extraction.blocks import Field
from service.extraction.readers.asciidoc import read, signs
from tests.extraction.readers.sketch import ill_formed, sketch
from tests.extraction.readers.soup import documents


@pytest.mark.parametrize(
    ("source", "blocks"),
    [
        pytest.param("= A\n\n== B\n\n=== C ===\n\n## D", ["1 H1 A", "3 H2 B", "5 H3 C", "7 H2 D"], id="headings"),
        pytest.param("Old title\n---------\nx", ["1 H2 Old title", "3 P0 x"], id="underlined heading"),
        pytest.param(".Actions\n* a", ["1 P0 *Actions*", "2 E1 - a"], id="a block's title is a bold paragraph"),
        pytest.param("a\nb +\nc\n\nd", ["1 P0 a / b / c", "5 P0 d"], id="paragraphs"),
        pytest.param(
            "* a\nb\n** c\n*** d\n* e\n- f",
            ["1 E1 - a / b", "3 E2 - c", "4 E3 - d", "5 E1 - e", "6 E2 - f"],
            id="bullets",
        ),
        pytest.param("* [x] a\n* [*] b\n* [ ] c", ["1 E1 - [x] a", "2 E1 - [x] b", "3 E1 - [ ] c"], id="checklist"),
        pytest.param(". a\n.. b\n.. c\n. d", ["1 E1 1. a", "2 E2 1. b", "3 E2 2. c", "4 E1 2. d"], id="counted"),
        pytest.param("3. a\n4. b", ["1 E1 3. a", "2 E1 4. b"], id="numbers as written"),
        pytest.param(
            "* a\n+\nmore\n+\n----\nx\n----\n* b", ["1 E1 - a", "3 P1 more", "6 L1 'x'", "8 E1 - b"], id="attached"
        ),
        pytest.param("* a\n\n* b\n\nout\n\n* c", ["1 E1 - a", "3 E1 - b", "5 P0 out", "7 E1 - c"], id="end of a list"),
        pytest.param(
            "Owner:: Ed\nDue::\n  soon\n* x",
            ["1 E1 term Owner", "1 P1 Ed", "2 E1 term Due", "3 P1 soon", "4 E2 - x"],
            id="labelled list",
        ),
        pytest.param(
            "* a\n+\n--\nb\n\n* c\n--\n* d", ["1 E1 - a", "4 P1 b", "6 E2 - c", "8 E1 - d"], id="list in an open block"
        ),
        pytest.param("----\n* x\n----\ny", ["2 L0 '* x'", "4 P0 y"], id="listing"),
        pytest.param("////\n* x\n////\n// y\nz", ["5 P0 z"], id="comments"),
        pytest.param("====\nin\n====\n\n____\nq\n____", ["2 P0 in", "6 P0> q"], id="blocks that hold blocks"),
        pytest.param("----\n* x", ["2 L0 '* x'"], id="a block that is never closed ends with the document"),
        pytest.param("x\n----", ["1 P0 x"], id="a block that is opened on the last line is none"),
        pytest.param("ifdef::a[]\nx\nendif::[]\ninclude::b[]\nimage::c[]", ["2 P0 x"], id="conditionals and includes"),
        pytest.param("x\n\n'''\n\ny", ["1 P0 x", "3 R", "5 P0 y"], id="rule"),
        pytest.param(
            "|===\n|A |B\n\n|x\n|y\nz\n|===",
            ["2 T0", "2 ! A | B", "4 | x | y / z"],
            id="table, cells on lines of their own",
        ),
        pytest.param(
            '[cols="1,2",options="header"]\n|===\n|A\n|B\n|x |y\n|===',
            ["3 T0", "3 ! A | B", "5 | x | y"],
            id="cols and header",
        ),
        pytest.param(
            "[%header]\n|===\n|A |B\n|a \\| b |\n|===", ["3 T0", "3 ! A | B", "4 | a | b | "], id="escaped sign"
        ),
        pytest.param(
            "|===\n|a |b\n2+|c\n.2+|d |e\n|f\n|===",
            ["2 T0", "2 | a | b", "3 | c | c", "4 | d | e", "5 | d | f"],
            id="spans",
        ),
        pytest.param("|===\n|a a|* x\n* y\n|===", ["2 T0", "2 | a | • x / • y"], id="a list in a cell"),
        pytest.param(
            "|===\n|a a|\n  !===\n!x !y\n!===\n|===", ["2 T0", "2 | a | ", "4 T0", "4 | x | y"], id="a table in a cell"
        ),
        pytest.param(',===\na,"b\nc"\nd,e\n,===', ["2 T0", "2 | a | b / c", "4 | d | e"], id="csv"),
        pytest.param("[cols=1]\n|===\n|a\n|b\n|===", ["3 P0 a", "4 P0 b"], id="one column is no table"),
        pytest.param("*b* _i_ `c` **d**e a*b*c 2 * 3", ["1 P0 *b* /i/ =c= *d*e a*b*c 2 * 3"], id="styles"),
        pytest.param("[line-through]#a# [.x]#b# \\*c*", ["1 P0 ~a~ b *c*"], id="roles and escapes"),
        pytest.param(
            "https://x/1[a *b*] link:/u[v] <<s,t>> https://y.",
            ["1 P0 <a |https://x/1><*b*|https://x/1> <v|/u> <t|#s> https://y."],
            id="links",
        ),
        pytest.param("a footnote:[See https://x[y].] b", ["1 P0 a See <y|https://x>. b"], id="footnote"),
        pytest.param(":v: 1.2\n\nx {v} {w}&amp;", ["3 P0 x 1.2 {w}&"], id="attributes"),
    ],
)
def test_blocks(source: str, blocks: list[str]) -> None:
    assert sketch(read(source)) == blocks


def test_the_header_is_the_document_s_data() -> None:
    reading = read("= Down\nAnn Doe <a@x.example>; Bo\nv1.0, 2031-02-03\n:status: open\n:!toc:\n\nx")
    assert reading.fields == (
        Field(1, "title", ("Down",)),
        Field(2, "author", ("Ann Doe", "Bo")),
        Field(3, "revnumber", ("1.0",)),
        Field(3, "revdate", ("2031-02-03",)),
        Field(4, "status", ("open",)),
    )
    assert sketch(reading) == ["1 H1 Down", "7 P0 x"]


@pytest.mark.parametrize("line_break", ["\x0c", "\u2028", "\x85"])
def test_only_a_newline_ends_a_line(line_break: str) -> None:
    assert [block.line for block in read(f"a{line_break}b\n\n* c").blocks] == [1, 3]


@pytest.mark.parametrize(
    ("text", "at_least"),
    [("= A\n:toc:\n\n== B\n", 9), ("== A\n\n|===\n|a\n|===\n", 5), ("[source,sh]\n----\nx\n----\n", 5)],
)
def test_asciidoc_is_recognised(text: str, at_least: int) -> None:
    assert signs(text) >= at_least


@pytest.mark.parametrize("text", ["# T\n\n* a\n\n[a](https://b)\n\n| a |\n|---|\n", "T\n====\n\n- [ ] a\n\n----\n", ""])
def test_markdown_is_not_taken_for_asciidoc(text: str) -> None:
    assert signs(text) <= 3


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("|===\n" + "|a " * 10_000 + "\n\n" + "|b " * 10_000 + "\n|===", "too-wide"),
        ("".join("=" * n + "\n" for n in range(4, 200)), "too-deep"),
    ],
)
def test_a_limit_that_is_hit_is_said(source: str, code: str) -> None:
    assert [problem.code for problem in read(source).problems] == [code]


def test_a_short_table_cannot_ask_for_millions_of_cells() -> None:
    reading = read("|===\n" + "999.999+|a\n999*|b\n" * 500 + "|===")
    assert sum(len(line) for line in sketch(reading)) < 500_000


def test_an_attribute_named_often_does_not_multiply_the_text() -> None:
    source = ":a: " + "word " * 5_000 + "\n\n" + "{a} " * 5_000
    assert sum(len(line) for line in sketch(read(source))) < 3 * len(source)


@pytest.mark.parametrize("sign", ["*a ", "`", "[.x]#a", "footnote:[", "a:: ", "* a\n", "** a\n", "{a", "|===\n|a\n"])
def test_long_inputs_are_read_to_their_end(sign: str) -> None:
    assert read(sign * 20_000).blocks


@given(
    documents(
        "= T\n|== S|* a|** b|. c|t:: d|\n+\n||===\n|||a |2+||b|.2+||c|----\n|====\n|--\n|.Title\n|[cols=2]\n"
        "|:a: v\n|{a}|*b*|_i_|`c`|[line-through]#d#|https://x[y]|footnote:[z]|<<e,f>>|ifdef::x[]\n|!===\n|////\n"
    )
)
def test_any_text_gives_well_formed_blocks_and_the_same_again(source: str) -> None:
    reading = read(source)
    assert ill_formed(reading, source) == []
    assert read(source) == reading
    assert 0 <= signs(source) <= 9
