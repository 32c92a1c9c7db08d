"""What a document says about itself: title, day of the incident, severity, status, authors, services."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from service.extraction import dates
from service.extraction.blocks import Block, Entry, Heading, Literal, Paragraph, Reading, Rule, Span, Table, plain
from service.extraction.fields.owners import owners_of
from service.extraction.folding import tokens
from service.extraction.sections import role_of, title_of
from service.extraction.vocabulary import ABOUT, FILLERS, POSTMORTEM, Role
from service.extraction.wording import has_blanks, is_placeholder
from service.extraction.words import About

HEAD_BLOCKS: Final = 80  # blocks in which a document introduces itself
_LABELLED: Final = re.compile(r"^[\s>*_•-]*(?P<name>[^\W\d_][^:：|\n]{0,50}?)[\s*_]*[:：]\s*(?P<value>.+)$")
_OWN_DATE: Final = re.compile(
    r"\b(?:created|published|posted|updated|modified|written|edited|last|retrieved|generated)\b[^.\n]{0,25}$",
    re.IGNORECASE,
)
_DIGIT: Final = re.compile(r"\d")
_SITE: Final = re.compile(r"\s+[-–—|·•:»]+\s+")
MAX_FACTS: Final = 40  # rows of a table
MAX_NAME: Final = 80  # characters
MAX_PREAMBLE: Final = 3  # blocks
MAX_TITLE: Final = 300


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the head: what it is about, its words, its line."""

    about: About
    value: str
    line: int


@dataclass(frozen=True, slots=True)
class Head:
    """What a document says about itself; `day` is the incident's, or else the document's own."""

    title: str | None
    day: date | None
    severity: str | None
    status: str | None
    authors: tuple[str, ...]
    services: tuple[str, ...]
    facts: tuple[Fact, ...]


def head_of(reading: Reading, day_first: bool | None) -> Head:
    """Reads a document's head."""
    facts = tuple(_facts(reading))
    named = [fact.value for fact in facts if fact.about is About.TITLE and not is_placeholder(fact.value)]
    title = _title(reading, named[0] if named else None)
    written = next(
        (d for f in facts if f.about is About.WRITTEN and (d := dates.first(f.value, None, day_first))), None
    )
    when = _date(reading, facts, title, written, day_first)
    said = {kind: [f.value for f in facts if f.about is kind and not is_placeholder(f.value)] for kind in About}
    return Head(
        title,
        when or written,
        _short(said[About.SEVERITY]),
        _short(said[About.STATUS]),
        tuple(dict.fromkeys(name for value in said[About.AUTHORS] for name in owners_of(value))),
        tuple(
            dict.fromkeys(
                name.strip()
                for value in said[About.SERVICES][:1]
                for name in re.split(r"\s*[,;]\s*", value)
                if name.strip()
            )
        ),
        facts,
    )


def _short(values: Sequence[str]) -> str | None:
    return values[0][:200] if values else None


def _title(reading: Reading, labelled: str | None) -> str | None:
    said = {f.name: f.values[0] for f in reversed(reading.fields) if f.values and f.values[0]}
    headings = [block for block in reading.blocks[:HEAD_BLOCKS] if isinstance(block, Heading)]
    first = plain(headings[0].text) if headings else None
    if named := said.get("title"):
        return named[:MAX_TITLE]
    if named := said.get("page title") or said.get("og:title") or said.get("page heading"):
        return _page_title(named, said, headings)[:MAX_TITLE]
    top = [heading for heading in headings if heading.level == 1]
    if top and (top[0] is headings[0] or role_of(plain(top[0].text)) is not Role.ELSEWHERE):
        return plain(top[0].text)[:MAX_TITLE]
    if first and headings[0] is reading.blocks[0] and POSTMORTEM.whole(tokens(first)):
        return first
    if labelled:
        return labelled[:MAX_TITLE]
    for line in _lines(reading.blocks[:12]):
        if len(line) <= 120 and _names_postmortem(line):
            return line.rstrip(".")
    if first:
        return first[:MAX_TITLE]
    return next((line[:MAX_TITLE].rstrip(".") for line in _lines(reading.blocks[:3])), None)


def _page_title(named: str, said: Mapping[str, str], headings: Sequence[Heading]) -> str:
    """The title of a web page: the heading that it shows, or what its head says without the name of the site."""
    shown_first = [*filter(None, [said.get("page heading")]), *(plain(heading.text) for heading in headings[:3])]
    for words in shown_first:
        if len(words) > 5 and words in named:
            return words
    top = [plain(heading.text) for heading in headings if heading.level == 1]
    if len(top) == 1 and len(tokens(top[0])) > 1:
        return top[0]
    if (shown := said.get("og:title")) and len(tokens(shown)) > 1:
        named = shown
    parts = _SITE.split(named)
    site = tokens(said.get("og:site_name", ""))
    while len(parts) > 1 and (tokens(parts[-1]) == site or len(parts) > 2):
        parts.pop()
    return named[: named.index(parts[-1]) + len(parts[-1])]


def _names_postmortem(line: str) -> bool:
    """Whether a line reads as a postmortem's title, and not as a label ("Incident leader: Ed")."""
    words, label = tokens(line), tokens(line.split(":")[0]) if ":" in line else []
    if len(words) < 2 or not POSTMORTEM.first(words):
        return False
    return not label or _heads_postmortem(label) or not POSTMORTEM.first(label)


