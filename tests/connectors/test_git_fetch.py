"""How a Git source keeps up with a remote that moves, breaks, or is not there."""

from __future__ import annotations

import os
import shutil
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from connectors.errors import ConnectorError, Misconfigured, Refused, Temporary
from connectors.git.config import GitConfig
from connectors.git.source import GitSource
from connectors.source import Document, UnreadableDocument
from tests.connectors.source_contract import read_all
from tests.connectors.test_git_source import GitPlace
from tests.fakes.git_repository import SOME_DAY, Repository


@pytest.fixture
def git(tmp_path: Path) -> GitPlace:
    return GitPlace(Repository.create(tmp_path / "remote.git"), tmp_path / "cache")


def copy_of(git: GitPlace) -> Path:
    (copy,) = git.cache.glob("*/repository.git")
    return copy


def test_a_branch_that_is_set_back_is_followed_back(git: GitPlace) -> None:
    first = git.repository.commit({"a.md": b"a"})
    git.repository.commit({"b.md": b"b"})
    source = git.source()
    assert set(source.list().blobs) == {"a.md", "b.md"}
    git.repository.git("update-ref", "refs/heads/main", first)
    listing = source.list()
    assert listing.revision == first
    assert set(listing.blobs) == {"a.md"}


def test_a_rewritten_history_is_followed(git: GitPlace) -> None:
    before = git.repository.commit({"a.md": b"a"})
    source = git.source()
    source.list()
    after = git.repository.commit({"b.md": b"a"}, parents=(), at=SOME_DAY + 1)
    listing = source.list()
    assert (listing.revision, listing.identity) == (after, after)
    assert source.renames(before, listing) == {"b.md": "a.md"}


def test_what_another_branch_does_is_not_fetched(git: GitPlace) -> None:
    git.repository.commit({"a.md": b"a"})
    git.repository.commit({"secret.md": b"s"}, branch="other", parents=())
    git.repository.git("tag", "v1", "other")
    git.source().list()
    copied = GitPlace(Repository(copy_of(git)), git.cache).repository
    assert copied.git("for-each-ref", "--format=%(refname)").split() == ["refs/closeout/head", "refs/closeout/incoming"]
    assert "secret.md" not in copied.git("log", "--all", "--name-only", "--format=")


def test_no_commit_yet_is_said_and_is_no_empty_listing(git: GitPlace) -> None:
    source = git.source()
    with pytest.raises(Misconfigured, match=r"docs: .* has no commits"):
        source.list()
    (finding,) = source.check()
    assert not finding.ok
    assert "no commits" in finding.words


@pytest.mark.parametrize("branch", ["mian", "certificate-timed-out", "main/x"])
def test_a_branch_that_is_not_there_is_said(git: GitPlace, branch: str) -> None:
    git.repository.commit({"a.md": b"a"})
    source = git.source(branch=branch)
    with pytest.raises(Misconfigured, match="correct `branch`"):
        source.list()
    assert [finding.ok for finding in source.check()] == [False]


def test_a_branch_that_is_deleted_is_no_empty_listing(git: GitPlace) -> None:
    git.repository.commit({"a.md": b"a"})
    source = git.source(branch="main")
    source.list()
    git.repository.git("update-ref", "-d", "refs/heads/main")
    with pytest.raises(Misconfigured, match="correct `branch`"):
        source.list()


def test_an_old_listing_can_still_be_read_while_the_remote_is_away(git: GitPlace) -> None:
    git.repository.commit({"a.md": b"a"})
    source = git.source()
    listing = source.list()
    git.vanish()
    with pytest.raises(Misconfigured, match="correct `remote`"):
        source.list()
    assert read_all(source, listing) == {"a.md": b"a"}


def test_a_shallow_clone_is_refused_and_not_read_as_it_was(git: GitPlace, tmp_path: Path) -> None:
    git.repository.commit({"a.md": b"a"})
    git.repository.commit({"b.md": b"b"})
    shallow = tmp_path / "shallow.git"
    git.repository.git("clone", "--quiet", "--bare", "--depth=1", f"file://{git.repository.path}", str(shallow))
    source = git.source(remote=str(shallow))
    with pytest.raises(Misconfigured, match="shallow clone"):
        source.list()


