"""What the settings say about a Jira site."""

from __future__ import annotations

from datetime import date
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Any, Final, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from connectors.pace import Budget, Window
from connectors.tracker import State
from connectors.visibility import Visibility

READS, BULK, WRITES = "jira reads", "jira bulk reads", "jira writes"
BUDGETS: Final = {READS: Budget(0.02), BULK: Budget(0.1), WRITES: Budget(0.1, (Window(100, 30),))}
"""Far below what a site takes in bursts: 100 requests a second, 50 of those that change something.

https://developer.atlassian.com/cloud/jira/platform/rate-limiting/
"""
GATEWAY = "https://api.atlassian.com"
ITEM_FIELDS = frozenset({"title", "body", "due", "priority", "owner"})

ProjectKey = Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9_]{0,254}$")]


def _valid_site(address: str) -> str:
    parts = urlsplit(address.rstrip("/"))
    if parts.username or parts.password or parts.query or parts.fragment or not parts.hostname:
        raise ValueError("must be the site's address alone, such as https://acme.atlassian.net")
    if parts.scheme != "https" and not (parts.scheme == "http" and _is_loopback(parts.hostname)):
        raise ValueError("must begin with https://")
    return address.rstrip("/")


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _valid_fields(values: dict[str, Any]) -> dict[str, Any]:
    for name, value in values.items():
        if isinstance(value, dict) and "from" in value and (len(value) > 1 or value["from"] not in ITEM_FIELDS):
            raise ValueError(f"{name}: write {{ from = ... }} with one of {', '.join(sorted(ITEM_FIELDS))}")
    return values


class JiraConfig(BaseModel):
    """One Jira site and the project in which new issues go.

    `site` is the address that people use. `edition` decides which API is spoken. On Cloud, `email` goes with an API
    token; without it the token is sent as a bearer token, as for a service account; `cloud_id` is needed by tokens
    with scopes, which are sent to Atlassian's gateway. On Data Center the token is a personal access token. It is
    read from the variable `token_env` or the file `token_file`. `token_expires` is the day for which `check` warns.

    `follow` are the projects beside `project` whose issues may be read. `fields` are values for custom fields, by id
    or name: as Jira takes them, or `{ from = "title" }` (body, due, priority, owner) from the item. `priorities` maps
    an item's priority to Jira's name. `parent` is the epic above every new issue; on Data Center it goes into the
    field `epic_field`. `dropped_resolutions` and `dropped_statuses` are what means dropped among what is done.
    `transitions` names, by target state, the transition to take; `transition_fields` are values for fields that
    transitions want. `description` is "adf" or "wiki": what descriptions are written in; Data Center has only wiki.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    kind: Literal["jira"] = "jira"
    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{0,39}$")] = "jira"
    site: Annotated[str, AfterValidator(_valid_site)]
    edition: Literal["cloud", "data_center"] = "cloud"
    cloud_id: Annotated[str, Field(pattern=r"^[0-9A-Za-z-]{0,64}$")] = ""
    email: Annotated[str, Field(pattern=r"^([^\s:@]+@[^\s:@]+)?$")] = ""
    token_env: Annotated[str, Field(pattern=r"^([A-Za-z_][A-Za-z0-9_]*)?$")] = ""
    token_file: Path | None = None
    token_expires: date | None = None
    ca_file: Path | None = None
    project: ProjectKey
    follow: tuple[ProjectKey, ...] = ()
    issue_type: Annotated[str, Field(min_length=1)] = "Task"
    components: tuple[str, ...] = ()
    priorities: dict[str, str] = {}
    fields: Annotated[dict[str, Any], AfterValidator(_valid_fields)] = {}
    parent: Annotated[str, Field(pattern=r"^([A-Z][A-Z0-9_]*-[1-9][0-9]*)?$")] = ""
    epic_field: Annotated[str, Field(pattern=r"^(customfield_[0-9]+)?$")] = ""
    dropped_resolutions: tuple[str, ...] = (
        "Won't Do",
        "Won't Fix",
        "Duplicate",
        "Declined",
        "Cannot Reproduce",
        "Cancelled",
        "Canceled",
        "Invalid",
        "Obsolete",
    )
    dropped_statuses: tuple[str, ...] = ("Won't Do", "Cancelled", "Canceled", "Declined", "Rejected", "Duplicate")
    transitions: dict[State, str] = {}
    transition_fields: dict[str, Any] = {}
    description: Literal["adf", "wiki"] | None = None
    visibility: Visibility = Visibility.MEMBERS
    timeout_seconds: Annotated[float, Field(gt=0)] = 30
    send_within_seconds: Annotated[float, Field(gt=0)] = 30
    settle_seconds: Annotated[float, Field(ge=0)] = 900

    @model_validator(mode="after")
    def _fits_its_edition(self) -> Self:
        if bool(self.token_env) == bool(self.token_file):
            raise ValueError(f"tracker {self.name}: give token_env or token_file, and not both")
        if self.edition == "data_center" and (self.cloud_id or self.email or self.description == "adf"):
            raise ValueError(
                f"tracker {self.name}: cloud_id, email and descriptions in adf are for Cloud; "
                "Data Center takes a personal access token and wiki"
            )
        if self.edition == "cloud" and not (self.cloud_id or self.email):
            raise ValueError(f"tracker {self.name}: give the email that the API token belongs to, or a cloud_id")
        return self

    @property
    def place(self) -> str:
        """The project in which new issues go."""
        return self.project

    @property
    def projects(self) -> tuple[str, ...]:
        """The projects that may be read, each once."""
        return tuple(dict.fromkeys((self.project, *self.follow)))

    @property
    def on_cloud(self) -> bool:
        """Say whether the site is on Cloud, rather than in a data center."""
        return self.edition == "cloud"

    @property
    def in_adf(self) -> bool:
        """Say whether descriptions are documents (version 3 of the API) rather than wiki text (version 2)."""
        return self.on_cloud and self.description != "wiki"

    @property
    def api(self) -> str:
        """The address that requests go to: the site itself, or Atlassian's gateway for tokens with scopes."""
        if not self.cloud_id:
            return self.site
        gateway = self.site if self.site.startswith("http://") else GATEWAY
        return f"{gateway}/ex/jira/{self.cloud_id}"

    def beside(self, folder: Path) -> Self:
        """Give the same settings with every path taken from `folder`, in which they were written."""
        return self.model_copy(
            update={
                "token_file": self.token_file and folder / self.token_file.expanduser(),
                "ca_file": self.ca_file and folder / self.ca_file.expanduser(),
            }
        )
