"""From the text of a `closeout.toml` to settings, or to everything that is wrong with it."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from connectors.registry import SOURCES, TRACKERS
from service.settings.general import General, Settings
from service.settings.problems import KeyLines, SettingProblem, SettingsError, of_pydantic


def parse(text: str) -> Settings:
    """Read the text of a `closeout.toml`.

    Raises SettingsError with every problem, each with its line, its key and what would be right.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError([f"not TOML: {error}"]) from error
    problems: list[SettingProblem] = []
    sources = _connectors(data.pop("sources", []), "sources", SOURCES, problems)
    trackers = _connectors(data.pop("trackers", []), "trackers", TRACKERS, problems)
    try:
        general = General.model_validate(data)
    except ValidationError as error:
        problems += of_pydantic(error.errors(), General)
        general = General()
    known = sorted({config.name for config in trackers})
    if general.tracker is not None and general.tracker not in known:
        words = f"there is no [[trackers]] entry with the name {general.tracker!r}; configured: {_listed(known)}"
        problems.append(SettingProblem("tracker", words))
    if problems:
        lines = KeyLines(text)
        raise SettingsError([problem.shown(lines) for problem in problems])
    return Settings(general=general, sources=tuple(sources), trackers=tuple(trackers))


def _connectors(entries: object, table: str, kinds: Mapping[str, Any], problems: list[SettingProblem]) -> list[Any]:
    """Check each entry of `[[sources]]` or `[[trackers]]` against its kind's settings."""
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
            configs.append(kind.config.model_validate(entry))
        except ValidationError as error:
            problems += of_pydantic(error.errors(), kind.config, where)
    twice = [name for name, times in Counter(config.name for config in configs).items() if times > 1]
    problems += [SettingProblem(table, f"the name {name!r} is given twice") for name in twice]
    return configs


def _listed(names: list[str]) -> str:
    return ", ".join(names) or "none"
