"""Jira's webhooks: how they are signed, and what they say. Pure.

A site that has the webhook's secret signs the raw body: `X-Hub-Signature: sha256=<hex>`. One that cannot sign can be
made to send the secret itself in the header `X-Closeout-Secret` (a proxy, an automation rule). Deliveries may come
twice, late and out of order, and leave out what did not change: nothing is taken from them but which issue to read.
https://developer.atlassian.com/cloud/jira/platform/webhooks/
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from typing import Any

from connectors.fitting import one_line
from connectors.jira.addresses import split_key
from connectors.tracker import IssueRef
from connectors.webhook import BadDelivery, Delivery, IssueTouched, Request

SIGNATURE = "x-hub-signature"
SECRET = "x-closeout-secret"  # noqa: S105  (a header's name)
IDENTIFIER = "x-atlassian-webhook-identifier"
TOUCHING = frozenset({"jira:issue_created", "jira:issue_updated", "jira:issue_deleted", "jira:issue_moved"})
_LONGEST_ID = 200


class JiraReceiver:
    """Reads the requests that Jira sends, Cloud and Data Center."""

    def is_signed(self, request: Request, secrets: Sequence[str]) -> bool:
        """Say whether the body is signed with one of `secrets`, or the request shows one; every one is tried."""
        method, _, signature = request.headers.get(SIGNATURE, "").strip().partition("=")
        shown = request.headers.get(SECRET, "")
        proofs = [False]
        for secret in filter(None, secrets):
            key = _bytes(secret)
            expected = hmac.new(key, request.body, hashlib.sha256).hexdigest()
            signed = hmac.compare_digest(expected.encode(), _bytes(signature.strip().lower()))
            proofs.append(signed and method.strip().lower() == "sha256")
            proofs.append(hmac.compare_digest(key, _bytes(shown)))
        return any(proofs)

    def read(self, request: Request) -> Delivery:
        """Read which issue was touched: one hint, and a second one for the key that a moved issue had before.

        Raises BadDelivery for a body that is no event, and for an issue's event without its issue.
        """
        values = _event(request.body)
        event = one_line(str(values.get("webhookEvent") or ""))
        if not event:
            raise BadDelivery("the body names no webhookEvent")
        given = one_line(request.headers.get(IDENTIFIER, ""))[:_LONGEST_ID]
        delivery = given or "sha256:" + hashlib.sha256(request.body).hexdigest()
        return Delivery(delivery, event, _hints(values) if event in TOUCHING else ())


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _event(body: bytes) -> Mapping[str, Any]:
    try:
        values = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise BadDelivery("the body is no JSON") from error
    if not isinstance(values, dict):
        raise BadDelivery("the body is no JSON object")
    return values


def _hints(values: Mapping[str, Any]) -> tuple[IssueTouched, ...]:
    issue = values.get("issue")
    if not isinstance(issue, dict):
        raise BadDelivery("an issue's event without its issue")
    key, issue_id = issue.get("key"), str(issue.get("id") or "")
    if not isinstance(key, str) or split_key(key) is None or not (issue_id.isascii() and issue_id.isdigit()):
        raise BadDelivery("an issue's event without its key and id")
    keys = dict.fromkeys((key, *_former_keys(values.get("changelog"))))
    return tuple(IssueTouched(IssueRef("", one, issue_id)) for one in keys)


def _former_keys(changelog: object) -> Sequence[str]:
    items = changelog.get("items") if isinstance(changelog, dict) else None
    if not isinstance(items, list):
        return ()
    changes = [item for item in items if isinstance(item, dict) and str(item.get("field")).lower() == "key"]
    return [former for item in changes if split_key(former := str(item.get("fromString") or ""))]
