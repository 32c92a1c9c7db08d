from __future__ import annotations

import pytest
from docutils.parsers.rst import roles
from hypothesis import HealthCheck, given, settings

from service.extraction.blocks import Field
from service.extraction.readers.rst import read, signs
from tests.extraction.readers.sketch import ill_formed, sketch
from tests.extraction.readers.soup import documents

_GRID = """\
+----+----+
| A  | B  |
+====+====+
| x       |
+----+----+
| r  | s  |
|    +----+
|    | t  |
+----+----+
"""


@pytest.mark.parametrize(
    ("source", "blocks"),
    [
        pytest.param("One\n===\n\nTwo\n---\n\nx", ["1 H1 One", "4 H2 Two", "7 P0 x"], id="titles"),
        pytest.param("=====\n One\n=====\n\nx", ["2 H1 One", "5 P0 x"], id="a title with a line above"),
        pytest.param(
            "Aa\n==\n\nBb\n--\n\nCc\n==\n\nDd\n~~\n",
            ["1 H1 Aa", "4 H2 Bb", "7 H1 Cc", "10 H3 Dd"],
            id="levels by style",
        ),
        pytest.param("A long title\n=====\n\nx", ["1 H1 A long title", "4 P0 x"], id="underline too short"),
        pytest.param(
            "- a\n  b\n\n  more\n\n  * c\n\n- d", ["1 E1 - a / b", "4 P1 more", "6 E2 - c", "8 E1 - d"], id="bullets"
        ),
        pytest.param("1. a\n2. b\n\n(c) x", ["1 E1 1. a", "2 E1 2. b", "4 E1 (c) x"], id="numbers as written"),
        pytest.param("#. a\n#. b", ["1 E1 1. a", "2 E1 2. b"], id="automatic numbers"),
        pytest.param(
            "1. a\n\n  - b\n2. c", ["1 E1 1. a", "3 E2 - b", "4 E1 2. c"], id="inner list indented too little"
        ),
        pytest.param("Owner\n   Ed\n\n   - x", ["1 E1 term Owner", "2 P1 Ed", "4 E2 - x"], id="definitions"),
        pytest.param(
            "x\n\n:Owner: Ed\n:Due: soon",
            ["1 P0 x", "3 E1 term Owner", "3 P1 Ed", "4 E1 term Due", "4 P1 soon"],
            id="fields are terms",
        ),
        pytest.param("| a\n| b", ["1 P0 a / b"], id="line block"),
        pytest.param("x\n\n   quoted", ["1 P0 x", "3 P0> quoted"], id="block quote"),
        pytest.param("x::\n\n  a\n    b", ["1 P0 x:", "3 L0 'a\\n  b'"], id="literal block"),
        pytest.param("x\n\n----\n\ny", ["1 P0 x", "3 R", "5 P0 y"], id="transition"),
        pytest.param(".. remark\n\nx", ["3 P0 x"], id="comment"),
        pytest.param(_GRID, ["2 T0", "2 ! A | B", "4 | x | x", "6 | r | s", "8 | r | t"], id="grid table with spans"),
        pytest.param(
            "== ==\nA  B\n== ==\n1  2\n\\  3\n== ==", ["2 T0", "2 ! A | B", "4 | 1 | 2", "5 |  | 3"], id="simple table"
        ),
        pytest.param(
            ".. list-table:: Plan\n   :header-rows: 1\n\n   * - A\n     - B\n   * - x\n     - - y\n       - z",
            ["1 P0 *Plan*", "4 T0", "4 ! A | B", "6 | x | • y / • z"],
            id="list table",
        ),
        pytest.param(
            '.. csv-table::\n   :header: A, B\n\n   x, "y\n   z"\n   p, q',
            ["2 T0", "2 ! A | B", "4 | x | y / z", "6 | p | q"],
            id="csv table with the document's lines",
        ),
        pytest.param(
            ".. note:: Read\n   this\n\n   - x", ["1 P0 Read / this", "4 E1 - x"], id="a directive docutils knows"
        ),
        pytest.param(
            ".. dropdown:: Actions\n   :open:\n\n   - x\n\n     1. y",
            ["1 P0 *Actions*", "4 E1 - x", "6 E2 1. y"],
            id="a directive nobody knows",
        ),
        pytest.param(".. todo:: Write it", ["1 P0 Write it"], id="a directive with words on its line"),
        pytest.param(
            ".. only:: html\n\n   Sub\n   ---\n\n   x",
            ["1 P0 *html*", "3 H1 Sub", "6 P0 x"],
            id="titles in a directive",
        ),
        pytest.param(".. code-block:: sh\n\n   - x", ["3 L0 '- x'"], id="code"),
        pytest.param(".. toctree::\n\n   a\n   b\n\nx", ["6 P0 x"], id="a table of contents is no words"),
        pytest.param(".. raw:: html\n\n   <b>\n\nx", ["5 P0 x"], id="raw"),
        pytest.param("**b** *i* ``c*`` :s:`d` `t`", ["1 P0 *b* /i/ =c*= ~d~ /t/"], id="styles"),
        pytest.param(r"\*a\* 2*3*4 **\ ", ["1 P0 *a* 2*3*4 **"], id="what is no markup"),
        pytest.param(
            "`a b <https://x/1>`_ n_ `n m`__\n\n.. _n: /u\n__ /v",
            ["1 P0 <a b|https://x/1> <n|/u> <n m|/v>"],
            id="links",
        ),
        pytest.param("https://x/1 and a_b_", ["1 P0 https://x/1 and a_b_"], id="bare addresses and names stay words"),
        pytest.param(":ref:`Plan <p>` :pr:`12` :x:y:`z`", ["1 P0 Plan #12 z"], id="roles nobody knows"),
        pytest.param("|v| x\n\n.. |v| replace:: *1.2*", ["1 P0 /1.2/ x"], id="substitution"),
        pytest.param(".. |t| date::\n\n|t|", ["3 P0 |t|"], id="the clock is not read"),
        pytest.param(
            "a [1]_ b [#]_ c [#n]_\n\n.. [1] One `x <u>`_\n.. [#n] Three\n.. [#] Two",
            ["1 P0 a One <x|u> b Two c Three"],
            id="footnotes",
        ),
        pytest.param("**a\nb** c\nd", ["1 P0 *a* / *b* c / d"], id="lines in a paragraph"),
        pytest.param(
            "  x\n\nA\n===\n\n- b\n\n  T\n  ---",
            ["1 P0> x", "3 H1 A", "6 E1 - b", "8 H2 T"],
            id="a title where none may be",
        ),
        pytest.param("+--+\n| a\n+--+\n", ["1 P0 +--+ / | a / +--+"], id="a broken table keeps its words"),
    ],
)
def test_blocks(source: str, blocks: list[str]) -> None:
    assert sketch(read(source)) == blocks


