"""A local tracker's settings and keys."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from connectors.local.config import LocalConfig
from connectors.local.keys import key_of, number_in
from connectors.visibility import Visibility

URL = "postgresql://closeout:hunter2@db.example:5432/ops?sslmode=require&password=hunter2"


@pytest.mark.parametrize(
    ("settings", "prefix"),
    [
        pytest.param({}, "LOCAL", id="default"),
        pytest.param({"name": "team-a"}, "TEAMA", id="from the name"),
        pytest.param({"name": "reliability-engineering"}, "RELIABILIT", id="from a long name"),
        pytest.param({"name": "team-a", "prefix": "OPS"}, "OPS", id="as set"),
    ],
)
def test_the_prefix_follows_from_the_name_until_it_is_set(settings: dict[str, str], prefix: str) -> None:
    assert LocalConfig.model_validate({"database": "issues.db", **settings}).prefix == prefix


def test_issues_are_for_members_unless_set_otherwise() -> None:
    assert LocalConfig.model_validate({"database": "issues.db"}).visibility is Visibility.MEMBERS
    settings = {"database": "issues.db", "visibility": "public"}
    assert LocalConfig.model_validate(settings).visibility is Visibility.PUBLIC


@pytest.mark.parametrize(
    "settings",
    [
        pytest.param({"database": "issues.db", "databse": "x"}, id="unknown key"),
        pytest.param({}, id="no database"),
        pytest.param({"database": ""}, id="empty database"),
        pytest.param({"database": ":memory:"}, id="nothing on disk"),
        pytest.param({"database": "mysql://db/ops"}, id="another database"),
        pytest.param({"database": "issues.db", "kind": "github"}, id="another kind"),
        pytest.param({"database": "issues.db", "name": "Team A"}, id="a name with blanks"),
        pytest.param({"database": "issues.db", "prefix": "ops"}, id="a prefix in lower case"),
    ],
)
def test_wrong_settings_are_refused(settings: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        LocalConfig.model_validate(settings)


def test_a_password_is_shown_nowhere() -> None:
    config = LocalConfig.model_validate({"database": URL})
    assert config.where == "postgresql://db.example:5432/ops"
    assert "hunter2" not in f"{config} {config!r} {config.model_dump()} {config.model_dump_json()}"
    with pytest.raises(ValidationError) as raised:
        LocalConfig.model_validate({"database": URL.replace("postgresql", "postgres")})
    assert "hunter2" not in str(raised.value)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        pytest.param("LOCAL-7", 7, id="a key"),
        pytest.param("local-7", 7, id="in lower case"),
        pytest.param("see LOCAL-7.", 7, id="at the end of a sentence"),
        pytest.param("[LOCAL-7]", 7, id="in brackets"),
        pytest.param("Issue:LOCAL-7", 7, id="after a colon"),
        pytest.param("XLOCAL-7, LOCAL-8", 8, id="after somebody else's"),
        pytest.param("LOCAL-7, LOCAL-8", 7, id="the first of two"),
        pytest.param("LOCAL-0", None, id="zero"),
        pytest.param("LOCAL-07", None, id="leading zero"),
        pytest.param("LOCAL-" + "9" * 19, None, id="more than a database counts"),
        pytest.param("LOCAL-٧", None, id="another script's digit"),
        pytest.param("NOTLOCAL-7", None, id="longer prefix"),
        pytest.param("MY-LOCAL-7", None, id="longer key"),
        pytest.param("LOCAL-7-2", None, id="key of more parts"),
        pytest.param("LOCAL-7.md", None, id="file"),
        pytest.param("LOCAL-7@example.com", None, id="mail"),
        pytest.param("https://jira.example/browse/LOCAL-7", None, id="somebody's address"),
        pytest.param("https://jira.example/?key=LOCAL-7&x=1", None, id="somebody's query"),
        pytest.param("#7", None, id="bare number"),
    ],
)
def test_a_key_is_found_where_it_stands_alone(text: str, number: int | None) -> None:
    assert number_in(text, "LOCAL") == number


def test_a_key_is_of_ascii_letters() -> None:
    assert number_in("TA\u017f\u212a-7", "TASK") is None  # long s, kelvin sign: equal to S and K but for case


@given(st.integers(min_value=1, max_value=10**18 - 1))
def test_every_key_is_found_again(number: int) -> None:
    assert number_in(key_of("LOCAL", number), "LOCAL") == number
