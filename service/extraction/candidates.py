"""What may become an item, and the circumstances in which it stands."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum

from connectors.tracker import State
from service.extraction.annotations import Fields
from service.extraction.vocabulary import Role
from service.model import ItemType


class Shape(StrEnum):
    """In what form an item is written."""

    ROW = "row"
    ENTRY = "entry"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    SENTENCE = "sentence"


@dataclass(frozen=True, slots=True)
class Frame:
    """Where in the document we are: what the headings above say of what stands below them."""

    role: Role | None = None
    title: str = ""
    line: int = 0
    type: ItemType | None = None
    state: State | None = None
    due_words: str | None = None
    owners: tuple[str, ...] = ()

    @property
    def opens(self) -> bool:
        """Whether follow-up work is listed here."""
        return self.role in (Role.ACTIONS, Role.MEASURES)

    def within(self, **changes: object) -> Frame:
        return replace(self, **changes)  # type: ignore[arg-type]  # replace checks the names itself


@dataclass(slots=True)
class Candidate:
    """An item before it is weighed. `marks`: what speaks for and against it, in the words of `confidence.py`."""

    shape: Shape
    frame: Frame
    title: str
    line: int
    detail: str = ""
    fields: Fields = field(default_factory=Fields)
    cell: int | None = None
    stated_type: bool = False
    marks: set[str] = field(default_factory=set)
    nested: bool = False
