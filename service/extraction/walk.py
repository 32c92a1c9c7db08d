"""From the outline to candidates: which sections hold follow-up work, and what in them is an item."""

from __future__ import annotations

from dataclasses import dataclass, field

from service.extraction import entries, flattened, headed, prose, rows
from service.extraction.annotations import Context
from service.extraction.blocks import Block, Entry, Heading, Literal, Paragraph, Rule, Table
from service.extraction.candidates import Candidate, Frame, Shape
from service.extraction.fields import types
from service.extraction.fields.owners import is_a_team, is_initials, owners_of
from service.extraction.nodes import Node, tree
from service.extraction.outline import Kind, Section
from service.extraction.sections import heading_type, is_group, is_lead, role_of, title_of
from service.extraction.vocabulary import Role
from service.extraction.wording import reports
from service.model import Problem, SkippedSection


@dataclass(slots=True)
class Walk:
    """What a walk through a document has found."""

    context: Context
    candidates: list[Candidate] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    skipped: list[SkippedSection] = field(default_factory=list)

    def section(self, section: Section, frame: Frame) -> None:
        """Collects the candidates of a section and of the sections in it."""
        before = len(self.candidates)
        run: list[Block] = []
        for child in section.content:
            if not isinstance(child, Section) and (isinstance(child, Entry) or (run and _depth(child) > 0)):
                run.append(child)
                continue
            self._list(run, frame)
            run = []
            if isinstance(child, Section):
                self._child(child, frame)
            else:
                self._block(child, frame)
        self._list(run, frame)
        own = [candidate for candidate in self.candidates[before:] if candidate.frame.line == frame.line]
        if any(candidate.shape in (Shape.ENTRY, Shape.ROW) for candidate in own):
            for candidate in own:
                if candidate.shape is Shape.PARAGRAPH and not (
                    "labelled" in candidate.marks or candidate.fields.owners
                ):
                    candidate.marks.add("beside a list")

    def _child(self, child: Section, frame: Frame) -> None:
        inner = self._frame(child, frame)
        before = len(self.candidates)
        if frame.opens and headed.has_keyword(child, self.context):
            inner = frame.within(title=title_of(child.title.text), line=child.line)
        if (
            inner.opens
            and inner is not frame
            and frame.opens
            and not inner.owners
            and headed.is_item(child, inner, self.context)
        ):
            own = inner.within(type=frame.type, state=frame.state, due_words=frame.due_words)
            if candidate := headed.item(child, own, self.context):
                self.candidates.append(candidate)
            return
        self.section(child, inner)
        if inner.role is Role.ACTIONS and role_of(child.title.text) is Role.ACTIONS and len(self.candidates) == before:
            self._nothing_in(child)

    def _nothing_in(self, child: Section) -> None:
        words = title_of(child.title.text)
        self.problems.append(Problem(child.line, "empty-section", f"nothing listed under {words!r}"))

    def _frame(self, child: Section, frame: Frame) -> Frame:
        """The frame inside a section, by its heading and the frame around it."""
        heading = child.title.text
        role = role_of(heading)
        if child.kind is Kind.LABEL and role is None:
            if frame.opens:
                return entries.frame_below(frame, heading, self.context) if len(heading) <= 60 else frame
            return (
                Frame(Role.MEASURES, title_of(heading)[:120], child.line)
                if is_lead(heading) and frame.role is not Role.ELSEWHERE
                else frame
            )
        if frame.opens:
            if child.kind in (Kind.PSEUDO, Kind.LABEL) and _is_owner(heading, self.context):
                return frame.within(owners=owners_of(heading.strip(" :*")))
            below = entries.frame_below(frame, heading, self.context)
            if role is None and reports(heading) and not is_group(heading):
                self._skip(child, "its heading reports what was done")
                return Frame(Role.ELSEWHERE, title_of(heading), child.line)
            if role is Role.ELSEWHERE and not _only_sorts(child, frame):
                self._skip(child, "its heading opens another part of the postmortem")
                return Frame(Role.ELSEWHERE, title_of(heading), child.line)
            if role is Role.LESSONS:
                return Frame(Role.LESSONS, title_of(heading), child.line)
            strong = Role.ACTIONS if Role.ACTIONS in (role, frame.role) else Role.MEASURES
            return below.within(role=strong, title=title_of(heading), line=child.line)
        if role in (Role.ACTIONS, Role.MEASURES):
            return Frame(role, title_of(heading), child.line, heading_type(heading))
        if role is not None or child.kind in (Kind.HEADING, Kind.PSEUDO):
            self._skip(
                child,
                "its heading says what happened, not what is to be done"
                if role
                else "its heading names no follow-up work",
            )
        if child.kind in (Kind.HEADING, Kind.PSEUDO) or role is not None:
            return Frame(
                role if role is not None else (frame.role if frame.role is Role.ELSEWHERE else None),
                title_of(heading),
                child.line,
            )
        return frame

    def _skip(self, child: Section, why: str) -> None:
        self.skipped.append(SkippedSection(child.line, child.title.plain(), why))

    def _list(self, run: list[Block], frame: Frame) -> None:
        if not run:
            return
        if frame.opens:
            self.candidates.extend(entries.entries(tree(run), frame, self.context))
        elif frame.role is Role.LESSONS:
            marked = [node for node in tree(run) if _is_marked(node)]
            self.candidates.extend(entries.entries(marked, frame, self.context))
        for block in run:
            if isinstance(block, Table) and (found := rows.rows(block, frame, self.context)):
                self.candidates.extend(found)

    def _block(self, block: Block, frame: Frame) -> None:
        if isinstance(block, Table):
            self.candidates.extend(rows.rows(block, frame, self.context) or ())
        elif isinstance(block, Paragraph):
            if found := flattened.rows(block, frame, self.context):
                self.candidates.extend(found)
            elif frame.opens:
                self.candidates.extend(prose.paragraph(block, frame, self.context))
        elif isinstance(block, Literal | Rule):
            return


def _only_sorts(child: Section, frame: Frame) -> bool:
    """Whether a heading that could open another part of the postmortem sorts follow-up work here."""
    if child.kind is Kind.ENTRY and frame.role is Role.ACTIONS:
        return True  # "Runbook:" above entries of the list of actions
    heading = child.title.text
    return types.is_type_label(title_of(heading)) or is_group(heading)


def _is_owner(heading: str, context: Context) -> bool:
    """Whether a label is the name of whoever is to do what stands below it."""
    names = owners_of(heading.strip(" :*"))
    return bool(names) and all(context.knows(name) or is_a_team(name) or is_initials(name) for name in names)


def _depth(block: Block) -> int:
    return 0 if isinstance(block, Heading | Rule) else block.depth


def _is_marked(node: Node) -> bool:
    """Whether an entry is marked as a task that is still to be done."""
    return node.entry.checkbox is not None
