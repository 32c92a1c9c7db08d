"""What the settings say about a tracker on GitHub. No library is imported for it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from connectors.pace import Budget, Window
from connectors.visibility import Visibility

_OWNER = r"[A-Za-z0-9][A-Za-z0-9_-]{0,98}"
_NAME = r"[A-Za-z0-9._-]{1,100}"
_VARIABLE = r"^([A-Za-z_][A-Za-z0-9_]*)?$"
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})

WRITES = Budget(1.0, (Window(60, 60), Window(400, 3_600)))
"""Below what GitHub takes: 80 requests a minute that make content, 500 an hour, a second between two.

https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits
"""


def _valid_api_url(text: str) -> str:
    parts = urlsplit(text)
    if parts.query or parts.fragment or parts.username or not parts.hostname:
        raise ValueError("api_url must be an address such as https://github.example.com/api/v3")
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOOPBACK):
        raise ValueError("api_url must begin with https://")
    return text.rstrip("/")


class GithubAppConfig(BaseModel):
    """A GitHub App: its id, and where its private key (PEM) is: in a file, or in an environment variable.

    The installation is found by itself: the one that has the tracker's repository.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    app_id: Annotated[int, Field(gt=0)]
    private_key_file: Path | None = None
    private_key_env: Annotated[str, Field(pattern=_VARIABLE)] = ""

    @model_validator(mode="after")
    def _one_key(self) -> Self:
        if bool(self.private_key_file) == bool(self.private_key_env):
            raise ValueError("give private_key_file or private_key_env, one of them")
        return self


class GithubConfig(BaseModel):
    """Issues in a repository on GitHub, or on a GitHub Enterprise Server whose `api_url` ends in `/api/v3`.

    New issues go into `repository` ("owner/name"). The token comes from the environment variable `token_env`, from
    the file `token_file`, or from a GitHub App. `follow` names owners and repositories whose issues may be read besides
    those of the repository's own owner. `visibility` overrides what GitHub says about the repository. `ca_file` holds
    the certificates to trust instead of the system's.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["github"] = "github"
    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{0,39}$")] = "github"
    repository: Annotated[str, Field(pattern=rf"^{_OWNER}/{_NAME}$")]
    api_url: Annotated[str, AfterValidator(_valid_api_url)] = "https://api.github.com"
    token_env: Annotated[str, Field(pattern=_VARIABLE)] = ""
    token_file: Path | None = None
    app: GithubAppConfig | None = None
    ca_file: Path | None = None
    follow: tuple[Annotated[str, Field(pattern=rf"^{_OWNER}(?:/{_NAME})?$")], ...] = ()
    visibility: Visibility | None = None
    send_within_seconds: Annotated[float, Field(gt=0)] = 30
    settle_seconds: Annotated[float, Field(ge=0)] = 300

    @model_validator(mode="after")
    def _one_way_in(self) -> Self:
        if sum(map(bool, (self.token_env, self.token_file, self.app))) != 1:
            raise ValueError(f"tracker {self.name}: give token_env, token_file or app, one of them")
        return self

    @property
    def place(self) -> str:
        """Give the repository in which new issues are made."""
        return self.repository

    @property
    def web_url(self) -> str:
        """Give where the pages are that belong to the API, without a slash at the end."""
        parts = urlsplit(self.api_url)
        if parts.hostname == "api.github.com":
            return "https://github.com"
        return f"{parts.scheme}://{parts.netloc.removeprefix('api.')}"

    @property
    def graphql_url(self) -> str:
        """Give the address of the GraphQL API.

        https://docs.github.com/en/enterprise-server/graphql/guides/managing-enterprise-accounts#accessing-enterprise
        """
        return f"{self.api_url.removesuffix('/v3')}/graphql"

    @property
    def write_budget(self) -> str:
        """Give the name of the budget of requests that make or change something, to be given `WRITES`."""
        return f"github writes {self.name}"

    def beside(self, folder: Path) -> Self:
        """Give the same settings with every path taken from `folder`, in which they were written."""
        app = self.app
        if app is not None:
            app = app.model_copy(update={"private_key_file": _beside(folder, app.private_key_file)})
        return self.model_copy(
            update={
                "token_file": _beside(folder, self.token_file),
                "ca_file": _beside(folder, self.ca_file),
                "app": app,
            }
        )


def _beside(folder: Path, path: Path | None) -> Path | None:
    return path and folder / path.expanduser()
