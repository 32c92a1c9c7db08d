"""A Git source over real https, with a token, against a server that watches what Git does with it."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from connectors.errors import ConnectorError, Misconfigured, Refused, Temporary
from connectors.git.config import GitConfig
from connectors.git.source import GitSource
from tests.connectors.source_contract import read_all
from tests.fakes.certificates import Certificate, make_certificate
from tests.fakes.git_repository import Repository
from tests.fakes.git_server import GitServer, serving

TOKEN = "ghp_s3cret/token+with=signs%41&$(x)`'\"\\"  # what a shell, a URL or an escape would spoil


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return make_certificate(tmp_path_factory.mktemp("certificate"))


@pytest.fixture
def server(tmp_path: Path, certificate: Certificate) -> Iterator[GitServer]:
    Repository.create(tmp_path / "srv/acme/ops.git").commit({"a.md": b"a"})
    with serving(tmp_path / "srv", TOKEN, certificate) as running:
        yield running


def source(server: GitServer, cache: Path, token: str | None = TOKEN, **settings: Any) -> GitSource:
    config = GitConfig(
        **{
            "name": "ops",
            "remote": f"{server.url}/acme/ops.git",
            "token_env": "OPS_TOKEN" if token else "",
            "ca_file": server.ca_file,
            **settings,
        }
    )
    return GitSource(config, cache, {"PATH": os.environ["PATH"], "OPS_TOKEN": token or ""})


def failure(reading: GitSource) -> ConnectorError:
    """Give how listing fails, after a look at what it tells."""
    with pytest.raises(ConnectorError) as caught:
        reading.list()
    error: BaseException | None = caught.value
    while error is not None:
        assert TOKEN not in str(error)
        assert "\n" not in str(error)
        error = error.__cause__
    return caught.value


def files_with(text: str, directory: Path) -> list[Path]:
    return [file for file in directory.rglob("*") if file.is_file() and text.encode() in file.read_bytes()]


def test_the_token_opens_the_door_and_is_seen_nowhere(server: GitServer, tmp_path: Path) -> None:
    reading = source(server, tmp_path / "cache")
    assert read_all(reading, reading.list()) == {"a.md": b"a"}
    assert [finding.ok for finding in reading.check()] == [True]
    assert server.authorization in server.authorizations
    assert server.arguments_with_token == []
    assert not any("ghp_" in line for line in server.lines)
    assert files_with("ghp_", tmp_path) == []
    assert TOKEN not in repr(reading.check())


def test_the_token_is_read_from_a_file_and_anew_each_time(server: GitServer, tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text("old\n")
    reading = source(server, tmp_path / "cache", token=None, token_file=file)
    assert isinstance(failure(reading), Refused)
    file.write_text(TOKEN + "\n")
    assert set(reading.list().blobs) == {"a.md"}


def test_a_wrong_token_is_refused(server: GitServer, tmp_path: Path) -> None:
    error = failure(source(server, tmp_path, token="wrong"))
    assert isinstance(error, Refused)
    assert "check its token" in str(error)


def test_no_token_is_refused_and_nobody_is_asked(server: GitServer, tmp_path: Path) -> None:
    error = failure(source(server, tmp_path, token=None))
    assert isinstance(error, Refused)
    assert "check its token" in str(error)


@pytest.mark.parametrize(
    ("token", "words"),
    [("\t", "there is no token in $OPS_TOKEN"), ("two\nlines", "no token"), ("s3crét", "no token")],
    ids=["blank", "two lines", "not ASCII"],
)
def test_what_is_no_token_is_said(server: GitServer, tmp_path: Path, token: str, words: str) -> None:
    error = failure(source(server, tmp_path, token=token))
    assert isinstance(error, Misconfigured)
    assert words in str(error)
    assert token.strip() == "" or token not in str(error)
    assert server.lines == []


def test_a_missing_token_file_is_said(server: GitServer, tmp_path: Path) -> None:
    error = failure(source(server, tmp_path, token=None, token_file=tmp_path / "nowhere"))
    assert isinstance(error, Refused)
    assert "nowhere cannot be read" in str(error)


def test_a_host_with_an_unknown_certificate_is_told_nothing(server: GitServer, tmp_path: Path) -> None:
    error = failure(source(server, tmp_path, ca_file=None))
    assert isinstance(error, Refused)
    assert "ca_file" in str(error)
    assert server.lines == []


@pytest.mark.parametrize(
    ("status", "kind"),
    [(403, Refused), (404, Misconfigured), (410, Misconfigured), (429, Temporary), (500, Temporary), (503, Temporary)],
)
def test_the_servers_answer_decides_the_kind_of_error(
    server: GitServer, tmp_path: Path, status: int, kind: type[ConnectorError]
) -> None:
    server.status = status
    assert isinstance(failure(source(server, tmp_path)), kind)


def test_a_redirect_is_not_followed_and_the_token_does_not_travel(
    server: GitServer, tmp_path: Path, certificate: Certificate
) -> None:
    with serving(tmp_path / "srv", TOKEN, certificate) as elsewhere:
        server.status = 301
        server.location = f"{elsewhere.url}/acme/ops.git/info/refs?service=git-upload-pack"
        error = failure(source(server, tmp_path))
        assert isinstance(error, Misconfigured)
        assert "it has moved" in str(error)
        assert elsewhere.lines == []


def test_a_server_that_never_answers_is_given_up(server: GitServer, tmp_path: Path) -> None:
    server.waiting = threading.Event()
    started = time.monotonic()
    error = failure(source(server, tmp_path, fetch_seconds=0.5))
    assert isinstance(error, Temporary)
    assert "timed out after 0.5 seconds" in str(error)
    assert time.monotonic() - started < 30


def test_a_failed_fetch_leaves_what_was_known(server: GitServer, tmp_path: Path) -> None:
    reading = source(server, tmp_path)
    listing = reading.list()
    server.status = 503
    assert isinstance(failure(reading), Temporary)
    assert read_all(reading, listing) == {"a.md": b"a"}
    server.status = None
    assert reading.list() == listing
