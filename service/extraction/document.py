"""One document: bytes in, what it says out."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import Final

from service.extraction import dates
from service.extraction.about import Head, head_of
from service.extraction.annotations import Context
from service.extraction.blocks import Entry, Reading, plain
from service.extraction.candidates import Candidate, Frame
from service.extraction.confidence import DROPPED_BELOW, weigh
from service.extraction.decoding import decode
from service.extraction.directives import directives_of
from service.extraction.fields.types import stated
from service.extraction.folding import fold
from service.extraction.inference import infer
from service.extraction.kind import why_not
from service.extraction.nodes import label_of
from service.extraction.outline import outline
from service.extraction.readers.table import reader_for
from service.extraction.repeats import without_repeats
from service.extraction.walk import Walk
from service.model import ActionItem, Extraction, ItemType, Problem, SkippedSection, TypeSource

EXTRACTOR_VERSION: Final = 1  # raise it with every change that can change what is found
MIN_LABELLED: Final = 3  # entries that begin with one label
MIN_SPOKEN: Final = 2  # times that initials must begin a line to be somebody's
_SPEAKER: Final = re.compile(
    r"^[\s>*_•-]*(?:[\d:.,]{4,8}[\s*_–—-]*)?([A-Z]{2,3})(?=[:\s])(?![A-Z :]*[A-Z]{4})", re.MULTILINE
)
DEFAULT_MAX_BYTES: Final = 1_000_000


def extract(data: bytes, path: str, *, max_bytes: int = DEFAULT_MAX_BYTES) -> Extraction:
    """What a document says: its head, its action items with their lines, and what a person should look at.

    `path` helps to recognise the format, no more. Never raises, whatever the bytes; deterministic; linear time.
    A document larger than `max_bytes`, or one that is no text, gives one problem (`too-large`, `not-text`).
    """
    if len(data) > max_bytes:
        words = f"the document has {len(data):,} bytes, more than the limit of {max_bytes:,}; it was not read"
        return Extraction(problems=(Problem(1, "too-large", words),))
    text = decode(data)
    if text is None:
        return Extraction(problems=(Problem(1, "not-text", "the document is not text; it was not read"),))
    reading = reader_for(text, path).read(text)
    found = _extraction(reading, text, path)
    directives = directives_of(text)
    return replace(found, directives=directives) if directives else found


def _extraction(reading: Reading, text: str, path: str) -> Extraction:
    day_first = dates.is_day_first(text)
    head = head_of(reading, day_first)
    walk = Walk(Context(head.day, day_first, _people(head, text), labels=_labels(reading)))
    problems = list(reading.problems)
    reason = why_not(head, text, path)
    if reason:
        return _result(head, (), tuple(problems), ())
    walk.section(outline(reading.blocks), Frame())
    items = []
    for candidate in without_repeats(walk.candidates):
        confidence, why = weigh(candidate)
        if confidence >= DROPPED_BELOW:
            items.append(_item(candidate, confidence, why))
    problems += walk.problems
    return _result(head, tuple(items), tuple(problems), tuple(walk.skipped))


def _result(
    head: Head, items: tuple[ActionItem, ...], problems: tuple[Problem, ...], skipped: tuple[SkippedSection, ...]
) -> Extraction:
    return Extraction(
        title=head.title,
        date=head.day,
        severity=head.severity,
        status=head.status,
        authors=head.authors,
        services=head.services,
        items=items,
        problems=problems,
        skipped=skipped,
    )


def _labels(reading: Reading) -> frozenset[str]:
    """The labels with which many entries begin ("Current: ...", "Target: ..."): fields of the entries around them."""
    entries = (block for block in reading.blocks if isinstance(block, Entry))
    found = Counter(label for entry in entries if _may_be_labelled(entry) and (label := label_of(plain(entry.text))))
    return frozenset(label for label, times in found.items() if times >= MIN_LABELLED and stated(label) is None)


def _may_be_labelled(entry: Entry) -> bool:
    return any(":" in span.text for span in entry.text[:2])


def _people(head: Head, text: str) -> frozenset[str]:
    """The names by which a document calls its people: its authors', whole and in parts, and the initials under which
    they speak and act in its timeline."""
    names = {fold(name) for name in head.authors}
    speakers = Counter(match[1] for match in _SPEAKER.finditer(text))
    initials = {fold(name) for name, times in speakers.items() if times >= MIN_SPOKEN}
    return frozenset(names | initials | {part for name in names for part in name.split() if len(part) > 2})


def _item(candidate: Candidate, confidence: float, why: str) -> ActionItem:
    fields, frame = candidate.fields, candidate.frame
    kind, source = _type(candidate)
    return ActionItem(
        title=candidate.title,
        line=candidate.line,
        detail=candidate.detail,
        section=frame.title,
        type=kind,
        type_source=source,
        owners=fields.owners or frame.owners,
        refs=fields.refs,
        due=fields.due,
        due_words=None if fields.due else fields.due_words or frame.due_words,
        priority=fields.priority,
        state=fields.state or frame.state,
        confidence=confidence,
        cell=candidate.cell,
        why=why,
    )


def _type(candidate: Candidate) -> tuple[ItemType | None, TypeSource | None]:
    """The item's type and where it comes from: its own words, its heading, or our reading of its wording."""
    if candidate.fields.type is not None:
        return candidate.fields.type, TypeSource.STATED
    if candidate.frame.type is not None:
        return candidate.frame.type, TypeSource.HEADING
    inferred = infer(candidate.title)
    return (inferred, TypeSource.INFERRED) if inferred else (None, None)
