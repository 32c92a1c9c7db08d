"""What of an issue's words goes out."""

from __future__ import annotations

import base64
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from connectors.marker import PREFIX, Marker
from connectors.tracker import Draft, Label
from service.model import Share
from service.reconcile.redaction import LINK_TITLE, narrower, redacted, redacted_marker
from tests.builders import KEY

MARKER = Marker("item-1", "pm-1", "repo-1", "secret/2026.md", "abc123", 7, "f00d")
DRAFT = Draft(
    place="ops",
    title="Rotate the leaked key",
    body="Zoe leaked it in secret/2026.md",
    marker=MARKER.sign(KEY),
    labels=tuple(map(Label, ("postmortem", "prevent", "team-vault"))),
    assignees=("zoe",),
    due=date(2026, 3, 1),
)


def test_the_narrower_share_lets_less_out() -> None:
    assert narrower(Share.WORDS, Share.TITLE) is narrower(Share.TITLE, Share.WORDS) is Share.TITLE
    assert narrower(Share.LINK, Share.TITLE) is Share.LINK


def test_all_of_it_is_all_of_it() -> None:
    assert redacted(DRAFT, Share.WORDS, marker=DRAFT.marker, link="https://c/items/1") == DRAFT
    assert redacted_marker(MARKER, Share.WORDS) == MARKER


def test_with_the_title_goes_nothing_of_the_body() -> None:
    assert redacted(DRAFT, Share.TITLE, marker="m", link="https://c/items/1") == replace(
        DRAFT,
        body="The postmortem is private, so nothing but the title stands here.\n\nhttps://c/items/1",
        marker="m",
        link="https://c/items/1",
    )


def test_with_a_link_go_no_words_no_names_and_only_labels_that_tell_nothing() -> None:
    assert redacted(DRAFT, Share.LINK, marker="m", keep=("postmortem", "prevent")) == Draft(
        place="ops",
        title=LINK_TITLE,
        body="The postmortem is private, so nothing of it stands here.",
        marker="m",
        labels=(Label("postmortem"), Label("prevent")),
        due=date(2026, 3, 1),
    )


# Words that cannot be part of what we say ourselves, nor of base64 by chance.
secrets = st.text("ЖФЩЮжфщю", min_size=1, max_size=12)


@given(st.sampled_from([Share.TITLE, Share.LINK]), secrets, secrets, secrets, secrets, secrets)
def test_a_redacted_draft_holds_none_of_the_items_words(
    share: Share, title: str, body: str, path: str, label: str, assignee: str
) -> None:
    marker = replace(MARKER, path=path)
    whole = replace(
        DRAFT,
        title=title,
        body=body,
        marker=marker.sign(KEY),
        labels=(Label("postmortem"), Label(label)),
        assignees=(assignee,),
    )
    token = redacted_marker(marker, share).sign(KEY)
    out = redacted(whole, share, marker=token, link="https://closeout/items/1", keep=("postmortem",))
    hidden = {body, path} if share is Share.TITLE else {title, body, path, label, assignee}
    if share is Share.TITLE:
        out = replace(out, title="", labels=(), assignees=())
    shown = repr(out) + _inside(out.marker)
    assert not any(word in shown for word in hidden)


def _inside(token: str) -> str:
    text = token.removeprefix(PREFIX).partition(".")[0]
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode().encode().decode("unicode_escape")
