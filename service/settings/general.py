"""The shapes of all settings but the connectors': each field is a key at the top of the file, or a table there."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from pydantic import Field, field_validator

from connectors.registry import SourceConfig, TrackerConfig
from service.model import REVIEW_BELOW
from service.settings.policy import (
    CalendarSettings,
    DueSettings,
    LabelSettings,
    PersonSettings,
    RouteSettings,
    TeamSettings,
)
from service.settings.strict import Strict
from service.settings.webhooks import InboxSettings, WebhookSettings


class LimitSettings(Strict):
    """How much one run does at most."""

    creates: int = Field(default=50, ge=0)
    updates: int = Field(default=50, ge=0)


class ServeSettings(Strict):
    """Where `closeout serve` listens, and how often it looks at sources and trackers by itself."""

    host: str = "127.0.0.1"
    port: int = Field(default=8321, ge=0, le=65535)
    every_seconds: int = Field(default=300, ge=1)
    public_url: str = Field(default="", pattern=r"^(https?://\S+)?$")


class General(Strict):
    """Everything but the connectors; each field is a key at the top of the file, or a table of that name."""

    database: str = "closeout.db"
    key_file: str = "closeout.key"
    time_zone: str = "UTC"
    create_since: date | None = None
    create_after: int = Field(default=0, ge=0, le=60)
    review_below: float = Field(default=REVIEW_BELOW, ge=0, le=1)
    stale_after_minutes: int = Field(default=60, ge=1)
    tracker: str | None = None
    codeowners: bool = True
    limits: LimitSettings = LimitSettings()
    serve: ServeSettings = ServeSettings()
    inbox: InboxSettings = InboxSettings()
    due: DueSettings = DueSettings()
    calendar: CalendarSettings = CalendarSettings()
    labels: LabelSettings = LabelSettings()
    people: tuple[PersonSettings, ...] = ()
    teams: tuple[TeamSettings, ...] = ()
    routes: tuple[RouteSettings, ...] = ()

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
