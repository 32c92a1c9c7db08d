"""Requests to GitHub: one at a time through PyGithub, which knows its ways, and lists through httpx.

No request is repeated by a library (PyGithub would send a create again, up to ten times); reads are repeated here,
with pauses of the pace, and writes never. Every failure becomes one of `connectors/errors.py`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, TypeVar
from urllib.parse import urljoin, urlsplit

import httpx
import requests
from github import Auth, Github
from pydantic import TypeAdapter, ValidationError

from connectors.errors import ConnectorError, Refused, Temporary
from connectors.github.config import GithubConfig
from connectors.github.credentials import Credentials
from connectors.github.failures import Answer, Deed, failure, is_limit, unanswered
from connectors.github.sending import context, not_answered, unreachable, untrusted, verify
from connectors.pace import READ_ATTEMPTS, Pace

T = TypeVar("T")

ACCEPT = "application/vnd.github+json"
API_VERSION = "2022-11-28"
USER_AGENT = "closeout"
REDIRECTS = 3
PATIENCE_SECONDS = 120.0
"""Up to how long a read waits by itself when GitHub asks for it; beyond, its caller is told."""
NOT_MODIFIED = 304
MOVED = frozenset({301, 302, 307, 308})


class Api:
    """GitHub as one tracker's settings reach it. For one thread at a time."""

    def __init__(self, config: GithubConfig, pace: Pace, credentials: Credentials, *, timeout_seconds: float) -> None:
        self._config = config
        self._pace = pace
        self._credentials = credentials
        self._timeout_seconds = timeout_seconds
        self._limits_in_a_row = 0

    def look(self, path: str, words: str, parameters: Mapping[str, Any] | None = None) -> Answer:
        """GET something, whatever the answer is: 404 and 410 are the caller's to read.

        Raises Temporary when there is none, and for limits and failures on GitHub's side.
        """
        return self.again(lambda: self._looked_at(path, Deed(words), parameters or {}))

    def get(self, path: str, words: str, form: TypeAdapter[T], parameters: Mapping[str, Any] | None = None) -> T:
        """GET something that has to be there, in that form."""
        answer = self.look(path, words, parameters)
        if not answer.is_success:
            raise failure(answer, Deed(words), self._pace.now())
        return self.parsed(answer, Deed(words), form)

    def send(
        self, verb: str, path: str, words: str, content: Mapping[str, Any], about_to_send: Callable[[], None]
    ) -> Answer:
        """Send one write, once. Raises OutcomeUnknown when it may have taken effect, Temporary or Refused when not."""
        deed = Deed(words, writes=True)
        self._credentials.token()  # what goes wrong here has nothing to do with the write
        self._pace.admit(self._config.write_budget)
        about_to_send()
        answer = self._through_library(verb, path, deed, {}, content)
        if not answer.is_success:
            raise self._failed(answer, deed)
        return answer

    def pages(
        self, url: str, words: str, parameters: Mapping[str, str] | None = None, etag: str = ""
    ) -> tuple[Answer, str]:
        """GET one page of a list, at a path or an address that GitHub gave; with it, the address of the next page.

        With an `etag` the answer may be a 304. Redirects are followed with the query, which PyGithub loses.
        """
        deed = Deed(words)

        def read() -> tuple[Answer, str]:
            answer, links = self._through_httpx("GET", url, deed, parameters=parameters, etag=etag)
            if not answer.is_success and answer.status != NOT_MODIFIED:
                raise self._failed(answer, deed)
            return answer, links

        return self.again(read)

    def graphql(self, query: str, variables: Mapping[str, Any], words: str) -> Mapping[str, Any]:
        """Send a GraphQL query; give its whole answer, errors about single nodes included.

        https://docs.github.com/en/graphql/guides/using-the-graphql-api-for-issues
        """
        deed = Deed(words)

        def read() -> Mapping[str, Any]:
            content = {"query": query, "variables": dict(variables)}
            answer, _ = self._through_httpx("POST", self._config.graphql_url, deed, content=content)
            if not answer.is_success:
                raise self._failed(answer, deed)
            found = self.parsed(answer, deed, _OBJECT)
            errors = found.get("errors") or []
            if any(error.get("type") == "RATE_LIMITED" for error in errors):
                raise self._failed(Answer(429, answer.headers, answer.text), deed)
            if not isinstance(found.get("data"), dict) or any("path" not in error for error in errors):
                raise unanswered(deed, "GraphQL gave no whole answer")
            return found

        return self.again(read)

    def parsed(self, answer: Answer, deed: Deed, form: TypeAdapter[T]) -> T:
        """Read an answer in its form. Raises what a missing answer raises when it has another."""
        try:
            return form.validate_python(answer.json())
        except (ValidationError, ValueError, KeyError, TypeError) as error:
            raise unanswered(deed, "the answer cannot be read") from error

    def again(self, read: Callable[[], T]) -> T:
        """Read, and again after a pause while it fails for a time that is worth to wait for."""
        for attempt in range(READ_ATTEMPTS - 1):
            try:
                return read()
            except Temporary as error:
                if (error.retry_after or 0) > PATIENCE_SECONDS:
                    raise
                self._pace.sleep(self._pace.back_off(attempt, error.retry_after))
        return read()

    def close(self) -> None:
        """Close all connections. Nothing can be asked afterwards."""
        self._credentials.close()
        self._library.close()
        self._lists.close()

    def _looked_at(self, path: str, deed: Deed, parameters: Mapping[str, Any]) -> Answer:
        answer = self._through_library("GET", path, deed, parameters, None)
        error = self._failed(answer, deed) if not answer.is_success else None
        if isinstance(error, Temporary):
            raise error
        return answer

    def _failed(self, answer: Answer, deed: Deed) -> ConnectorError:
        error = failure(answer, deed, self._pace.now(), self._limits_in_a_row)
        self._limits_in_a_row = self._limits_in_a_row + 1 if is_limit(answer) else 0
        return error

    def _through_library(
        self, verb: str, path: str, deed: Deed, parameters: Mapping[str, Any], content: Mapping[str, Any] | None
    ) -> Answer:
        self._credentials.token()
        headers = {"Accept": ACCEPT}
        try:
            status, given, text = self._library.requester.requestJson(
                verb, path, dict(parameters), headers, None if content is None else dict(content)
            )
        except requests.RequestException as error:
            raise not_answered(error, deed, self._config) from error
        except RuntimeError as error:  # a redirect to another host: PyGithub follows none
            raise Refused(f"GitHub at {self._config.api_url} points to another server; correct api_url.") from error
        return self._noted(Answer(status, {name.lower(): str(value) for name, value in given.items()}, text))

    def _through_httpx(
        self,
        verb: str,
        url: str,
        deed: Deed,
        *,
        parameters: Mapping[str, str] | None = None,
        content: Mapping[str, Any] | None = None,
        etag: str = "",
    ) -> tuple[Answer, str]:
        address = url if "://" in url else f"{self._config.api_url}{url}"
        headers = {"Authorization": f"Bearer {self._credentials.token()}", **({"If-None-Match": etag} if etag else {})}
        body = None if content is None else json.dumps(content)
        for _ in range(REDIRECTS):
            if urlsplit(address)[:2] != urlsplit(self._config.api_url)[:2]:
                raise Refused(f"GitHub at {self._config.api_url} points to another server; correct api_url.")
            request = self._lists.build_request(verb, address, params=parameters, content=body, headers=headers)
            response = self._sent(request, deed)
            if response.status_code not in MOVED or verb != "GET" or "location" not in response.headers:
                break
            address = urljoin(address, response.headers["location"])
            parameters = None if urlsplit(address).query else parameters
        answer = Answer(response.status_code, dict(response.headers), response.text)
        return self._noted(answer), response.links.get("next", {}).get("url", "")

    def _sent(self, request: httpx.Request, deed: Deed) -> httpx.Response:
        try:
            return self._lists.send(request)
        except httpx.ConnectError as error:
            if "CERTIFICATE_VERIFY_FAILED" in str(error):
                raise untrusted(self._config) from error
            raise unreachable(self._config, type(error).__name__) from error
        except httpx.HTTPError as error:
            raise unanswered(deed, f"no answer came ({type(error).__name__})") from error

    def _noted(self, answer: Answer) -> Answer:
        if answer.is_success:
            self._limits_in_a_row = 0
        return answer

    @cached_property
    def _library(self) -> Github:
        return Github(
            auth=_Fresh(self._credentials),
            base_url=self._config.api_url,
            timeout=int(self._timeout_seconds) or 1,
            user_agent=USER_AGENT,
            verify=verify(self._config),
            retry=None,
            seconds_between_requests=None,
            seconds_between_writes=None,
            api_version=API_VERSION,
        )

    @cached_property
    def _lists(self) -> httpx.Client:
        return httpx.Client(
            timeout=self._timeout_seconds,
            verify=context(self._config),
            headers={"Accept": ACCEPT, "User-Agent": USER_AGENT, "X-GitHub-Api-Version": API_VERSION},
        )


class _Fresh(Auth.Auth):
    """What PyGithub asks for a token before every request."""

    def __init__(self, credentials: Credentials) -> None:
        self._credentials = credentials

    @property
    def token_type(self) -> str:
        return "Bearer"

    @property
    def token(self) -> str:
        return self._credentials.token()


_OBJECT: TypeAdapter[dict[str, Any]] = TypeAdapter(dict[str, Any])
