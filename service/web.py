"""What a request brings to a route: the parts that the app was made of, and what the caller may see."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Path, Request

from service.operations.context import Context
from service.store.audience import Audience


def context_of(request: Request) -> Context:
    """Give the parts that this app was made of."""
    parts: Context = request.app.state.context
    return parts


def audience_of() -> Audience:
    """Give what the caller may see: without authentication only this machine's user gets here, who may see all."""
    return Audience.owner()


Parts = Annotated[Context, Depends(context_of)]
Reader = Annotated[Audience, Depends(audience_of)]
Id = Annotated[
    str,
    Path(description="The id, or the beginning of it.", pattern="^[0-9a-f-]{1,36}$", examples=["3f2a91c0"]),
]
