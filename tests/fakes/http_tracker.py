"""A tracker reached over real HTTP: the client of `tests/fakes/tracker_server.py`, as strict as a connector has to be.

It sends every request once. What a write's missing answer means is never guessed.

    what happened                                   a read raises   a write raises
    no connection                                   Temporary       Temporary
    sent; no answer, a broken one, a part, 5xx      Temporary       OutcomeUnknown
    429                                             Temporary       Temporary
    any other 4xx                                   Refused         Refused
"""

from __future__ import annotations

import re
import ssl
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import Literal, TypeVar

import httpx
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from connectors.errors import ConnectorError, OutcomeUnknown, Refused, Temporary
from connectors.fitting import fit_body, fit_title, one_line
from connectors.local.keys import key_of, number_in
from connectors.local.tracker import BODY_LIMIT, TITLE_LIMIT
from connectors.pace import Pace
from connectors.tracker import Changes, Draft, Edit, Finding, Issue, IssueRef, Missing, Polled, State
from connectors.visibility import Visibility
from tests.fakes import tracker_wire as wire
from tests.fakes.tracker_wire import Operation

T = TypeVar("T")

READ_AT_ONCE = 100
WRITES = frozenset({Operation.CREATE, Operation.UPDATE, Operation.STATE})
TOO_MANY_REQUESTS = 429


