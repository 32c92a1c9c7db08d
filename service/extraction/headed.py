"""One heading per item: the heading is the action, what stands below it its fields and detail."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from service.extraction import rows
from service.extraction.annotations import Context, Fields
from service.extraction.blocks import Block, Entry, Literal, Paragraph, Table, plain
from service.extraction.candidates import Candidate, Frame, Shape
from service.extraction.entries import MAX_DETAIL
from service.extraction.field_lines import field_line, fields_in
from service.extraction.fields import owners, refs, state, types
from service.extraction.folding import tokens
from service.extraction.front import Front
from service.extraction.marked import Marked
from service.extraction.nodes import is_action_list, tree
from service.extraction.outline import Kind, Section
from service.extraction.prose import is_assigned
from service.extraction.sections import is_group, role_of, title_of
from service.extraction.stripping import strip
from service.extraction.titles import clean
from service.extraction.vocabulary import COLUMNS, Role
from service.extraction.wording import is_instruction, is_placeholder, promises
from service.extraction.words import Column

_NUMBERED: Final = re.compile(
    r"\W*(?:(?:AI|Action|Item|Task|Action Item|Step|P)[- #]?)?\d{1,2}(?:\.\d+)*[.):\s–—-]", re.IGNORECASE
)


_HANDLES: Final = re.compile(r"(?:@[A-Za-z0-9][\w.-]*(?:,? and |, |/| & | )){1,4}(?=[a-z])")
MAX_LABEL: Final = 30  # characters
_FIELDS: Final = (Column.OWNER, Column.DUE, Column.STATUS, Column.PRIORITY, Column.REF)


def has_keyword(section: Section, context: Context) -> bool:
    """Whether a heading begins with a task's state, as Org's do: "TODO Add an alert"."""
    return section.kind is Kind.HEADING and not section.sections and Front(context).keyword(section.title) is not None


def is_item(section: Section, frame: Frame, context: Context) -> bool:
    """Whether a section below a heading of follow-up work is itself an item, and no group of items."""
    heading = section.title.text
    if section.kind not in (Kind.HEADING, Kind.PSEUDO) or is_placeholder(heading):
        return False
    if has_keyword(section, context):
        return True
    if is_group(heading) or role_of(heading) is not None:
        return False
    if any(child.kind in (Kind.HEADING, Kind.ENTRY) for child in section.sections):
        return False
    blocks = below(section)
    if any(isinstance(block, Table) and rows.rows(block, frame, context) for block in blocks):
        return False
    numbered = _NUMBERED.match(heading) is not None
    instruction = is_instruction(strip(section.title, context).words.text, gerunds=False)
    if not numbered and not instruction and _are_labelled(blocks, Column.ACTION):
        return False
    if _are_labelled(blocks, *_FIELDS):
        return True
    if _hold_tasks(blocks, heading, context, instruction=instruction):
        return False
    return numbered or instruction or (frame.role is Role.ACTIONS and any(isinstance(b, Paragraph) for b in blocks))


def _hold_tasks(blocks: Sequence[Block], heading: str, context: Context, *, instruction: bool) -> bool:
    """Whether tasks stand below a heading, so that it only sorts them. `instruction`: it reads as a task itself."""
    nodes = tree([block for block in blocks if isinstance(block, Entry)])
    if any(node.entry.checkbox is not None for node in nodes) or any(_is_task(block, context) for block in blocks):
        return True
    if instruction:
        return False
    if is_action_list(nodes) or (nodes and types.is_type_label(title_of(heading))):
        return True
    return any(isinstance(block, Paragraph) and is_assigned(Marked.of(block.text), context) for block in blocks)


def _is_task(block: Block, context: Context) -> bool:
    """Whether a paragraph is a task of its own: an instruction with a state ("**Done**: Review who has access")."""
    if not isinstance(block, Paragraph) or len(block.text) < 2:
        return False
    stripped = strip(Marked.of(block.text), context)
    return stripped.fields.state is not None and is_instruction(stripped.words.text)


def below(section: Section) -> list[Block]:
    """The blocks of a section, those below its labels included."""
    blocks: list[Block] = []
    for child in section.content:
        if isinstance(child, Section):
            blocks.extend(below(child))
        else:
            blocks.append(child)
    return blocks


def _are_labelled(blocks: Sequence[Block], *columns: Column) -> bool:
    """Whether a line in them has a label that means one of some columns: "Owner: ..."."""
    for block in blocks:
        if not isinstance(block, Entry | Paragraph):
            continue
        for line in plain_lines(block):
            colon = line.find(":")
            label = line[:colon] if 0 < colon <= MAX_LABEL else ""
            if COLUMNS.whole(tokens(label)) in columns and not state.begins_with_state(label):
                return True
    return False


def plain_lines(block: Entry | Paragraph) -> list[str]:
    return "".join(span.text for span in block.text).split("\n")


def item(section: Section, frame: Frame, context: Context) -> Candidate | None:
    """The item that a section is."""
    stripped = strip(section.title, context)
    if not stripped.words or is_placeholder(stripped.words.text):
        return None
    title = clean(stripped.words.plain())
    candidate = Candidate(Shape.HEADING, frame, title, section.line, fields=stripped.fields)
    detail: list[str] = []
    promised = False
    for block in below(section):
        if isinstance(block, Entry | Paragraph):
            text = Marked.of(block.text)
            said = (fields_in(text, context) if isinstance(block, Paragraph) else field_line(text, context)) or _inline(
                text, context
            )
            if said:
                candidate.fields.take(said)
            else:
                if not detail and (named := _HANDLES.match(text.text)):
                    candidate.fields.take(Fields(owners=owners.handles(named[0])))  # "@ann and @bo plan to ..."
                promised = promised or promises(text.text)
                detail.append(("- " if isinstance(block, Entry) else "") + text.plain())
            candidate.fields.take(Fields(refs=refs.names([r for r in refs.find(text) if r.ref.startswith("http")])))
        elif isinstance(block, Literal):
            detail.append(block.text)
        elif isinstance(block, Table):
            detail.extend(" | ".join(plain(cell.text) for cell in row.cells) for row in block.rows)
    candidate.detail = "\n".join(detail)[:MAX_DETAIL]
    fields = candidate.fields
    if not (promised or is_instruction(title) or fields.refs or fields.owners or fields.state or fields.due):
        candidate.marks.add("bare")
    candidate.stated_type = candidate.fields.type is not None
    return candidate


def _inline(text: Marked, context: Context) -> Fields | None:
    """Labels in bold within one line: "**Owner:** Ed **Due:** 1 May"."""
    fields, found, start = Fields(), False, None
    bold = [low for low, _, span in text.spans() if span.bold]
    for index, low in enumerate(bold):
        part = text.slice(low, bold[index + 1] if index + 1 < len(bold) else None)
        said = field_line(part, context)
        if said:
            fields.take(said)
            found = True
            start = low if start is None else start
    return fields if found and start == 0 else None
