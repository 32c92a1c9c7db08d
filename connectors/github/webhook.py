"""What GitHub sends to a webhook. Pure.

    push                                     the branch has a new head
    pull_request, closed                     the pull request was touched; merged: its base branch has a new head, too
    pull_request, anything else              the pull request was touched
    issues                                   the issue was touched; transferred: the new one, too
    repository                               renamed, transferred, archived, unarchived, publicized, privatized, deleted
    ping, and everything else                nothing that concerns us

https://docs.github.com/en/webhooks/webhook-events-and-payloads
https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import parse_qs

from connectors.fitting import one_line
from connectors.tracker import IssueRef
from connectors.webhook import (
    BadDelivery,
    Change,
    Delivery,
    HeadMoved,
    Hint,
    IssueTouched,
    RepositoryChanged,
    Request,
)

_BRANCH = "refs/heads/"
_NO_COMMIT = "0" * 40
_LONGEST = 200
_FORM = "application/x-www-form-urlencoded"


class GithubReceiver:
    """Reads what GitHub signs with `X-Hub-Signature-256` and sends as JSON, or as a form with JSON in it."""

    def is_signed(self, request: Request, secrets: Sequence[str]) -> bool:
        """Say whether the raw body is signed with one of `secrets`; all of them are tried, in constant time."""
        given = request.headers.get("x-hub-signature-256", "").encode("utf-8", errors="replace")
        good = False
        for secret in secrets:
            digest = hmac.new(secret.encode(), request.body, hashlib.sha256).hexdigest()
            good |= bool(secret) and hmac.compare_digest(f"sha256={digest}".encode(), given)
        return good

    def read(self, request: Request) -> Delivery:
        """Read a delivery; one about what does not concern us has no hints. Raises BadDelivery."""
        delivery, event = (_header(request, name) for name in ("x-github-delivery", "x-github-event"))
        payload = _payload(request)
        read = _EVENTS.get(event)
        if read is None:
            return Delivery(delivery, event)
        try:
            return Delivery(delivery, event, tuple(dict.fromkeys(read(payload))))
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise BadDelivery(f"The payload of the event {event} is not what GitHub sends.") from error


def _header(request: Request, name: str) -> str:
    text = one_line(request.headers.get(name, ""))
    if not text or len(text) > _LONGEST:
        raise BadDelivery(f"The header {name} is missing, or too long.")
    return text


def _payload(request: Request) -> Mapping[str, Any]:
    body = request.body
    if not body:
        raise BadDelivery("The body is empty.")
    try:
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() == _FORM:
            (text,) = parse_qs(body.decode("utf-8"), strict_parsing=True, max_num_fields=10)["payload"]
        else:
            text = body.decode("utf-8")
        payload = json.loads(text)
    except (ValueError, KeyError, RecursionError) as error:
        raise BadDelivery("The body is no JSON, and no form with JSON in `payload`.") from error
    if not isinstance(payload, dict):
        raise BadDelivery("The body is no JSON object.")
    return payload


def _push(payload: Mapping[str, Any]) -> Iterator[Hint]:
    ref = _text(payload["ref"])
    if ref.startswith(_BRANCH):
        after = _text(payload["after"])
        yield _head(payload["repository"], ref.removeprefix(_BRANCH), "" if after == _NO_COMMIT else after)


def _pull_request(payload: Mapping[str, Any]) -> Iterator[Hint]:
    pull = payload["pull_request"]
    if payload["action"] == "closed" and pull["merged"]:
        base = pull["base"]
        yield _head(
            base.get("repo") or payload["repository"], _text(base["ref"]), _text(pull["merge_commit_sha"] or "")
        )
    yield _touched(payload["repository"], pull)


def _issues(payload: Mapping[str, Any]) -> Iterator[Hint]:
    yield _touched(payload["repository"], payload["issue"])
    if payload["action"] == "transferred":
        changes = payload.get("changes") or {}
        if changes.get("new_issue") and changes.get("new_repository"):
            yield _touched(changes["new_repository"], changes["new_issue"])


def _repository(payload: Mapping[str, Any]) -> Iterator[Hint]:
    action, repository = _text(payload["action"]), payload["repository"]
    if action in set(Change):
        yield RepositoryChanged(_id(repository), _text(repository["full_name"]), Change(action))


def _head(repository: Mapping[str, Any], branch: str, commit: str) -> HeadMoved:
    return HeadMoved(_id(repository), _text(repository["full_name"]), branch, commit)


def _touched(repository: Mapping[str, Any], issue: Mapping[str, Any]) -> IssueTouched:
    key = f"{_text(repository['full_name'])}#{int(issue['number'])}"
    return IssueTouched(IssueRef("", key, _text(issue["node_id"]), _text(issue["html_url"])))


def _id(repository: Mapping[str, Any]) -> str:
    return str(int(repository["id"]))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return one_line(value)


_EVENTS: Mapping[str, Callable[[Mapping[str, Any]], Iterator[Hint]]] = {
    "push": _push,
    "pull_request": _pull_request,
    "issues": _issues,
    "repository": _repository,
}
