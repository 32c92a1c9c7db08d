"""A list's entries as items: which are items, which sort others, which tell more of the one above."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from connectors.tracker import State
from service.extraction.annotations import Context, Fields
from service.extraction.blocks import Entry, Literal, Paragraph, Table
from service.extraction.candidates import Candidate, Frame, Shape
from service.extraction.field_lines import field_line, fields_in
from service.extraction.fields import due, owners, refs, state, types
from service.extraction.folding import tokens
from service.extraction.labelled import action_in
from service.extraction.list_habits import naming, node_label, repeated_labels
from service.extraction.marked import Marked
from service.extraction.nodes import Node, is_action_list, is_pointer, lines_below_label
from service.extraction.sections import heading_type, is_group, role_of, title_of
from service.extraction.stripping import Stripped, strip
from service.extraction.titles import titled
from service.extraction.vocabulary import COLUMNS, Role
from service.extraction.wording import is_instruction, is_placeholder, promises, reports, tells_of_done_work
from service.extraction.words import Column

MIN_TASK_WORDS: Final = 3
MIN_VOTE: Final = 3  # entries from which a list as a whole says what it is
MIN_SHARE: Final = 0.25
MAX_DETAIL: Final = 4_000
_EVENT: Final = re.compile(
    r"\W{0,4}(?:\d{4}-\d\d-\d\d[T ,]{1,2})?~?\d{1,2}:\d{2}(?!\d)"
)  # how an entry of a timeline begins
_WITHOUT_BLANKS: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def entries(nodes: Sequence[Node], frame: Frame, context: Context) -> list[Candidate]:
    """The items of a list."""
    context = naming(nodes, context)
    found: list[Candidate] = []
    fields = repeated_labels(nodes, context)
    for node in nodes:
        if node_label(node) not in fields:
            found.extend(_node(node, frame, context))
    leads = {node.text.line for node in nodes if node.text.bold_until()}
    if MIN_VOTE <= len(leads) < len(nodes):
        for candidate in found:
            if candidate.line not in leads and not candidate.nested and not reads_as_task(candidate):
                candidate.marks.add("beside bold")
    if len(found) >= MIN_VOTE and sum(reads_as_task(c) for c in found) < MIN_SHARE * len(found):
        for candidate in found:
            candidate.marks.add("odd list")
    return found


def reads_as_task(candidate: Candidate) -> bool:
    """Whether a candidate is worded or marked as work to do."""
    fields = candidate.fields
    marked = fields.owners or fields.refs or fields.due or fields.state or fields.priority
    title = candidate.title
    worded = is_instruction(title) or promises(title) or bool(_WITHOUT_BLANKS.search(title))
    return "box" in candidate.marks or bool(marked) or worded


def _node(node: Node, frame: Frame, context: Context) -> list[Candidate]:
    if lines := lines_below_label(node):
        below = frame_below(frame, lines[0].text, context)
        bare = [Node(Entry(line.line, node.entry.depth, ()), line) for line in lines[1:]]
        return [c for child in bare for c in _node(child, below, context)]
    if node.entry.checkbox is None and _is_category(node):
        return _category(node, frame, context)
    own = _item(node, frame, context)
    children = [child for child in node.children if _is_task(child, context)]
    if len(children) * 2 >= len(node.children) > 1:
        children = [c for c in node.children if _is_task(c, context) or is_instruction(c.text.text)]
    if own is None:
        return [c for child in node.children for c in _node(child, frame, context)]
    if children:
        nested = [c for child in children for c in _node(child, frame, context)]
        for candidate in nested:
            candidate.nested = True
        return [own, *nested]
    return [own]


def _is_category(node: Node) -> bool:
    """Whether an entry only sorts the entries below it."""
    if not node.children:
        return False
    text = node.text.text.rstrip()
    title = title_of(text)
    if not title:
        return True
    if all(_is_field(child) for child in node.children):
        return False
    instruction = is_instruction(title, gerunds=False) and len(tokens(title)) > 1
    if instruction and not text.endswith((":", "：")):
        return False
    if is_group(text) or types.is_type_label(title) or role_of(text) is not None:
        return True
    if text.endswith((":", "：")):
        return is_action_list(node.children) or not instruction
    return False


def _is_field(node: Node) -> bool:
    """Whether an entry is a field of the one above it: a label known from tables, or nothing but a link."""
    words = node.text.text
    if COLUMNS.whole(tokens(words.split(":")[0])) not in (None, Column.ACTION):
        return True
    found = refs.find(node.text)
    return len(found) == 1 and found[0].end - found[0].start >= len(words.strip("<> ."))


def _category(node: Node, frame: Frame, context: Context) -> list[Candidate]:
    text = node.text.text
    role = role_of(text)
    if role is Role.ELSEWHERE and frame.role is not Role.ACTIONS and not types.is_type_label(title_of(text)):
        return []
    below = frame_below(frame, text, context)
    return [c for child in node.children for c in _node(child, below, context)]


def frame_below(frame: Frame, heading: str, context: Context) -> Frame:
    """The frame below a heading or label that sorts items: by type, time, state or owner."""
    names = owners.owners_of(heading.strip(" :"))
    if names and len(heading) <= 60 and all(context.knows(name) or owners.is_a_team(name) for name in names):
        return frame.within(owners=names)
    begins = (
        state.begins_with_state(heading.split("(")[-1].rstrip(") :"))
        if "(" in heading
        else state.begins_with_state(title_of(heading))
    )
    return frame.within(
        type=heading_type(heading) or frame.type,
        state=begins[0] if begins and begins[0] is State.DONE else frame.state,
        due_words=_time_in(heading) or frame.due_words,
    )


def _time_in(heading: str) -> str | None:
    """The time that a heading names for all below it: "Next week", "Short-term (Q3)"."""
    for part in (heading.split("(")[-1].rstrip(") :"), title_of(heading)):
        if due.is_vague(part):
            return part.strip()
    return None


def _item(node: Node, frame: Frame, context: Context) -> Candidate | None:
    if is_placeholder(node.text.text) or _is_remark(node):
        return None
    labelled = action_in(node.text, context) if node.text.text.count(":") > 1 else None
    said = node.said(context) if labelled is None else None
    if said is not None and not said.refs and node.entry.checkbox is None:
        return None  # an annotation and nothing else
    if said is not None and said.refs and _is_bare_ref(node.text):
        named = refs.find(node.text)[0]
        stripped = Stripped(node.text.slice(named.start, named.end), said)
    else:
        stripped = strip(labelled[0], context) if labelled else node.stripped(context)
    if is_placeholder(stripped.words.text) or not tokens(stripped.words.text):
        return None
    name = titled(stripped.words)
    candidate = Candidate(Shape.ENTRY, frame, name.words(), node.entry.line, name.detail, stripped.fields)
    if node.entry.checkbox is not None:
        candidate.fields.state = _boxed(state.of_box(node.entry.checkbox), candidate.fields.state)
        candidate.marks.add("box")
    if labelled:
        candidate.fields.take(labelled[1])
    candidate.stated_type = candidate.fields.type is not None
    if name.title.line and not name.title.text.startswith(node.text.text[:8]):
        candidate.line = node.text.line or node.entry.line
    _links(candidate, node.text)
    _named_first(candidate, name.title.text)
    _below(candidate, node, context)
    if candidate.fields.state is None and _WITHOUT_BLANKS.search(candidate.title):
        candidate.fields.state = state.ends_with_state(candidate.title)
    if candidate.fields.state is None and not candidate.fields.refs and tells_of_done_work(candidate.title):
        candidate.fields.state = State.DONE  # "Enforced the rule": listed, and done already
    return candidate


def _is_bare_ref(text: Marked) -> bool:
    """Whether a text begins with a ref that has no words of its own: an address, "#12", "OPS-12"."""
    found = refs.find(text)
    return bool(found) and found[0].start == 0 and " " not in text.text[: found[0].end]


def _boxed(box: State, said: State | None) -> State:
    """The state of an entry with a box whose words say one too: dropped if either does; begun says more than open."""
    if said is State.DROPPED or (said is State.IN_PROGRESS and box is State.OPEN):
        return said
    return box


def _is_remark(node: Node) -> bool:
    """Whether an entry is labelled as no action ("File: ...", "Reason: ..."), only points somewhere, or is one word."""
    text = node.text.text
    if node.entry.checkbox is not None:
        return False
    if is_pointer(node.text) or _EVENT.match(text):
        return True
    if " " not in text and not _WITHOUT_BLANKS.search(text) and not node.text.links() and not refs.find(node.text):
        return True
    label = text.split(":")[0] if ":" in text[:40] else ""
    if COLUMNS.whole(tokens(label)) not in (Column.NOTES, Column.EFFORT, Column.TIME):
        return False
    return not is_instruction(label) or is_pointer(node.text.slice(len(label) + 1))


def _links(candidate: Candidate, text: Marked) -> None:
    """Links to tickets anywhere in the text track the item."""
    candidate.fields.take(Fields(refs=refs.names([r for r in refs.find(text) if r.ref.startswith("http")])))


def _named_first(candidate: Candidate, title: str) -> None:
    """ "Ed to create the alert": the title stays, Ed is the owner."""
    if name := owners.named_first(title):
        candidate.fields.take(Fields(owners=name))


def _below(candidate: Candidate, node: Node, context: Context) -> None:
    """What the paragraphs and entries below an item add: its fields where they are labelled, else its detail."""
    detail = [candidate.detail] if candidate.detail else []
    for block in node.more:
        if isinstance(block, Paragraph):
            text = Marked.of(block.text)
            if fields := fields_in(text, context):
                candidate.fields.take(fields)
            else:
                detail.append(text.plain())
            _links(candidate, text)
        elif isinstance(block, Literal):
            detail.append(block.text)
        elif isinstance(block, Table):
            continue
    for child in node.children:
        if said := _field_of(child, context):
            candidate.fields.take(said)
        elif not _is_task(child, context):
            candidate.fields.take(_aside(child, context))
            if state.tells_done(child.text.text):
                candidate.fields.take(Fields(state=State.DONE))
            detail.append("- " + child.text.plain())
            _links(candidate, child.text)
    candidate.stated_type = candidate.stated_type or candidate.fields.type is not None
    candidate.detail = "\n".join(detail)[:MAX_DETAIL]


def _aside(node: Node, context: Context) -> Fields:
    """What a few words below an item say of it: "assigned to @ed", "tracked in #12"."""
    stripped = node.stripped(context)
    return stripped.fields if len(tokens(stripped.words.text)) < MIN_TASK_WORDS else Fields()


def _field_of(node: Node, context: Context) -> Fields | None:
    """What an entry below an item says of it, if it is a field's value and nothing else."""
    if node.entry.checkbox is not None:
        return None
    return field_line(node.text, context) or node.said(context)


def _is_task(node: Node, context: Context) -> bool:
    """Whether an entry below an item is a task of its own: it has a box, an owner, a ticket or a state."""
    if node.entry.checkbox is not None:
        return True
    if _field_of(node, context):
        return False
    stripped = node.stripped(context)
    said, words = stripped.fields, stripped.words.text
    if len(tokens(words)) < MIN_TASK_WORDS or not (is_instruction(words) or promises(words) or reports(words)):
        return False
    return bool(said.owners or said.state or said.refs)
