"""A badge's address cannot be guessed, and tells nobody whether there is such a postmortem."""

from __future__ import annotations

import httpx
import pytest
from bs4 import BeautifulSoup

from service.operations.badge import badge_token
from tests.operations.world import World


def test_whoever_knows_the_address_sees_how_much_is_done(client: httpx.Client, world: World) -> None:
    postmortem = world.item("Fix the queue").line.postmortem_id
    answer = client.get(f"/badges/{postmortem}/{badge_token(world.context.key, postmortem, 0)}.svg")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/svg+xml")
    assert "action items: 0/1 done" in answer.text
    assert answer.headers["cache-control"] == "max-age=60, s-maxage=60"
    image = BeautifulSoup(answer.text, "html.parser").svg
    assert image is not None
    assert (image["role"], image["aria-label"]) == ("img", "action items: 0/1 done")


@pytest.mark.parametrize("wrong", ["0" * 32, "x", "%00", "é"])
def test_a_wrong_token_and_a_postmortem_that_is_not_there_are_answered_alike(
    client: httpx.Client, world: World, wrong: str
) -> None:
    postmortem = world.item("Fix the queue").line.postmortem_id
    nobody = "00000000-0000-0000-0000-000000000000"
    answers = [client.get(f"/badges/{who}/{wrong}.svg") for who in (postmortem, nobody)]
    assert {answer.status_code for answer in answers} == {404}
    assert {answer.json()["detail"] for answer in answers} == {"there is no such badge"}


@pytest.mark.parametrize("of", ["another counter", "another key", "another postmortem"])
def test_a_token_opens_one_badge_only(client: httpx.Client, world: World, of: str) -> None:
    key, postmortem = world.context.key, world.item("Fix the queue").line.postmortem_id
    token = {
        "another counter": badge_token(key, postmortem, 1),
        "another key": badge_token(b"x" * 32, postmortem, 0),
        "another postmortem": badge_token(key, world.item("Add an alert").line.postmortem_id, 0),
    }[of]
    assert client.get(f"/badges/{postmortem}/{token}.svg").status_code == 404
