from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from connectors.errors import ConnectorError, Unreadable
from connectors.git.config import GitConfig
from connectors.git.source import GitSource
from connectors.source import Document, Listing, UnreadableDocument
from tests.connectors.source_contract import Place, SourceContract, blob, read_all
from tests.fakes.git_repository import SOME_DAY, Repository

DAY = 86_400


@dataclass(frozen=True)
class GitPlace:
    repository: Repository
    cache: Path

    def write(self, files: Mapping[str | bytes, bytes | None]) -> None:
        self.repository.commit(dict(files))

    def link(self, path: str, target: str) -> None:
        self.repository.commit({path: self.repository.link(target)})

    def vanish(self) -> None:
        self.repository.remove()

    def source(self, **settings: Any) -> GitSource:
        config = GitConfig(**{"name": "docs", "remote": str(self.repository.path), **settings})
        return GitSource(config, self.cache, {"PATH": os.environ["PATH"]})


@pytest.fixture
def git(tmp_path: Path) -> GitPlace:
    return GitPlace(Repository.create(tmp_path / "remote.git"), tmp_path / "cache")


class TestContract(SourceContract):
    @pytest.fixture
    def place(self, git: GitPlace) -> Place:
        return git


def added(source: GitSource, listing: Listing, *paths: str) -> dict[str, int | None]:
    return {
        found.path: None if found.added_at is None else int(found.added_at.timestamp())
        for found in source.read(listing, paths or listing.blobs)
        if isinstance(found, Document)
    }


def test_the_revision_is_the_commit_and_the_identity_the_root(git: GitPlace) -> None:
    root = git.repository.commit({"a.md": b"a"})
    head = git.repository.commit({"a.md": b"a2"})
    listing = git.source().list()
    assert (listing.identity, listing.revision) == (root, head)


def test_history_merged_in_from_elsewhere_does_not_change_the_identity(git: GitPlace) -> None:
    root = git.repository.commit({"a.md": b"a"})
    elsewhere = [git.repository.commit({f"{n}.md": b""}, branch="other", parents=(), at=SOME_DAY + n) for n in range(8)]
    for other in elsewhere:
        head = git.repository.git("rev-parse", "main")
        git.repository.commit({}, parents=(head, other))
    assert git.source().list().identity == root


def test_a_submodule_is_no_document(git: GitPlace) -> None:
    head = git.repository.commit({"a.md": b"a"})
    git.repository.commit({"module.md": ("160000", head), ".gitmodules": b'[submodule "m"]\n\turl = ext::sh -c :\n'})
    assert set(git.source().list().blobs) == {"a.md"}


def test_an_executable_document_is_one(git: GitPlace) -> None:
    git.repository.commit({"a.md": ("100755", git.repository.blob(b"a"))})
    assert git.source().list().blobs == {"a.md": blob(b"a")}


def test_paths_that_lead_out_of_the_tree_are_left_out(git: GitPlace) -> None:
    document = git.repository.blob(b"a")
    inner = git.repository.git("hash-object", "-t", "tree", "-w", "--literally", "--stdin",
                               stdin=b"100644 evil.md\0" + bytes.fromhex(document))  # fmt: skip
    rows = (b"40000 ..\0" + bytes.fromhex(inner), b"100644 a.md\0" + bytes.fromhex(document))
    tree = git.repository.git("hash-object", "-t", "tree", "-w", "--literally", "--stdin", stdin=b"".join(rows))
    git.repository.git("update-ref", "refs/heads/main", git.repository.commit_tree(tree))
    assert set(git.source(include=("**",), exclude=()).list().blobs) == {"a.md"}


def test_attributes_and_filters_of_the_repository_do_nothing(git: GitPlace, tmp_path: Path) -> None:
    trap = tmp_path / "sprung"
    git.repository.commit({".gitattributes": b"*.md filter=trap text eol=crlf ident diff=trap\n", "a.md": b"$Id$\na\n"})
    git.repository.commit({"a.md": None, "b.md": b"$Id$\na\nb\n"})
    for setting in ("filter.trap.smudge", "diff.trap.textconv", "diff.trap.command", "uploadpack.packObjectsHook"):
        git.repository.git("config", setting, f"touch {trap}; cat")
    hooks = git.repository.path / "hooks"
    hooks.mkdir()
    for hook in ("post-checkout", "reference-transaction", "post-update", "pre-auto-gc", "proc-receive"):
        (hooks / hook).write_text(f"#!/bin/sh\ntouch {trap}\n")
        (hooks / hook).chmod(0o755)
    source = git.source()
    listing = source.list()
    assert read_all(source, listing) == {"b.md": b"$Id$\na\nb\n"}
    source.renames(listing.identity, listing)
    assert not trap.exists()


