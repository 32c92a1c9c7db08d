"""Settings of a Git source."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from connectors.git.address import Transport, parse_remote, valid_branch, valid_web_url
from connectors.globs import DOCUMENTS, NOT_DOCUMENTS, Globs, GlobText
from connectors.visibility import Visibility


def _valid_remote(text: str) -> str:
    parse_remote(text)
    return text


class GitConfig(BaseModel):
    """One branch of one Git repository.

    `remote`: https://, ssh://, user@host:path, file:// or a local path. `branch`: the remote's default one if empty.
    `include` and `exclude` are globs (connectors/globs.py) on paths in the tree; `max_bytes` is the largest document
    that is read. `token_env` names an environment variable and `token_file` a file that holds the token for https;
    it is read anew at every fetch. `ca_file` holds the certificates to trust instead of the system's. `web_url` is
    where a document is on the web, with {commit}, {path} and {line}; known hosts need none. `identity` replaces the
    one that follows from history (the root commit), which a fork shares. `fetch_seconds` bounds one fetch.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["git"] = "git"
    name: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")
    remote: Annotated[str, AfterValidator(_valid_remote)]
    branch: Annotated[str, AfterValidator(valid_branch)] = ""
    include: tuple[GlobText, ...] = Field(default=DOCUMENTS, min_length=1)
    exclude: tuple[GlobText, ...] = NOT_DOCUMENTS
    visibility: Visibility = Visibility.MEMBERS
    max_bytes: int = Field(default=1_000_000, gt=0)
    username: str = Field(default="x-access-token", pattern=r"^[^\x00-\x20\x7f]{1,200}$")
    token_env: str = Field(default="", pattern=r"^([A-Za-z_][A-Za-z0-9_]*)?$")
    token_file: Path | None = None
    ca_file: Path | None = None
    web_url: Annotated[str, AfterValidator(valid_web_url)] = ""
    identity: str = Field(default="", max_length=200)
    fetch_seconds: float = Field(default=900, gt=0)

    @model_validator(mode="after")
    def _one_token_and_a_use_for_it(self) -> Self:
        if self.token_env and self.token_file:
            raise ValueError(f"source {self.name}: give token_env or token_file, not both")
        if (self.token_env or self.token_file) and parse_remote(self.remote).transport is not Transport.HTTPS:
            raise ValueError(f"source {self.name}: a token is for https remotes; ssh uses its keys")
        return self

    def beside(self, folder: Path) -> Self:
        """Give the same settings with every path taken from `folder`, in which they were written."""
        remote = parse_remote(self.remote)
        is_path = remote.transport is Transport.FILE and "://" not in self.remote
        return self.model_copy(
            update={
                "remote": str(folder / Path(self.remote).expanduser()) if is_path else self.remote,
                "token_file": self.token_file and folder / self.token_file.expanduser(),
                "ca_file": self.ca_file and folder / self.ca_file.expanduser(),
            }
        )

    def globs(self) -> Globs:
        """Give the globs, parsed."""
        return Globs.parse(self.include, self.exclude)
