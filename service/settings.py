"""Typed settings, as a team writes them in `closeout.toml`. No I/O: text in, settings out, or every problem at once.

Secrets never stand in the file: settings name an environment variable or a file that holds them.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final, Self
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from connectors.registry import (
    RECEIVERS,
    SOURCES,
    TRACKERS,
    ReceiverKind,
    SourceConfig,
    SourceKind,
    TrackerConfig,
    TrackerKind,
)
from service.model import REVIEW_BELOW

VARIABLE: Final = r"^([A-Za-z_][A-Za-z0-9_]*)?$"


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


class InboxSettings(_Strict):
    """What is taken in of webhooks, and how long deliveries are kept once they are dealt with."""

    max_bytes: int = Field(default=26_214_400, ge=1)
    keep_days: int = Field(default=30, ge=1)


class WebhookSettings(_Strict):
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
    inbox: InboxSettings = InboxSettings()

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
    webhooks: tuple[WebhookSettings, ...] = ()

    @property
    def destination(self) -> TrackerConfig | None:
        """The tracker in which new issues are made: the one named by `tracker`, else the first."""
        named = [config for config in self.trackers if config.name == self.general.tracker]
        return next(iter(named or self.trackers), None)


def parse(text: str, receivers: Mapping[str, ReceiverKind] = RECEIVERS) -> Settings:
    """Read the text of a `closeout.toml`; `receivers` are the kinds of webhooks that there are.

    Raises SettingsError with every problem, each with its key.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError([f"not TOML: {error}"]) from error
    problems: list[str] = []
    sources = _connectors(data.pop("sources", []), "sources", _configs(SOURCES), problems)
    trackers = _connectors(data.pop("trackers", []), "trackers", _configs(TRACKERS), problems)
    webhooks = _connectors(data.pop("webhooks", []), "webhooks", dict.fromkeys(receivers, WebhookSettings), problems)
    try:
        general = General.model_validate(data)
    except ValidationError as error:
        problems += [_words(".".join(map(str, found["loc"])), found["msg"]) for found in error.errors()]
        general = General()
    if general.tracker is not None and general.tracker not in {config.name for config in trackers}:
        problems.append(f"tracker: there is no [[trackers]] entry with the name {general.tracker!r}")
    for webhook in webhooks:
        problems += _unknown_names(webhook, sources, trackers)
    if problems:
        raise SettingsError(problems)
    return Settings(general, tuple(sources), tuple(trackers), tuple(webhooks))


def _unknown_names(
    webhook: WebhookSettings, sources: Sequence[SourceConfig], trackers: Sequence[TrackerConfig]
) -> Iterator[str]:
    """Say which source and tracker, that a webhook is to speak for, there is not."""
    for key, named, known in (("source", webhook.source, sources), ("tracker", webhook.tracker, trackers)):
        if named and named not in {config.name for config in known}:
            yield f"webhooks.{webhook.name}.{key}: there is no [[{key}s]] entry with the name {named!r}"


def _configs(kinds: Mapping[str, SourceKind] | Mapping[str, TrackerKind]) -> Mapping[str, type[Any]]:
    return {kind: found.config for kind, found in kinds.items()}


def _connectors(entries: object, table: str, kinds: Mapping[str, type[Any]], problems: list[str]) -> list[Any]:
    """Check each entry of `[[sources]]`, `[[trackers]]` or `[[webhooks]]` against its kind's settings."""
    if not isinstance(entries, list):
        problems.append(f"{table}: write it as [[{table}]], once for each")
        return []
    configs = []
    for number, entry in enumerate(entries):
        where = f"{table}[{number}]"
        kind = kinds.get(str(entry.get("kind"))) if isinstance(entry, dict) else None
        if kind is None:
            problems.append(f"{where}.kind: must be one of {', '.join(sorted(kinds)) or 'none so far'}")
            continue
        try:
            configs.append(kind.model_validate(entry))
        except ValidationError as error:
            problems += [_words(".".join([where, *map(str, found["loc"])]), found["msg"]) for found in error.errors()]
    twice = [name for name, times in Counter(config.name for config in configs).items() if times > 1]
    problems += [f"{table}: the name {name!r} is given twice" for name in twice]
    return configs


def _words(key: str, message: str) -> str:
    if message == "Extra inputs are not permitted":
        return f"{key}: there is no such setting"
    return f"{key}: {message[:1].lower()}{message[1:]}"
