"""Real Git repositories for tests, made from plumbing: any path, any mode, any date, and nobody's own settings."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

SOME_DAY = 1_700_000_000
"""2023-11-14 22:13:20 UTC."""

Content = bytes | None | tuple[str, str]
"""A file's bytes; None to remove it; or a mode and an object id: ("160000", commit) is a submodule."""


@dataclass(frozen=True)
class Repository:
    """A bare repository on which commits are made without a work tree."""

    path: Path

    @classmethod
    def create(cls, path: Path) -> Repository:
        path.mkdir(parents=True)
        repository = cls(path)
        repository.git("init", "--quiet", "--bare", "--template=", "--initial-branch=main")
        return repository

    def commit(
        self,
        files: Mapping[str | bytes, Content],
        *,
        branch: str = "main",
        at: int = SOME_DAY,
        parents: tuple[str, ...] | None = None,
    ) -> str:
        """Commit changes on top of the branch, or as a commit with just these parents; gives its id."""
        if parents is None:
            parents = tuple(self.git("for-each-ref", "--format=%(objectname)", f"refs/heads/{branch}").split())
        self.git("read-tree", *(parents[:1] or ["--empty"]))
        rows = b"".join(self._row(os.fsencode(path), content) for path, content in files.items())
        self.git("update-index", "-z", "--add", "--index-info", stdin=rows)
        commit = self.commit_tree(self.git("write-tree"), parents, at)
        self.git("update-ref", f"refs/heads/{branch}", commit)
        return commit

    def commit_tree(self, tree: str, parents: tuple[str, ...] = (), at: int = SOME_DAY) -> str:
        """Make a commit of a tree; no branch moves."""
        above = [word for parent in parents for word in ("-p", parent)]
        return self.git("commit-tree", tree, *above, "-m", "change", at=at)

    def _row(self, path: bytes, content: Content) -> bytes:
        if content is None:
            return b"0 " + b"0" * 40 + b"\t" + path + b"\0"
        mode, blob = ("100644", self.blob(content)) if isinstance(content, bytes) else content
        return f"{mode} {blob}\t".encode() + path + b"\0"

    def blob(self, data: bytes) -> str:
        """Store bytes; gives the blob's id."""
        return self.git("hash-object", "-w", "--stdin", stdin=data)

    def link(self, target: str) -> tuple[str, str]:
        """Give the content that makes a path a symbolic link."""
        return "120000", self.blob(target.encode())

    def git(self, *arguments: str | bytes, stdin: bytes = b"", at: int = SOME_DAY) -> str:
        """Run Git here; gives what it printed."""
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.path),
            "GIT_DIR": str(self.path),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": os.devnull,
            **{f"GIT_{who}_NAME": "Somebody" for who in ("AUTHOR", "COMMITTER")},
            **{f"GIT_{who}_EMAIL": "somebody@example.org" for who in ("AUTHOR", "COMMITTER")},
            **{f"GIT_{who}_DATE": f"@{at} +0000" for who in ("AUTHOR", "COMMITTER")},
        }
        done = subprocess.run(["git", *arguments], input=stdin, env=environment, check=True, capture_output=True)
        return done.stdout.decode("utf-8", "surrogateescape").strip()

    def remove(self) -> None:
        """Take the whole repository away."""
        shutil.rmtree(self.path)
