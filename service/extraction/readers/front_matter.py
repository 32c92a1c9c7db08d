"""The data block on top of a document: YAML between `---` lines, TOML between `+++` lines.

Read line by line instead of by a YAML parser: what we want of it are names, scalars and flat lists with their lines,
and what people write there (`title: Post-mortem: downtime`) is often no valid YAML.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from service.extraction.blocks import Field

_ENTRY: Final = re.compile(r"""(?P<name>[A-Za-z_][\w .-]{0,60}?)["']?\s*[:=]\s*(?P<value>.*)""")
_ITEM: Final = re.compile(r"\s*-\s+(?P<value>.+)")
_MAX_LINES: Final = 500


def front_matter(lines: Sequence[str]) -> tuple[tuple[Field, ...], int]:
    """The fields, and the index of the first line after the block; no fields and 0 where there is none."""
    start = next((index for index, line in enumerate(lines[:3]) if line.strip()), 0)
    fence = lines[start].strip() if lines else ""
    if fence not in ("---", "+++"):
        return (), 0
    for end in range(start + 1, min(len(lines), _MAX_LINES)):
        if lines[end].strip() == fence or (fence == "---" and lines[end].strip() == "..."):
            fields = _fields(lines, start + 1, end)
            return (fields, end + 1) if fields or end == start + 1 else ((), 0)
    return (), 0


def _fields(lines: Sequence[str], start: int, end: int) -> tuple[Field, ...]:
    fields: list[Field] = []
    name, line, values = "", 0, list[str]()
    for index in range(start, end):
        text = lines[index]
        item = _ITEM.match(text)
        entry = None if item or text[:1].isspace() else _ENTRY.match(text)
        if entry:
            if name:
                fields.append(Field(line, name, tuple(values)))
            name, line, values = entry["name"].strip().lower(), index + 1, _values(entry["value"])
        elif item and name:
            values.append(_scalar(item["value"]))
        elif name and text.strip() and text[:1].isspace() and not text.strip().startswith("#"):
            if values and len(values) == 1:
                values[0] = f"{values[0]} {text.strip()}".strip()  # a folded scalar goes on
            else:
                values.append(_scalar(text))
    if name:
        fields.append(Field(line, name, tuple(values)))
    return tuple(Field(f.line, f.name, tuple(v for v in f.values if v)) for f in fields)


def _values(text: str) -> list[str]:
    text = text.strip()
    if text in ("", "|", ">", "|-", ">-"):
        return []
    if text.startswith("[") and text.endswith("]"):
        return [_scalar(part) for part in text[1:-1].split(",")]
    return [_scalar(text)]


def _scalar(text: str) -> str:
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        return text[1:-1].strip()
    return text
