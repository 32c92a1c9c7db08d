"""Whether the rules are still those under which something was judged. Pure."""

from __future__ import annotations

import hashlib

from service.settings import Settings

VERSION = 1  # raise it with every change of code that can change a judgement


def fingerprint(settings: Settings) -> str:
    """Hash all settings that a judgement depends on; the order of what has none does not count."""
    general = settings.general
    told = general.model_dump(
        mode="json", include={"time_zone", "create_after", "codeowners", "due", "calendar", "labels", "people", "teams"}
    )
    routes = [route.model_dump(mode="json") for route in general.routes]
    trackers = [(config.name, config.kind, config.place) for config in settings.trackers]
    to = settings.destination
    rules = (VERSION, _ordered(told), _ordered(routes), trackers, to.name if to else "")
    return hashlib.sha256(repr(rules).encode()).hexdigest()[:32]


def _ordered(value: object) -> object:
    """Give a value whose text is the same each time: sets come out of JSON in any order."""
    if isinstance(value, dict):
        return sorted((str(key), _ordered(inner)) for key, inner in value.items())
    if isinstance(value, list):
        inner = [_ordered(part) for part in value]
        return inner if any(isinstance(part, dict) for part in value) else sorted(inner, key=repr)
    return value
