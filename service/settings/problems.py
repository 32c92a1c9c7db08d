"""What is wrong with settings: each problem with its key, its line and what would be right."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pydantic import BaseModel
from pydantic_core import ErrorDetails

_HEADER = re.compile(r"\s*\[(?P<many>\[)?\s*(?P<name>[\w.\"' -]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""\s*(?P<key>(?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")
_FENCE = re.compile(r"\"\"\"|'''")
_PART = re.compile(r"[^.\[\]]+|\[\d+\]")


class SettingsError(Exception):
    """The settings cannot be used. `problems` has one line each: where, the key, what is wrong, what would be right."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class SettingProblem:
    """One thing that is wrong; `key` is as in `routes[0].tracker`, and may be empty."""

    key: str
    words: str

    def shown(self, lines: KeyLines) -> str:
        """Say it in one line, with the line of the file where that is known."""
        line = lines.of(self.key)
        where = f"line {line}: " if line else ""
        return f"{where}{self.key}: {self.words}" if self.key else f"{where}{self.words}"


class KeyLines:
    """On which line of a TOML text each key stands. The text is known to be TOML, so lines are enough to go by."""

    def __init__(self, text: str) -> None:
        self._lines: dict[str, int] = {}
        counts: dict[str, int] = {}
        table, fence = "", ""
        for number, line in enumerate(text.split("\n"), start=1):
            if fence:  # inside a text of several lines
                fence = "" if fence in line else fence
                continue
            header, key = _HEADER.match(line), _KEY.match(line)
            if header:
                table = _plain(header["name"])
                if header["many"]:
                    counts[table] = counts.get(table, -1) + 1
                    table = f"{table}[{counts[table]}]"
                self._lines.setdefault(table, number)
            elif key:
                name = _plain(key["key"])
                self._lines.setdefault(f"{table}.{name}" if table else name, number)
                opened = _FENCE.findall(line)
                fence = opened[-1] if len(opened) % 2 else ""

    def of(self, key: str) -> int | None:
        """Give the line of a key, or of the closest table around it; None where that is nowhere."""
        parts = _PART.findall(key)
        while parts:
            name = "".join(part if part.startswith("[") else f".{part}" for part in parts).lstrip(".")
            if name in self._lines:
                return self._lines[name]
            parts.pop()
        return None


def _plain(name: str) -> str:
    return re.sub(r"[\"'\s]", "", name)


def of_pydantic(errors: Iterable[ErrorDetails], model: type[BaseModel], prefix: str = "") -> list[SettingProblem]:
    """Put what pydantic found into our words."""
    return [_problem(error, model, prefix) for error in errors]


def _problem(error: ErrorDetails, model: type[BaseModel], prefix: str) -> SettingProblem:
    location = [part for part in error["loc"] if not _is_alternative(part)]
    key = prefix
    for part in location:
        key += f"[{part}]" if isinstance(part, int) and not _is_number_key(location, part) else f".{part}"
    key = key.lstrip(".")
    if error["type"] == "extra_forbidden":
        return SettingProblem(key, _unknown(str(location[-1]), _table(model, location[:-1])))
    message = error["msg"].removeprefix("Value error, ")
    return SettingProblem(key, message[:1].lower() + message[1:])


def _is_alternative(part: int | str) -> bool:
    """Say whether it is a name that pydantic gives to one of several shapes, and not a key."""
    return isinstance(part, str) and (part == "str" or part == "LabelShape" or part.endswith("]") or "[" in part)


def _is_number_key(location: Sequence[int | str], part: int) -> bool:
    index = location.index(part)
    return index > 0 and str(location[index - 1]) in ("by_severity", "by_priority")


def _unknown(name: str, known: Sequence[str]) -> str:
    close = difflib.get_close_matches(name, known, n=1)
    if close:
        return f"there is no such setting; did you mean {close[0]}?"
    return f"there is no such setting; there are {', '.join(known)}" if known else "there is no such setting"


def _table(model: type[BaseModel], location: Sequence[int | str]) -> Sequence[str]:
    """Give the keys of the table at a place below a model."""
    for part in location:
        if isinstance(part, int) or part not in model.model_fields:
            continue
        found = _model_in(model.model_fields[part].annotation)
        if found is None:
            return ()
        model = found
    return sorted(model.model_fields)


def _model_in(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inner = (_model_in(argument) for argument in getattr(annotation, "__args__", ()))
    return next((model for model in inner if model is not None), None)
