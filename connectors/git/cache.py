"""Our own copy of a remote's branch: a bare repository that nobody works in, and that can be thrown away.

It is made anew, once, when Git complains about something that is not the remote's fault. One process at a time
fetches into it; reading needs no lock.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from filelock import FileLock, Timeout

from connectors.errors import ConnectorError, Misconfigured, Refused, Temporary, Unreadable
from connectors.git.address import Address, Transport, parse_remote
from connectors.git.command import Git, GitFailed, Login, find_git, presented, surroundings
from connectors.git.config import GitConfig
from connectors.git.failures import gist, meaning
from connectors.git.listing import head_branch
from connectors.paths import shown

T = TypeVar("T")

_HEAD = "refs/closeout/head"
_INCOMING = "refs/closeout/incoming"


class Cache:
    """The copy of one source, in a directory of its own below `root`."""

    def __init__(self, config: GitConfig, root: Path, environment: Mapping[str, str]) -> None:
        self._config = config
        self._environment = environment
        self._address = parse_remote(config.remote)
        self._remote = _absolute(self._address)
        of = hashlib.sha256(f"{self._remote}\0{config.branch}".encode()).hexdigest()[:16]
        self._root = root.absolute() / f"{config.name}-{of}"
        self._directory = self._root / "repository.git"
        self._suspect = self._root / "suspect"
        self.place = os.path.realpath(self._remote) if self._is_local() else self._address.place
        self.where = f"source {config.name}: {shown(self._remote)}"

    def git(self) -> Git:
        """Give Git for the copy. Raises Misconfigured where there is no Git."""
        settings = self._root / "gitconfig"
        around = surroundings(self._environment, self._root, settings, self._config.ca_file)
        return Git(find_git(self._environment), self._directory, around)

    def refreshed(self, look: Callable[[Git, str], T]) -> T:
        """Fetch, and give what `look` sees at the head's commit, all while nobody else fetches.

        A copy that turns out to be broken is made anew, once. Raises Temporary, Refused, Misconfigured, or
        Unreadable where nothing helps.
        """
        git = self.git()
        with self._alone():
            existed = self._directory.exists()
            try:
                if self._suspect.exists():
                    self._remove()
                return self._fetch_and(look, git)
            except GitFailed as error:
                self._give_up_if_known(error)
                if not existed:
                    raise Unreadable(f"{self.where} cannot be read: {gist(error.complaint)}") from error
            self._remove()
            try:
                return self._fetch_and(look, git)
            except GitFailed as error:
                self._give_up_if_known(error)
                raise Unreadable(f"{self.where} cannot be read: {gist(error.complaint)}") from error

    def ask(self) -> str:
        """Ask the remote for its head, without fetching. Raises what `refreshed` raises."""
        return self._asked(self._wanted()).split("\t")[0]

    def default_branch(self) -> str:
        """Ask the remote which branch its head is; an empty string where it is none. Raises what `refreshed` raises."""
        return head_branch(self._asked("HEAD", "--symref"))

    def _asked(self, wanted: str, *options: str) -> str:
        git = self.git()
        with self._alone():
            try:
                if not self._directory.exists():
                    self._make(git)
                answer = git.run(
                    "ls-remote", "--quiet", "--exit-code", *options, "--", self._remote, wanted,
                    seconds=self._config.fetch_seconds, extra=self._login(), most=1 << 20,
                )  # fmt: skip
            except GitFailed as error:
                self._give_up_if_known(error)
                if error.complaint:
                    raise Unreadable(f"{self.where} does not answer: {error}") from error
                what = f"no branch {self._config.branch}" if self._config.branch else "no commits"
                raise Misconfigured(f"{self.where} has {what}; correct `branch`") from error
        return answer.decode("utf-8", "replace")

    def doubt(self) -> None:
        """Remember that the copy lacks something, so that the next fetch makes it anew."""
        with suppress(OSError):  # a copy that is not even there needs no mark
            self._suspect.touch()

    def _fetch_and(self, look: Callable[[Git, str], T], git: Git) -> T:
        if not self._directory.exists():
            self._make(git)
        # Git passes over what it must not take (a shallow clone's branch) with a warning alone, so the commit is
        # received under a name that was free.
        git.run("update-ref", "-d", _INCOMING)
        git.run(
            "fetch", "--quiet", "--no-tags", "--no-recurse-submodules", "--no-write-fetch-head", "--force",
            "--", self._remote, f"+{self._wanted()}:{_INCOMING}",
            seconds=self._config.fetch_seconds, extra=self._login(),
        )  # fmt: skip
        received = git.run("for-each-ref", "--format=%(objectname) %(objecttype)", _INCOMING).decode("ascii").split()
        if not received:
            raise Misconfigured(f"{self.where} is a shallow clone: fetch all of it there (git fetch --unshallow)")
        if received[1] != "commit":
            raise Misconfigured(f"{self.where}: the branch holds a {received[1]} and no commit")
        git.run("update-ref", _HEAD, received[0])
        return look(git, received[0])

    def _make(self, git: Git) -> None:
        try:
            self._directory.mkdir(parents=True)
            if self._is_local():
                (self._root / "gitconfig").write_text(_trusting(self._remote), "utf-8", "surrogateescape")
        except OSError as error:
            raise _unwritable(self._root, error) from error
        git.run("init", "--quiet", "--bare", "--template=", "--initial-branch=main", str(self._directory))

    def _remove(self) -> None:
        try:
            if self._directory.exists():
                shutil.rmtree(self._directory)
            self._suspect.unlink(missing_ok=True)
        except OSError as error:
            raise _unwritable(self._root, error) from error

    @contextmanager
    def _alone(self) -> Iterator[None]:
        lock = FileLock(self._root / "lock", timeout=self._config.fetch_seconds)
        try:
            self._root.mkdir(parents=True, exist_ok=True, mode=0o700)
            lock.acquire()
        except Timeout as error:
            raise Temporary(f"{self.where}: another process is fetching it; it is tried again") from error
        except OSError as error:
            raise _unwritable(self._root, error) from error
        try:
            yield
        finally:
            lock.release()

    def _is_local(self) -> bool:
        return self._address.transport is Transport.FILE

    def _wanted(self) -> str:
        return f"refs/heads/{self._config.branch}" if self._config.branch else "HEAD"

    def _give_up_if_known(self, error: GitFailed) -> None:
        names = (self._remote, self._config.branch)
        known = meaning(error.complaint, self.where, names, str(self._directory))
        if known is not None:
            raise known from error

    def _login(self) -> dict[str, str]:
        if self._address.transport is not Transport.HTTPS:
            return {}
        token = self._token()
        host = self._address.url.partition("://")[2].partition("/")[0]
        return presented(Login(self._config.username, token), f"https://{host}") if token else {}

    def _token(self) -> str:
        """Read the token anew each time: tokens are rotated."""
        if self._config.token_env:
            place, token = f"${self._config.token_env}", self._environment.get(self._config.token_env, "").strip()
        elif self._config.token_file:
            place, token = shown(str(self._config.token_file)), _read_token(self._config.token_file, self.where)
        else:
            return ""
        if not token:
            raise Misconfigured(f"{self.where}: there is no token in {place}")
        if not token.isascii() or not token.isprintable():
            raise Misconfigured(f"{self.where}: what is in {place} is no token: it must be one line of ASCII")
        return token


def _read_token(file: Path, where: str) -> str:
    try:
        return file.expanduser().read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(f"{where}: the token file {shown(str(file))} cannot be read") from error


def _absolute(address: Address) -> str:
    if address.transport is Transport.FILE:
        return os.path.abspath(os.path.expanduser(address.path))  # noqa: PTH100, PTH111  (`Path` would follow links)
    return address.url


def _trusting(repository: str) -> str:
    """Give settings that let Git read a local repository of another user, as one that is mounted into a container.

    The source's settings name it, so it is meant; and `git upload-pack` believes nobody but a file.
    https://git-scm.com/docs/git-config#Documentation/git-config.txt-safedirectory
    """
    places = dict.fromkeys((repository, f"{repository}/.git", os.path.realpath(repository)))
    escaped = (place.replace("\\", "\\\\").replace('"', '\\"') for place in places)
    return "[safe]\n" + "".join(f'\tdirectory = "{place}"\n' for place in escaped)


def _unwritable(root: Path, error: OSError) -> ConnectorError:
    return Misconfigured(
        f"the cache {shown(str(root))} cannot be written ({error.strerror}): correct its place or rights"
    )
