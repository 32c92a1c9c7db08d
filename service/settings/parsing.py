"""From the text of a `closeout.toml` to settings, or to everything that is wrong with it."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import ValidationError

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
from service.settings.general import General, Settings
from service.settings.problems import KeyLines, SettingProblem, SettingsError, of_pydantic
from service.settings.webhooks import WebhookSettings


def parse(text: str, receivers: Mapping[str, ReceiverKind] = RECEIVERS) -> Settings:
    """Read the text of a `closeout.toml`; `receivers` are the kinds of webhooks that there are.

    Raises SettingsError with every problem, each with its line, its key and what would be right.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError([f"not TOML: {error}"]) from error
    problems: list[SettingProblem] = []
    sources = _connectors(data.pop("sources", []), "sources", _configs(SOURCES), problems)
    trackers = _connectors(data.pop("trackers", []), "trackers", _configs(TRACKERS), problems)
    webhooks = _connectors(data.pop("webhooks", []), "webhooks", dict.fromkeys(receivers, WebhookSettings), problems)
    try:
        general = General.model_validate(data)
    except ValidationError as error:
        problems += of_pydantic(error.errors(), General)
        general = General()
    known = sorted({config.name for config in trackers})
    if general.tracker is not None and general.tracker not in known:
        words = f"there is no [[trackers]] entry with the name {general.tracker!r}; configured: {_listed(known)}"
        problems.append(SettingProblem("tracker", words))
    for number, webhook in enumerate(webhooks):
        problems += _unknown_names(f"webhooks[{number}]", webhook, sources, trackers)
    if problems:
        lines = KeyLines(text)
        raise SettingsError([problem.shown(lines) for problem in problems])
    return Settings(general, tuple(sources), tuple(trackers), tuple(webhooks))


def _unknown_names(
    where: str, webhook: WebhookSettings, sources: Sequence[SourceConfig], trackers: Sequence[TrackerConfig]
) -> Iterator[SettingProblem]:
    """Say which source and tracker, that a webhook is to speak for, there is not."""
    for key, named, known in (("source", webhook.source, sources), ("tracker", webhook.tracker, trackers)):
        names = sorted(config.name for config in known)
        if named and named not in names:
            words = f"there is no [[{key}s]] entry with the name {named!r}; configured: {_listed(names)}"
            yield SettingProblem(f"{where}.{key}", words)


def _configs(kinds: Mapping[str, SourceKind] | Mapping[str, TrackerKind]) -> Mapping[str, type[Any]]:
    return {kind: found.config for kind, found in kinds.items()}


def _connectors(
    entries: object, table: str, kinds: Mapping[str, type[Any]], problems: list[SettingProblem]
) -> list[Any]:
    """Check each entry of `[[sources]]`, `[[trackers]]` or `[[webhooks]]` against its kind's settings."""
    if not isinstance(entries, list):
        problems.append(SettingProblem(table, f"write it as [[{table}]], once for each"))
        return []
    configs = []
    for number, entry in enumerate(entries):
        where = f"{table}[{number}]"
        kind = kinds.get(str(entry.get("kind"))) if isinstance(entry, dict) else None
        if kind is None:
            problems.append(SettingProblem(f"{where}.kind", f"must be one of {', '.join(sorted(kinds))}"))
            continue
        try:
            configs.append(kind.model_validate(entry))
        except ValidationError as error:
            problems += of_pydantic(error.errors(), kind, where)
    twice = [name for name, times in Counter(config.name for config in configs).items() if times > 1]
    problems += [SettingProblem(table, f"the name {name!r} is given twice") for name in twice]
    return configs


def _listed(names: list[str]) -> str:
    return ", ".join(names) or "none"
