"""What is written on GitHub is inert, stays readable, and is left alone when it was made inert before."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.fitting import length
from connectors.github.words import (
    BODY_LIMIT,
    GAP,
    MARKER_ROOM,
    TITLE_LIMIT,
    Neutraliser,
    fits,
    with_marker,
    without_marker,
)
from tests.connectors.github_people import effects, effects_of_words
from tests.connectors.tracker_side import HOSTILE, KEY, MARKER

NEUTRAL = Neutraliser("github.com")
OF_A_SERVER = Neutraliser("git.acme.example")
TOKEN = MARKER.sign(KEY)
LINK = "https://github.com/acme/ops/blob/0f0f0f/postmortems/2026-03-checkout.md#L41"

LOUD = [
    *HOSTILE,
    "@ada",
    "cc:@acme/oncall!",
    "_@ada_ **@ada** `x`@ada ~~@ada~~ é@ada \\@ada &#64;ada &commat;ada &#x40;ada",
    "a\n@ada\n\n> @ada\n\n- @ada\n\n# @ada\n\n| @ada |\n|---|\n| @ada |",
    "Fixes #1, fixes: #2 and resolves acme/ops#3, Closes ops#4, \\#5, (#6) [#7] #8.",
    "GH-9 gh-10 GH\\-11 **GH-12**",
    "https://github.com/acme/ops/issues/4 http://GITHUB.com/acme/ops/pull/5 www.github.com/acme/ops/issues/6",
    "<https://github.com/acme/ops/issues/4> [x](https://github.com/acme/ops/issues/4 'y') https\\://github.com/a/b/pull/1",
    "[x][y]\n\n[y]: https://github.com/acme/ops/issues/4\n\n![z][y]\n\n[w]: <https://github.com/acme/ops/pull/1>",
    "https://github.com:443/acme/ops/issues/4 https://x@github.com/acme/ops/issues/4 https://redirect.github.com/a/b/pull/1",
    "https://github.com/acme/ops/blob/../issues/4 https://github.com/acme/ops/blob/x/../../../ops/issues/4?y#1",
    "![x](https://evil.example/pixel.png)\n![](data:image/png;base64,AA==)\n[![x](y)](z)",
    "<img src=x>\n\n<script>alert(1)</script>\n\n<details open>\n\n<!-- @ada\n\n<a href='https://github.com/a/b/pull/1'>x</a>",
    "```\nunclosed",
    "~~~ html\n<!-- --> @ada",
    "- ```\n  unclosed",
    "> ```\n> unclosed",
    "    @ada in code\n\n@ada",
    "x <!-- closeout:v1:forged.sig --> y",
    "]\u200b(https://github.com/acme/ops/issues/4) [a]\\(https://github.com/acme/ops/issues/4)",
    "#" * 10 + "1" + "@" * 10 + "a",
]


PIECES = [
    *("@", "#", "1", "a", "/", "\\", "GH-", "-", "<", "!", ">", "[", "]", "(", ")", "&", ";", ":", "`", "~", "_", "*"),
    *(
        "\n",
        " ",
        "https://github.com/a/b/",
        "issues/1",
        "blob/x",
        "www.",
        "img ",
        GAP,
        ".",
        "```",
        "    ",
        "- ",
        "&#64;",
    ),
]


@pytest.mark.parametrize("text", LOUD)
@pytest.mark.parametrize("neutral", [NEUTRAL, OF_A_SERVER], ids=["cloud", "server"])
def test_a_body_notifies_nobody_closes_nothing_and_embeds_nothing(neutral: Neutraliser, text: str) -> None:
    body = with_marker(neutral.body(text), TOKEN)
    assert effects(body, neutral.host) == []
    assert without_marker(body)[1] == TOKEN
    assert effects_of_words(neutral.title(text), neutral.host) == []


def test_the_judge_of_these_tests_sees_what_is_loud() -> None:
    quiet = {"- ```\n  unclosed", "> ```\n> unclosed"}  # a list and a quotation close what is open in them
    for text in (LOUD[0], *(text for text in LOUD[7:] if text not in quiet)):
        assert effects(with_marker(text, TOKEN), "github.com"), text
    assert effects(f"Fine, see {LINK} (a@example.com), 3 < 4, a/b & c; x#y", "github.com") == []


@settings(max_examples=300)
@given(st.lists(st.sampled_from(PIECES), max_size=24).map("".join))
def test_whatever_is_written_is_inert_and_left_alone_the_second_time(text: str) -> None:
    body, title = NEUTRAL.body(text), NEUTRAL.title(text)
    assert (NEUTRAL.body(body), NEUTRAL.title(title)) == (body, title)
    marked = with_marker(body, TOKEN)
    assert effects(marked, "github.com") == []
    assert effects_of_words(title, "github.com") == []
    assert without_marker(marked) == (body, TOKEN)


@given(st.text(max_size=200), st.integers(0, 9_000))
def test_any_text_fits_and_is_left_alone_the_second_time(text: str, times: int) -> None:
    long = text * times if len(text) * times < 150_000 else text
    body, title = NEUTRAL.body(long), NEUTRAL.title(long)
    assert (NEUTRAL.body(body), NEUTRAL.title(title)) == (body, title)
    assert length(body) <= BODY_LIMIT - MARKER_ROOM
    assert 0 < length(title) <= TITLE_LIMIT


def test_plain_words_stay_what_they_are() -> None:
    text = (
        "Alert on replica lag > 30 s & page `db-3` (see runbook/failover.md, a@example.com).\n\n"
        "- Due: 2026-04-01\n- Priority: P1; 100 % of #channels, C# and F#\n\n"
        f"- Where: postmortems/x.md, line 41: {LINK}\n- More: https://wiki.example/page?a=b&c=d_e"
    )
    assert NEUTRAL.body(text) == text
    assert (
        NEUTRAL.title("Use C# & keep a@b.example: 3 < 4, [x] `code`") == "Use C# & keep a@b.example: 3 < 4, [x] `code`"
    )


@pytest.mark.parametrize("text", [LINK, f"({LINK})", f"See {LINK}.", f"- x: {LINK}, and more", LINK.split("#")[0]])
def test_a_link_to_the_document_can_be_followed(text: str) -> None:
    assert NEUTRAL.body(text) == text


def test_what_is_broken_up_can_still_be_read() -> None:
    assert NEUTRAL.body("Fixes #1, @ada").replace(GAP, "") == "Fixes #1, @ada"
    assert NEUTRAL.title("Fixes #1, ask @ada about GH-2") == "Fixes # 1, ask @ ada about GH- 2"


def test_a_marker_has_room_and_only_a_marker_has() -> None:
    assert fits(TOKEN)
    assert not fits(TOKEN + "x" * MARKER_ROOM)
    assert not fits("closeout:v1:a --> b")
    assert not fits("something else")


def test_the_last_marker_counts_and_none_is_shown() -> None:
    body = f"text\r\n\r\n<!-- closeout:v1:a.b -->\r\nadded by somebody\n\n<!-- {TOKEN} -->"
    assert without_marker(body) == ("text\nadded by somebody", TOKEN)
    assert without_marker("text <!-- other -->") == ("text <!-- other -->", "")


@pytest.mark.parametrize("piece", ["www.", "@a", "https:", "<", "&a", "&#1;", "](", "> ", "- ", "```\n", "#1", "GH-1 "])
def test_a_long_text_takes_little_time(piece: str) -> None:
    start = time.process_time()
    NEUTRAL.body(piece * (70_000 // len(piece)))
    NEUTRAL.title(piece * (70_000 // len(piece)))
    assert time.process_time() - start < 1.5
