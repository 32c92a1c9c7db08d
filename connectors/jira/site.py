"""Requests to one Jira site, each sent once, each failure in the words of `connectors/errors.py`.

Writes, look-ups and transitions go through the `jira` library and its session, with its own retries off: they send a
create again. Bulk reads go through httpx. Redirects are not followed. A client is made at the first request, and made
anew, with the token as it is then, after one whose credentials were not accepted.
https://jira.readthedocs.io/
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import httpx
import requests
from jira import JIRA
from jira.exceptions import JIRAError
from urllib3.exceptions import MaxRetryError, NewConnectionError

from connectors.errors import ConnectorError, Temporary
from connectors.fitting import one_line
from connectors.jira.clients import make_bulk_client, make_library
from connectors.jira.config import BULK, READS, WRITES, JiraConfig
from connectors.jira.credentials import read_token
from connectors.jira.failures import (
    FORBIDDEN,
    NOT_FOUND,
    UNAUTHORIZED,
    Answer,
    date_of,
    failure,
    is_quota,
    unanswered,
    wait_seconds,
)
from connectors.pace import Pace
from connectors.tracker import Absence

ABSENT = {NOT_FOUND: Absence.GONE, FORBIDDEN: Absence.NO_ACCESS}
_JSON = {"Content-Type": "application/json"}


def nothing() -> None:
    """Let a request go."""


class Site:
    """The way to one site."""

    def __init__(self, config: JiraConfig, pace: Pace, environ: Mapping[str, str]) -> None:
        self._config = config
        self._pace = pace
        self._environ = environ
        self._jira: JIRA | None = None
        self._httpx: httpx.Client | None = None
        self._closed_until: datetime | None = None
        self.heard_at: datetime | None = None
        """The site's own time of the first bulk answer since this was last made None; None where it gave no Date."""

    def close(self) -> None:
        """Close the connections; the next request opens new ones."""
        if self._jira:
            self._jira.close()  # type: ignore[no-untyped-call]
        if self._httpx:
            self._httpx.close()
        self._jira = self._httpx = None

    def get(self, path: str, params: Mapping[str, str] | None = None) -> Any:
        """Get something. Raises Temporary or Refused."""
        return self._send("GET", path, params=params)

    def find(self, path: str, params: Mapping[str, str] | None = None) -> Any | Absence:
        """Get something that may not be there (404, `GONE`), or not for us (403, `NO_ACCESS`)."""
        with self._told(READS, f"GET {path}"):
            try:
                return self._asked("GET", path, params, None)
            except JIRAError as error:
                if error.status_code in ABSENT:
                    return ABSENT[error.status_code]
                raise

    def write(self, method: str, path: str, body: object, about_to_send: Callable[[], None] = nothing) -> Any:
        """Send one write, once. Raises Temporary or Refused when nothing happened, else OutcomeUnknown."""
        return self._send(method, path, body=body, about_to_send=about_to_send)

    def ask(self, words: str, call: Callable[[JIRA], Any], *, writes: bool = False) -> Any:
        """Use a method of the library; `words` say for what."""
        with self._told(WRITES if writes else READS, words, writes=writes):
            return call(self._library())

    def bulk(self, path: str, body: object) -> Any:
        """Read in bulk, with one POST. Raises Temporary or Refused."""
        with self._told(BULK, f"POST {path}"):
            response = self._bulk_client().post(self._url(path), json=body)
            self.heard_at = self.heard_at or date_of(response.headers.get("Date", ""))
            return self._read(response)

    def anonymous(self, path: str) -> bool:
        """Say whether `path` can be read by somebody without any credentials."""
        with self._told(BULK, f"GET {path}"):
            request = self._bulk_client().build_request("GET", self._config.site + self._path(path))
            response = self._bulk_client().send(request, auth=None)
            return response.status_code == httpx.codes.OK

    def _send(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, str] | None = None,
        body: object = None,
        about_to_send: Callable[[], None] = nothing,
    ) -> Any:
        writes = method != "GET"
        with self._told(WRITES if writes else READS, f"{method} {path}", writes=writes, about_to_send=about_to_send):
            return self._asked(method, path, params, body)

    def _asked(self, method: str, path: str, params: Mapping[str, str] | None, body: object) -> Any:
        # The library has no method for a create with properties, and none that leaves redirects alone.
        session = self._library()._session  # noqa: SLF001  (its documentation points there for what it lacks)
        response = session.request(
            method,
            self._url(path),
            params=params,
            data=None if body is None else json.dumps(body),
            headers=_JSON,
            allow_redirects=False,
        )
        if response.is_redirect or response.status_code >= httpx.codes.MULTIPLE_CHOICES:
            raise JIRAError(status_code=response.status_code, response=response)
        return response.json() if response.content else None

    def _read(self, response: httpx.Response) -> Any:
        if not response.is_success:
            headers = {name.lower(): value for name, value in response.headers.items()}
            raise _Unsuccessful(Answer(response.status_code, headers, response.text))
        return response.json()

    @contextmanager
    def _told(
        self,
        budget: str,
        what: str,
        *,
        writes: bool = False,
        about_to_send: Callable[[], None] = nothing,
    ) -> Iterator[None]:
        """Say what went wrong in a block that sends one request."""
        words = f"{self._config.name} at {self._config.site}, {what}"
        self._raise_while_closed(words)
        self._library()
        self._pace.admit(budget)
        about_to_send()
        try:
            yield
        except JIRAError as error:
            raise self._failure(_answer(error), words, writes=writes) from error
        except _Unsuccessful as error:
            raise self._failure(error.answer, words, writes=writes) from error
        except (httpx.ConnectError, httpx.ConnectTimeout, requests.ConnectionError) as error:
            if _was_not_sent(error):
                raise Temporary(f"{words}: it cannot be reached; try again.") from error
            raise unanswered(f"{words}: the connection was lost", writes=writes) from error
        except (httpx.HTTPError, requests.RequestException) as error:
            raise unanswered(f"{words}: no answer ({type(error).__name__})", writes=writes) from error
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise unanswered(f"{words}: its answer cannot be read", writes=writes) from error

    def _failure(self, answer: Answer, words: str, *, writes: bool) -> ConnectorError:
        now = self._pace.now()
        if is_quota(answer.headers):
            self._closed_until = now + timedelta(seconds=wait_seconds(answer.headers, now) or 0)
        if answer.status == UNAUTHORIZED:
            self.close()
        return failure(answer, words, writes=writes, now=now)

    def _raise_while_closed(self, words: str) -> None:
        """Send nothing to a site whose quota is used up: every request would prolong that."""
        left = (self._closed_until - self._pace.now()).total_seconds() if self._closed_until else 0
        if left > 0:
            raise Temporary(f"{words}: its quota is used up", retry_after=left)

    def _url(self, path: str) -> str:
        return self._config.api + self._path(path)

    def _path(self, path: str) -> str:
        return f"/rest/api/{3 if self._config.in_adf else 2}/{path}"

    def _library(self) -> JIRA:
        if self._jira is None:
            self._jira = make_library(self._config, read_token(self._config, self._environ))
        return self._jira

    def _bulk_client(self) -> httpx.Client:
        if self._httpx is None:
            self._httpx = make_bulk_client(self._config, read_token(self._config, self._environ))
        return self._httpx


class _Unsuccessful(Exception):
    def __init__(self, answer: Answer) -> None:
        super().__init__(f"status {answer.status}")
        self.answer = answer


def _answer(error: JIRAError) -> Answer:
    headers = (
        {name.lower(): value for name, value in error.response.headers.items()} if error.response is not None else {}
    )
    text = error.response.text if error.response is not None else one_line(error.text or "")
    return Answer(error.status_code or 0, headers, text)


def _was_not_sent(error: Exception) -> bool:
    """Say whether a connection failed before anything of the request had left."""
    if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout | requests.ConnectTimeout):
        return True
    cause = error.args[0] if error.args else None
    reason = cause.reason if isinstance(cause, MaxRetryError) else cause
    return isinstance(reason, NewConnectionError) or "CERTIFICATE_VERIFY_FAILED" in str(reason)
