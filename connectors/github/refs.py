"""Which issues and pull requests a text names. Pure.

https://docs.github.com/en/get-started/writing-on-github/working-with-advanced-formatting/autolinked-references-and-urls
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from connectors.tracker import IssueRef

_OWNER = r"[A-Za-z0-9][A-Za-z0-9_-]{0,98}"
_NAME = r"[A-Za-z0-9._-]{1,100}"
_NUMBER = r"[1-9][0-9]{0,9}"
_BEFORE = r"(?<![\w/.#@:~=+%&?-])"
_AFTER = r"(?![\w/#@-])"
_KEY = re.compile(rf"{_BEFORE}({_OWNER})/({_NAME})#({_NUMBER}){_AFTER}")
_SHORT = re.compile(rf"{_BEFORE}#({_NUMBER}){_AFTER}")


@dataclass(frozen=True, slots=True)
class Key:
    """What people call an issue: its repository and its number."""

    owner: str
    repository: str
    number: int

    @property
    def place(self) -> str:
        """Give the repository's full name."""
        return f"{self.owner}/{self.repository}"

    def __str__(self) -> str:
        return f"{self.place}#{self.number}"

    @classmethod
    def parse(cls, text: str) -> Key | None:
        """Read `owner/name#12`; None for anything else."""
        found = _KEY.fullmatch(text)
        return None if found is None else cls(found[1], found[2], int(found[3]))


@dataclass(frozen=True, slots=True)
class Allowed:
    """Owners, and repositories by full name, whose issues may be read; names as GitHub compares them, in lower case."""

    names: frozenset[str]

    @classmethod
    def of(cls, place: str, follow: Iterable[str]) -> Allowed:
        """Allow the owner of `place`, and what is to be followed besides."""
        return cls(frozenset(name.lower() for name in (place.partition("/")[0], *follow)))

    def has(self, key: Key, home: str) -> bool:
        """Say whether an issue may be read that a text in the repository `home` names."""
        owner, place = key.owner.lower(), key.place.lower()
        return owner in self.names or place in self.names or owner == home.partition("/")[0].lower()


def find(text: str, home: str, *, tracker: str, web_url: str, allowed: Allowed) -> IssueRef | None:
    """Give the first issue or pull request that `text` names: by address, as `owner/name#12`, or as `#12` in `home`.

    None for one that may not be read.
    """
    scheme, _, host = web_url.partition("://")
    schemes = "https?" if scheme == "https" else scheme
    address = rf"{_BEFORE}{schemes}://(?:www\.)?{re.escape(host)}/({_OWNER})/({_NAME})/(?:issues|pull)/({_NUMBER})"
    for pattern in (re.compile(rf"{address}(?![\w-])", re.IGNORECASE), _KEY):
        if found := pattern.search(text):
            key = Key(found[1], found[2], int(found[3]))
            return IssueRef(tracker, str(key)) if allowed.has(key, home) else None
    short = _SHORT.search(text)
    at_home = None if short is None else Key.parse(f"{home}#{short[1]}")
    return None if at_home is None else IssueRef(tracker, str(at_home))