def test_a_document_is_dated_by_the_commit_that_first_added_its_path(git: GitPlace) -> None:
    git.repository.commit({"a.md": b"a"}, at=SOME_DAY)
    git.repository.commit({"a.md": b"a2", "b.md": b"b"}, at=SOME_DAY + DAY)
    git.repository.commit({"a.md": None}, at=SOME_DAY + 2 * DAY)
    git.repository.commit({"a.md": b"back"}, at=SOME_DAY + 3 * DAY)
    source = git.source()
    listing = source.list()
    assert added(source, listing) == {"a.md": SOME_DAY, "b.md": SOME_DAY + DAY}
    (document,) = source.read(listing, ["a.md"])
    assert isinstance(document, Document)
    assert document.added_at == datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)


def test_a_document_from_a_side_branch_has_the_date_it_got_there(git: GitPlace) -> None:
    base = git.repository.commit({"a.md": b"a"}, at=SOME_DAY)
    side = git.repository.commit({"side.md": b"s"}, branch="side", parents=(base,), at=SOME_DAY + DAY)
    main = git.repository.commit({"b.md": b"b"}, at=SOME_DAY + 2 * DAY)
    git.repository.commit(
        {"side.md": b"s", "evil.md": b"only in the merge"}, parents=(main, side), at=SOME_DAY + 3 * DAY
    )
    source = git.source()
    listing = source.list()
    dates = {"a.md": 0, "side.md": 1, "b.md": 2, "evil.md": 3}
    assert added(source, listing) == {path: SOME_DAY + days * DAY for path, days in dates.items()}
    assert added(source, listing, "side.md") == {"side.md": SOME_DAY + DAY}


def test_many_paths_get_the_dates_that_few_get(git: GitPlace) -> None:
    names = [f"{'x' * 200}/{n}.md" for n in range(600)]
    git.repository.git("read-tree", "--empty")
    one = git.repository.blob(b"x")
    rows = "".join(f"100644 {one}\t{name}\n" for name in names)
    git.repository.git("update-index", "--add", "--index-info", stdin=rows.encode())
    commit = git.repository.commit_tree(git.repository.git("write-tree"), (), SOME_DAY + DAY)
    git.repository.git("update-ref", "refs/heads/main", commit)
    source = git.source()
    listing = source.list()
    assert added(source, listing) == dict.fromkeys(names, SOME_DAY + DAY)
    assert added(source, listing, names[0]) == {names[0]: SOME_DAY + DAY}


def test_a_date_that_no_calendar_has_is_none(git: GitPlace) -> None:
    git.repository.commit({"a.md": b"a"}, at=10**15)
    source = git.source()
    assert added(source, source.list()) == {"a.md": None}


def test_renames_between_two_revisions(git: GitPlace) -> None:
    text = b"".join(b"line %d\n" % n for n in range(100))
    before = git.repository.commit({"old.md": text, "stays.md": b"s", "moved\n.md": b"m", "photo.md": b"p" * 99})
    git.repository.commit({"old.md": None, "new/name.md": text + b"more\n"})
    git.repository.commit({"moved\n.md": None, "\xe9.md".encode("latin-1"): b"m", "photo.md": None, "p.png": b"p" * 99})
    source = git.source()
    listing = source.list()
    assert source.renames(before, listing) == {"new/name.md": "old.md", "\\xe9.md": "moved\n.md"}
    assert source.renames(listing.revision, listing) == {}


@pytest.mark.parametrize("before", ["", "0" * 40, "HEAD", "--output=/dev/null", "main", "f" * 39])
def test_renames_since_an_unknown_revision_are_none(git: GitPlace, before: str) -> None:
    git.repository.commit({"a.md": b"a"})
    source = git.source()
    assert source.renames(before, source.list()) == {}


def test_a_branch_can_be_named(git: GitPlace) -> None:
    git.repository.commit({"a.md": b"a"})
    git.repository.commit({"b.md": b"b"}, branch="release/1", parents=())
    assert set(git.source(branch="release/1").list().blobs) == {"b.md"}
    assert set(git.source().list().blobs) == {"a.md"}


def test_a_repository_with_sha256_says_so_in_one_line_or_is_read(tmp_path: Path) -> None:
    # Git cannot yet fetch from one kind into the other; what matters is that nobody takes it for an empty source.
    path = tmp_path / "remote.git"
    path.mkdir()
    repository = Repository(path)
    repository.git("init", "--quiet", "--bare", "--object-format=sha256", "--template=", "--initial-branch=main")
    repository.commit({"a.md": b"a"})
    source = GitPlace(repository, tmp_path / "cache").source()
    with pytest.raises(Unreadable, match=r"docs: .*remote\.git cannot be read"):
        source.list()


