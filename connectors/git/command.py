"""Runs Git, and lets neither the machine's settings nor the repository decide what runs beside it.

- Only our settings count: none of the system, the user or the environment, no hooks, no file monitor.
- Only https, ssh and file are spoken, nothing is asked at a terminal, and redirects are not followed.
- A token goes from our memory to Git's credential helper through the environment of that one process: never
  in an argument, a URL, a file or a message. Git gives it to the configured host alone.
- Time and output are bounded; whoever hangs is killed with all its children.

https://git-scm.com/docs/git#_environment_variables https://git-scm.com/docs/gitcredentials
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from connectors.errors import Misconfigured
from connectors.git.failures import gist, scrubbed

LOCAL_SECONDS = 300.0
MOST_OUTPUT_BYTES = 256 * 1024 * 1024
_MOST_COMPLAINT_BYTES = 64 * 1024
_CHUNK = 1 << 16

_SETTINGS = (
    "core.hooksPath=/dev/null",
    "core.fsmonitor=false",
    "core.askPass=",
    "protocol.allow=never",
    "protocol.https.allow=always",
    "protocol.ssh.allow=always",
    "protocol.file.allow=always",
    "http.followRedirects=false",
    "http.lowSpeedLimit=1000",
    "http.lowSpeedTime=60",
    "fetch.recurseSubmodules=false",
    "fetch.writeCommitGraph=false",
    "submodule.recurse=false",
    "gc.autoDetach=false",
    "maintenance.autoDetach=false",
    "log.showSignature=false",
)

# What the machine's owner sets to reach the network at all.
_PASSED_ON = ("PATH", "SSH_AUTH_SOCK", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy", "NO_PROXY", "no_proxy",
              "SSL_CERT_FILE", "SSL_CERT_DIR", "TMPDIR")  # fmt: skip

_HELPER = (
    '!f() { test "$1" = get && printf "username=%s\\npassword=%s\\n" "$CLOSEOUT_GIT_USER" "$CLOSEOUT_GIT_TOKEN"; }; f'
)


class GitFailed(Exception):
    """Git said no. `complaint` is what it wrote to standard error, without secrets; it may have many lines."""

    def __init__(self, complaint: str) -> None:
        super().__init__(gist(complaint))
        self.complaint = complaint


@dataclass(frozen=True, slots=True)
class Login:
    """Who we are to an https host. Never shown."""

    username: str
    token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Git:
    """Git for one bare repository of ours, in `directory`; `environment` is all that it sees of ours."""

    executable: str
    directory: Path
    environment: Mapping[str, str] = field(repr=False)

    def run(
        self,
        *arguments: str | bytes,
        stdin: bytes = b"",
        seconds: float = LOCAL_SECONDS,
        extra: Mapping[str, str] | None = None,
        most: int = MOST_OUTPUT_BYTES,
    ) -> bytes:
        """Run one command and give its output; `extra` is added to its environment. Raises GitFailed."""
        with _held(stdin) as given, self._started(arguments, given, extra) as running, running.at_most(seconds):
            output = running.output.read(most + 1)
            if len(output) > most:
                raise GitFailed(f"fatal: the answer is longer than {most:,} bytes")
            running.finish()
        return output

    @contextmanager
    def blobs(self) -> Iterator[Blobs]:
        """Start a reader of blobs, for as long as the block lasts."""
        with self._started(("cat-file", "--batch"), subprocess.PIPE, None) as running:
            yield Blobs(running)

    @contextmanager
    def _started(
        self, arguments: Sequence[str | bytes], given: IO[bytes] | int, extra: Mapping[str, str] | None
    ) -> Iterator[_Running]:
        settings = [word for setting in _SETTINGS for word in ("-c", setting)]
        try:
            process = subprocess.Popen(  # noqa: S603  (an absolute program, arguments of ours, paths after `--`)
                [self.executable, "--git-dir", str(self.directory), *settings, *arguments],
                stdin=given,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env={**self.environment, **(extra or {})},
                cwd=self.directory,
                start_new_session=True,
            )
        except OSError as error:  # there is no copy, or the machine has no room for one more process
            raise GitFailed(f"fatal: git cannot be started: {error.strerror}") from error
        running = _Running(process, (extra or {}).get("CLOSEOUT_GIT_TOKEN", ""))
        try:
            yield running
        finally:
            running.stop()


class _Running:
    """A started Git: its output, what it complains about, and its end."""

    def __init__(self, process: subprocess.Popen[bytes], secret: str) -> None:
        assert process.stdout is not None
        self.output = process.stdout
        self.input = process.stdin
        self._process = process
        self._secret = secret
        self._complaint = bytearray()
        self._late = ""
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    @contextmanager
    def at_most(self, seconds: float) -> Iterator[None]:
        """Kill it if the block takes longer than this."""
        clock = threading.Timer(seconds, self._too_late, (seconds,))
        clock.daemon = True
        clock.start()
        try:
            yield
        finally:
            clock.cancel()

    def finish(self) -> None:
        """Wait for its end; raises GitFailed unless it ended well."""
        if self._process.wait() != 0:
            raise self.failure()

    def failure(self) -> GitFailed:
        """Say what it complained about."""
        self._kill()
        self._listener.join()
        said = scrubbed(self._complaint.decode("utf-8", "replace"), [self._secret])
        return GitFailed(self._late + said)

    def stop(self) -> None:
        """End it, whatever it is doing."""
        self._kill()
        self._process.wait()
        self._listener.join()
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            if pipe is not None:
                _close(pipe)

    def _too_late(self, seconds: float) -> None:
        self._late = f"fatal: timed out after {seconds:g} seconds\n"
        self._kill()

    def _kill(self) -> None:
        """Kill its whole group, so that no `git-remote-https` or ssh stays behind and holds the pipes open."""
        if self._process.returncode is not None:
            return  # it has ended and been waited for: its number may be another's by now
        try:
            os.killpg(self._process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            return

    def _listen(self) -> None:
        """Take all of standard error, so that Git never waits for us, and keep the beginning."""
        assert self._process.stderr is not None
        while chunk := self._process.stderr.read(_CHUNK):
            self._complaint += chunk[: _MOST_COMPLAINT_BYTES - len(self._complaint)]


class Blobs:
    """Reads blobs from one `git cat-file --batch`. https://git-scm.com/docs/git-cat-file#_batch_output"""

    def __init__(self, running: _Running) -> None:
        self._running = running

    def read(self, blob: str) -> bytes:
        """Give a blob's bytes, as committed: no filter has touched them. Raises GitFailed; the reader is dead then."""
        assert self._running.input is not None
        with self._running.at_most(LOCAL_SECONDS):
            try:
                self._running.input.write(blob.encode("ascii") + b"\n")
                self._running.input.flush()
            except BrokenPipeError as error:
                raise self._running.failure() from error
            answer = self._running.output.readline(_CHUNK).split()
            if len(answer) != 3 or answer[1] != b"blob":
                raise self._running.failure()
            data = self._running.output.read(int(answer[2]) + 1)
        if len(data) != int(answer[2]) + 1:
            raise self._running.failure()
        return data[:-1]


