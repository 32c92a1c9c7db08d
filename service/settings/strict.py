"""What every shape of settings has in common: it does not change, and it knows all its keys."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Strict(BaseModel):
    """A table of settings: frozen, and a key that it does not know is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)
