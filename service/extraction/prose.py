"""Paragraphs as items: labelled ones, one instruction a line, and sentences that promise work."""

from __future__ import annotations

from typing import Final

from service.extraction.annotations import Context, Fields
from service.extraction.blocks import Paragraph
from service.extraction.candidates import Candidate, Frame, Shape
from service.extraction.fields import owners, refs
from service.extraction.folding import Phrases, tokens
from service.extraction.front import Front
from service.extraction.labelled import action_in
from service.extraction.marked import Marked
from service.extraction.sentences import sentences
from service.extraction.stripping import strip
from service.extraction.titles import clean, titled
from service.extraction.wording import is_instruction, is_placeholder, promises

_LISTS: Final = Phrases[bool](
    [(phrase, True) for phrase in ("action item*", "action point*", "follow up item*", "these tasks", "these measures")]
    + [(phrase, True) for phrase in ("these actions", "these steps", "these improvements", "these changes")]
)
MAX_ENTRY: Final = 400  # characters
MAX_LEAD: Final = 120


def paragraph(block: Paragraph, frame: Frame, context: Context) -> list[Candidate]:
    """The items of a paragraph below a heading that opens follow-up work."""
    text = Marked.of(block.text)
    if block.quoted or is_placeholder(text.text):
        return []
    if len(text.text) < MAX_ENTRY and _is_about_lists(text.text):
        return []
    if labelled := _labelled(text, frame, context):
        return [labelled]
    if _has_lead(text):
        return [_candidate(Shape.PARAGRAPH, text, frame, context)]
    lines = _lines(text)
    if len(lines) > 1 and all(_is_entry(line, context) for line in lines):
        return [_candidate(Shape.PARAGRAPH, line, frame, context) for line in lines]
    if len(lines) == 1 and (_is_entry(text, context) or is_assigned(text, context)):
        return [_candidate(Shape.PARAGRAPH, text, frame, context)]
    return [
        _candidate(Shape.SENTENCE, s, frame, context)
        for s in sentences(text)
        if promises(s.text) and s.text[-1] not in ":：?" and not _is_about_lists(s.text)
    ]


def _is_about_lists(text: str) -> bool:
    """Whether a text speaks of action items as such: what a template says above the list."""
    return _LISTS.first(tokens(text)) is not None


def _lines(text: Marked) -> list[Marked]:
    lines, start = [], 0
    for end in [i for i, c in enumerate(text.text) if c == "\n"] + [len(text.text)]:
        if line := text.slice(start, end):
            lines.append(line)
        start = end + 1
    return lines


def _has_lead(text: Marked) -> bool:
    """Whether a paragraph begins with the action in bold, and explains it: "**Make the queue durable.** It ..."."""
    bold = text.bold_until()
    lead = text.text[:bold].rstrip()
    return (
        bool(lead) and bold < len(text.text) and lead[-1] in ".:：。" and len(lead) <= MAX_LEAD and is_instruction(lead)
    )


def _is_entry(line: Marked, context: Context) -> bool:
    """Whether a line is an entry without its bullet: an instruction, complete, of no more than two sentences."""
    if len(line.text) > MAX_ENTRY or len(sentences(line)) > 2:
        return False
    if is_instruction(line.text):
        return True
    front = Front(context)
    taken = front.number(line) or front.ref(line)
    return taken is not None and is_instruction(taken[0].text)


def is_assigned(text: Marked, context: Context) -> bool:
    """Whether a short paragraph carries an owner or a state, as an entry does."""
    said = strip(text, context).fields if len(text.text) <= MAX_ENTRY else Fields()
    return bool(said.owners or said.state)


def _labelled(text: Marked, frame: Frame, context: Context) -> Candidate | None:
    """ "**Action:** ... **Owner:** ...": the parts of a paragraph, each led by its label."""
    found = action_in(text, context)
    if found is None or is_placeholder(found[0].text):
        return None
    candidate = _candidate(Shape.PARAGRAPH, found[0], frame, context)
    candidate.marks.add("labelled")
    candidate.fields.take(found[1])
    candidate.stated_type = candidate.fields.type is not None
    return candidate


def _candidate(shape: Shape, text: Marked, frame: Frame, context: Context) -> Candidate:
    stripped = strip(text, context)
    if shape is Shape.SENTENCE:
        title, detail, line = clean(stripped.words.plain()), "", stripped.words.line
    else:
        name = titled(stripped.words)
        title, detail, line = name.words(), name.detail, text.line
    candidate = Candidate(shape, frame, title, line, detail, stripped.fields)
    candidate.fields.take(Fields(refs=refs.names([r for r in refs.find(text) if r.ref.startswith("http")])))
    if name_first := owners.named_first(title):
        candidate.fields.take(Fields(owners=name_first))
    candidate.stated_type = candidate.fields.type is not None
    return candidate
