"""The shapes of a team's rules: people and teams, routes, labels, due dates. What they mean: `service/policy`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from service.model import ItemType, Share
from service.settings.strict import Strict

Day = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
Days = Annotated[int, Field(ge=0, le=3650)]
Name = Annotated[str, Field(min_length=1, max_length=200)]
Names = tuple[Name, ...]

SEVERITY_DAYS: Final = MappingProxyType({1: 15, 2: 30, 3: 60, 4: 90})
PRIORITY_DAYS: Final = MappingProxyType({0: 7, 1: 14, 2: 30})


def _numbered(prefix: str) -> BeforeValidator:
    """Read the keys of a table as numbers: TOML has only text there, such as `P1` or `1`."""

    def numbers(values: object) -> object:
        if not isinstance(values, Mapping):
            return values
        return {_number(str(key), prefix): days for key, days in values.items()}

    return BeforeValidator(numbers)


def _number(key: str, prefix: str) -> object:
    plain = key.upper().removeprefix(prefix)
    return int(plain) if plain.isascii() and plain.isdigit() else key


def _within(first: int, last: int, prefix: str) -> AfterValidator:
    def check(values: Mapping[int, int]) -> Mapping[int, int]:
        for number in values:
            if not first <= number <= last:
                raise ValueError(f"{prefix}{number} is none: they go from {prefix}{first} to {prefix}{last}")
        return values

    return AfterValidator(check)


class PersonSettings(Strict):
    """Somebody who does items; `github` is a login, `jira` an account id (Cloud) or a user name (Data Center)."""

    name: Name
    aliases: Names = ()
    emails: Names = ()
    github: str = ""
    jira: str = ""


class TeamSettings(Strict):
    """A team; `label` is what its issues get, `lead` whom they are assigned to, `handles` such as `@acme/sre`."""

    name: Name
    aliases: Names = ()
    label: str = ""
    lead: Name | None = None
    handles: Names = ()


class WhenSettings(Strict):
    """What a route asks of an item; what is left out asks nothing."""

    types: frozenset[ItemType] = frozenset()
    paths: Names = ()
    services: Names = ()
    severities: frozenset[int] = frozenset()
    teams: Names = ()
    labels: Names = ()


class RouteSettings(Strict):
    """Where the items that it fits go, and as what. Without `place` it is the tracker's own."""

    name: Name
    tracker: Name
    place: str = ""
    when: WhenSettings = WhenSettings()
    issue_type: str = ""
    components: Names = ()
    labels: Names = ()
    milestone: str = ""
    share: Share | None = None


class DueSettings(Strict):
    """In how many days items are due where the document names no day, and by when they need an owner and an issue."""

    by_severity: Annotated[Mapping[int, Days], _numbered("SEV"), _within(1, 4, "")] = Field(
        default_factory=lambda: dict(SEVERITY_DAYS)
    )
    by_priority: Annotated[Mapping[int, Days], _numbered("P"), _within(0, 5, "P")] = Field(
        default_factory=lambda: dict(PRIORITY_DAYS)
    )
    unit: Literal["calendar", "business"] = "calendar"
    assign_within: Days | None = None


class CalendarSettings(Strict):
    """Which days are no working days."""

    weekend: frozenset[Day] = frozenset({"saturday", "sunday"})
    holidays: frozenset[date] = frozenset()


class LabelShape(Strict):
    """A label with its look, for where it has to be made first."""

    name: Name
    colour: str = "ededed"
    description: str = ""


LabelOrName = LabelShape | str


class LabelSettings(Strict):
    """Labels that issues get. An empty name for a type gives none."""

    always: tuple[LabelOrName, ...] = ("postmortem",)
    types: Mapping[ItemType, LabelOrName] = Field(default_factory=dict)
    inferred: bool = False