def test_no_commit_no_reading(git: GitPlace) -> None:
    git.repository.commit({"a.md": b"a"})
    source = git.source()
    blobs = source.list().blobs
    with pytest.raises(Unreadable, match="is no commit"):
        list(source.read(Listing("x", "--output=x", blobs), ["a.md"]))


def test_home_and_web_addresses(git: GitPlace) -> None:
    source = git.source(remote="git@github.com:acme/ops.git")
    assert source.home == "acme/ops"
    assert source.url("pm/ü 1.md", "c0ffee", 7) == (
        "https://github.com/acme/ops/blob/c0ffee/pm/%C3%BC%201.md?plain=1#L7"
    )
    assert source.url("caf\\xe9.md", "c0ffee") == "https://github.com/acme/ops/blob/c0ffee/caf%E9.md"
    assert git.source().url("a.md", "c0ffee") == ""
    own = git.source(web_url="https://git.example.org/ops/src/{commit}/{path}#n{line}")
    assert own.url("{line}#.md", "c0ffee", 7) == "https://git.example.org/ops/src/c0ffee/%7Bline%7D%23.md#n7"
    assert own.url("a.md", "c0ffee") == "https://git.example.org/ops/src/c0ffee/a.md"


def test_an_unlisted_blob_of_the_repository_is_said_to_be_missing(git: GitPlace) -> None:
    git.repository.commit({"a.md": b"a"})
    source = git.source()
    real = source.list()
    stale = Listing(real.identity, real.revision, {"a.md": real.blobs["a.md"], "b.md": "0" * 40})
    first, second = source.read(stale, ["b.md", "a.md"])
    assert isinstance(first, UnreadableDocument)
    assert "not in the copy" in str(first.why)
    assert isinstance(second, Document)


def test_a_commit_is_contained_from_the_fetch_that_brought_it_until_the_branch_is_reset(git: GitPlace) -> None:
    first = git.repository.commit({"a.md": b"a"})
    source = git.source()
    before = source.list().revision
    second = git.repository.commit({"a.md": b"a2"})
    aside = git.repository.commit({"a.md": b"a3"}, branch="aside")
    assert not source.contains(before, second), "it was not fetched yet"
    after = source.list().revision
    assert [source.contains(after, commit) for commit in (first, second, aside)] == [True, True, False]
    git.repository.git("update-ref", "refs/heads/main", aside)
    reset = source.list().revision
    assert [source.contains(reset, commit) for commit in (first, second, aside)] == [False, False, True]


def test_a_merge_contains_what_was_merged(git: GitPlace) -> None:
    git.repository.commit({"a.md": b"a"})
    topic = git.repository.commit({"b.md": b"b"}, branch="topic", parents=(git.repository.git("rev-parse", "main"),))
    git.repository.commit({"b.md": b"b"}, parents=(git.repository.git("rev-parse", "main"), topic))
    source = git.source()
    assert source.contains(source.list().revision, topic)


def test_nothing_is_contained_in_a_copy_that_is_gone(git: GitPlace) -> None:
    commit = git.repository.commit({"a.md": b"a"})
    source = git.source()
    source.list()
    shutil.rmtree(git.cache)
    assert not source.contains(commit, "e" * 40)


@pytest.mark.parametrize(("branch", "followed"), [("", "main"), ("release", "release")])
def test_the_branch_that_is_followed_is_the_configured_one_or_the_remotes_own(
    git: GitPlace, branch: str, followed: str
) -> None:
    git.repository.commit({"a.md": b"a"})
    git.repository.commit({"a.md": b"a"}, branch="release")
    source = git.source(branch=branch)
    assert [name for name in ("main", "release", "other") if source.follows(name)] == [followed]


def test_a_default_branch_that_changes_is_followed(git: GitPlace) -> None:
    git.repository.commit({"a.md": b"a"})
    git.repository.commit({"a.md": b"a"}, branch="trunk")
    source = git.source()
    git.repository.git("symbolic-ref", "HEAD", "refs/heads/trunk")
    assert [source.follows("main"), source.follows("trunk")] == [False, True]


def test_a_remote_without_any_branch_as_its_head_may_be_at_any(git: GitPlace) -> None:
    commit = git.repository.commit({"a.md": b"a"})
    git.repository.git("update-ref", "--no-deref", "HEAD", commit)
    assert git.source().follows("whatever")


def test_a_remote_out_of_reach_cannot_say_which_branch_it_is(git: GitPlace) -> None:
    git.repository.commit({"a.md": b"a"})
    source = git.source()
    git.vanish()
    with pytest.raises(ConnectorError):
        source.follows("main")