class HttpConfig(BaseModel):
    """Where the server listens (`http://127.0.0.1:<port>`), and how long to wait for it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["http"] = "http"
    name: str = "web"
    prefix: str = "WEB"
    base_url: str
    timeout_seconds: float = 1.0
    visibility: Visibility = Visibility.MEMBERS


class HttpTracker:
    """A tracker behind HTTP."""

    def __init__(self, config: HttpConfig, pace: Pace) -> None:
        self._config = config
        self._pace = pace
        self._client = httpx.Client(
            base_url=config.base_url,
            timeout=config.timeout_seconds,
            trust_env=False,
            verify=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT),  # plain HTTP: to load no certificates is faster by far
        )

    @property
    def name(self) -> str:
        return self._config.name

    def parse_ref(self, text: str, home: str) -> IssueRef | None:  # noqa: ARG002  (no short forms here)
        found = re.search(rf"(?<!\S){re.escape(self._config.base_url)}/issues/(\S+)", text)
        number = number_in(found[1] if found else text, self._config.prefix)
        return None if number is None else self._with_url(IssueRef(self.name, key_of(self._config.prefix, number)))

    def position(self, place: str) -> str:
        return self._ask(Operation.POSITION, wire.SPAN.dump_json(wire.Span(one_line(place))), wire.WORDS)

    def create(self, draft: Draft, about_to_send: Callable[[], None]) -> Issue:
        fitted = replace(
            draft,
            place=one_line(draft.place),
            title=fit_title(draft.title, TITLE_LIMIT),
            body=fit_body(draft.body, BODY_LIMIT),
            labels=tuple(replace(label, name=one_line(label.name)) for label in draft.labels),
            assignees=tuple(map(one_line, draft.assignees)),
        )
        self._pace.admit("http writes")
        return self._ours(self._ask(Operation.CREATE, wire.DRAFT.dump_json(fitted), wire.ISSUE, about_to_send))

    def created_since(self, place: str, position: str) -> Sequence[Issue]:
        span = wire.Span(one_line(place), one_line(position))
        page = self._ask(Operation.LIST, wire.SPAN.dump_json(span), wire.PAGE)
        if len(page.issues) != page.total:
            raise Temporary(f"{self.name} listed {len(page.issues)} of {page.total} issues; try again.")
        return [self._ours(issue) for issue in page.issues]

    def read(self, refs: Collection[IssueRef]) -> Mapping[IssueRef, Issue | Missing]:
        asked = list(dict.fromkeys(refs))
        chunks = [asked[start : start + READ_AT_ONCE] for start in range(0, len(asked), READ_AT_ONCE)]
        answers = list(chain.from_iterable(map(self._read, chunks)))
        return {
            ref: replace(answer, ref=ref) if isinstance(answer, Missing) else self._ours(answer)
            for ref, answer in zip(asked, answers, strict=True)
        }

    def poll(self, refs: Collection[IssueRef], cursor: str) -> Polled:
        return Polled(self.read(refs), cursor)

    def update(self, ref: IssueRef, changes: Changes) -> Issue:
        fitted = Changes(title=_fitted(changes.title, _title), body=_fitted(changes.body, _body))
        rewrite = wire.Rewrite(_sendable(ref), fitted)
        return self._ours(self._ask(Operation.UPDATE, wire.REWRITE.dump_json(rewrite), wire.ISSUE))

    def set_state(self, ref: IssueRef, state: State) -> Issue:
        move = wire.Move(_sendable(ref), state)
        return self._ours(self._ask(Operation.STATE, wire.MOVE.dump_json(move), wire.ISSUE))

    def visibility(self, place: str) -> Visibility:  # noqa: ARG002  (one setting for all places)
        return self._config.visibility

    def check(self) -> Sequence[Finding]:
        try:
            words = self._ask(Operation.CHECK, b"", wire.WORDS)
        except ConnectorError as error:
            return [Finding(self.name, ok=False, words=str(error), remedy="Start the server, or correct its address.")]
        return [Finding(self.name, ok=True, words=words)]

    def _read(self, refs: Sequence[IssueRef]) -> Sequence[Issue | Missing]:
        body = wire.REFS.dump_json(tuple(map(_sendable, refs)))
        answers = self._ask(Operation.READ, body, wire.READING)
        if len(answers) != len(refs):
            raise Temporary(f"{self.name} answered for {len(answers)} of {len(refs)} issues; try again.")
        return answers

    def _ask(
        self,
        operation: Operation,
        body: bytes,
        answer: TypeAdapter[T],
        about_to_send: Callable[[], None] = lambda: None,
    ) -> T:
        request = self._client.build_request("POST", f"/{operation}", content=body)
        about_to_send()
        try:
            response = self._client.send(request)
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            raise Temporary(f"{self.name} cannot be reached at {self._config.base_url}: {error}") from error
        except httpx.HTTPError as error:
            raise _unanswered(operation, f"{self.name} did not answer: {type(error).__name__}") from error
        if response.status_code == TOO_MANY_REQUESTS:
            raise Temporary(f"{self.name} asks to wait", retry_after=_retry_after(response))
        if response.is_client_error:
            raise Refused(f"{self.name} refuses: {response.text}")
        if not response.is_success:
            words = f"{self.name} failed with {response.status_code}"
            raise _unanswered(operation, words, retry_after=_retry_after(response))
        try:
            return answer.validate_json(response.content)
        except ValidationError as error:
            raise _unanswered(operation, f"{self.name} gave a broken answer") from error

    def _ours(self, issue: Issue) -> Issue:
        return replace(issue, ref=self._with_url(issue.ref))

    def _with_url(self, ref: IssueRef) -> IssueRef:
        return replace(ref, url=f"{self._config.base_url}/issues/{ref.key}")


def _unanswered(operation: Operation, words: str, retry_after: float | None = None) -> ConnectorError:
    if operation in WRITES:
        return OutcomeUnknown(f"{words}; whether the {operation} took effect is not known.")
    return Temporary(f"{words}; try again.", retry_after=retry_after)


def _retry_after(response: httpx.Response) -> float | None:
    asked = response.headers.get("Retry-After")
    return None if asked is None else float(asked)


def _sendable(ref: IssueRef) -> IssueRef:
    return IssueRef(ref.tracker, one_line(ref.key), one_line(ref.id))


def _fitted(edit: Edit | None, fit: Callable[[str], str]) -> Edit | None:
    return None if edit is None else Edit(fit(edit.before), fit(edit.after))


def _title(text: str) -> str:
    return fit_title(text, TITLE_LIMIT)


def _body(text: str) -> str:
    return fit_body(text, BODY_LIMIT)
