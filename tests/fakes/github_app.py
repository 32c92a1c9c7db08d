"""GitHub's desk for GitHub Apps: it checks their signed tokens and gives tokens for an hour.

https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from itertools import count

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.fakes.github_answers import timestamp
from tests.fakes.github_routes import NOT_FOUND, Said
from tests.fakes.github_world import Account, GithubWorld

APP_ID = 4_711
INSTALLATION = 99
SLUG = "closeout"
HOUR = timedelta(hours=1)


@cache
def private_key() -> str:
    """Make the App's private key, as PEM."""
    key = rsa.generate_private_key(public_exponent=65_537, key_size=2_048)
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    ).decode()


@dataclass(frozen=True)
class Issued:
    """A token that was given, and when it ends."""

    token: str
    until: datetime


class GithubAppDesk:
    """The desk. The App is installed on the owners in `installed_on`, with `permissions`."""

    def __init__(self, world: GithubWorld) -> None:
        self.installed_on = {"acme"}
        self.permissions = {"issues": "write", "metadata": "read"}
        self.issued: list[Issued] = []
        self._world = world
        self._numbers = count(1)

    def bot(self, token: str) -> Account | None:
        """Say whose token it is, while it is good."""
        now = self._world.pace.now()
        good = any(issued.token == token and now < issued.until for issued in self.issued)
        return self._world.account(f"{SLUG}[bot]", is_bot=True) if good else None

    def answer(self, method: str, path: str, token: str) -> Said:
        """Answer one of the requests that an App makes as itself."""
        if not _is_from_the_app(token):
            return Said(401, {"message": "A JSON web token could not be decoded"})
        self._world.account(f"{SLUG}[bot]", is_bot=True)
        if path == "/app":
            return Said(200, {"id": APP_ID, "slug": SLUG, "name": "Closeout"})
        if found := re.fullmatch("/repos/([^/]+)/[^/]+/installation", path):
            there = found[1] in self.installed_on
            return Said(200, {"id": INSTALLATION, "permissions": self.permissions}) if there else NOT_FOUND
        if method == "POST" and path == f"/app/installations/{INSTALLATION}/access_tokens":
            issued = Issued(f"ghs_{next(self._numbers):036}", self._world.pace.now() + HOUR)
            self.issued.append(issued)
            return Said(201, {"token": issued.token, "expires_at": timestamp(issued.until)})
        return NOT_FOUND


def _is_from_the_app(token: str) -> bool:
    loaded = serialization.load_pem_private_key(private_key().encode(), None)
    assert isinstance(loaded, rsa.RSAPrivateKey)
    try:
        claims = jwt.decode(
            token, loaded.public_key(), algorithms=["RS256"], options={"require": ["iat", "exp", "iss"]}
        )
    except jwt.PyJWTError:
        return False
    return bool(claims["iss"] == str(APP_ID) and claims["exp"] - claims["iat"] <= 660)
