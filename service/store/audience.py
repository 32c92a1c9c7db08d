"""Who reads. An argument that no read query can leave out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from sqlalchemy import ColumnElement, and_, false
from sqlmodel import col

from connectors.visibility import Visibility
from service.store.inbox_tables import Delivery
from service.store.tables import Decision, Issue, Item, Link, Outcome, Postmortem, Sighting, Source

Readable: TypeAlias = Postmortem | Item | Issue | Link | Source | Decision | Outcome | Sighting


@dataclass(frozen=True, slots=True)
class Audience:
    """The circles that a reader belongs to, and the ids of the sources that they may see (None: all of them)."""

    circles: frozenset[Visibility]
    sources: frozenset[str] | None = None

    @classmethod
    def owner(cls) -> Audience:
        """Give the audience that may see everything: whoever runs the program on this machine."""
        return cls(frozenset(Visibility))

    def may_see(self, table: type[Readable]) -> ColumnElement[bool]:
        """Give the condition on a table's rows under which this audience may see them."""
        return col(table.visibility).in_(sorted(self.circles))

    def may_see_document(self) -> ColumnElement[bool]:
        """Give the condition under which this audience may see a document, and with it what stands in it."""
        seen = self.may_see(Postmortem)
        return seen if self.sources is None else and_(seen, col(Postmortem.source_id).in_(sorted(self.sources)))

    def may_see_delivery(self) -> ColumnElement[bool]:
        """Give the condition under which this audience may see a delivery: it may be about any source."""
        return col(Delivery.visibility).in_(sorted(self.circles)) if self.sources is None else false()

    def may_see_source(self) -> ColumnElement[bool]:
        """Give the condition under which this audience may see that a source exists."""
        seen = self.may_see(Source)
        return seen if self.sources is None else and_(seen, col(Source.id).in_(sorted(self.sources)))
