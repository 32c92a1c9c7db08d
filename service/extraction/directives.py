"""What a document tells us ourselves, in its front matter: `closeout`, `action_items`, `reason`, `labels`, `tags`.

Each key is read as YAML by itself, so that what people write in others, which often is no valid YAML, does not matter.
What cannot be read is left out; the front matter's names and scalars are read elsewhere (readers/front_matter.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Final, TypeAlias

import yaml

Plain: TypeAlias = "str | int | float | bool | list[Plain] | dict[str, Plain] | None"

OURS: Final = frozenset({"closeout", "action_items", "reason", "labels", "tags"})
_MAX_CHARACTERS: Final = 20_000
_MAX_DEPTH: Final = 6
_BLOCK: Final = re.compile(r"\s*---[ \t]*\n(?P<block>.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_ENTRY: Final = re.compile(r"^(?P<key>[A-Za-z_]+):(?P<rest>.*(?:\n(?:[ \t]+.*|-.*|[ \t]*))*)", re.MULTILINE)
_WORTH_IT: Final = re.compile(r"^(?:closeout|action_items|labels|tags):", re.MULTILINE)


def directives_of(text: str) -> dict[str, Plain]:
    """Give our keys with their values: JSON-like, days as `YYYY-MM-DD`. Never raises; bounded in size and depth."""
    if not text.lstrip("\ufeff \t\r\n").startswith("---"):
        return {}
    head = text[:_MAX_CHARACTERS].lstrip("\ufeff").replace("\r\n", "\n")
    found = _BLOCK.match(head)
    if found is None or not _WORTH_IT.search(found["block"]):
        return {}
    return dict(_entries(found["block"]))


def _entries(block: str) -> Iterator[tuple[str, Plain]]:
    for entry in _ENTRY.finditer(block):
        if entry["key"] in OURS:
            try:
                value = _loaded(entry["rest"])
            except (yaml.YAMLError, ValueError, RecursionError):
                continue
            if value is not None:
                yield entry["key"], value


def _loaded(text: str) -> Plain:
    """Read YAML without aliases: a few lines of those can stand for gigabytes."""
    text = "value:" + text
    if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=yaml.SafeLoader)):
        return None
    return _plain(yaml.safe_load(text)["value"], _MAX_DEPTH)


def _plain(value: object, depth: int) -> Plain:
    if depth == 0:
        return None
    if isinstance(value, dict):
        return {str(key): _plain(inner, depth - 1) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner, depth - 1) for inner in value]
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, str | int | float | bool) else None