def _heads_postmortem(label: Sequence[str]) -> bool:
    """Whether a label says what kind of document this is and nothing else: "Post-incident review: ..."."""
    covered = {index for hit in POSTMORTEM.find(label) for index in range(hit.start, hit.end)}
    return ABOUT.whole(label) is None and all(i in covered or w in FILLERS for i, w in enumerate(label))


def _lines(blocks: Sequence[Block]) -> Iterator[str]:
    """The lines of headings and paragraphs, in order."""
    for block in blocks:
        if isinstance(block, Heading | Paragraph):
            yield from (line.strip() for line in "".join(s.text for s in block.text).split("\n") if line.strip())


def _facts(reading: Reading) -> Iterator[Fact]:
    """What is labelled in the head: front matter, tables of two columns, "Name: value", a heading above one line."""
    for field in reading.fields:
        about = ABOUT.whole(tokens(field.name))
        for value in field.values:
            if about is not None:
                # front matter dates the page
                yield Fact(About.WRITTEN if about is About.DATE else about, value, field.line)
    blocks = _before_actions(reading.blocks[:HEAD_BLOCKS])
    for index, block in enumerate(blocks):
        yield from _stated(block, blocks[index + 1] if index + 1 < len(blocks) else None, preamble=index < MAX_PREAMBLE)


def _stated(block: Block, following: Block | None, *, preamble: bool) -> Iterator[Fact]:
    """What one block of the head says. `preamble`: it stands where RFCs and their like have a literal with fields."""
    match block:
        case Table():
            for row in block.rows[:MAX_FACTS]:
                if len(row.cells) >= 2:
                    yield from _fact(plain(row.cells[0].text), plain(row.cells[1].text), row.line)
        case Heading() if isinstance(following, Paragraph | Entry):
            yield from _fact(title_of(plain(block.text)), plain(following.text), following.line)
        case Paragraph() | Entry():
            yield from _labelled(block)
        case Literal() if preamble:
            yield from _labelled(Paragraph(block.line, (Span(block.text, block.line),)))
        case _:
            pass


def _before_actions(blocks: Sequence[Block]) -> Sequence[Block]:
    """What stands above the list of follow-up work, whose owners and dates are not the document's."""
    for index, block in enumerate(blocks):
        if index and isinstance(block, Heading) and role_of(plain(block.text)) is Role.ACTIONS:
            return blocks[:index]
    return blocks


def _labelled(block: Paragraph | Entry) -> Iterator[Fact]:
    line = block.line
    for words in "".join(span.text for span in block.text).split("\n"):
        if ":" not in words and "：" not in words and not isinstance(block, Entry):
            line += 1
            continue
        if match := _LABELLED.match(words):
            yield from _fact(match["name"], match["value"], line)
        elif isinstance(block, Entry) and _DIGIT.search(words):
            found = ABOUT.at(tokens(words[:60]), 0)  # "First detected 2021-07-12 15:44"
            if found and dates.find(words[:80]):
                yield Fact(found.value, words, line)
        line += 1


def _fact(name: str, value: str, line: int) -> Iterator[Fact]:
    about = ABOUT.whole(tokens(name.split("(")[0])[:8]) if len(name) <= MAX_NAME else None
    if about is not None and value:
        yield Fact(about, value, line)


def _date(
    reading: Reading, facts: Sequence[Fact], title: str | None, written: date | None, day_first: bool | None
) -> date | None:
    """The incident's day: as labelled, as the title says, as the start is labelled, else the first day in the text."""
    if day := _labelled_day(facts, About.DATE, written, day_first):
        return day
    in_title = dates.find(title or "", None, day_first)
    leads = (
        bool(in_title) and in_title[0].start <= 1
    )  # "2026-05-14 - what broke" dates the page as much as the incident
    if in_title and not leads:
        return in_title[0].day
    if day := _labelled_day(facts, About.STARTED, written, day_first):
        return day
    above = _before_actions(reading.blocks)
    first = _first_day([b for b in above if not (isinstance(b, Heading) and plain(b.text) == title)], day_first)
    if in_title:
        near = first is not None and 0 <= (in_title[0].day - first).days <= 21
        return first if near else in_title[0].day
    return first


def _labelled_day(facts: Sequence[Fact], about: About, written: date | None, day_first: bool | None) -> date | None:
    for fact in facts:
        if fact.about is about and not has_blanks(fact.value):
            found = dates.find(fact.value[:300], written, day_first)
            onset = re.search(r"\b(?:onset|began|started|since|start)\b", fact.value)
            if found and onset and len(found) > 1:
                return min(f.day for f in found)
            if found:
                return found[0].day
    return None


def _first_day(blocks: Sequence[Block], day_first: bool | None) -> date | None:
    """The first day with a year in the text, dates of the page itself left out."""
    for block in blocks:
        for text in _texts(block):
            for found in dates.find(text[:3000], None, day_first):
                if not _OWN_DATE.search(text[: found.start]):
                    return found.day
    return None


def _texts(block: Block) -> Iterator[str]:
    match block:
        case Heading() | Paragraph() | Entry():
            yield plain(block.text)
        case Table():
            for row in block.rows[:50]:
                yield " ".join(plain(cell.text) for cell in row.cells)
        case Literal() | Rule():
            return
