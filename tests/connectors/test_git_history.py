"""What a Git source still knows of earlier revisions."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from connectors.git.config import GitConfig
from connectors.git.source import GitSource
from tests.connectors.source_contract import read_all
from tests.fakes.git_repository import Repository


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository.create(tmp_path / "handbook.git")


def source(repository: Repository, cache: Path) -> GitSource:
    config = GitConfig(name="docs", remote=str(repository.path))
    return GitSource(config, cache, {"PATH": os.environ["PATH"]})


def test_an_earlier_revision_is_listed_and_read_as_it_was(repository: Repository, tmp_path: Path) -> None:
    before = repository.commit({"a.md": b"as it was", "b.md": b"b"})
    repository.commit({"a.md": b"as it is", "b.md": None, "c.md": b"c"})
    reader = source(repository, tmp_path / "cache")
    now, then = reader.list(), reader.at(before)
    assert then is not None
    assert (then.identity, then.revision) == (now.identity, before)
    assert read_all(reader, then) == {"a.md": b"as it was", "b.md": b"b"}


def test_a_revision_that_history_no_longer_has_is_not_known(repository: Repository, tmp_path: Path) -> None:
    forgotten = repository.commit({"a.md": b"a"})
    repository.commit({"a.md": b"a"}, parents=(), at=1_800_000_000)
    repository.git("gc", "--quiet", "--prune=now")
    reader = source(repository, tmp_path / "cache")
    reader.list()
    assert reader.at(forgotten) is None
