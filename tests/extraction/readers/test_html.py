from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.extraction.blocks import Literal, Reading, Rule, Span, Table
from service.extraction.readers import html
from service.extraction.readers.markup.tree import MAX_DEPTH
from tests.extraction.readers.outline import outline, words

DOCUMENTS = {
    "headings and paragraphs": (
        "<h1>Cache outage</h1>\n<p>We lost\nthe cache.</p>",
        ["1: h1 Cache outage", "2: p We lost the cache."],
    ),
    "words that begin below their tag": ("<p\n>\n\nLate</p>", ["4: p Late"]),
    "styles": (
        "<p>a <strong>b</strong> <del>c</del><code>d</code> <em>e</em><i style='text-decoration:line-through'>f</i>",
        ["1: p a *b* ~c~`d` /e/~/f/~"],
    ),
    "links": (
        '<p>See <a href="https://t.example/7"><b>the</b> ticket</a>.</p>',
        ["1: p See *the*<https://t.example/7> ticket<https://t.example/7>."],
    ),
    "entities": (
        "<p>R&amp;D &lt;now&gt;&nbsp;caf&eacute; &#x2705; &#99999999999999;</p>",
        ["1: p R&D <now> café ✅ �"],
    ),
    "breaks": ("<p>one<br>two<br/><br/>three<br></p>", ["1: p one ¶ two", "1: p three"]),
    "implied end tags": ("<p>a<p>b<ul><li>c<li>d</ul>e", ["1: p a", "1: p b", "1: - c", "1: - d", "1: p e"]),
    "nested lists": (
        "<ul>\n<li>One\n<ol start=3>\n<li>Two</li>\n<li><p>Three</p><p>more</p></li>\n</ol>\n</li>\n<li>Four</li></ul>",
        ["2: - One", "4:   3. Two", "5:   4. Three", "5: p2 more", "8: - Four"],
    ),
    "an entry with no words of its own": ("<ul><li><ul><li>in</li></ul></li></ul>", ["1: -", "1:   - in"]),
    "an entry that frames a section": (
        "<ul><li><h3>Add alerts</h3><p>By Ed</p></li></ul>",
        ["1: h3 Add alerts", "1: p By Ed"],
    ),
    "checkboxes": (
        '<ul><li><input type="checkbox" checked> done</li><li><label><input type=checkbox> open</label></li></ul>',
        ["1: - [x] done", "1: - [ ] open"],
    ),
    "checkboxes outside lists": (
        "<p><input type=checkbox> a<br><input type=checkbox checked> b</p>",
        ["1: - [ ] a", "1: - [x] b"],
    ),
    "tasks of wiki exports": (
        (
            '<ul class="tasks"><li class="checked" data-inline-task-id="1">a</li><li data-inline-task-id="2">b</ul>'
            '<ul><li><div class="checkbox checkbox-on"></div> <span>c</span></li><li data-checked="false">d</li></ul>'
        ),
        ["1: - [x] a", "1: - [ ] b", "1: - [x] c", "1: - [ ] d"],
    ),
    "definition lists": ("<dl><dt>Owner<dd>Ed<dd><ul><li>x</ul></dl>", ["1: term Owner", "1: p1 Ed", "1:   - x"]),
    "details": ("<details><summary>Next steps</summary><ul><li>a</ul></details>", ["1: p *Next steps*", "1: - a"]),
    "quotes, rules, literals": (
        "<blockquote><p>q</p></blockquote><hr><pre>\n\n  x = 1\n  y &lt; 2\n</pre>",
        ["1: p> q", "1: rule", "3: literal '  x = 1\\n  y < 2'"],
    ),
    "emoji are words, other images are none": (
        '<p><img alt="✅" src=e.png> a <img alt="a chart" src=c.png> <img class="emoticon" alt="(tick)"> b</p>',
        ["1: p ✅ a ✅ b"],
    ),
    "marks of headings": ('<h2 id=x>Plan<a class="anchor" href="#x">#</a></h2>', ["1: h2 Plan"]),
    "footnotes": (
        '<p>Add<sup><a href="#fn1">1</a></sup>.</p><ol><li id="fn1">on <a href="/9">nine</a> <a href="#r">↩</a></ol>',
        ["1: p Add on nine</9> ."],
    ),
    "unclosed formatting ends with its block": ("<ul><li><b>a</li><li>b</li></ul>", ["1: - *a*", "1: - b"]),
    "fold-out headings": ("<h2><button>Action items</button></h2><button>Copy</button>", ["1: h2 Action items"]),
}

