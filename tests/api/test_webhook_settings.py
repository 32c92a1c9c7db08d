"""`[[webhooks]]`: what may be written there, where the secrets are, and what comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from service.operations import deliveries
from service.operations.check import check
from service.operations.context import Context
from service.operations.receive import NotSignedError, receive
from service.settings import Settings, SettingsError, WebhookSettings, parse
from service.wiring import join
from tests import databases
from tests.fakes.receiver import KINDS, FakeRedeliverer, a_push, signed

CONNECTORS = """
[[sources]]
kind = "directory"
name = "docs"
path = "."

[[trackers]]
kind = "local"
database = "issues.db"
"""
WEBHOOK = """
[[webhooks]]
name = "hook"
kind = "fake"
secret_env = "HOOK_SECRET"
"""


def parsed(text: str) -> Settings:
    return parse(CONNECTORS + text, KINDS)


def joined(folder: Path, text: str, environment: Mapping[str, str]) -> Context:
    databases.sqlite(folder)
    return join(parsed(text), folder, environment={"CLOSEOUT_KEY": "k" * 32, **environment}, receivers=KINDS)


def test_a_webhook_needs_a_name_a_kind_and_a_place_for_its_secret() -> None:
    assert parsed(WEBHOOK).webhooks == (WebhookSettings(name="hook", kind="fake", secret_env="HOOK_SECRET"),)


def test_it_may_speak_for_a_source_and_a_tracker() -> None:
    (webhook,) = parsed(WEBHOOK + 'source = "docs"\ntracker = "local"\n').webhooks
    assert (webhook.source, webhook.tracker) == ("docs", "local")


BAD = [
    pytest.param(WEBHOOK.replace('"fake"', '"fax"'), "webhooks[0].kind: must be one of asked, fake", id="kind"),
    pytest.param(WEBHOOK + 'secret = "s3cret"\n', "webhooks[0].secret: there is no such setting", id="a secret"),
    pytest.param(WEBHOOK.replace("secret_env", "#"), "webhooks[0]: give secret_env", id="no secret"),
    pytest.param(WEBHOOK + 'secret_file = "s"\n', "give secret_env or secret_file", id="two places"),
    pytest.param(
        WEBHOOK + 'old_secret_env = "A"\nold_secret_file = "s"\n', "give old_secret_env or old", id="two old places"
    ),
    pytest.param(WEBHOOK.replace('"HOOK_SECRET"', '"a-b"'), "webhooks[0].secret_env: ", id="no variable"),
    pytest.param(WEBHOOK.replace('"hook"', '"a/b"'), "webhooks[0].name: ", id="no name"),
    pytest.param(WEBHOOK + WEBHOOK, "webhooks: the name 'hook' is given twice", id="twice"),
    pytest.param(WEBHOOK + 'source = "doc"\n', "webhooks[0].source: there is no [[sources]] entry", id="source"),
    pytest.param(WEBHOOK + 'tracker = "jira"\n', "webhooks[0].tracker: there is no [[trackers]]", id="tracker"),
    pytest.param("[webhooks]\n", "webhooks: write it as [[webhooks]]", id="no list"),
    pytest.param("[inbox]\nmax_bytes = 0\n", "inbox.max_bytes: ", id="limit"),
]


@pytest.mark.parametrize(("text", "words"), BAD)
def test_what_cannot_be_is_named_by_its_key(text: str, words: str) -> None:
    with pytest.raises(SettingsError) as refused:
        parsed(text)
    assert [words in problem for problem in refused.value.problems] == [True]
    assert "s3cret" not in str(refused.value)


def accepted(context: Context, *secrets: str) -> list[bool]:
    """Say of each secret whether a delivery signed with it is taken in."""

    def takes(secret: str) -> bool:
        try:
            receive(context, context.endpoints["hook"], signed([a_push()], secret=secret))
        except NotSignedError:
            return False
        return True

    return [takes(secret) for secret in secrets]


def test_a_secret_comes_from_the_environment(tmp_path: Path) -> None:
    context = joined(tmp_path, WEBHOOK + 'old_secret_env = "OLD"\n', {"HOOK_SECRET": "new", "OLD": "old"})
    assert accepted(context, "new", "old", "other", "") == [True, True, False, False]
    context.store.close()


def test_a_secret_in_a_file_is_read_anew_so_that_it_can_be_rotated(tmp_path: Path) -> None:
    text = WEBHOOK.replace("secret_env", "secret_file") + 'old_secret_file = "old"\n'
    context = joined(tmp_path, text, {})
    assert accepted(context, "one", "") == [False, False], "there is no file yet"
    (tmp_path / "HOOK_SECRET").write_text("one\n")
    assert accepted(context, "one", "two") == [True, False]
    (tmp_path / "old").write_text("one\n")
    (tmp_path / "HOOK_SECRET").write_text("two\n")
    assert accepted(context, "one", "two") == [True, True]
    (tmp_path / "old").unlink()
    assert accepted(context, "one", "two") == [False, True]
    context.store.close()


@pytest.mark.parametrize(("environment", "ok"), [({"HOOK_SECRET": "s3cret"}, True), ({"HOOK_SECRET": " "}, False)])
def test_a_check_says_whether_there_is_a_secret_and_not_which(
    tmp_path: Path, environment: dict[str, str], ok: bool
) -> None:
    context = joined(tmp_path, WEBHOOK, environment)
    (finding,) = [finding for finding in check(context) if finding.part == "webhook hook"]
    assert (finding.ok, bool(finding.remedy)) == (ok, not ok)
    assert "s3cret" not in finding.words
    context.store.close()


def test_a_sender_that_can_be_asked_sends_again_and_one_that_cannot_is_named(tmp_path: Path) -> None:
    other = WEBHOOK.replace('"hook"', '"other"').replace('"fake"', '"asked"')
    context = joined(tmp_path, WEBHOOK + other, {})
    cannot, asked = deliveries.redeliver(context)
    assert (cannot.endpoint, cannot.ids, "fake cannot be asked" in cannot.problem) == ("hook", (), True)
    assert (asked.endpoint, asked.ids, asked.problem) == ("other", FakeRedeliverer.sent, "")
    context.store.close()
