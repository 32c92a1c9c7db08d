"""Settings of a directory source."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field

from connectors.globs import DOCUMENTS, NOT_DOCUMENTS, Globs, GlobText
from connectors.visibility import Visibility


class DirectoryConfig(BaseModel):
    """A plain directory of documents, or one document.

    `include` and `exclude` are globs (connectors/globs.py) on paths below `path`; a `path` that is a file is read
    whatever they say. `max_bytes` is the largest document that is read. `identity` replaces the one that follows
    from `path`: give it when the directory is moved, or is mounted elsewhere on another machine.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["directory"] = "directory"
    name: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")
    path: Path
    include: tuple[GlobText, ...] = Field(default=DOCUMENTS, min_length=1)
    exclude: tuple[GlobText, ...] = NOT_DOCUMENTS
    visibility: Visibility = Visibility.MEMBERS
    max_bytes: int = Field(default=1_000_000, gt=0)
    identity: str = Field(default="", max_length=200)

    def beside(self, folder: Path) -> Self:
        """Give the same settings with the path taken from `folder`, in which they were written."""
        return self.model_copy(update={"path": folder / self.path.expanduser()})

    def globs(self) -> Globs:
        """Give the globs, parsed."""
        return Globs.parse(self.include, self.exclude)
