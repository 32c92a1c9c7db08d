"""Who we are, and what the places are: asked once, and remembered while the tracker lives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus

from pydantic import TypeAdapter

from connectors.errors import Refused
from connectors.fitting import one_line
from connectors.github.api import Api
from connectors.github.credentials import Credentials
from connectors.github.refs import Key
from connectors.github.wire import RestRepository, RestUser, Whose
from connectors.pace import Pace

FRESH = timedelta(minutes=1)

_USER = TypeAdapter(RestUser)
_REPOSITORY = TypeAdapter(RestRepository)


@dataclass(frozen=True, slots=True)
class _Seen:
    repository: RestRepository
    at: datetime


class Account:
    """Our own account, and the repositories that it was asked for."""

    def __init__(self, tracker: str, api: Api, credentials: Credentials, pace: Pace) -> None:
        self._tracker = tracker
        self._api = api
        self._credentials = credentials
        self._pace = pace
        self._us: RestUser | None = None
        self._places: dict[str, _Seen] = {}
        self._ids: dict[str, int] = {}

    @property
    def us(self) -> RestUser:
        """Give our own account: the token's user, or the GitHub App's bot.

        https://docs.github.com/en/rest/users/users#get-the-authenticated-user
        """
        if self._us is None:
            login = self._credentials.app_login()
            path = "/user" if login is None else f"/users/{login}"
            self._us = self._api.get(path, "say whose token this is", _USER)
        return self._us

    @property
    def whose(self) -> Whose:
        """Give what tells our issues from others'."""
        return Whose(self._tracker, self.us.id)

    def repository(self, place: str, *, fresh: bool = False) -> RestRepository:
        """Give the repository that `place` means now; one that was renamed is followed.

        What was read within a minute is not read again, unless it has to be `fresh`.
        Raises Refused where the name has come to mean another repository since we first asked.
        """
        name = one_line(place)
        if Key.parse(f"{name}#1") is None:
            raise Refused(f"{name!r} is no repository on GitHub; it is written owner/name.")
        seen, now = self._places.get(name), self._pace.now()
        if seen is not None and not fresh and now - seen.at <= FRESH:
            return seen.repository
        found = self._api.get(f"/repos/{name}", f"read the repository {name}", _REPOSITORY)
        if self._ids.setdefault(name, found.id) != found.id:
            raise Refused(reused(name, self._ids[name], found.id))
        self._places[name] = _Seen(found, now)
        return found

    def is_readable(self, place: str) -> bool:
        """Say whether a repository is there for us."""
        return self._api.look(f"/repos/{place}", f"read the repository {place}").status != HTTPStatus.NOT_FOUND


def reused(place: str, known: int, found: int) -> str:
    """Say that a name means another repository than it did."""
    return (
        f"The name {place} belongs to another repository on GitHub now (id {found}, not {known}); "
        "say in the settings which one is meant."
    )
