"""Jira's webhooks: signatures, and which issue to look at."""

from __future__ import annotations

import hashlib
import hmac
import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.jira.webhook import JiraReceiver
from connectors.tracker import IssueRef
from connectors.webhook import BadDelivery, IssueTouched, Request

RECEIVER = JiraReceiver()
SECRET = "It's a Secret to Everybody"
VECTOR = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"


def request(body: Any, **headers: str) -> Request:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Request({name.replace("_", "-"): value for name, value in headers.items()}, raw)


def event(name: str, **values: Any) -> dict[str, Any]:
    return {"webhookEvent": name, "issue": {"id": "20001", "key": "OPS-7"}, **values}


def test_a_known_signature_is_accepted_by_any_of_the_secrets() -> None:
    signed = request(b"Hello, World!", x_hub_signature=VECTOR)
    assert RECEIVER.is_signed(signed, [SECRET])
    assert RECEIVER.is_signed(signed, ["new", SECRET])
    assert RECEIVER.is_signed(request(b"Hello, World!", x_closeout_secret=SECRET), ["new", SECRET])


@pytest.mark.parametrize("secrets", [[], [""], ["another"]])
def test_nothing_is_signed_without_the_secret(secrets: list[str]) -> None:
    for headers in ({}, {"x_hub_signature": VECTOR}, {"x_closeout_secret": ""}, {"x_closeout_secret": SECRET}):
        assert not RECEIVER.is_signed(request(b"Hello, World!", **headers), secrets)


@pytest.mark.parametrize(
    "signature",
    ["", "sha256=", VECTOR[:-1], VECTOR.replace("sha256", "sha1"), VECTOR.partition("=")[2], "sha256=é", "\ud800"],
)
def test_a_signature_that_is_not_whole_is_none(signature: str) -> None:
    assert not RECEIVER.is_signed(request(b"Hello, World!", x_hub_signature=signature), [SECRET])


@given(body=st.binary(), secret=st.text(min_size=1).filter(lambda text: text.isascii()))
def test_a_signature_is_over_the_raw_bytes(body: bytes, secret: str) -> None:
    signature = "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    assert RECEIVER.is_signed(request(body, x_hub_signature=signature), [secret])
    assert not RECEIVER.is_signed(request(body + b" ", x_hub_signature=signature), [secret])


@pytest.mark.parametrize("name", ["jira:issue_created", "jira:issue_updated", "jira:issue_deleted"])
def test_an_issue_that_was_touched_is_named_by_key_and_id(name: str) -> None:
    delivery = RECEIVER.read(request(event(name), x_atlassian_webhook_identifier="d-1"))
    assert (delivery.id, delivery.event) == ("d-1", name)
    assert delivery.hints == (IssueTouched(IssueRef("", "OPS-7", "20001")),)


def test_a_moved_issue_is_named_by_both_its_keys() -> None:
    items = [{"field": "Key", "fromString": "WEB-1", "toString": "OPS-7"}, {"field": "status"}, 7, None]
    delivery = RECEIVER.read(request(event("jira:issue_updated", changelog={"items": items})))
    assert [hint.ref.key for hint in delivery.hints if isinstance(hint, IssueTouched)] == ["OPS-7", "WEB-1"]


def test_other_events_are_deliveries_without_hints() -> None:
    for name in ("comment_created", "jira:version_released", "jira:worklog_updated"):
        assert RECEIVER.read(request({"webhookEvent": name})).hints == ()


def test_a_delivery_without_an_id_is_known_by_its_body() -> None:
    first, again, other = (RECEIVER.read(request(event("jira:issue_updated", n=n))).id for n in (1, 1, 2))
    assert first == again != other


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff",
        b"[" * 100_000,
        [],
        {},
        {"webhookEvent": "jira:issue_updated"},
        {"webhookEvent": "jira:issue_updated", "issue": {"id": "x", "key": "OPS-7"}},
        {"webhookEvent": "jira:issue_updated", "issue": {"id": "1", "key": "../x"}},
    ],
    ids=repr,
)
def test_a_broken_body_is_a_bad_delivery(body: Any) -> None:
    with pytest.raises(BadDelivery) as raised:
        RECEIVER.read(request(body))
    assert len(str(raised.value).splitlines()) == 1


@given(st.binary())
def test_any_bytes_are_a_delivery_or_a_bad_one(body: bytes) -> None:
    with suppress(BadDelivery):
        RECEIVER.read(request(body))