TABLES = {
    "header cells": (
        "<table>\n<tr><th>Action<th>Owner\n<tr><td>Add\nalert<td>Ed\n</table>",
        ["2: table", "  2# Action | Owner", "  3| Add alert | Ed"],
    ),
    "groups in their shown order": (
        "<table><tfoot><tr><td>z<td>z<tbody><tr><td>a<td>b<thead><tr><td>A<td>B</table>",
        ["1: table", "  1# A | B", "  1| a | b", "  1| z | z"],
    ),
    "row headers are no header row": (
        "<table><tr><th>Status<td>Done<tr><th>Owner<td>Ed</table>",
        ["1: table", "  1| Status | Done", "  1| Owner | Ed"],
    ),
    "spans": (
        "<table><tr><th colspan=2>A<th>B<tr><td rowspan=2>x<td>y<td>z<tr><td>v<td>w<tr><td>1<td>2</table>",
        ["1: table", "  1# A | A | B", "  1| x | y | z", "  1| x | v | w", "  1| 1 | 2"],
    ),
    "paragraphs and lists in a cell": (
        "<table><tr><td><p>a</p><p>b</p><ul><li>c<li><input type=checkbox>d</ul><ol><li>e</ol><td>f</table>",
        ["1: table", "  1| a ¶ b ¶ • c ¶ • [ ] d ¶ 1. e | f"],
    ),
    "checkbox in a cell": (
        "<table><tr><td><input type=checkbox checked> a<td>b</table>",
        ["1: table", "  1| [x] a | b"],
    ),
    "a table in a cell comes after": (
        "<table><tr><td>a<table><tr><td>b<td>c</table><td>d</table>",
        ["1: table", "  1| a | d", "1: table", "  1| b | c"],
    ),
    "one column lays out": ("<table><tr><td><p>a</p><ul><li>b</ul><tr><td>c</table>", ["1: p a", "1: - b", "1: p c"]),
    "headings in cells lay out": (
        "<table><tr><td><ul><li>x</ul><td><h2>Plan</h2>y</table>",
        ["1: - x", "1: h2 Plan", "1: p y"],
    ),
    "caption": ("<table><caption>Follow-ups<tr><td>a<td>b</table>", ["1: p *Follow-ups*", "1: table", "  1| a | b"]),
    "in a list": ("<ul><li>x<table><tr><td>a<td>b</table></ul>", ["1: - x", "1: table1", "  1| a | b"]),
}

STORAGE = {
    "tasks": (
        (
            "<ac:task-list>\n<ac:task><ac:task-id>7</ac:task-id><ac:task-status>complete</ac:task-status>\n"
            '<ac:task-body>Ask <ac:link><ri:user ri:username="jo" /></ac:link></ac:task-body></ac:task></ac:task-list>'
        ),
        ["3: - [x] Ask @jo"],
    ),
    "status and ticket macros": (
        (
            '<p><ac:structured-macro ac:name="status"><ac:parameter ac:name="colour">Green</ac:parameter>'
            '<ac:parameter ac:name="title">DONE</ac:parameter></ac:structured-macro> '
            '<ac:structured-macro ac:name="jira"><ac:parameter ac:name="key">OPS-1</ac:parameter>'
            "</ac:structured-macro></p>"
        ),
        ["1: p DONE OPS-1"],
    ),
    "panels and listings": (
        (
            '<ac:structured-macro ac:name="expand"><ac:parameter ac:name="title">More</ac:parameter>'
            "<ac:rich-text-body><p>x</p></ac:rich-text-body></ac:structured-macro>"
            '<ac:structured-macro ac:name="code"><ac:plain-text-body><![CDATA[a\n<b>]]>'
            "</ac:plain-text-body></ac:structured-macro>"
        ),
        ["1: p *More*", "1: p x", "1: literal 'a\\n<b>'"],
    ),
}


