"""What `closeout check` says about a tracker on GitHub: whose token it is, until when, and what it may do where.

https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/managing-your-personal-access-tokens
https://docs.github.com/en/rest/using-the-rest-api/getting-started-with-the-rest-api#rate-limiting
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from connectors.errors import ConnectorError
from connectors.fitting import one_line
from connectors.github.account import Account
from connectors.github.api import Api
from connectors.github.credentials import Credentials
from connectors.github.wire import RestRepository
from connectors.pace import Pace
from connectors.tracker import Finding

EXPIRES_SOON = timedelta(days=14)
LOW = 0.1

_EXPIRY = "github-authentication-token-expiration"


@dataclass(frozen=True, slots=True)
class Checks:
    """The checks of one tracker: its name, the repository for new issues, and what reaches GitHub."""

    name: str
    place: str
    api: Api
    account: Account
    credentials: Credentials
    pace: Pace

    def findings(self) -> Sequence[Finding]:
        """Look at the token, its limits and the place. What cannot be looked at is a finding."""
        return [*self._token(), *self._place()]

    def _token(self) -> Iterator[Finding]:
        part = f"github tracker {self.name}: token"
        try:
            login = self.account.us.login
            answer = self.api.look("/rate_limit", "say what is left of the rate limit")
        except ConnectorError as error:
            yield Finding(
                part, ok=False, words=str(error), remedy="Give a token that GitHub takes, or try again later."
            )
            return
        yield self._expiry(part, login, one_line(answer.headers.get(_EXPIRY, "")))
        limit, remaining = (_number(answer.headers.get(f"x-ratelimit-{word}")) for word in ("limit", "remaining"))
        if limit:
            yield Finding(
                f"github tracker {self.name}: rate limit",
                ok=remaining > limit * LOW,
                words=f"{remaining} of {limit} requests an hour are left",
                remedy="" if remaining > limit * LOW else "Wait for the hour to end, or give Closeout its own account.",
            )

    def _expiry(self, part: str, login: str, expiry: str) -> Finding:
        try:
            end = _time(expiry)
        except ValueError:
            return Finding(part, ok=True, words=f"acts as {login}; when it ends is not told")
        if end is None:
            return Finding(part, ok=True, words=f"acts as {login}; no end is set")
        soon = end - self.pace.now() < EXPIRES_SOON
        remedy = "Make a new token in time, and put it where this one is." if soon else ""
        return Finding(part, ok=not soon, words=f"acts as {login}, until {end:%Y-%m-%d}", remedy=remedy)

    def _place(self) -> Iterator[Finding]:
        part = f"github tracker {self.name}: {self.place}"
        try:
            repository = self.account.repository(self.place, fresh=True)
            problem, remedy = self._problem(repository)
        except ConnectorError as error:
            remedy = "Correct `repository`, or give the token access to it."
            yield Finding(part, ok=False, words=str(error), remedy=remedy)
            return
        if problem:
            yield Finding(part, ok=False, words=problem, remedy=remedy)
            return
        name = repository.full_name
        renamed = "" if name == self.place else f"; it is called {name} now"
        yield Finding(part, ok=True, words=f"issues can be read, created, labelled and assigned{renamed}")

    def _problem(self, repository: RestRepository) -> tuple[str, str]:
        if repository.archived:
            return "the repository is archived: its issues can only be read", "Unarchive it, or choose another one."
        if not repository.has_issues:
            return "the repository has no issues", "Turn issues on in its settings, or choose another one."
        of_app = self.credentials.app_permissions()
        if of_app:
            if of_app.get("issues") != "write":
                has = of_app.get("issues", "none")
                return f"the GitHub App has the permission issues: {has}", "Give it the permission issues: write."
            return "", ""
        if not any(repository.permissions.get(right) for right in ("triage", "push", "maintain", "admin")):
            return (
                "issues can be read, and labels and assignees of new ones will be dropped: the account may not triage",
                "Give the account the role Triage or Write, and a fine-grained token the permission issues: write.",
            )
        return "", ""


def _time(text: str) -> datetime | None:
    """Read "2026-05-01 10:00:00 UTC" or "2026-05-01 10:00:00 +0200"; None for no text. Raises ValueError."""
    if not text:
        return None
    found = datetime.strptime(text.replace(" UTC", " +0000"), "%Y-%m-%d %H:%M:%S %z")
    return found.astimezone(timezone(timedelta()))


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0
