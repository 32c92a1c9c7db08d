"""In a real browser: close an item on its page, and see page and badge change; nothing is wider than a phone.

Screenshots go to tests/out/, for people to look at.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.fakes.served import Served
from tests.operations.world import World

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
OUT = Path(__file__).parents[1] / "out"

pytestmark = [
    pytest.mark.xdist_group("browser"),
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine: apt-get install chromium"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-dev-shm-usage"]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    world = World(tmp_path_factory.mktemp("world"))
    world.write(
        "2026-02-10-checkout.md",
        "Alert when a certificate expires within 21 days (due 2026-02-20)",
        "Let customers pay by invoice while cards are refused",
        "Fix the deployer (acme/deployer-of-everything-and-more#1200)",
        title="Checkout refused all cards: the gateway's certificate had expired",
        day="2026-02-10",
    )
    world.write("2026-03-01-flags.md", title="Feature flags fell back to their defaults", day="2026-03-01")
    world.resync()
    return world


@pytest.fixture(scope="module")
def served(world: World) -> Iterator[Served]:
    with Served(world.context) as served:
        yield served


def test_closing_an_item_on_its_page_changes_the_page_and_the_badge(
    world: World, served: Served, browser: Browser
) -> None:
    page = browser.new_page()
    page.set_default_timeout(5_000)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(served.address)
    page.get_by_role("link", name="Checkout refused all cards").click()
    badge = page.get_by_role("img", name="done")
    before = badge.screenshot()
    assert badge.get_attribute("alt") == "0 of 3 done"
    page.get_by_role("button", name="Close: Let customers pay").click()
    page.get_by_role("button", name="Reopen: Let customers pay").wait_for()
    assert badge.get_attribute("alt") == "1 of 3 done"
    page.reload()
    assert badge.screenshot() != before
    assert page.get_by_text("1/3 done").is_visible()
    assert world.item("Let customers pay by invoice while cards are refused").said == "done"
    assert complaints == []
    page.close()


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("device", "width", "height"), [("desktop", 1200, 760), ("phone", 360, 740)])
def test_no_page_is_wider_than_its_window(
    served: Served, world: World, browser: Browser, device: str, width: int, height: int, scheme: Scheme
) -> None:
    OUT.mkdir(exist_ok=True)
    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
    postmortem = f"/postmortems/{world.items()[0].line.postmortem_id}"
    for name, path in (("overview", "/"), ("overdue", "/overdue"), ("postmortem", postmortem)):
        page.goto(served.address + path)
        page.screenshot(path=OUT / f"{name}-{device}-{scheme}.png", full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        heights = page.evaluate("[...document.querySelectorAll('button')].map(b => b.getBoundingClientRect().height)")
        assert all(tall >= 24 for tall in heights)  # WCAG 2.2, target size
    page.close()
