"""What the settings say about a local tracker."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator, model_validator

from connectors.visibility import Visibility

_LONGEST_PREFIX = 10


class LocalConfig(BaseModel):
    """A tracker of our own.

    `database` is the path of an SQLite file, or a `postgresql://` URL; there the issues get a schema of their
    own, named after the tracker. `prefix` begins every key (`LOCAL-7`); without one it follows from `name`.
    `place` is the list in which new issues go. A create is sent within `send_within_seconds` of its decision or not
    at all; `settle_seconds` later an issue that is not there is known not to exist.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    kind: Literal["local"] = "local"
    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{0,39}$")] = "local"
    database: SecretStr
    prefix: Annotated[str, Field(pattern=r"^([A-Z][A-Z0-9]{0,9})?$")] = ""
    visibility: Visibility = Visibility.MEMBERS
    place: str = "postmortems"
    send_within_seconds: Annotated[float, Field(gt=0)] = 30
    settle_seconds: Annotated[float, Field(ge=0)] = 10

    @field_validator("database")
    @classmethod
    def _is_file_or_postgresql(cls, database: SecretStr) -> SecretStr:
        address = database.get_secret_value()
        if not address or address == ":memory:" or ("://" in address and not address.startswith("postgresql://")):
            msg = "must be the path of a file, or a URL that begins with postgresql://"
            raise ValueError(msg)
        return database

    @model_validator(mode="before")
    @classmethod
    def _prefix_from_name(cls, values: object) -> object:
        if isinstance(values, dict) and not values.get("prefix"):
            name = str(values.get("name", "local"))
            return {**values, "prefix": re.sub("[^A-Z0-9]", "", name.upper())[:_LONGEST_PREFIX]}
        return values

    @property
    def in_postgresql(self) -> bool:
        """Say whether the issues are in PostgreSQL, rather than in an SQLite file."""
        return self.database.get_secret_value().startswith("postgresql://")

    def beside(self, folder: Path) -> Self:
        """Give the same settings with the database's path, if it is one, taken from `folder`."""
        if self.in_postgresql:
            return self
        return self.model_copy(update={"database": SecretStr(str(folder / self.database.get_secret_value()))})

    @property
    def where(self) -> str:
        """Name the database for people: without user, password and options."""
        address = self.database.get_secret_value()
        if not self.in_postgresql:
            return address
        parts = urlsplit(address)
        return f"postgresql://{parts.netloc.rpartition('@')[2]}{parts.path}"
