"""What GitHub's answers mean when they are no success. Pure.

    answer                                              a read raises   a write raises
    401, 403, 404, 409, 410, 422, any other 4xx         Refused         Refused
    403 or 429 with a limit in it (headers, or words)   Temporary       Temporary
    3xx (a repository that is moving)                   Temporary       Temporary
    5xx, no answer, a broken one                        Temporary       OutcomeUnknown

https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#handle-rate-limit-errors-appropriately
https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

from connectors.errors import ConnectorError, OutcomeUnknown, Refused, Temporary
from connectors.fitting import one_line

SECONDARY_SECONDS = 60.0
"""How long to wait at least where a limit says nothing about it; it doubles while limits go on."""

_LIMITED = re.compile("rate limit|abuse detection|too many requests|retry your request again later", re.IGNORECASE)
_SECRET = re.compile(r"gh[a-z]_[A-Za-z0-9]+|github_pat_[A-Za-z0-9_]+")
_WORDS_LIMIT = 300


@dataclass(frozen=True, slots=True)
class Answer:
    """A response: its status, its headers by lower-case name, and its text."""

    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def is_success(self) -> bool:
        """Say whether it is one of the 2xx."""
        return HTTPStatus.OK <= self.status < HTTPStatus.MULTIPLE_CHOICES

    def json(self) -> Any:
        """Read the text. Raises ValueError for what is no JSON."""
        return json.loads(self.text)


@dataclass(frozen=True, slots=True)
class Deed:
    """What was tried, in words ("read acme/ops"), and whether it writes."""

    words: str
    writes: bool = False


def unanswered(deed: Deed, words: str) -> ConnectorError:
    """Give the error for a request that was sent and has no good answer."""
    if deed.writes:
        return OutcomeUnknown(f"GitHub was asked to {deed.words}: {words}. Whether it was done is not known.")
    return Temporary(f"GitHub was asked to {deed.words}: {words}. Try again.")


def failure(answer: Answer, deed: Deed, now: datetime, limits_in_a_row: int = 0) -> ConnectorError:
    """Give the error that an answer without success stands for."""
    said = said_in(answer)
    if is_limit(answer):
        wait = _wait(answer, now, limits_in_a_row)
        return Temporary(f"GitHub's rate limit is reached ({said}); wait {wait:.0f} s.", retry_after=wait)
    if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return unanswered(deed, f"it failed with {answer.status}")
    if answer.status < HTTPStatus.BAD_REQUEST:
        return Temporary(f"GitHub was asked to {deed.words}, and points elsewhere ({answer.status}). Try again.")
    return Refused(f"GitHub refuses to {deed.words}: {said} ({answer.status}). {_remedy(answer)}".rstrip())


def is_limit(answer: Answer) -> bool:
    """Say whether an answer is about a rate limit; a 403 may be about rights as well."""
    if answer.status == HTTPStatus.TOO_MANY_REQUESTS:
        return True
    if answer.status != HTTPStatus.FORBIDDEN:
        return False
    used_up = answer.headers.get("x-ratelimit-remaining") == "0"
    return used_up or "retry-after" in answer.headers or bool(_LIMITED.search(said_in(answer)))


def said_in(answer: Answer) -> str:
    """Give what an error says, on one line, bounded, without anything that looks like a token."""
    try:
        content = answer.json()
        errors = content.get("errors") or []
        parts = [content.get("message", ""), *(_detail(error) for error in errors)]
        words = ", ".join(str(part) for part in parts if part)
    except (ValueError, AttributeError, TypeError):
        words = ""
    return _SECRET.sub("(a token)", one_line(words or "no reason given"))[:_WORDS_LIMIT]


def _detail(error: object) -> str:
    if not isinstance(error, dict):
        return str(error)
    return str(error.get("message") or " ".join(str(error[key]) for key in ("field", "code") if key in error))


def _wait(answer: Answer, now: datetime, limits_in_a_row: int) -> float:
    asked = answer.headers.get("retry-after", "")
    if asked.isdecimal():
        return float(asked)
    reset = answer.headers.get("x-ratelimit-reset", "")
    if answer.headers.get("x-ratelimit-remaining") == "0" and reset.isdecimal():
        return max(1.0, (datetime.fromtimestamp(int(reset), UTC) - now).total_seconds() + 1)
    return SECONDARY_SECONDS * 2.0 ** min(limits_in_a_row, 6)


def _remedy(answer: Answer) -> str:
    if answer.status == HTTPStatus.UNAUTHORIZED:
        return "Give a token that is valid and has not expired."
    if answer.status in {HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND}:
        needed = one_line(answer.headers.get("x-accepted-github-permissions", ""))[:_WORDS_LIMIT]
        return f"The token needs {needed}." if needed else "Does the repository exist, and may the token use it?"
    return ""