def test_a_remote_that_became_shallow_is_not_taken_for_one_without_news(git: GitPlace, tmp_path: Path) -> None:
    git.repository.commit({"a.md": b"a"})
    source = git.source()
    source.list()
    git.repository.commit({"b.md": b"b"})
    git.repository.commit({"c.md": b"c"})
    whole = git.repository.path.rename(tmp_path / "whole.git")
    Repository(whole).git("clone", "--quiet", "--bare", "--depth=1", f"file://{whole}", str(git.repository.path))
    with pytest.raises(Misconfigured, match="shallow clone"):
        source.list()


def test_a_work_tree_is_read_at_its_commit_and_not_as_it_lies_there(git: GitPlace, tmp_path: Path) -> None:
    git.repository.commit({"a.md": b"a"})
    clone = tmp_path / "clone"
    git.repository.git("clone", "--quiet", str(git.repository.path), str(clone))
    (clone / "a.md").write_bytes(b"not committed")
    source = git.source(remote=f"file://{clone}")
    assert read_all(source, source.list()) == {"a.md": b"a"}


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give a repository to somebody else")
def test_a_repository_that_belongs_to_somebody_else_is_read_because_the_settings_name_it(
    git: GitPlace, tmp_path: Path
) -> None:
    git.repository.commit({"a.md": b"a"})
    clone = tmp_path / "clone"
    git.repository.git("clone", "--quiet", str(git.repository.path), str(clone))
    for directory, names, files in os.walk(clone):
        for name in (".", *names, *files):
            os.chown(Path(directory, name), 65_534, 65_534)
    assert set(git.source(remote=str(clone)).list().blobs) == {"a.md"}


