"""The shapes of what is taken in from outside: webhooks, and the inbox that keeps what they bring."""

from __future__ import annotations

from pathlib import Path
from typing import Final, Self

from pydantic import Field, model_validator

from service.settings.strict import Strict

VARIABLE: Final = r"^([A-Za-z_][A-Za-z0-9_]*)?$"


class InboxSettings(Strict):
    """What is taken in of webhooks, and how long deliveries are kept once they are dealt with."""

    max_bytes: int = Field(default=26_214_400, ge=1)
    keep_days: int = Field(default=30, ge=1)


class WebhookSettings(Strict):
    """An address at which a sender's webhooks are taken: /webhooks/<name>. Each secret is in a variable or a file.

    During a rotation there are two secrets. `source` and `tracker` are the names of those that it speaks for.
    """

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")
    kind: str
    secret_env: str = Field(default="", pattern=VARIABLE)
    secret_file: Path | None = None
    old_secret_env: str = Field(default="", pattern=VARIABLE)
    old_secret_file: Path | None = None
    source: str = ""
    tracker: str = ""

    @model_validator(mode="after")
    def _one_place_for_each_secret(self) -> Self:
        if bool(self.secret_env) == bool(self.secret_file):
            raise ValueError("give secret_env or secret_file, one of them")
        if self.old_secret_env and self.old_secret_file:
            raise ValueError("give old_secret_env or old_secret_file, not both")
        return self

    def beside(self, folder: Path) -> Self:
        """Give the same settings with every path taken from `folder`, in which they were written."""
        files = ("secret_file", "old_secret_file")
        placed = {name: folder / path.expanduser() for name in files if (path := getattr(self, name))}
        return self.model_copy(update=placed)
