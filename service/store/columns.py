"""Column types that keep our values whole on every database."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import DateTime, Dialect, String, Text
from sqlalchemy.types import TypeDecorator, TypeEngine


class Moment(TypeDecorator[datetime]):
    """A point in time: UTC with its zone in Python, on SQLite (which has no zones) as well."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(DateTime(timezone=dialect.name != "sqlite"))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a time without a zone cannot be stored: {value!r}")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Word(TypeDecorator[StrEnum]):
    """A word of a closed vocabulary, stored as itself, so that a new word needs no migration."""

    impl = String
    cache_ok = True

    def __init__(self, vocabulary: type[StrEnum]) -> None:
        super().__init__(32)
        self.vocabulary = vocabulary

    def process_bind_param(self, value: StrEnum | str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else self.vocabulary(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:  # noqa: ARG002
        return None if value is None else self.vocabulary(value)


class Texts(TypeDecorator[tuple[str, ...]]):
    """A short list of strings, as JSON."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Iterable[str] | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else json.dumps(list(value))

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[str, ...] | None:  # noqa: ARG002
        return None if value is None else tuple(json.loads(value))


class Payload(TypeDecorator[dict[str, Any]]):
    """A small JSON object."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: dict[str, Any] | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else json.dumps(value, sort_keys=True)

    def process_result_value(self, value: str | None, dialect: Dialect) -> dict[str, Any] | None:  # noqa: ARG002
        return None if value is None else dict(json.loads(value))


class Records(TypeDecorator[tuple[dict[str, Any], ...]]):
    """A short list of small JSON objects."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Iterable[dict[str, Any]] | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else json.dumps(list(value), sort_keys=True)

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[dict[str, Any], ...] | None:  # noqa: ARG002
        return None if value is None else tuple(json.loads(value))
