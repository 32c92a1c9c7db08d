"""A reading as a few lines of text, so that a test can show a document and its blocks side by side."""

from __future__ import annotations

from collections.abc import Iterable

from service.extraction.blocks import Entry, Heading, Literal, Paragraph, Reading, Rule, Span, Table, Text


def sketch(reading: Reading) -> list[str]:
    """One string for each block, one for each row of a table: `line kind text`, the kinds being H<level>, P<depth>,
    E<depth>, T<depth>, L<depth> and R; `>` for what is quoted."""
    return list(_sketch(reading))


def _sketch(reading: Reading) -> Iterable[str]:
    for block in reading.blocks:
        match block:
            case Heading():
                yield f"{block.line} H{block.level} {words(block.text)}"
            case Paragraph():
                yield f"{block.line} P{block.depth}{'>' * block.quoted} {words(block.text)}"
            case Entry():
                box = "" if block.checkbox is None else f" [{block.checkbox}]"
                yield f"{block.line} E{block.depth}{'>' * block.quoted} {block.marker}{box} {words(block.text)}"
            case Table():
                yield f"{block.line} T{block.depth}"
                for row in block.rows:
                    cells = " | ".join(f"{words(cell.text)}" for cell in row.cells)
                    yield f"{row.line} {'!' if row.header else '|'} {cells}"
            case Literal():
                yield f"{block.line} L{block.depth} {block.text!r}"
            case Rule():
                yield f"{block.line} R"


def words(text: Text) -> str:
    """Spans as text: `*bold*`, `/italic/`, `~struck~`, `=code=`, `<link|url>`, a line break as `/ `."""
    return "".join(_span(span) for span in text)


def _span(span: Span) -> str:
    if span.text == "\n":
        return " / "
    text = span.text
    for mark, on in (("*", span.bold), ("/", span.italic), ("~", span.struck), ("=", span.code)):
        text = f"{mark}{text}{mark}" if on else text
    return f"<{text}|{span.url}>" if span.url else text


def ill_formed(reading: Reading, source: str) -> list[str]:
    """What is wrong with a reading by the rules that hold for every format, whatever the document."""
    last = source.count("\n") + 1
    return [f"{wrong}: {where!r}" for text in _texts(reading) for wrong, where in _wrong(text, last)] + [
        f"line: {block!r}" for block in reading.blocks if not 1 <= block.line <= last
    ]


def _texts(reading: Reading) -> Iterable[Text]:
    for block in reading.blocks:
        match block:
            case Heading() | Paragraph() | Entry():
                yield block.text
            case Table():
                yield from (cell.text for row in block.rows for cell in row.cells)


def _wrong(text: Text, last: int) -> Iterable[tuple[str, Text]]:
    if any(not 1 <= span.line <= last for span in text):
        yield "line of a span", text
    if any("\n" in span.text and span.text != "\n" for span in text):
        yield "line break in a span", text
    if any("  " in span.text for span in text):
        yield "blanks", text
    if text and (text[0].text[:1].isspace() or text[-1].text[-1:].isspace()):
        yield "blank at an end", text
    if any(not span.text for span in text):
        yield "empty span", text
