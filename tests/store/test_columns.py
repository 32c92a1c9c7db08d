"""What goes into a column comes out of it, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Column, Connection, Engine, Integer, MetaData, Table, insert, select
from sqlalchemy.exc import StatementError

from connectors.tracker import State
from service.store.columns import Moment, Payload, Texts, Word
from service.store.database import _engine
from tests import postgres

TABLE = Table(
    "kept",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("moment", Moment),
    Column("word", Word(State)),
    Column("texts", Texts),
    Column("payload", Payload),
)
TEXT = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]))
ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
NOT_AT_THE_EDGES = (datetime(1, 1, 2), datetime(9999, 12, 30))  # noqa: DTZ001  (Hypothesis adds the zones)
MOMENTS = st.datetimes(*NOT_AT_THE_EDGES, timezones=ZONES)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)


@contextmanager
def _sqlite() -> Iterator[str]:
    with TemporaryDirectory() as folder:
        yield f"sqlite:///{Path(folder) / 'columns.db'}"


@pytest.fixture(scope="module", params=[_sqlite, postgres.database], ids=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    with request.param() as address:
        engine = _engine(address)
        TABLE.metadata.create_all(engine)
        yield engine
        engine.dispose()


def through(connection: Connection, name: str, value: Any) -> Any:
    """Put a value into a column, and give what comes out."""
    made = connection.execute(insert(TABLE).values({name: value}).returning(TABLE.c.id)).scalar_one()
    return connection.execute(select(TABLE.c[name]).where(TABLE.c.id == made)).scalar_one()


@settings(max_examples=60)
@given(moment=MOMENTS)
def test_a_moment_comes_back_as_the_same_moment_in_utc(engine: Engine, moment: datetime) -> None:
    with engine.begin() as connection:
        found = through(connection, "moment", moment)
    assert found == moment
    assert found.tzinfo is UTC


def test_a_moment_without_a_zone_is_refused(engine: Engine) -> None:
    with pytest.raises(StatementError, match="a time without a zone cannot be stored"), engine.begin() as connection:
        through(connection, "moment", datetime(2026, 3, 2))  # noqa: DTZ001  (that is the point)


@settings(max_examples=40)
@given(first=MOMENTS, second=MOMENTS)
def test_moments_are_ordered_by_time_whatever_their_zones(engine: Engine, first: datetime, second: datetime) -> None:
    with engine.begin() as connection:
        made = [
            connection.execute(insert(TABLE).values(moment=moment).returning(TABLE.c.id)).scalar_one()
            for moment in (first, second)
        ]
        earlier = select(TABLE.c.id).where(TABLE.c.id == made[0], TABLE.c.moment < second)
        assert bool(connection.execute(earlier).all()) == (first < second)


@pytest.mark.parametrize("word", [*State, None])
def test_a_word_comes_back_as_itself(engine: Engine, word: State | None) -> None:
    with engine.begin() as connection:
        assert through(connection, "word", word) is word


def test_a_word_that_is_none_is_refused(engine: Engine) -> None:
    with pytest.raises(StatementError, match="'finished' is not a valid State"), engine.begin() as connection:
        through(connection, "word", "finished")


@settings(max_examples=60)
@given(texts=st.lists(TEXT, max_size=4).map(tuple))
def test_texts_come_back_as_they_were(engine: Engine, texts: tuple[str, ...]) -> None:
    with engine.begin() as connection:
        assert through(connection, "texts", texts) == texts


@settings(max_examples=60)
@given(payload=st.dictionaries(TEXT, JSON, max_size=4))
def test_a_payload_comes_back_as_it_was(engine: Engine, payload: dict[str, Any]) -> None:
    with engine.begin() as connection:
        assert through(connection, "payload", payload) == payload


@pytest.mark.parametrize("name", ["moment", "word", "texts", "payload"])
def test_nothing_comes_back_as_nothing(engine: Engine, name: str) -> None:
    with engine.begin() as connection:
        assert through(connection, name, None) is None


@pytest.mark.parametrize("text", ["\x00", "a\x00b", "\ud800"], ids=["nul", "nul within", "half a character"])
def test_a_list_holds_what_no_database_takes_as_text(engine: Engine, text: str) -> None:
    with engine.begin() as connection:
        assert through(connection, "texts", (text,)) == (text,)
