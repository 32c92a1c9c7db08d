"""The marker: what an issue carries so that we know it again, whoever copies, moves or edits it.

It travels with the create request itself (an HTML comment on GitHub, an issue property on Jira) and proves
something only together with its signature, with our own account as the issue's author, and in the place for
which it was made: people clone issues, copy bodies and re-use names.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from dataclasses import asdict, dataclass, fields

PREFIX = "closeout:v1:"


@dataclass(frozen=True, slots=True)
class Marker:
    """Which item, of which postmortem, as written where.

    `words` is a keyed hash of the item's words (`words_hash`); `path` is empty where the route is redacted.
    """

    item: str
    postmortem: str
    repository: str
    path: str
    commit: str
    line: int
    words: str

    def sign(self, key: bytes) -> str:
        """Give the marker as one token of ASCII letters, digits and `:._-=`, with its signature."""
        body = json.dumps(asdict(self), separators=(",", ":"), sort_keys=True, ensure_ascii=True).encode()
        return f"{PREFIX}{_text(body)}.{_text(_signature(body, key))}"

    @classmethod
    def verify(cls, token: str, key: bytes) -> Marker | None:
        """Read a token back; None for anything that we did not sign with this key."""
        body, _, signature = token.removeprefix(PREFIX).partition(".")
        try:
            if not hmac.compare_digest(_bytes(signature), _signature(_bytes(body), key)):
                return None
        except (binascii.Error, ValueError):
            return None
        return cls.claimed(token)

    @classmethod
    def claimed(cls, token: str) -> Marker | None:
        """Read what a token claims, whoever signed it: good for a doubt, and never for a decision."""
        body, _, _ = token.removeprefix(PREFIX).partition(".")
        try:
            values = json.loads(_bytes(body)) if token.startswith(PREFIX) else {}
            return cls(**{field.name: values[field.name] for field in fields(cls)})
        except (binascii.Error, ValueError, KeyError, TypeError):
            return None


def words_hash(words: str, key: bytes) -> str:
    """Hash an item's words with our key, so that a marker in a public issue tells nothing about private ones."""
    return hmac.new(key, b"words:" + words.encode(), hashlib.sha256).hexdigest()[:32]


def _signature(body: bytes, key: bytes) -> bytes:
    return hmac.new(key, b"marker:" + body, hashlib.sha256).digest()


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    return base64.b64decode(text.encode("ascii") + b"=" * (-len(text) % 4), altchars=b"-_", validate=True)
