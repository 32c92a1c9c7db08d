"""Join the parts: settings in, a `Context` out. The only place where parts are chosen."""

from __future__ import annotations

import os
import secrets
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from connectors.errors import ConnectorError
from connectors.local.config import LocalConfig
from connectors.overlap import Extent, find_overlaps
from connectors.pace import Pace, RealPace
from connectors.registry import (
    RECEIVERS,
    ReceiverKind,
    SourceConfig,
    TrackerConfig,
    budgets,
    build_source,
    build_tracker,
)
from connectors.tracker import Tracker
from connectors.visibility import Visibility
from connectors.webhook import Redeliverer
from service.operations.context import Context, Endpoint, FiledTracker, FollowedSource, Progress, Unwatched
from service.operations.recovery.backup import Holdings
from service.policy.policy import build
from service.settings import Settings, SettingsError, WebhookSettings, parse
from service.settings.problems import KeyLines
from service.store.database import open_store
from service.store.exclusion import sole_creator

IN_A_FILE = "sqlite:///"
KEY_VARIABLE = "CLOSEOUT_KEY"
SHORTEST_KEY = 32
WAIT_FOR_CREATOR_SECONDS = 20.0
ASK_AGAIN_AFTER = timedelta(minutes=10)


def load(path: Path, receivers: Mapping[str, ReceiverKind] = RECEIVERS) -> Settings:
    """Read settings from a file; `receivers` are the kinds of webhooks that there are.

    Raises SettingsError, with the file's name in front of each problem.
    """
    try:
        return _checked(path.read_text(encoding="utf-8"), receivers)
    except FileNotFoundError as error:
        raise SettingsError(
            [f"{path}: there is no such file; name one with --config, or try `closeout demo`"]
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError([f"{path}: cannot be read: {error}"]) from error
    except SettingsError as error:
        raise SettingsError([f"{path}: {problem}" for problem in error.problems]) from error


def _checked(text: str, receivers: Mapping[str, ReceiverKind]) -> Settings:
    settings = parse(text, receivers)
    _, problems = build(settings)
    if problems:
        lines = KeyLines(text)
        raise SettingsError([problem.shown(lines) for problem in problems])
    return settings


def join(
    settings: Settings,
    folder: Path,
    *,
    pace: Pace | None = None,
    progress: Progress | None = None,
    environment: Mapping[str, str] = os.environ,
    receivers: Mapping[str, ReceiverKind] = RECEIVERS,
) -> Context:
    """Build everything that the settings name. Paths in them are relative to `folder`.

    Raises SettingsError and StoreError.
    """
    pace = pace or RealPace(budgets(settings.trackers))
    sources = {config.name: _followed(config, folder) for config in settings.sources}
    _refuse_overlaps(settings, sources)
    key = _key(folder / settings.general.key_file, environment)
    store = open_store(database_url(settings, folder))
    policy, problems = build(settings)
    if problems:
        raise SettingsError([problem.shown(KeyLines("")) for problem in problems])
    return Context(
        store=store,
        settings=settings,
        policy=policy,
        sources=sources,
        trackers={config.name: _filed(config, folder, pace) for config in settings.trackers},
        pace=pace,
        key=key,
        new_id=lambda: str(uuid4()),
        creator_lock=lambda tracker: sole_creator(store, tracker, WAIT_FOR_CREATOR_SECONDS),
        progress=progress or Unwatched(),
        endpoints={
            webhook.name: _endpoint(webhook.beside(folder), receivers[webhook.kind], settings, pace, environment)
            for webhook in settings.webhooks
        },
    )


def _followed(config: SourceConfig, folder: Path) -> FollowedSource:
    reader = build_source(config.beside(folder), folder / ".closeout")
    return FollowedSource(reader=reader, kind=config.kind, visibility=config.visibility)


def _refuse_overlaps(settings: Settings, sources: Mapping[str, FollowedSource]) -> None:
    extents = [
        Extent(config.name, sources[config.name].reader.territory(), config.globs()) for config in settings.sources
    ]
    found = find_overlaps(extents)
    if found:
        raise SettingsError([overlap.words for overlap in found])


def _filed(config: TrackerConfig, folder: Path, pace: Pace) -> FiledTracker:
    placed = config.beside(folder)
    local = threading.local()  # a connector belongs to one thread: neither of the libraries says it is safe in two

    def tracker() -> Tracker:
        if not hasattr(local, "tracker"):
            local.tracker = build_tracker(placed, pace)
        kept: Tracker = local.tracker
        return kept

    return FiledTracker(
        name=config.name,
        open=tracker,
        kind=config.kind,
        place=config.place,
        readers=asked_now_and_then(config.visibility, tracker, pace),
        shown_to=config.visibility or Visibility.MEMBERS,
        send_within=config.send_within_seconds,
        settle_after=config.settle_seconds,
    )


def asked_now_and_then(
    configured: Visibility | None, tracker: Callable[[], Tracker], pace: Pace
) -> Callable[[str], Visibility | None]:
    """Give what says who may read a place of a tracker: the settings, else the tracker, asked every ten minutes.

    None where it cannot be asked; then it is asked again at the next call.
    """
    known: dict[str, tuple[datetime, Visibility]] = {}

    def readers(place: str) -> Visibility | None:
        if configured is not None:
            return configured
        asked_at, visibility = known.get(place, (datetime.min.replace(tzinfo=UTC), None))
        if pace.now() - asked_at < ASK_AGAIN_AFTER and visibility is not None:
            return visibility
        try:
            visibility = tracker().visibility(place)
        except ConnectorError:
            return None
        known[place] = (pace.now(), visibility)
        return visibility

    return readers


def _endpoint(
    webhook: WebhookSettings, kind: ReceiverKind, settings: Settings, pace: Pace, environment: Mapping[str, str]
) -> Endpoint:
    """Join a webhook's endpoint. Nothing is read yet: whoever only looks at the dashboard needs no secret."""
    make = kind.redeliverer
    source = next((config for config in settings.sources if config.name == webhook.source), None)
    tracker = next((config for config in settings.trackers if config.name == webhook.tracker), None)

    def redeliverer() -> Redeliverer:
        assert make is not None
        return make(webhook.name, source, tracker, pace)

    return Endpoint(
        name=webhook.name,
        kind=webhook.kind,
        receiver=kind.build(),
        secrets=lambda: _secrets(webhook, environment),
        source=webhook.source,
        tracker=webhook.tracker,
        redeliverer=None if make is None else redeliverer,
    )


def _secrets(webhook: WebhookSettings, environment: Mapping[str, str]) -> Sequence[str]:
    """Give the secrets that can be had now, the new one first: they are read anew each time, for they are rotated.

    One that cannot be read, or is empty, proves nothing.
    """
    places = ((webhook.secret_env, webhook.secret_file), (webhook.old_secret_env, webhook.old_secret_file))
    found = (_in_file(file) if file else environment.get(variable, "") for variable, file in places)
    return tuple(secret.strip() for secret in found if secret.strip())


def _in_file(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):  # `closeout check` says so
        return ""


def database_url(settings: Settings, folder: Path) -> str:
    """Give the database's address; a path is one of an SQLite file."""
    database = settings.general.database
    return database if "://" in database else f"{IN_A_FILE}{folder / database}"


def holdings(settings: Settings, folder: Path, environment: Mapping[str, str] = os.environ) -> Holdings:
    """Say where the files are that belong into a backup, and what of it is not in files."""
    elsewhere = []
    url = database_url(settings, folder)
    if in_environment := bool(environment.get(KEY_VARIABLE)):
        elsewhere.append(f"the key: it is in {KEY_VARIABLE}")
    local = [config.beside(folder) for config in settings.trackers if isinstance(config, LocalConfig)]
    in_server = [config.name for config in local if config.in_postgresql]
    elsewhere += [f"the issues of tracker {name}: they are in PostgreSQL" for name in in_server]
    return Holdings(
        database=Path(url.removeprefix(IN_A_FILE)) if url.startswith(IN_A_FILE) else None,
        key=None if in_environment else folder / settings.general.key_file,
        trackers={
            config.name: Path(config.database.get_secret_value()) for config in local if not config.in_postgresql
        },
        elsewhere=tuple(elsewhere),
    )


def _key(path: Path, environment: Mapping[str, str]) -> bytes:
    """Give the key that signs markers and badges: from the environment, else from its file, made at first use.

    Whoever loses it loses the proof that issues are ours: it belongs into every backup.
    """
    key = environment.get(KEY_VARIABLE, "")
    if not key:
        if not path.exists():
            _make_key(path)
        key = _read_key(path)
    if len(key) < SHORTEST_KEY:
        where = KEY_VARIABLE if environment.get(KEY_VARIABLE) else str(path)
        raise SettingsError([f"{where}: the key must have at least {SHORTEST_KEY} characters"])
    return key.encode()


def _make_key(path: Path) -> None:
    """Make the key's file, complete and ours alone from its first moment, unless another process was faster."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as file:
            file.write(secrets.token_hex(32))
        with suppress(FileExistsError):
            path.hardlink_to(draft)
        draft.unlink()
    except OSError as error:
        raise SettingsError([f"key_file: {path}: cannot be written: {error.strerror}"]) from error


def _read_key(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError([f"key_file: {path}: cannot be read: {error}"]) from error
