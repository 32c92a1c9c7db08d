from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from connectors.directory.config import DirectoryConfig
from connectors.directory.source import DirectorySource
from connectors.directory.tree import DEEPEST
from connectors.errors import Misconfigured, Unreadable
from connectors.source import Document, UnreadableDocument
from tests.connectors.source_contract import Place, SourceContract, blob, read_all


@dataclass(frozen=True)
class DirectoryPlace:
    root: Path

    def write(self, files: Mapping[str | bytes, bytes | None]) -> None:
        for name, data in files.items():
            file = self.root / os.fsdecode(name)
            file.parent.mkdir(parents=True, exist_ok=True)
            if data is None:
                file.unlink()
            else:
                file.write_bytes(data)

    def link(self, path: str, target: str) -> None:
        (self.root / path).symlink_to(target)

    def vanish(self) -> None:
        shutil.rmtree(self.root)

    def source(self, **settings: Any) -> DirectorySource:
        return DirectorySource(DirectoryConfig(**{"name": "docs", "path": self.root, **settings}))


@pytest.fixture
def directory(tmp_path: Path) -> DirectoryPlace:
    root = tmp_path / "docs"
    root.mkdir()
    return DirectoryPlace(root)


class TestContract(SourceContract):
    @pytest.fixture
    def place(self, directory: DirectoryPlace) -> Place:
        return directory


def test_a_pipe_is_listed_as_unreadable_and_nobody_waits_for_it(directory: DirectoryPlace) -> None:
    directory.write({"a.md": b"a"})
    os.mkfifo(directory.root / "pipe.md")
    source = directory.source()
    listing = source.list()
    assert set(listing.blobs) == {"a.md", "pipe.md"}
    found = read_all(source, listing)
    assert found["a.md"] == b"a"
    assert "not a regular file" in str(found["pipe.md"])


@pytest.fixture
def shared() -> Iterator[DirectoryPlace]:
    """A directory that others can reach: pytest's own are closed to everybody else."""
    with tempfile.TemporaryDirectory() as made:
        Path(made).chmod(0o755)
        yield DirectoryPlace(Path(made))


@contextmanager
def an_ordinary_user() -> Iterator[None]:
    """Root may read everything, so be somebody else for a moment."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(65_534)
    try:
        yield
    finally:
        os.seteuid(user)


def test_an_unreadable_file_stays_listed_and_stops_no_other(shared: DirectoryPlace) -> None:
    shared.write({"a.md": b"a", "secret.md": b"s"})
    (shared.root / "secret.md").chmod(0)
    source = shared.source()
    with an_ordinary_user():
        found = read_all(source, source.list())
    assert found["a.md"] == b"a"
    assert "Permission denied" in str(found["secret.md"])


def test_an_unreadable_directory_is_no_empty_one(shared: DirectoryPlace) -> None:
    shared.write({"a.md": b"a", "team/b.md": b"b"})
    (shared.root / "team").chmod(0)
    with an_ordinary_user(), pytest.raises(Unreadable, match=r"team .*exclude it"):
        shared.source().list()
    with an_ordinary_user():
        assert set(shared.source(exclude=("team/**",)).list().blobs) == {"a.md"}
    (shared.root / "team").chmod(0o700)


def test_excluded_directories_are_not_entered(shared: DirectoryPlace) -> None:
    shared.write({"a.md": b"a", "node_modules/closed/b.md": b"b"})
    (shared.root / "node_modules").chmod(0)
    with an_ordinary_user():
        assert set(shared.source().list().blobs) == {"a.md"}


def test_a_directory_swapped_for_a_link_after_listing_is_not_followed(
    directory: DirectoryPlace, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.md").write_bytes(b"a")
    directory.write({"team/a.md": b"a"})
    source = directory.source()
    listing = source.list()
    shutil.rmtree(directory.root / "team")
    (directory.root / "team").symlink_to(outside)
    (found,) = source.read(listing, ["team/a.md"])
    assert isinstance(found, UnreadableDocument)
    assert set(source.list().blobs) == set()


def test_a_huge_file_is_not_hashed(directory: DirectoryPlace) -> None:
    directory.write({"a.md": b"a", "huge.md": b""})
    os.truncate(directory.root / "huge.md", 1 << 42)
    source = directory.source()
    found = read_all(source, source.list())
    assert found["a.md"] == b"a"
    assert "max_bytes" in str(found["huge.md"])


def test_a_document_changed_after_listing_is_left_for_the_next_look(directory: DirectoryPlace) -> None:
    directory.write({"a.md": b"old"})
    source = directory.source()
    listing = source.list()
    directory.write({"a.md": b"new"})
    (found,) = source.read(listing, ["a.md"])
    assert isinstance(found, UnreadableDocument)
    assert "changed after it was listed" in str(found.why)


@pytest.mark.parametrize("depth", [DEEPEST, DEEPEST + 1])
def test_a_tree_has_a_greatest_depth(directory: DirectoryPlace, depth: int) -> None:
    path = "d/" * depth + "a.md"
    directory.write({path: b"a"})
    source = directory.source()
    if depth <= DEEPEST:
        assert read_all(source, source.list()) == {path: b"a"}
    else:
        with pytest.raises(Unreadable, match="nested deeper than 100"):
            source.list()


def test_one_file_is_a_source_of_one_document(directory: DirectoryPlace) -> None:
    directory.write({"notes": b"n", "b.md": b"b"})
    source = directory.source(path=directory.root / "notes")
    listing = source.list()
    assert read_all(source, listing) == {"notes": b"n"}
    assert source.covers("notes")
    assert not source.covers("b.md")


def test_one_file_that_is_gone_is_an_error(directory: DirectoryPlace) -> None:
    directory.write({"a.md": b"a"})
    source = directory.source(path=directory.root / "a.md")
    directory.write({"a.md": None})
    with pytest.raises(Misconfigured, match=r"docs: there is no directory or file .*a\.md"):
        source.list()


def test_the_directory_itself_may_be_reached_through_a_link(directory: DirectoryPlace, tmp_path: Path) -> None:
    directory.write({"a.md": b"a"})
    current = tmp_path / "current"
    current.symlink_to(directory.root)
    source = directory.source(path=current)
    before = source.list()
    assert read_all(source, before) == {"a.md": b"a"}
    assert source.territory() == directory.source().territory()

    release = tmp_path / "release2"
    release.mkdir()
    (release / "a.md").write_bytes(b"a2")
    current.unlink()
    current.symlink_to(release)
    after = source.list()
    assert after.identity == before.identity
    assert after.blobs == {"a.md": blob(b"a2")}


def test_identity_tells_nothing_about_the_machine(directory: DirectoryPlace) -> None:
    assert str(directory.root) not in directory.source().list().identity


def test_there_is_no_history_and_no_web_address(directory: DirectoryPlace) -> None:
    directory.write({"a.md": b"a"})
    source = directory.source()
    listing = source.list()
    (found,) = source.read(listing, ["a.md"])
    assert isinstance(found, Document)
    assert found.added_at is None
    assert source.renames(listing.revision, listing) == {}
    assert source.url("a.md", listing.revision, 3) == ""
    assert source.home == ""
