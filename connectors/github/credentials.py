"""Who we are on GitHub: a token that is fresh when it is asked for, from a personal token or as a GitHub App.

A Git source that fetches over https uses the same: user name `x-access-token`, password `Credentials.token()`.
https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/about-authentication-with-a-github-app
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

import jwt
import requests
from github import Auth, GithubIntegration
from github.GithubException import GithubException
from github.Installation import Installation

from connectors.errors import Misconfigured
from connectors.github.config import GithubAppConfig, GithubConfig
from connectors.github.failures import Answer, Deed, failure
from connectors.github.sending import not_answered, verify
from connectors.pace import Pace

T = TypeVar("T")

RENEW_BEFORE = timedelta(minutes=5)
"""How long before its end an installation's token is replaced; it lives for an hour."""

USEFUL = ("contents", "issues", "metadata", "pull_requests")
"""The permissions that the tracker and a Git source have use for."""


class Credentials:
    """The token of one tracker's settings. Nothing is read or asked before it is needed.

    A personal token is read anew each time, so that one that was replaced is seen.
    """

    def __init__(
        self, config: GithubConfig, pace: Pace, environment: Mapping[str, str], *, timeout_seconds: float
    ) -> None:
        self._config = config
        self._pace = pace
        self._environment = environment
        self._timeout_seconds = timeout_seconds
        self._app: GithubIntegration | None = None
        self._kept: tuple[str, datetime] | None = None

    def token(self) -> str:
        """Give a token that is good for some minutes at least.

        Raises Misconfigured where there is none, and what asking GitHub for one raises.
        """
        if self._config.app is None:
            return self._secret(self._config.token_env, self._config.token_file, "token")
        if self._kept is None or self._kept[1] - RENEW_BEFORE <= self._pace.now():
            self._kept = self._renewed(self._config.app)
        return self._kept[0]

    def app_login(self) -> str | None:
        """Give the login under which a GitHub App acts; None for a personal token, whose account tells."""
        if self._config.app is None:
            return None
        app = self._integration(self._config.app)
        return f"{self._ask('read the GitHub App', app.get_app).slug}[bot]"

    def app_permissions(self) -> Mapping[str, str]:
        """Give what a GitHub App's installation may do, such as `issues` -> `write`; nothing for a personal token."""
        return {} if self._config.app is None else _permissions(self._installation(self._config.app))

    def close(self) -> None:
        """Close all connections."""
        if self._app is not None:
            self._app.close()

    def _installation(self, app: GithubAppConfig) -> Installation:
        integration = self._integration(app)
        owner, name = self._config.repository.split("/")
        words = f"find the GitHub App's installation for {self._config.repository}"
        return self._ask(words, lambda: integration.get_repo_installation(owner, name))

    def _renewed(self, app: GithubAppConfig) -> tuple[str, datetime]:
        """Make a token with those of the App's permissions that are of use here, and with no other."""
        integration, installation = self._integration(app), self._installation(app)
        granted = _permissions(installation)
        wanted = {name: granted[name] for name in USEFUL if name in granted}
        words = "make a token for the GitHub App"
        made = self._ask(words, lambda: integration.get_access_token(installation.id, permissions=wanted))
        return made.token, made.expires_at

    def _integration(self, app: GithubAppConfig) -> GithubIntegration:
        if self._app is None:
            key = self._secret(app.private_key_env, app.private_key_file, "private key")
            self._app = GithubIntegration(
                auth=Auth.AppAuth(app.app_id, key),
                base_url=self._config.api_url,
                timeout=int(self._timeout_seconds) or 1,
                verify=verify(self._config),
                retry=None,
                seconds_between_requests=None,
                seconds_between_writes=None,
            )
        return self._app

    def _ask(self, words: str, call: Callable[[], T]) -> T:
        """Ask as the App. A token that was made and did not arrive does no harm, so nothing here counts as a write."""
        deed = Deed(words)
        try:
            return call()
        except GithubException as error:
            headers = {name.lower(): value for name, value in (error.headers or {}).items()}
            text = error.data if isinstance(error.data, str) else _dumped(error.data)
            raise failure(Answer(error.status, headers, text), deed, self._pace.now()) from error
        except requests.RequestException as error:
            raise not_answered(error, deed, self._config) from error
        except (jwt.PyJWTError, ValueError, TypeError) as error:
            raise Misconfigured(
                f"The tracker {self._config.name} cannot sign in: is its private key the PEM file of the GitHub App?"
            ) from error

    def _secret(self, variable: str, file: Path | None, what: str) -> str:
        try:
            text = file.read_text(encoding="utf-8") if file else self._environment.get(variable, "")
        except (OSError, UnicodeDecodeError) as error:
            raise Misconfigured(f"The {what} of tracker {self._config.name} cannot be read from {file}.") from error
        if not text.strip():
            raise Misconfigured(f"The tracker {self._config.name} has no {what}: {file or variable} is empty.")
        if what == "token" and not (text.strip().isascii() and text.strip().isprintable()):
            raise Misconfigured(f"The {what} of tracker {self._config.name} has characters that no {what} has.")
        return text.strip()


def _permissions(installation: Installation) -> Mapping[str, str]:
    granted = installation.raw_data.get("permissions") or {}
    return {str(name): str(level) for name, level in granted.items()}


def _dumped(data: object) -> str:
    try:
        return json.dumps(data)
    except (TypeError, ValueError):
        return ""