@pytest.mark.usefixtures("copy")
class TestCopy:
    """The copy is ours, and can be lost or broken at any time."""

    @pytest.fixture
    def copy(self, git: GitPlace) -> Path:
        git.repository.commit({"a.md": b"a", "b.md": b"b"})
        git.source().list()
        return copy_of(git)

    def test_a_lost_copy_is_made_anew(self, git: GitPlace, copy: Path) -> None:
        shutil.rmtree(copy.parent)
        assert set(git.source().list().blobs) == {"a.md", "b.md"}

    @pytest.mark.parametrize("name", ["HEAD", "config", "objects", "refs"])
    def test_a_broken_copy_is_made_anew(self, git: GitPlace, copy: Path, name: str) -> None:
        part = copy / name
        if part.is_dir():
            shutil.rmtree(part)
        else:
            part.write_bytes(b"\0broken")
        source = git.source()
        assert read_all(source, source.list()) == {"a.md": b"a", "b.md": b"b"}

    def test_a_lock_that_a_crash_left_behind_does_not_last(self, git: GitPlace, copy: Path) -> None:
        git.repository.commit({"c.md": b"c"})
        for name in ("head", "incoming"):
            (copy / "refs/closeout").mkdir(parents=True, exist_ok=True)
            (copy / f"refs/closeout/{name}.lock").touch()
        assert set(git.source().list().blobs) == {"a.md", "b.md", "c.md"}

    def test_a_damaged_document_stops_no_other_and_heals(self, git: GitPlace, copy: Path) -> None:
        source = git.source()
        listing = source.list()
        damaged = listing.blobs["a.md"]
        file = copy / "objects" / damaged[:2] / damaged[2:]
        content = file.read_bytes()
        file.chmod(0o600)
        file.write_bytes(content[:-4] + b"\xff\xff\xff\xff")
        first, second = source.read(listing, ["a.md", "b.md"])
        assert isinstance(first, UnreadableDocument)
        assert "\n" not in str(first.why)
        assert isinstance(second, Document)
        assert second.data == b"b"
        another = git.source()
        assert read_all(another, another.list()) == {"a.md": b"a", "b.md": b"b"}

    def test_reading_with_no_copy_is_an_error_of_ours_that_passes(self, git: GitPlace, copy: Path) -> None:
        source = git.source()
        listing = source.list()
        shutil.rmtree(copy.parent)
        with pytest.raises(Temporary, match="cannot be read"):
            list(source.read(listing, ["a.md"]))
        assert read_all(source, source.list()) == {"a.md": b"a", "b.md": b"b"}

    def test_a_reader_that_is_given_up_leaves_no_process(self, git: GitPlace) -> None:
        source = git.source()
        reading = source.read(source.list(), ["a.md", "b.md"])
        next(iter(reading))
        assert children_of(os.getpid())
        reading.close()  # type: ignore[attr-defined]  # a generator, as every caller that stops early relies on
        assert not children_of(os.getpid())

    def test_many_may_look_at_once(self, git: GitPlace) -> None:
        git.repository.commit({"c.md": b"c"})
        seen: list[set[str]] = []
        threads = [threading.Thread(target=lambda: seen.append(set(git.source().list().blobs))) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert seen == [{"a.md", "b.md", "c.md"}] * 4

    def test_two_remotes_under_one_name_have_two_copies(self, git: GitPlace, tmp_path: Path) -> None:
        other = Repository.create(tmp_path / "other.git")
        other.commit({"other.md": b"o"})
        assert set(git.source(remote=str(other.path)).list().blobs) == {"other.md"}
        assert set(git.source().list().blobs) == {"a.md", "b.md"}

    def test_nobody_else_may_read_it(self, copy: Path) -> None:
        assert copy.parent.stat().st_mode & 0o077 == 0


def children_of(process: int) -> list[str]:
    return [
        status
        for file in Path(f"/proc/{process}/task").glob("*/children")
        for status in file.read_text().split()
        if b"cat-file" in Path(f"/proc/{status}/cmdline").read_bytes()
    ]


def test_a_cache_that_cannot_be_written_is_said(git: GitPlace) -> None:
    git.repository.commit({"a.md": b"a"})
    git.cache.write_bytes(b"a file where the directory should be")
    with pytest.raises(Misconfigured, match=r"the cache .* cannot be written"):
        git.source().list()


def test_no_git_is_said(git: GitPlace, tmp_path: Path) -> None:
    config = GitConfig(name="docs", remote=str(git.repository.path))
    source = GitSource(config, git.cache, {"PATH": str(tmp_path)})
    with pytest.raises(Misconfigured, match="git is not installed"):
        source.list()
    assert [finding.ok for finding in source.check()] == [False]


def test_the_users_own_settings_of_git_do_not_count(git: GitPlace, tmp_path: Path) -> None:
    git.repository.commit({"a.md": b"a"})
    own = tmp_path / "home"
    own.mkdir()
    (own / ".gitconfig").write_text('[url "/nowhere/"]\n\tinsteadOf = /\n[core]\n\tbare = maybe\n')
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(own),
        "GIT_DIR": str(own),
        "GIT_INDEX_FILE": "/nowhere",
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "url./nowhere/.insteadOf",
        "GIT_CONFIG_VALUE_0": "/",
        "GIT_TRACE": str(tmp_path / "trace"),
    }
    source = GitSource(GitConfig(name="docs", remote=str(git.repository.path)), git.cache, environment)
    assert set(source.list().blobs) == {"a.md"}
    assert not (tmp_path / "trace").exists()


@pytest.fixture
def closed_port() -> Iterator[int]:
    """A port at which nobody answers: it is bound, and nobody listens."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        yield bound.getsockname()[1]


@pytest.mark.parametrize("scheme", ["https", "ssh"])
def test_a_remote_that_does_not_answer_is_temporary(git: GitPlace, closed_port: int, scheme: str) -> None:
    if scheme == "ssh" and shutil.which("ssh") is None:
        pytest.skip("there is no ssh here")
    source = git.source(remote=f"{scheme}://127.0.0.1:{closed_port}/acme/certificate-not-found.git")
    with pytest.raises(Temporary, match="it is tried again") as caught:
        source.list()
    assert "\n" not in str(caught.value)


def test_a_directory_that_is_no_repository_is_said(git: GitPlace, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(ConnectorError, match="correct `remote`") as caught:
        git.source(remote=str(tmp_path / "empty")).list()
    assert not isinstance(caught.value, Refused)
