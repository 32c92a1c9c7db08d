"""Settings of a Jira site: what is accepted, and what is not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from connectors.errors import Misconfigured
from connectors.jira.config import JiraConfig
from connectors.jira.credentials import read_token
from connectors.registry import TRACKERS
from tests.connectors.jira_side import SITE, settings
from tests.fakes.virtual_pace import VirtualPace


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"site": "http://acme.example"}, "https"),
        ({"site": "https://ann:x@acme.example"}, "address alone"),
        ({"site": f"{SITE}/?x=1"}, "address alone"),
        ({"site": "acme"}, "address alone"),
        ({"token_env": ""}, "token_env or token_file"),
        ({"token_file": "x"}, "token_env or token_file"),
        ({"email": ""}, "cloud_id"),
        ({"edition": "data_center"}, "Data Center"),
        ({"edition": "data_center", "email": "", "description": "adf"}, "Data Center"),
        ({"project": "ops"}, "pattern"),
        ({"project": "OPS OR 1=1"}, "pattern"),
        ({"follow": ["x"]}, "pattern"),
        ({"fields": {"Team": {"from": "marker"}}}, "from"),
        ({"transitions": {"closed": "Close"}}, "open"),
        ({"token": "secret"}, "Extra"),
    ],
)
def test_what_cannot_be_is_refused(values: dict[str, Any], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        settings(**values)


def test_where_requests_go_follows_from_the_kind_of_token() -> None:
    assert settings(site=f"{SITE}/").api == SITE
    assert settings(cloud_id="abc").api == "https://api.atlassian.com/ex/jira/abc"
    assert settings(edition="data_center", email="", site="https://jira.acme.example/jira").api.endswith("/jira")
    assert settings(site="http://127.0.0.1:8080").api == "http://127.0.0.1:8080"


def test_the_edition_decides_what_descriptions_are_written_in() -> None:
    assert settings().in_adf
    assert not settings(description="wiki").in_adf
    assert not settings(edition="data_center", email="").in_adf


def test_paths_count_from_the_settings_file(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("abc\n")
    config = settings(token_env="", token_file="token").beside(tmp_path)
    assert config.token_file == tmp_path / "token"
    assert read_token(config, {}) == "abc"
    with pytest.raises(Misconfigured, match="cannot be read"):
        read_token(settings(token_env="", token_file="missing").beside(tmp_path), {})


def test_nothing_is_read_or_sent_when_it_is_built() -> None:
    tracker = TRACKERS["jira"].build(settings(token_env="THERE_IS_NO_SUCH_VARIABLE"), VirtualPace())
    assert tracker.name == "jira"
    assert tracker.visibility("OPS") == settings().visibility


def test_certificates_that_cannot_be_read_are_a_wrong_setting(tmp_path: Path) -> None:
    config = settings(ca_file="missing.pem", token_env="JIRA_TOKEN").beside(tmp_path)
    assert isinstance(config, JiraConfig)
    tracker = TRACKERS["jira"].config.model_validate(config.model_dump())
    assert tracker == config
