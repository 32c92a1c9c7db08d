"""The outline: blocks as a tree of sections, by headings, bold pseudo-headings, and labels that open a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, TypeAlias

from service.extraction.blocks import Block, Entry, Heading, Literal, Paragraph, Rule, Table
from service.extraction.marked import Marked
from service.extraction.sections import role_of
from service.extraction.wording import is_instruction

MAX_LABEL: Final = 90  # characters of a pseudo-heading or of an entry that heads others
MAX_LEAD: Final = 400  # characters of a paragraph that ends with a colon


class Kind(StrEnum):
    """How a section is headed."""

    ROOT = "root"
    HEADING = "heading"
    PSEUDO = "pseudo"  # a paragraph in bold
    LABEL = "label"  # a paragraph that ends with a colon, above a list or table
    ENTRY = "entry"  # a list entry that heads the entries below it


@dataclass(slots=True)
class Section:
    """What stands below one heading, in order: blocks and sections."""

    kind: Kind
    level: float
    title: Marked
    line: int
    content: list[Block | Section] = field(default_factory=list)
    depth: int = 0  # of the entry that heads it

    @property
    def sections(self) -> list[Section]:
        return [child for child in self.content if isinstance(child, Section)]


Child: TypeAlias = Block | Section


def outline(blocks: Sequence[Block]) -> Section:
    """The tree of a document."""
    root = Section(Kind.ROOT, 0, Marked.of(()), 0)
    stack = [root]
    for index, block in enumerate(blocks):
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        if section := _opens(block, following, stack):
            while stack[-1].level >= section.level:
                stack.pop()
            stack[-1].content.append(section)
            stack.append(section)
            continue
        _leave(block, stack)
        stack[-1].content.append(block)
    return root


def _opens(block: Block, following: Block | None, stack: list[Section]) -> Section | None:
    """The section that a block heads, if it heads one."""
    if isinstance(block, Heading):
        return Section(Kind.HEADING, block.level, Marked.of(block.text), block.line)
    if isinstance(block, Paragraph) and following is not None and block.depth == 0 and _may_head(block):
        text, base = Marked.of(block.text), _base(stack)
        if _is_pseudo(text) and not isinstance(following, Heading):
            return Section(Kind.PSEUDO, base + 0.5, text, block.line)
        if text.text.endswith((":", "：")) and isinstance(following, Entry | Table | Paragraph | Literal):
            return _label(text, block, following, base)
    if isinstance(block, Entry) and isinstance(following, Entry) and following.depth > block.depth and block.text:
        text, base = Marked.of(block.text), _base(stack)
        named = len(text.text) <= MAX_LABEL and role_of(text.text) is not None
        if named and (text.text[-1] in ":：" or text.is_bold() or not is_instruction(text.text, gerunds=False)):
            return Section(Kind.ENTRY, base + 0.9 + block.depth / 1000, text, block.line, depth=block.depth)
    return None


def _base(stack: Sequence[Section]) -> float:
    """The level of the heading below which we are."""
    return next(section.level for section in reversed(stack) if section.kind in (Kind.HEADING, Kind.ROOT))


def _may_head(block: Paragraph) -> bool:
    """Whether a paragraph is worth a closer look: it begins in bold, or ends with a colon."""
    return bool(block.text) and (block.text[0].bold or block.text[-1].text[-1:] in {":", "："})


def _is_pseudo(text: Marked) -> bool:
    if not 0 < len(text.text) <= MAX_LABEL or "\n" in text.text or not text.is_bold() or text.text[-1] in ".!。":
        return False
    return text.text[-1] not in "?？" or role_of(text.text) is not None


def _label(text: Marked, block: Paragraph, following: Block, base: float) -> Section | None:
    """A line that ends with a colon heads the list below it; a longer text does with its last sentence."""
    if isinstance(following, Entry | Table):
        return Section(Kind.LABEL, base + 0.75, text, block.line) if len(text.text) <= MAX_LEAD else None
    if len(text.text) <= MAX_LABEL and role_of(text.text) is not None:
        return Section(Kind.LABEL, base + 0.75, text, block.line)
    return None


def _leave(block: Block, stack: list[Section]) -> None:
    """Closes the sections of lists and labels that a block is no part of."""
    while len(stack) > 1:
        section = stack[-1]
        if section.kind is Kind.ENTRY:
            inside = getattr(block, "depth", 0) > section.depth
        elif section.kind is Kind.LABEL:
            has_list = any(isinstance(child, Entry | Table | Section) for child in section.content)
            inside = not (has_list and isinstance(block, Paragraph) and block.depth == 0) and not isinstance(
                block, Rule
            )
        elif section.kind is Kind.PSEUDO:
            inside = not isinstance(block, Rule)
        else:
            inside = True
        if inside:
            return
        stack.pop()
