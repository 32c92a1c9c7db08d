"""Typed settings, as a team writes them in `closeout.toml`. No I/O: text in, settings out, or every problem at once.

Secrets never stand in the file: settings name an environment variable or a file that holds them.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from connectors.registry import SOURCES, TRACKERS, SourceConfig, TrackerConfig
from service.model import REVIEW_BELOW


class SettingsError(Exception):
    """The settings cannot be used. `problems` has one line each, beginning with the key."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class LimitSettings(_Strict):
    """How much one run does at most."""

    creates: int = Field(default=50, ge=0)
    updates: int = Field(default=50, ge=0)


class ServeSettings(_Strict):
    """Where `closeout serve` listens, and how often it looks at sources and trackers by itself."""

    host: str = "127.0.0.1"
    port: int = Field(default=8321, ge=0, le=65535)
    every_seconds: int = Field(default=300, ge=1)


class General(_Strict):
    """Everything but the connectors; each field is a key at the top of the file, or a table of that name."""

    database: str = "closeout.db"
    key_file: str = "closeout.key"
    time_zone: str = "UTC"
    create_since: date | None = None
    create_after: int = Field(default=0, ge=0, le=60)
    review_below: float = Field(default=REVIEW_BELOW, ge=0, le=1)
    stale_after_minutes: int = Field(default=60, ge=1)
    tracker: str | None = None
    limits: LimitSettings = LimitSettings()
    serve: ServeSettings = ServeSettings()

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (KeyError, ValueError, OSError) as error:
            raise ValueError("not a time zone; write one like Europe/Berlin or UTC") from error
        return name

    @property
    def zone(self) -> ZoneInfo:
        """The policy's time zone: whether something is overdue is decided by its calendar."""
        return ZoneInfo(self.time_zone)


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings, checked."""

    general: General = field(default_factory=General)
    sources: tuple[SourceConfig, ...] = ()
    trackers: tuple[TrackerConfig, ...] = ()

    @property
    def destination(self) -> TrackerConfig | None:
        """The tracker in which new issues are made: the one named by `tracker`, else the first."""
        named = [config for config in self.trackers if config.name == self.general.tracker]
        return next(iter(named or self.trackers), None)


def parse(text: str) -> Settings:
    """Read the text of a `closeout.toml`.

    Raises SettingsError with every problem, each with its key.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError([f"not TOML: {error}"]) from error
    problems: list[str] = []
    sources = _connectors(data.pop("sources", []), "sources", SOURCES, problems)
    trackers = _connectors(data.pop("trackers", []), "trackers", TRACKERS, problems)
    try:
        general = General.model_validate(data)
    except ValidationError as error:
        problems += [_words(".".join(map(str, found["loc"])), found["msg"]) for found in error.errors()]
        general = General()
    if general.tracker is not None and general.tracker not in {config.name for config in trackers}:
        problems.append(f"tracker: there is no [[trackers]] entry with the name {general.tracker!r}")
    if problems:
        raise SettingsError(problems)
    return Settings(general=general, sources=tuple(sources), trackers=tuple(trackers))


def _connectors(entries: object, table: str, kinds: Mapping[str, Any], problems: list[str]) -> list[Any]:
    """Check each entry of `[[sources]]` or `[[trackers]]` against its kind's settings."""
    if not isinstance(entries, list):
        problems.append(f"{table}: write it as [[{table}]], once for each")
        return []
    configs = []
    for number, entry in enumerate(entries):
        where = f"{table}[{number}]"
        kind = kinds.get(str(entry.get("kind"))) if isinstance(entry, dict) else None
        if kind is None:
            problems.append(f"{where}.kind: must be one of {', '.join(sorted(kinds))}")
            continue
        try:
            configs.append(kind.config.model_validate(entry))
        except ValidationError as error:
            problems += [_words(".".join([where, *map(str, found["loc"])]), found["msg"]) for found in error.errors()]
    twice = [name for name, times in Counter(config.name for config in configs).items() if times > 1]
    problems += [f"{table}: the name {name!r} is given twice" for name in twice]
    return configs


def _words(key: str, message: str) -> str:
    if message == "Extra inputs are not permitted":
        return f"{key}: there is no such setting"
    return f"{key}: {message[:1].lower()}{message[1:]}"