def test_the_field_list_at_the_top_is_the_document_s_data() -> None:
    reading = read("Down\n====\n\n:Date: 2031-02-03\n:Authors: - A\n          - *B*\n\nx")
    assert reading.fields == (Field(4, "date", ("2031-02-03",)), Field(5, "authors", ("A", "B")))
    assert sketch(reading) == ["1 H1 Down", "8 P0 x"]


@pytest.mark.parametrize("line_break", ["\x0c", "\u2028", "\x85", "\r"])
def test_only_a_newline_ends_a_line(line_break: str) -> None:
    assert [block.line for block in read(f"a{line_break}b\n\n- c").blocks] == [1, 3]


def test_a_role_defined_in_one_document_is_not_known_in_the_next() -> None:
    before = dict(vars(roles)["_roles"])
    assert sketch(read(".. role:: own(strong)\n.. default-role:: own\n\n:own:`a`")) == ["4 P0 a"]
    assert vars(roles)["_roles"] == before


def test_a_long_document_is_read_in_pieces_that_do_not_show() -> None:
    part = "Part {n}\n------\n\n- a\n\n  - b [1]_\n\n== ==\nA  B\n\n1  2\n== ==\n\n"
    source = "Top\n===\n\n" + "".join(part.format(n=n) for n in range(200)) + ".. [1] note\n"
    each = ["H2 Part {n}", "E1 - a", "E2 - b note", "T0", "| A | B", "| 1 | 2"]
    expected = ["H1 Top", *(line.format(n=n) for n in range(200) for line in each)]
    assert [line.split(" ", 1)[1] for line in sketch(read(source))] == expected


@pytest.mark.parametrize(
    ("text", "at_least"),
    [
        (".. note:: x\n", 5),
        ("Title\n=====\n\n- x\n\nSub\n~~~\n\n`a <https://x>`_\n", 5),
        ("+----+----+\n| a  | b  |\n+----+----+\n", 4),
        (":ref:`x` and :pr:`1`", 5),
    ],
)
def test_restructuredtext_is_recognised(text: str, at_least: int) -> None:
    assert signs(text) >= at_least


@pytest.mark.parametrize(
    "text",
    [
        "Title\n=====\n\nSub\n---\n\n- a\n\n``x``\n",
        "# T\n\n~~~\ncode\n~~~\n\n|a|b|\n|-|-|\n",
        "**Note:** [a](b)\n\n***\n",
        "",
    ],
)
def test_markdown_is_not_taken_for_restructuredtext(text: str) -> None:
    assert signs(text) <= 3


@pytest.mark.parametrize(
    ("source", "code"),
    [
        pytest.param("- " * 5_000 + "x", "too-deep", id="bullets on one line"),
        pytest.param("".join(" " * n + "- x\n\n" for n in range(300)), "too-deep", id="bullets below bullets"),
        pytest.param("".join(" " * n + "x\n\n" for n in range(300)), "too-deep", id="quotes in quotes"),
        pytest.param(".. note:: " * 1_000 + "x", "too-deep", id="directives on one line"),
        pytest.param(" ".join(["="] * 10_000) + "\na b\n" + " ".join(["="] * 10_000), "too-wide", id="simple table"),
        pytest.param("+" + "-+" * 10_000 + "\n|" + "a|" * 10_000 + "\n+" + "-+" * 10_000, "too-wide", id="grid table"),
    ],
)
def test_a_limit_that_is_hit_is_said_and_keeps_the_words(source: str, code: str) -> None:
    reading = read(source)
    assert [problem.code for problem in reading.problems] == [code]
    assert reading.blocks


@pytest.mark.parametrize("sign", ["*a ", "**a ", "`a ", "a_ ", "|a ", ":a:`"])
def test_a_long_paragraph_of_unclosed_marks_is_read(sign: str) -> None:
    assert read(sign * 20_000).blocks


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    documents(
        "===\n|---\n|- a\n|  - b|1. x|:f: v|.. note:: |.. foo:: t\n\n   |.. role:: r\n|.. csv-table::\n\n   |+--+--+\n"
        "|| a || b |\n|== ==\n|*a*|``b``|`c <d>`_|e_|[1]_|.. [1] |.. _e: u\n|.. || s || replace:: |::\n\n   |  * - "
    )
)
def test_any_text_gives_well_formed_blocks_and_the_same_again(source: str) -> None:
    reading = read(source)
    assert ill_formed(reading, source) == []
    assert read(source) == reading
    assert 0 <= signs(source) <= 9
