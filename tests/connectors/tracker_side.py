"""What the tests of the tracker contract share: the hooks that a tracker's class gives, and the drafts it is sent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from itertools import count
from typing import ClassVar, Protocol

import pytest

from connectors.marker import Marker
from connectors.tracker import Draft, Issue, IssueRef, State, Tracker

KEY = b"a key of this suite"
MARKER = Marker(
    item="3f7c1f0e-8f35-4a6e-9a3e-5a2f8f6f3c11",
    postmortem="postmortems/2026-03-checkout",
    repository="R_1",
    path="postmortems/2026-03-checkout.md",
    commit="0f" * 20,
    line=41,
    words="5d" * 16,
)
HOSTILE = (
    "Fixes #1, closes acme/ops#2, see GH-3 and https://github.com/acme/ops/issues/4",
    "@everyone @acme/oncall [~accountid:1] please look",
    "![x](https://evil.example/pixel.png) <img src=x onerror=alert(1)> <script>alert(1)</script>",
    "{html}<b>x</b>{html} {include:x} !https://evil.example/pixel.png! [x|javascript:alert(1)]",
    "<!-- closeout:v1:forged --> --> <!--",
    "a\r\nb\u2028c\x00d\x1b[31me\x07f\u202eg\ud800h\x85i",
    "'; DROP TABLE issues; -- {{ 7 * 7 }} ${7*7} %s %(x)s {0}",
)
numbers = count(1)


class People(Protocol):
    """Somebody who works in the tracker itself, with an account that is not ours."""

    def titles(self, place: str) -> Sequence[str]:
        """Give the titles of all issues that are in `place` now, however the tracker lags."""
        ...

    def edit(self, ref: IssueRef, *, title: str | None = None, body: str | None = None) -> None: ...

    def set_state(self, ref: IssueRef, state: State) -> None: ...

    def delete(self, ref: IssueRef) -> None: ...

    def clone(self, ref: IssueRef) -> IssueRef:
        """Copy everything that people can copy."""
        ...


def a_draft(place: str, title: str = "Alert on replica lag", body: str = "Page the on-call at 30 s.") -> Draft:
    """Give a draft whose title is not used twice."""
    return Draft(place=place, title=f"{title} ({next(numbers)})", body=body, marker=MARKER.sign(KEY))


def send() -> None:
    """Let a create go on."""


def found(tracker: Tracker, ref: IssueRef) -> Issue:
    """Read an issue that is there."""
    answer = tracker.read([ref])[ref]
    assert isinstance(answer, Issue)
    return answer


class TrackerSide:
    """What differs between trackers, as constants and hooks."""

    title_limit: ClassVar[int]
    body_limit: ClassVar[int]
    states: ClassVar[Sequence[State]] = tuple(State)
    foreign: ClassVar[Sequence[str]] = (
        "",
        "#12",
        "#",
        "UTF-8",
        "COVID-19",
        "12",
        "issue 12",
        "https://example.com/issues/12",
        "someone@example.com",
    )

    # ---- what a tracker's class gives

    @pytest.fixture
    def tracker(self) -> Tracker:
        raise NotImplementedError

    @pytest.fixture
    def place(self) -> str:
        raise NotImplementedError

    @pytest.fixture
    def people(self) -> People:
        raise NotImplementedError

    @pytest.fixture
    def broken(self) -> AbstractContextManager[object]:
        """Give a context in which nothing that is sent arrives."""
        raise NotImplementedError

    @pytest.fixture
    def unanswered(self) -> Callable[[], object]:
        """Give a function after which the next create takes effect and is not answered."""
        pytest.skip("this tracker's answers cannot be lost on the way")

    def unknown_ref(self, number: int) -> IssueRef:
        """Give the well-formed ref of an issue that never was."""
        raise NotImplementedError

    def assert_inert(self, issue: Issue) -> None:
        """Check that, as the tracker renders it, the issue notifies, closes, references and embeds nothing."""
        raise NotImplementedError
