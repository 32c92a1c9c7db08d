"""A remote's address: which ones are allowed, what they mean, and where they are on the web. Pure.

Git has more transports than it is wise to hand a settings file to: `ext::` runs a command, plain http and git://
show documents and tokens to the network. https, ssh (also as `user@host:path`) and local paths are enough.
https://git-scm.com/docs/git-fetch#_git_urls
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote, unquote

from connectors.paths import path_bytes

_HOST = r"(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])"
_USER = r"[A-Za-z0-9_][A-Za-z0-9_.+-]*"
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")
_HELPER = re.compile(r"[A-Za-z0-9][A-Za-z0-9+.-]*::")
_AUTHORITY = re.compile(rf"(?:(?P<user>{_USER})@)?(?P<host>{_HOST})(?::(?P<port>[0-9]{{1,5}}))?")
_SCP = re.compile(rf"(?:(?P<user>{_USER})@)?(?P<host>{_HOST}):(?P<path>[^:].*)")
_BRANCH = re.compile(
    r"(?!.*(?:\.\.|@\{|//|/\.|\.lock(?:/|$)))[^-./\x00-\x20\x7f~^:?*\[\\][^\x00-\x20\x7f~^:?*\[\\]*(?<![./])"
)

# The same hosts under the names that they have for ssh through a firewall.
_ALIASES = {
    "ssh.github.com": "github.com",
    "altssh.gitlab.com": "gitlab.com",
    "altssh.bitbucket.org": "bitbucket.org",
}


class Transport(StrEnum):
    """How a remote is reached."""

    HTTPS = "https"
    SSH = "ssh"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Address:
    """A remote, taken apart.

    `url` is what Git is given: for a local repository its path, perhaps a relative one. `host` is in lower case and
    `path` without the slash at its start; for local repositories `host` is empty and `path` whole.
    """

    transport: Transport
    url: str
    path: str
    host: str = ""
    port: int | None = None

    @property
    def place(self) -> str:
        """Name the repository the same way whatever the transport: host/owner/name, or the local path."""
        if self.transport is Transport.FILE:
            return self.path
        return f"{self.host}/{self._repository}".lower()

    @property
    def home(self) -> str:
        """Give "owner/name", or an empty string for a local repository and one without an owner."""
        return self._repository if self.host and "/" in self._repository else ""

    def web_url(self, path: str, commit: str, line: int | None = None) -> str:
        """Give a document's page on the repository's host, or an empty string for a local repository."""
        if not self.home:
            return ""
        port = f":{self.port}" if self.port and self.transport is Transport.HTTPS else ""
        repository = f"https://{self.host}{port}/{quote(self._repository)}"
        file = quote(path_bytes(path))
        if "gitlab" in self.host:
            page, at = f"{repository}/-/blob/{commit}/{file}", "?plain=1#L{}"
        elif self.host == "bitbucket.org":
            page, at = f"{repository}/src/{commit}/{file}", "#lines-{}"
        else:
            # Without `plain`, a rendered document has no lines to go to:
            # https://docs.github.com/en/get-started/writing-on-github/working-with-advanced-formatting/creating-a-permanent-link-to-a-code-snippet
            page, at = f"{repository}/blob/{commit}/{file}", "?plain=1#L{}"
        return page if line is None else page + at.format(line)

    @property
    def _repository(self) -> str:
        return self.path.strip("/").removesuffix(".git").strip("/")


def parse_remote(text: str) -> Address:
    """Read a remote; raises ValueError with one line that says what is wrong. That line never shows a credential."""
    if not text or text.startswith("-"):
        raise ValueError("the remote is empty or begins with '-'")
    if any(character.isspace() or not character.isprintable() for character in text):
        raise ValueError("the remote has spaces or characters that do not print")
    if helper := _HELPER.match(text):
        raise ValueError(f"the remote's transport {helper[0]!r} is not allowed: use https, ssh or a local path")
    if scheme := _SCHEME.match(text):
        return _from_url(scheme[1].lower(), text)
    if ":" in text.partition("/")[0]:
        return _from_scp(text)
    return Address(Transport.FILE, text, text)


def valid_branch(text: str) -> str:
    """Give a branch's name back; raises ValueError for what Git would not take as one.

    https://git-scm.com/docs/git-check-ref-format
    """
    if text and not _BRANCH.fullmatch(text):
        raise ValueError(f"{text!r} is not the name of a branch")
    return text


def valid_web_url(text: str) -> str:
    """Give a template of web addresses back; raises ValueError for one that cannot be used."""
    if text and not (text.startswith(("https://", "http://")) and "{path}" in text):
        raise ValueError(
            "web_url must begin with https:// or http:// and hold {path}; {commit} and {line} are filled too"
        )
    return text


def filled(template: str, path: str, commit: str, line: int | None) -> str:
    """Fill a template of web addresses; without a line, its fragment is left out."""
    page, _, fragment = template.partition("#")
    address = template if line is not None or "{line}" not in fragment else page
    values = {"commit": quote(commit), "path": quote(path_bytes(path)), "line": "" if line is None else str(line)}
    return re.sub(r"\{(commit|path|line)\}", lambda match: values[match[1]], address)


def _from_url(scheme: str, text: str) -> Address:
    if scheme not in set(Transport):
        raise ValueError(f"the remote's transport {scheme}:// is not allowed: use https, ssh or a local path")
    authority, slash, path = text.partition("://")[2].partition("/")
    if scheme == Transport.FILE:
        return _from_file_url(authority, slash + path)
    login, at, _ = authority.rpartition("@")
    if at and (scheme == Transport.HTTPS or ":" in login):
        raise ValueError("the remote holds a user name or password: use `username`, and `token_env` or `token_file`")
    place = _AUTHORITY.fullmatch(authority)
    if place is None or (place["port"] and int(place["port"]) > 65_535):
        raise ValueError("the remote's host is not a host name, with a port or without")
    if "?" in path or "#" in path or path.strip("/") == "" or path.startswith("-"):
        raise ValueError("the remote names no repository: its path is empty, begins with '-' or holds '?' or '#'")
    host = place["host"].lower()
    port = int(place["port"]) if place["port"] else None
    return Address(Transport(scheme), text, unquote(path), _ALIASES.get(host, host), port)


def _from_file_url(host: str, path: str) -> Address:
    if host not in ("", "localhost") or not path.startswith("/") or "\0" in unquote(path):
        raise ValueError("a file:// remote needs an absolute path, as in file:///srv/git/postmortems.git")
    return Address(Transport.FILE, unquote(path), unquote(path))


def _from_scp(text: str) -> Address:
    place = _SCP.fullmatch(text)
    if place is None or place["path"].startswith("-") or place["path"].strip("/") == "":
        raise ValueError("the remote is no user@host:path; a local path with ':' needs './' before it")
    host = place["host"].lower()
    return Address(Transport.SSH, text, place["path"].lstrip("/"), _ALIASES.get(host, host))
