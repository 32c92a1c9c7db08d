"""What GitHub's webhooks say: GitHub's own examples, signatures, and whatever else may arrive."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.github.webhook import GithubReceiver
from connectors.tracker import IssueRef
from connectors.webhook import BadDelivery, Change, Delivery, HeadMoved, IssueTouched, RepositoryChanged, Request

EXAMPLES = Path(__file__).parents[1] / "peers/node_modules/@octokit/webhooks-examples/api.github.com/index.json"
RECEIVER = GithubReceiver()
VECTOR = Request(
    {"x-hub-signature-256": "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"}, b"Hello, World!"
)
UPPER = VECTOR.headers["x-hub-signature-256"].upper()
SECRET = "It's a Secret to Everybody"
REPOSITORY = {"id": 7, "full_name": "acme/ops"}
ISSUE = {"number": 12, "node_id": "I_12", "html_url": "https://github.com/acme/ops/issues/12"}
needs_examples = pytest.mark.skipif(not EXAMPLES.exists(), reason="examples are not installed: make test-peers")


def request(event: str, payload: object, delivery: str = "72d3162e-cc78-11e3-81ab-4c9367dc0958") -> Request:
    headers = {"x-github-event": event, "x-github-delivery": delivery, "content-type": "application/json"}
    return Request(headers, json.dumps(payload).encode())


def examples() -> Iterator[tuple[str, dict[str, Any]]]:
    for entry in json.loads(EXAMPLES.read_text(encoding="utf-8")):
        yield from ((entry["name"], example) for example in entry["examples"])


def test_githubs_own_example_of_a_signature_is_good() -> None:
    assert RECEIVER.is_signed(VECTOR, [SECRET])
    assert RECEIVER.is_signed(VECTOR, ["old", SECRET])
    assert RECEIVER.is_signed(VECTOR, [SECRET, "new"])


@pytest.mark.parametrize("secrets", [[], [""], ["another"], ["", "another"]], ids=str)
def test_without_the_right_secret_nothing_is_signed(secrets: list[str]) -> None:
    assert not RECEIVER.is_signed(VECTOR, secrets)


@pytest.mark.parametrize("given", ["", "sha256=", "sha1=757107ea", "757107ea", "sha256=é", UPPER])
def test_another_signature_is_none(given: str) -> None:
    assert not RECEIVER.is_signed(Request({"x-hub-signature-256": given}, VECTOR.body), [SECRET])
    assert not RECEIVER.is_signed(Request({}, VECTOR.body), [SECRET])


def test_an_empty_secret_signs_nothing() -> None:
    digest = hmac.new(b"", b"x", hashlib.sha256).hexdigest()
    assert not RECEIVER.is_signed(Request({"x-hub-signature-256": f"sha256={digest}"}, b"x"), [""])


@needs_examples
def test_all_examples_can_be_read_and_those_that_concern_us_have_hints() -> None:
    hints: dict[str, int] = {}
    for event, payload in examples():
        delivery = RECEIVER.read(request(event, payload))
        assert delivery.event == event
        hints[event] = hints.get(event, 0) + len(delivery.hints)
    assert len(hints) > 50
    assert {event for event, count in hints.items() if count} == {"push", "pull_request", "issues", "repository"}


@needs_examples
@pytest.mark.parametrize("event", ["push", "pull_request", "issues", "repository"])
def test_an_example_as_a_form_says_the_same(event: str) -> None:
    for name, payload in examples():
        if name == event:
            as_json = request(event, payload)
            headers = {**as_json.headers, "content-type": "application/x-www-form-urlencoded; charset=utf-8"}
            form = Request(headers, urlencode({"payload": json.dumps(payload)}).encode())
            assert RECEIVER.read(form) == RECEIVER.read(as_json)


@needs_examples
@pytest.mark.parametrize("action", ["opened", "edited", "assigned", "labeled", "reopened", "deleted", "transferred"])
def test_an_issue_that_somebody_touched_is_named(action: str) -> None:
    found = [payload for name, payload in examples() if name == "issues" and payload["action"] == action]
    assert found
    for payload in found:
        hints = RECEIVER.read(request("issues", payload)).hints
        key = f"{payload['repository']['full_name']}#{payload['issue']['number']}"
        assert hints[0] == IssueTouched(IssueRef("", key, payload["issue"]["node_id"], payload["issue"]["html_url"]))
        assert len(hints) == (2 if action == "transferred" and payload["changes"].get("new_issue") else 1)


def test_a_closed_issue_is_touched() -> None:
    hints = RECEIVER.read(request("issues", {"action": "closed", "issue": ISSUE, "repository": REPOSITORY})).hints
    assert hints == (IssueTouched(IssueRef("", "acme/ops#12", "I_12", ISSUE["html_url"])),)  # type: ignore[arg-type]


def test_a_transferred_issue_names_the_new_one_too() -> None:
    new = {**ISSUE, "number": 3, "node_id": "I_3"}
    changes = {"new_issue": new, "new_repository": {"id": 8, "full_name": "acme/web"}}
    payload = {"action": "transferred", "issue": ISSUE, "repository": REPOSITORY, "changes": changes}
    hints = RECEIVER.read(request("issues", payload)).hints
    assert [hint.ref.key for hint in hints if isinstance(hint, IssueTouched)] == ["acme/ops#12", "acme/web#3"]


@pytest.mark.parametrize(
    ("ref", "after", "expected"),
    [
        ("refs/heads/main", "a" * 40, (HeadMoved("7", "acme/ops", "main", "a" * 40),)),
        ("refs/heads/feature/x", "b" * 40, (HeadMoved("7", "acme/ops", "feature/x", "b" * 40),)),
        ("refs/heads/main", "0" * 40, (HeadMoved("7", "acme/ops", "main", ""),)),
        ("refs/tags/v1", "a" * 40, ()),
    ],
)
def test_a_push_moves_a_branch(ref: str, after: str, expected: tuple[HeadMoved, ...]) -> None:
    assert RECEIVER.read(request("push", {"ref": ref, "after": after, "repository": REPOSITORY})).hints == expected


@pytest.mark.parametrize("merged", [True, False])
def test_a_pull_request_that_was_merged_moves_its_base(merged: bool) -> None:
    pull = {**ISSUE, "merged": merged, "merge_commit_sha": "c" * 40, "base": {"ref": "main", "repo": REPOSITORY}}
    payload = {"action": "closed", "pull_request": pull, "repository": REPOSITORY}
    hints = RECEIVER.read(request("pull_request", payload)).hints
    head = [HeadMoved("7", "acme/ops", "main", "c" * 40)] if merged else []
    assert [hint for hint in hints if isinstance(hint, HeadMoved)] == head
    assert isinstance(hints[-1], IssueTouched)


@pytest.mark.parametrize("action", [*Change, "created", "edited"])
def test_a_repository_that_changed_is_named(action: str) -> None:
    hints = RECEIVER.read(request("repository", {"action": action, "repository": REPOSITORY})).hints
    assert hints == ((RepositoryChanged("7", "acme/ops", Change(action)),) if action in set(Change) else ())


@pytest.mark.parametrize("event", ["ping", "star", "workflow_run", "no such event"])
def test_what_does_not_concern_us_has_no_hints(event: str) -> None:
    assert RECEIVER.read(request(event, {"zen": "x"}, "1")) == Delivery("1", event)


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'"x"', b"\xff\xfe", b"[" * 100_000, b"payload=%7B%7D"])
@pytest.mark.parametrize("kind", ["application/json", "application/x-www-form-urlencoded", ""])
@pytest.mark.parametrize("event", ["push", "issues"])
def test_a_broken_body_is_a_bad_delivery(body: bytes, kind: str, event: str) -> None:
    headers = {"x-github-event": event, "x-github-delivery": "1", "content-type": kind}
    with pytest.raises(BadDelivery) as raised:
        RECEIVER.read(Request(headers, body))
    assert len(str(raised.value).splitlines()) == 1


@pytest.mark.parametrize("missing", ["x-github-event", "x-github-delivery"])
def test_a_missing_header_is_a_bad_delivery(missing: str) -> None:
    whole = request("ping", {})
    with pytest.raises(BadDelivery, match=missing):
        RECEIVER.read(Request({name: value for name, value in whole.headers.items() if name != missing}, whole.body))


KEYS = st.sampled_from(
    ["action", "issue", "repository", "ref", "after", "changes", "pull_request", "number", "id", "full_name", "base"]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=6),
)


@given(payload=JSON, event=st.sampled_from(["push", "pull_request", "issues", "repository", "ping"]))
def test_anything_else_is_read_or_bad_and_never_an_error(payload: object, event: str) -> None:
    with suppress(BadDelivery):
        RECEIVER.read(request(event, payload))
