"""The one shape that every format becomes: a flat sequence of blocks, each with the line on which it stands.

A reader (`readers/<format>.py`) turns text into a `Reading` and decides nothing about action items. The rest of the
package sees only what is here, so whatever two formats have in common must come out the same. With `T("x")` for
`(Span("x", line),)`, and lines as in the sources on the left:

    Markdown                 blocks
    1  ## Follow-ups         Heading(line=1, level=2, text=T("Follow-ups"))
    3  We **will**           Paragraph(line=3, text=(Span("We ", 3), Span("will", 3, bold=True), Span("\\n", 3),
    4  do [it](/u).              Span("do ", 4), Span("it", 4, url="/u"), Span(".", 4)))
    6  1. [x] First          Entry(line=6, depth=1, marker="1.", checkbox="x", text=T("First"))
    7     - inner            Entry(line=7, depth=2, marker="-", text=T("inner"))
    9     more on First      Paragraph(line=9, depth=1, text=T("more on First"))
    11 | Action | Owner |    Table(line=11, rows=(Row(11, (Cell(11, T("Action")), Cell(11, T("Owner"))), header=True),
    13 | ~~Add~~ | Ed |          Row(13, (Cell(13, (Span("Add", 13, struck=True),)), Cell(13, T("Ed"))))))
    15 ```                   Literal(line=15, text="x = 1")
    19 ---                   Rule(line=19)

    HTML <dl> and its like   Entry(depth=1, marker=TERM, text=T("Owner")), Paragraph(depth=1, text=T("Ed"))
    Org `* TODO [#A] x :t:`  Heading(level=1, text=T("TODO [#A] x [t]")): words stay words, trailing tags go in brackets

Rules for every reader
- Lines count from 1 and are those of the text that was handed in, in which "\\n" is the only line break (form feeds
  and U+2028 are not). A block's line is the line on which its own words start, not its underline, marker or tag.
- A span holds no "\\n", except that a span which is exactly "\\n" is a line break: for Markdown, reStructuredText, Org,
  AsciiDoc and plain text each break of the source inside a paragraph; for HTML and MediaWiki `<br>` only (there a
  source line break is a blank). Parts of one entry or cell that were paragraphs or lists of their own inside a TABLE
  CELL are joined by "\\n" too, with "• " (or the number) before each list entry. White space within spans is single;
  the first span of a text does not start, and the last does not end, with a blank. Entities are decoded.
- Images, comments, scripts and footnote marks leave no words, except that a footnote mark becomes the footnote's own
  text: spans (its links kept) after " " where the mark stood. An image's alternative text is dropped.
- Links: every piece of a link's text carries the address in `url`, also for reference links, `<https://...>`
  and wiki links; a bare address in running text stays words (no `url`).
- Markers are as written for numbers ("1.", "a)"); "-" for any bullet; TERM for the term of a definition list.
  The definition's paragraphs and entries follow with the term's depth (paragraphs) or depth + 1 (entries).
- `depth` of an entry is 1 for the outermost list. A paragraph, table or literal inside an entry has that entry's
  depth, 0 outside lists. An entry without words of its own has an empty text.
- A table's header row is marked if the format says so (`<th>`, a delimiter row, `!`); column spans repeat the cell's
  text in each column they cover, row spans repeat it in each row. Layout tables (one column) are no tables: their
  contents come out as blocks. A table nested in a cell becomes a table of its own after the outer one.
- Pseudo-headings (a paragraph that is all bold) stay paragraphs: what they mean is decided later, in one place.
- Only the article counts: navigation, side bars, headers and footers of a page are left out where the format marks
  them (`<nav>`, `<aside>`, `role=`, ...). If what is left has no words, everything is taken instead.
- Front matter, `#+TITLE:`, docinfo, document attributes, `<title>` and `<meta>` become `Reading.fields`, names in
  lower case; `<title>`, which often names the site as well, is the field "page title". A title that is also a visible
  heading stays a block as well.
- A reader never raises on any str, takes linear time, and is deterministic. Where a limit of its own is hit (nesting,
  columns, rows) it goes on with what it has and says so once in `Reading.problems` (code `too-deep` or `too-wide`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple, TypeAlias

from service.model import Problem

TERM: Final = "term"


class Span(NamedTuple):
    """Words in one style on one line. `url` is the target of the link that they belong to, "" where there is none."""

    text: str
    line: int
    url: str = ""
    bold: bool = False
    struck: bool = False
    code: bool = False
    italic: bool = False


Text: TypeAlias = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the format's own kind; `level` counts from 1 and need not be gapless."""

    line: int
    level: int
    text: Text


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. `quoted` where it stands in a block quote."""

    line: int
    text: Text
    depth: int = 0
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list: its own first paragraph. `checkbox` is what stands in its box (" ", "x", "-"), if any."""

    line: int
    depth: int
    text: Text
    marker: str = "-"
    checkbox: str | None = None
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A table's cell; its text may hold line breaks."""

    line: int
    text: Text


@dataclass(frozen=True, slots=True)
class Row:
    """A table's row; the cells' positions are the columns."""

    line: int
    cells: tuple[Cell, ...]
    header: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table of at least two columns, header rows first."""

    line: int
    rows: tuple[Row, ...]
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Literal:
    """Text that is to be shown as it is (code, listings); `text` keeps its line breaks."""

    line: int
    text: str
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """A thematic break."""

    line: int


Block: TypeAlias = Heading | Paragraph | Entry | Table | Literal | Rule


@dataclass(frozen=True, slots=True)
class Field:
    """One entry of a document's own data (front matter and the like). `values` has one string per list element."""

    line: int
    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader gives back."""

    blocks: tuple[Block, ...]
    fields: tuple[Field, ...] = ()
    problems: tuple[Problem, ...] = ()


def plain(text: Iterable[Span]) -> str:
    """The words of a text, line breaks as blanks, white space single."""
    return " ".join("".join([span.text for span in text]).split())