@pytest.mark.parametrize(
    ("source", "expected"), [pytest.param(*case, id=name) for name, case in {**DOCUMENTS, **TABLES, **STORAGE}.items()]
)
def test_a_document_becomes_these_blocks(source: str, expected: list[str]) -> None:
    assert outline(html.read(source).blocks) == expected


PROSE = "What happened was long and needs several words to be told in full. " * 3
PAGES = {
    "main": f"<body><header>H</header><nav>N</nav><main><header><h1>T</h1></header><p>{PROSE}<aside>A</aside></main>",
    "role": f"<body><div role=navigation>N</div><div role=main><h1>T</h1><p>{PROSE}</div><div role=contentinfo>F</div>",
    "one article": f"<body><p>N</p><main><div><p>N</p><article><h1>T</h1><p>{PROSE}</article></div></main>",
    "article and comments": f"<body><article><h1>T</h1><p>{PROSE}</p><div class='comment-list'>C</div></article>",
    "nothing marked": f"<body><div><a href=/>N</a></div><div><h1>T</h1><p>{PROSE}</div><div id=footer>F</div>",
    "a sidebar's class on the page itself": f"<body class=sidebar><div class=has-sidebar><h1>T</h1><p>{PROSE}</div>",
    "hidden parts": f"<body><h1>T</h1><p>{PROSE}<p hidden>N<p style='display: none'>N<p class='cookie-banner'>C",
    "scripts": f"<body><script>if (a < b) '<p>N'</script><style>p</style><template><p>N</template><h1>T</h1><p>{PROSE}",
}


@pytest.mark.parametrize("page", [pytest.param(page, id=name) for name, page in PAGES.items()])
def test_only_the_article_counts(page: str) -> None:
    assert outline(html.read(page).blocks) == ["1: h1 T", f"1: p {PROSE.strip()}"]


def test_several_articles_are_all_read() -> None:
    page = "<main><article><p>one</article><article><p>two</article></main>"
    assert outline(html.read(page).blocks) == ["1: p one", "1: p two"]


def test_a_list_of_links_in_an_unmarked_page_stays() -> None:
    page = (
        "<h1>T</h1><p>Some words before</p><ul><li><a href=/1>one long ticket</a><li><a href=/2>another ticket</a></ul>"
    )
    assert [line for line in outline(html.read(page).blocks) if "ticket" in line] == [
        "1: - one long ticket</1>",
        "1: - another ticket</2>",
    ]


def test_everything_is_taken_where_only_page_parts_have_words() -> None:
    assert outline(html.read("<body><nav><p>only</nav></body>").blocks) == ["1: p only"]


def test_title_and_meta_become_fields() -> None:
    reading = html.read('<head>\n<title>Outage &amp;\n more</title>\n<meta name="Author" content="Jo"></head><p>x')
    assert [(f.line, f.name, f.values) for f in reading.fields] == [
        (2, "page title", ("Outage & more",)),
        (4, "author", ("Jo",)),
    ]
    assert outline(reading.blocks) == ["4: p x"]


def test_spans_know_their_own_lines() -> None:
    (paragraph,) = html.read("<p>We <b>will\ndo</b>\nit</p>").blocks
    assert not isinstance(paragraph, Literal | Rule | Table)
    assert paragraph.text == (Span("We ", 1), Span("will ", 1, bold=True), Span("do", 2, bold=True), Span(" it", 3))


def test_lines_go_on_after_65535() -> None:
    assert html.read("\n" * 70_000 + "<ul><li>late</ul>").blocks[0].line == 70_001


def test_other_line_separators_are_no_lines() -> None:
    assert outline(html.read("<p>a\u2028b\f\r\n<p>c").blocks) == ["1: p a b", "2: p c"]


def test_a_fragment_counts_from_its_first_line_and_leaves_nothing_out() -> None:
    assert outline(html.read_fragment("<aside>\nNote</aside><ul><li>a", 40)) == ["41: p Note", "41: - a"]


def limits(reading: Reading) -> list[str]:
    return [problem.code for problem in reading.problems]


@pytest.mark.slow
def test_deep_nesting_is_read_at_the_limit_and_said_once() -> None:
    reading = html.read("<ul><li>x" * 20_000)
    assert limits(reading) == ["too-deep"]
    assert (
        sum(
            words(block.text) == "x"
            for block in reading.blocks
            if hasattr(block, "text") and not isinstance(block, Literal)
        )
        == 20_000
    )
    assert max(getattr(block, "depth", 0) for block in reading.blocks) <= MAX_DEPTH