def find_git(environment: Mapping[str, str]) -> str:
    """Give the absolute path of Git; raises Misconfigured where there is none."""
    found = shutil.which("git", path=environment.get("PATH"))
    if found is None:
        raise Misconfigured("git is not installed, or not in PATH: install it (2.32 or newer)")
    return str(Path(found).absolute())


def surroundings(environment: Mapping[str, str], home: Path, config_file: Path, ca_file: Path | None) -> dict[str, str]:
    """Give the environment that Git runs in: ours, plus what the machine needs to reach the network."""
    return {
        **{name: environment[name] for name in _PASSED_ON if name in environment},
        **({"GIT_SSL_CAINFO": str(ca_file.absolute())} if ca_file else {}),
        "HOME": str(home),  # no .netrc of anybody; ssh looks into the user's own home all the same
        "LC_ALL": "C",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": str(config_file),
        "GIT_ATTR_NOSYSTEM": "1",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_ALLOW_PROTOCOL": "https:ssh:file",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_SSH_COMMAND": "ssh -o BatchMode=yes -o ClearAllForwardings=yes -o ControlPath=none",
        "GIT_SSH_VARIANT": "ssh",
    }


def presented(login: Login, host: str) -> dict[str, str]:
    """Give what makes Git log in to `host` ("https://example.org:8443") and to no other."""
    return {
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"credential.{host}.helper",
        "GIT_CONFIG_VALUE_0": _HELPER,
        "CLOSEOUT_GIT_USER": login.username,
        "CLOSEOUT_GIT_TOKEN": login.token,
    }


@contextmanager
def _held(data: bytes) -> Iterator[IO[bytes]]:
    """Hold what a process is to read in a file, which needs no thread to feed it."""
    with ExitStack() as opened:
        try:
            file = opened.enter_context(tempfile.TemporaryFile())
            file.write(data)
            file.seek(0)
        except OSError as error:
            raise GitFailed(f"fatal: {error.strerror}") from error
        yield file


def _close(pipe: IO[bytes]) -> None:
    try:
        pipe.close()
    except BrokenPipeError:  # what was still to be written to a process that is gone
        return
