"""The routes under /api/v1: parse, call one operation, render."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from connectors.tracker import State
from service.api.answers import problems_of
from service.api.schemas import (
    ItemListShape,
    ItemShape,
    PostmortemDetailShape,
    PostmortemListShape,
    Shape,
    SourceShape,
)
from service.model import Standing
from service.operations import by_hand, report
from service.store.views import ItemFilter
from service.web import Id, Parts, Reader

routes = APIRouter(prefix="/api/v1", responses=problems_of(403, 422, 503))


class StateWish(Shape):
    """The state that an item's issue should have."""

    state: State = Field(description="`done` and `dropped` close the issue, the others reopen it.", examples=["done"])


class Said(Shape):
    """What was done, in words."""

    words: str = Field(examples=["LOCAL-7 is done now"])


@routes.get("/postmortems", operation_id="listPostmortems", tags=["postmortems"])
def list_postmortems(
    parts: Parts,
    reader: Reader,
    limit: Annotated[int, Query(ge=1, le=200, description="Give at most so many.")] = report.PAGE,
    offset: Annotated[int, Query(ge=0, le=1_000_000, description="Begin after so many.")] = 0,
) -> PostmortemListShape:
    """List the postmortems, the latest incident first."""
    return PostmortemListShape.of(report.postmortems(parts, reader, limit=limit, offset=offset))


@routes.get(
    "/postmortems/{postmortem_id}", operation_id="getPostmortem", tags=["postmortems"], responses=problems_of(404)
)
def get_postmortem(parts: Parts, reader: Reader, postmortem_id: Id) -> PostmortemDetailShape:
    """Give a postmortem with its items and its completion."""
    return PostmortemDetailShape.of_page(report.postmortem(parts, reader, postmortem_id))


@routes.get("/items", operation_id="listItems", tags=["items"])
def list_items(
    parts: Parts,
    reader: Reader,
    standing: Annotated[list[Standing] | None, Query(description="Only items of these standings.")] = None,
    overdue: Annotated[bool, Query(description="Only items that are overdue.")] = False,
) -> ItemListShape:
    """List the action items, the first due first."""
    found = report.overdue(parts, reader) if overdue else report.items(parts, reader, ItemFilter(standings=standing))
    return ItemListShape.of(view for view in found if standing is None or view.line.standing in standing)


@routes.get("/items/{item_id}", operation_id="getItem", tags=["items"], responses=problems_of(404))
def get_item(parts: Parts, reader: Reader, item_id: Id) -> ItemShape:
    """Give an action item with its issues."""
    return ItemShape.of(report.item(parts, reader, item_id))


@routes.post(
    "/items/{item_id}/state", operation_id="setItemState", tags=["items"], responses=problems_of(400, 404, 409, 502)
)
def set_item_state(parts: Parts, reader: Reader, item_id: Id, wish: StateWish) -> Said:
    """Close, drop or reopen an item's issue in its tracker, as a person's explicit act."""
    line = report.item(parts, reader, item_id).line
    return Said(words=by_hand.set_state(parts, line.id, wish.state, who="API").words)


@routes.get("/sources", operation_id="listSources", tags=["sources"])
def list_sources(parts: Parts, reader: Reader) -> list[SourceShape]:
    """List the sources, and what keeps them from being followed."""
    return [SourceShape.of(line) for line in report.sources(parts, reader)]
