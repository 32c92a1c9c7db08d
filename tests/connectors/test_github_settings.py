"""The settings of a tracker on GitHub, how it signs in, and what `closeout check` says about it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from connectors.errors import ConnectorError, Misconfigured, Refused, Temporary
from connectors.github.config import WRITES, GithubConfig
from connectors.github.credentials import Credentials
from connectors.github.tracker import GithubTracker
from connectors.registry import TRACKERS, budgets
from connectors.tracker import Finding, IssueRef
from tests.connectors import github_fixtures
from tests.connectors.github_fixtures import PLACE
from tests.connectors.tracker_side import a_draft, found, send
from tests.fakes.github_app import APP_ID, private_key
from tests.fakes.github_server import TOKEN, GithubServer, Refusal
from tests.fakes.github_world import StoredRepository
from tests.fakes.virtual_pace import VirtualPace

pace, server, ops, tracker = (
    github_fixtures.pace,
    github_fixtures.server,
    github_fixtures.ops,
    github_fixtures.tracker,
)
RIGHT = {"repository": "acme/ops", "token_env": "TOKEN"}


@pytest.fixture
def as_app(server: GithubServer, pace: VirtualPace, tmp_path: Path) -> GithubTracker:
    key = tmp_path / "app.pem"
    key.write_text(private_key(), encoding="utf-8")
    config = server.config(PLACE, app={"app_id": APP_ID, "private_key_file": key})
    return GithubTracker(config, pace, {})


def test_little_needs_to_be_said() -> None:
    config = GithubConfig.model_validate(RIGHT)
    assert (config.kind, config.name, config.place, config.visibility) == ("github", "github", "acme/ops", None)
    assert (config.web_url, config.graphql_url) == ("https://github.com", "https://api.github.com/graphql")
    assert (config.send_within_seconds, config.settle_seconds) == (30, 300)


@pytest.mark.parametrize(
    ("api_url", "web_url", "graphql_url"),
    [
        ("https://git.acme.example/api/v3/", "https://git.acme.example/api/v3", "https://git.acme.example/api/graphql"),
        ("https://api.acme.ghe.com", "https://acme.ghe.com", "https://api.acme.ghe.com/graphql"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080", "http://127.0.0.1:8080/graphql"),
    ],
)
def test_the_other_addresses_follow_from_the_apis(api_url: str, web_url: str, graphql_url: str) -> None:
    config = GithubConfig.model_validate({**RIGHT, "api_url": api_url})
    assert (config.web_url, config.graphql_url) == (web_url.removesuffix("/api/v3"), graphql_url)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"colour": "red"}, "colour"),
        ({"repository": "ops"}, "repository"),
        ({"repository": "acme/ops/x"}, "repository"),
        ({"repository": "-acme/ops"}, "repository"),
        ({"name": "A"}, "name"),
        ({"api_url": "http://git.acme.example/api/v3"}, "must begin with https"),
        ({"api_url": "ftp://127.0.0.1"}, "must begin with https"),
        ({"api_url": "https://me:secret@git.acme.example"}, "must be an address"),
        ({"token_env": ""}, "one of them"),
        ({"token_file": "/t"}, "one of them"),
        ({"app": {"app_id": 1, "private_key_env": "KEY"}}, "one of them"),
        ({"token_env": "", "app": {"app_id": 1}}, "one of them"),
        ({"token_env": "", "app": {"app_id": 1, "private_key_env": "K", "private_key_file": "/k"}}, "one of them"),
        ({"follow": ["a/b/c"]}, "follow"),
        ({"settle_seconds": -1}, "settle_seconds"),
    ],
)
def test_what_cannot_be_is_refused(settings: dict[str, Any], words: str) -> None:
    with pytest.raises(ValidationError) as caught:
        GithubConfig.model_validate({**RIGHT, **settings})
    assert words in str(caught.value)


def test_paths_are_taken_from_the_settings_folder() -> None:
    app = {"app_id": 1, "private_key_file": "app.pem"}
    config = GithubConfig.model_validate({**RIGHT, "token_env": "", "app": app, "ca_file": "/ca.pem"})
    placed = config.beside(Path("/etc/closeout"))
    assert placed.app is not None
    assert (placed.app.private_key_file, placed.ca_file) == (Path("/etc/closeout/app.pem"), Path("/ca.pem"))
    other = GithubConfig.model_validate({**RIGHT, "token_env": "", "token_file": "token"})
    assert other.beside(Path("/etc")).token_file == Path("/etc/token")


def test_the_registry_builds_it_without_asking_anybody() -> None:
    kind = TRACKERS["github"]
    config = kind.config.model_validate(RIGHT)
    assert kind.build(config, VirtualPace()).name == "github"
    assert dict(budgets([GithubConfig.model_validate(RIGHT)])) == {"github writes github": WRITES}


@pytest.mark.parametrize(
    ("text", "home", "key"),
    [
        ("acme/ops#12", "", "acme/ops#12"),
        ("see Acme/Ops#12, please", "", "Acme/Ops#12"),
        ("https://github.com/acme/ops/issues/12#issuecomment-1", "", "acme/ops#12"),
        ("https://github.com/acme/ops/pull/12/files", "", "acme/ops#12"),
        ("http://www.github.com/acme/ops/pull/12", "", "acme/ops#12"),
        ("[x](https://github.com/acme/ops/issues/12)", "", "acme/ops#12"),
        ("#12", "acme/web", "acme/web#12"),
        ("(#12)", "elsewhere/web", "elsewhere/web#12"),
        ("elsewhere/ops#12", "elsewhere/web", "elsewhere/ops#12"),
        ("followed/any#12", "", "followed/any#12"),
        ("open/one#12", "", "open/one#12"),
        ("open/two#12", "", None),
        ("elsewhere/ops#12", "", None),
        ("https://github.com/elsewhere/ops/issues/12", "", None),
        ("https://github.com.evil.example/acme/ops/issues/12", "", None),
        ("https://evil.example/https://github.com/acme/ops/issues/12", "", None),
        ("https://github.com/acme/ops/issues/12a", "", None),
        ("https://github.com/acme/ops/discussions/12", "", None),
        ("#12", "", None),
        ("#12", "not a repository", None),
        ("a#12", "acme/ops", None),
    ],
)
def test_issues_are_known_where_they_may_be_read(text: str, home: str, key: str | None) -> None:
    config = GithubConfig.model_validate({**RIGHT, "follow": ["followed", "open/one"]})
    ref = GithubTracker(config, VirtualPace(), {}).parse_ref(text, home)
    assert ref == (None if key is None else IssueRef("github", key))


def test_an_app_finds_its_installation_and_signs_in(as_app: GithubTracker, server: GithubServer) -> None:
    position = as_app.position(PLACE)
    created = as_app.create(a_draft(PLACE), send)
    assert created.ours
    assert found(as_app, created.ref) == created
    assert as_app.created_since(PLACE, position) == [created]
    assert len(server.apps.issued) == 1
    assert all(finding.ok for finding in as_app.check())


def test_an_apps_token_is_renewed_before_it_ends(
    as_app: GithubTracker, server: GithubServer, pace: VirtualPace
) -> None:
    created = as_app.create(a_draft(PLACE), send)
    for _ in range(12):
        pace.advance(600)
        assert found(as_app, created.ref) == created
        assert as_app.position(PLACE)
    assert len(server.apps.issued) == 3


def test_an_app_that_is_not_installed_is_refused(as_app: GithubTracker, server: GithubServer) -> None:
    server.apps.installed_on.clear()
    with pytest.raises(Refused, match="find the GitHub App's installation for acme/ops"):
        as_app.position(PLACE)


def test_a_token_that_cannot_be_made_is_no_unknown_outcome(as_app: GithubTracker, server: GithubServer) -> None:
    server.refuse("token", Refusal(502), times=3)
    with pytest.raises(Temporary):
        as_app.create(a_draft(PLACE), send)
    assert server.received["create"] == 0


@pytest.mark.parametrize("key", ["", "no key", "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----"])
def test_a_key_that_is_none_is_said_to_be_none(server: GithubServer, pace: VirtualPace, key: str) -> None:
    config = server.config(PLACE, app={"app_id": APP_ID, "private_key_env": "KEY"})
    with pytest.raises(Misconfigured, match="private key"):
        GithubTracker(config, pace, {"KEY": key}).position(PLACE)


def test_a_token_is_read_anew_and_kept_out_of_errors(server: GithubServer, pace: VirtualPace, tmp_path: Path) -> None:
    file = tmp_path / "token"
    credentials = Credentials(server.config(PLACE, token_file=file), pace, {}, timeout_seconds=5)
    tracker = GithubTracker(server.config(PLACE, token_file=file), pace, {})
    with pytest.raises(Misconfigured, match="cannot be read"):
        tracker.position(PLACE)
    for token in ("ghp_old", TOKEN):
        file.write_text(f"{token}\n", encoding="utf-8")
        assert credentials.token() == token
    assert tracker.position(PLACE)
    file.write_text("ghp_new\x1b secret", encoding="utf-8")
    with pytest.raises(ConnectorError) as raised:
        tracker.position(PLACE)
    assert "secret" not in str(raised.value)
    file.write_text("ghp_revoked", encoding="utf-8")
    with pytest.raises(Refused, match="Bad credentials") as refused:
        tracker.position(PLACE)
    assert "ghp_revoked" not in str(refused.value)


@pytest.mark.parametrize("text", [None, "no certificate"])
def test_a_file_without_certificates_is_said_to_have_none(tmp_path: Path, text: str | None) -> None:
    file = tmp_path / "ca.pem"
    if text is not None:
        file.write_text(text, encoding="utf-8")
    tracker = GithubTracker(GithubConfig.model_validate({**RIGHT, "ca_file": file}), VirtualPace(), {"TOKEN": TOKEN})
    with pytest.raises(Misconfigured, match=r"ca\.pem"):
        tracker.position(PLACE)
    assert not any(finding.ok for finding in tracker.check())


def of_part(tracker: GithubTracker, part: str) -> Finding:
    (finding,) = [finding for finding in tracker.check() if finding.part.endswith(part)]
    return finding


def archive(ops: StoredRepository) -> None:
    ops.is_archived = True


def shut(ops: StoredRepository) -> None:
    ops.has_issues = False


def only_read(ops: StoredRepository) -> None:
    ops.rights = {"pull"}


def hide(ops: StoredRepository) -> None:
    ops.is_readable = False


@pytest.mark.parametrize(
    ("act", "words", "remedy"),
    [
        (archive, "archived", "Unarchive"),
        (shut, "has no issues", "Turn issues on"),
        (only_read, "may not triage", "role Triage or Write"),
        (hide, "refuses to read the repository", "access"),
    ],
)
def test_what_is_wrong_with_the_repository_is_said(
    tracker: GithubTracker, ops: StoredRepository, act: Callable[[StoredRepository], None], words: str, remedy: str
) -> None:
    assert of_part(tracker, PLACE).ok
    act(ops)
    finding = of_part(tracker, PLACE)
    assert not finding.ok
    assert words in finding.words
    assert remedy in finding.remedy


@pytest.mark.parametrize(
    ("until", "ok", "words"),
    [
        ("", True, "no end is set"),
        ("2026-12-01 10:00:00 UTC", True, "until 2026-12-01"),
        ("2026-03-09 10:00:00 +0200", False, "until 2026-03-09"),
        ("tomorrow", True, "not told"),
    ],
)
def test_the_end_of_a_token_is_told_in_time(
    tracker: GithubTracker, server: GithubServer, until: str, ok: bool, words: str
) -> None:
    if until:
        server.headers["github-authentication-token-expiration"] = until
    finding = of_part(tracker, "token")
    assert (finding.ok, words in finding.words) == (ok, True)
    assert "closeout-bot" in finding.words


def test_what_is_left_of_the_limit_is_told(tracker: GithubTracker, server: GithubServer) -> None:
    assert of_part(tracker, "rate limit").words == "4999 of 5000 requests an hour are left"
    server.headers["X-RateLimit-Remaining"] = "17"
    assert not of_part(tracker, "rate limit").ok


def test_an_app_without_the_permission_is_told_which_one_is_missing(
    as_app: GithubTracker, server: GithubServer
) -> None:
    server.apps.permissions = {"issues": "read", "metadata": "read"}
    assert "issues: write" in of_part(as_app, PLACE).remedy


def test_a_check_with_bad_credentials_is_a_finding(server: GithubServer, pace: VirtualPace) -> None:
    findings = GithubTracker(server.config(PLACE), pace, {"GITHUB_TOKEN": "ghp_wrong"}).check()
    assert [finding.ok for finding in findings] == [False, False]
    assert "Bad credentials" in findings[0].words
