"""Words can be read by everybody: WCAG 2.2 AA asks for a contrast of 4.5. https://www.w3.org/TR/WCAG22/#contrast-minimum"""

from __future__ import annotations

import re

import pytest

from service.dashboard import badge
from service.dashboard.pages import FOLDER

ENOUGH = 4.5
COLOURS = {
    name: (light, dark)
    for name, light, dark in re.findall(
        r"--(\w+): light-dark\((#\w{6}), (#\w{6})\)", (FOLDER / "static" / "closeout.css").read_text(encoding="utf-8")
    )
}


def luminance(colour: str) -> float:
    digits = colour.removeprefix("#")
    pairs = [digit * 2 for digit in digits] if len(digits) == 3 else [digits[at : at + 2] for at in (0, 2, 4)]
    parts = [int(pair, 16) / 255 for pair in pairs]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "shade"])
@pytest.mark.parametrize("words", ["ink", "soft", "accent", "alarm", "good"])
def test_words_stand_out_from_the_page(words: str, ground: str, scheme: int) -> None:
    assert contrast(COLOURS[words][scheme], COLOURS[ground][scheme]) >= ENOUGH


@pytest.mark.parametrize("ground", [badge.GREY, badge.GREEN, badge.BLUE, badge.RED])
def test_the_badge_can_be_read(ground: str) -> None:
    assert contrast("#ffffff", ground) >= ENOUGH