def test_ten_thousand_columns_are_read() -> None:
    (table,) = html.read("<table><tr>" + "<td>x" * 10_000 + "</table>").blocks
    assert isinstance(table, Table)
    assert len(table.rows[0].cells) == 10_000


def test_spans_cannot_ask_for_millions_of_cells() -> None:
    reading = html.read("<table>" + "<tr><td colspan=1000 rowspan=1000>a<td rowspan=0>b" * 2_000)
    (table,) = reading.blocks
    assert isinstance(table, Table)
    assert sum(len(row.cells) for row in table.rows) <= 110_000
    assert limits(reading) == ["too-wide"]


@pytest.mark.parametrize(
    "piece",
    [
        "<!--",
        "<![CDATA[",
        "<![[<",
        "<a b='",
        '<a b="',
        "<script>",
        "</p>",
        "<b>",
        "<b><p>x",
        "&#",
        "<table><tr><td>a<td>",
        "<br>",
        "<",
    ],
)
def test_time_does_not_grow_faster_than_the_input(piece: str) -> None:
    html.read(piece * 5_000)  # each took minutes if anything were quadratic; the suite's own time limit would say so


def test_a_number_too_long_for_a_character_is_no_error() -> None:
    assert outline(html.read("<p>&#" + "9" * 10_000 + ";</p>").blocks) == ["1: p �"]


@pytest.mark.slow
def test_a_minified_page_of_half_a_megabyte_is_read_whole() -> None:
    blocks = html.read("<div><p>Hello <b>you</b></p><ul><li>a</li></ul></div>" * 10_000).blocks
    assert len(blocks) == 20_000
    assert {block.line for block in blocks} == {1}


RECOGNISED = [
    ("\n<!DOCTYPE html>\n<html>", 9, 9),
    ("<?xml version='1.0'?><html>", 9, 9),
    ("<h1>x</h1><p>a</p><ac:task-list></ac:task-list>", 4, 8),
    ("# Title\n\nwords\n\n<details><p>x</p></details>\n\n- a\n- b", 1, 3),
    ("# Title\n- a < b\n- `List<String>`", 0, 0),
]


@pytest.mark.parametrize(("text", "least", "most"), RECOGNISED)
def test_html_is_recognised_by_its_content(text: str, least: int, most: int) -> None:
    assert least <= html.signs(text) <= most


TAGS = """<ul> <ol\tstart=2> <li> </li> </ul> <p> </p> <table> <tr> <td\tcolspan=3> <th\trowspan=0> </td> </tr> </table>
    <h2> </h2> <b> </b> <a\thref='#n'> </a> <sup> </sup> <div\tid=n\tclass=toc> </div> <pre> </pre> <br>
    <input\ttype=checkbox> <dl> <dt> <dd> <main> <article> </article> <script> </script>
    <!-- --> <![CDATA[ ]]> &amp; &#0; <ac:task> <ac:link>
    <ac:task-status> <ac:task-body> <title> <details> <summary> <"""
PIECES = st.sampled_from(re.split(" |\n +", TAGS)) | st.text(max_size=5) | st.sampled_from(["\n", " ", "word"])


@settings(max_examples=100, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_markup_gives_well_formed_blocks(source: str) -> None:
    reading = html.read(source)
    check_rules(source, reading)
    assert html.read(source) == reading
    assert 0 <= html.signs(source) <= 9
    html.read_fragment(source, 7)


def check_rules(source: str, reading: Reading) -> None:
    """What `blocks.py` asks of every text of every reader."""
    last = source.count("\n") + 1
    for block in reading.blocks:
        assert 1 <= block.line <= last
        if isinstance(block, Table):
            texts = [cell.text for row in block.rows for cell in row.cells]
        else:
            texts = [] if isinstance(block, Literal | Rule) else [block.text]
        for text in texts:
            assert not text or (text[0].text == text[0].text.lstrip() and text[-1].text == text[-1].text.rstrip())
            for span in text:
                assert span.text == "\n" or ("\n" not in span.text and "  " not in span.text)
                assert span.text
                assert 1 <= span.line <= last
