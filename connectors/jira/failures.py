"""Jira's refusals in the words of `connectors/errors.py`. Pure.

    answer                             a read raises   a write raises
    429                                Temporary       Temporary
    5xx, 408                           Temporary       OutcomeUnknown
    3xx                                Refused         Refused
    401, 403 and any other 4xx         Refused         Refused
    none, or one that is broken        Temporary       OutcomeUnknown

https://developer.atlassian.com/cloud/jira/platform/rest/v3/intro/#status-codes
https://developer.atlassian.com/cloud/jira/platform/rate-limiting/
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from connectors.errors import ConnectorError, OutcomeUnknown, Refused, Temporary
from connectors.fitting import one_line

TOO_MANY = 429
UNAUTHORIZED = 401
FORBIDDEN = 403
NOT_FOUND = 404
REQUEST_TIMEOUT = 408
GONE = 410
SERVER_ERROR = 500
REDIRECT = 300
CLIENT_ERROR = 400
_LONGEST_WORDS = 300


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that is no success: its status, its headers by lower-case name, its body as text."""

    status: int
    headers: Mapping[str, str]
    text: str


def failure(answer: Answer, what: str, *, writes: bool, now: datetime) -> ConnectorError:
    """Give the error to raise; `what` names the site and what was asked of it, `writes` says whether to change it."""
    wait = wait_seconds(answer.headers, now)
    if answer.status == TOO_MANY:
        return Temporary(f"{what}: {limit_words(answer.headers)}", retry_after=wait)
    if answer.status >= SERVER_ERROR or answer.status == REQUEST_TIMEOUT:
        return unanswered(f"{what}: it failed with {answer.status}", writes=writes, retry_after=wait)
    if answer.status == UNAUTHORIZED:
        return Refused(f"{what}: it does not accept the credentials; is the token right, and has it expired?")
    if answer.status == FORBIDDEN:
        return Refused(f"{what}: our account may not do that{_because(answer.text)}")
    if answer.status == GONE:
        return Refused(f"{what}: it no longer has this part of its API; is `edition` right? Or upgrade Closeout.")
    if REDIRECT <= answer.status < CLIENT_ERROR:
        return Refused(f"{what}: it answers with another address ({answer.status}); correct `site`")
    return Refused(f"{what}: it refuses with {answer.status}{_because(answer.text)}")


def unanswered(words: str, *, writes: bool, retry_after: float | None = None) -> ConnectorError:
    """Give the error for a request that left and has no answer that can be read."""
    if writes:
        return OutcomeUnknown(f"{words}; whether it took effect is not known.")
    return Temporary(f"{words}; try again.", retry_after=retry_after)


@contextmanager
def well_formed(what: str) -> Iterator[None]:
    """Raise Temporary where a block reads an answer that is not what it should be."""
    try:
        yield
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Temporary(f"{what}: its answer cannot be read; try again.") from error


def wait_seconds(headers: Mapping[str, str], now: datetime) -> float | None:
    """Say how long we are asked to wait: Retry-After in seconds or as a date, else until X-RateLimit-Reset."""
    asked = headers.get("retry-after", "").strip()
    if asked.isascii() and asked.isdigit():
        return float(asked)
    for text, read in ((asked, parsedate_to_datetime), (headers.get("x-ratelimit-reset", ""), datetime.fromisoformat)):
        try:
            until = read(text)
        except (ValueError, TypeError, IndexError):
            continue
        zoned = until if until.tzinfo else until.replace(tzinfo=UTC)
        return max(0.0, (zoned - now).total_seconds())
    return None


def date_of(text: str) -> datetime | None:
    """Read a header's date, such as `Mon, 02 Mar 2026 09:00:00 GMT`, as UTC; None for what is none."""
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)


def is_quota(headers: Mapping[str, str]) -> bool:
    """Say whether the whole site is closed to us until the quota is reset, rather than one endpoint or issue."""
    return "quota" in headers.get("ratelimit-reason", "")


def limit_words(headers: Mapping[str, str]) -> str:
    """Say which limit was hit."""
    reason = one_line(headers.get("ratelimit-reason", ""))[:_LONGEST_WORDS]
    return f"it asks to wait ({reason})" if reason else "it asks to wait"


def _because(text: str) -> str:
    """Give Jira's own reasons, on one line, behind a colon; nothing where it gives none."""
    try:
        said = json.loads(text)
    except ValueError:
        return ""
    if not isinstance(said, dict):
        return ""
    messages, errors = said.get("errorMessages"), said.get("errors")
    words = [str(message) for message in messages] if isinstance(messages, list) else []
    if isinstance(errors, dict):
        words += [f"{field}: {message}" for field, message in errors.items()]
    line = one_line("; ".join(words))[:_LONGEST_WORDS]
    return f": {line}" if line else ""
