"""One spelling for one issue."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.reconcile.refs import canonical, is_commit


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://github.com/Acme/Ops/issues/12", "github.com/acme/ops#12"),
        ("https://www.github.com/acme/ops/pull/12/", "github.com/acme/ops#12"),
        ("acme/ops#12", "github.com/acme/ops#12"),
        ("#12", "github.com/acme/docs#12"),
        ("https://git.example.org/acme/ops/-/issues/3", "git.example.org/acme/ops#3"),
        ("https://acme.atlassian.net/browse/OPS-7", "OPS-7"),
        ("ops-7", "OPS-7"),
        ("https://example.org/t/1?x=2#top", "example.org/t/1?x=2"),
    ],
)
def test_ways_to_write_an_issue_become_one(text: str, expected: str) -> None:
    assert canonical(text, "acme/docs") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://github.com/acme/ops/commit/1a2b3c4d5e6f", True),
        ("acme/ops@1a2b3c4", True),
        ("1a2b3c4", True),
        ("https://github.com/acme/ops/pull/12", False),
        ("acme/ops#1234567", False),
        ("OPS-1234567", False),
        ("1a2b3", False),
        ("deadbeef", False),
    ],
)
def test_a_commit_is_told_from_an_issue(text: str, expected: bool) -> None:
    assert is_commit(text) is expected


@given(st.text())
def test_any_text_has_a_spelling_and_only_one(text: str) -> None:
    once = canonical(text, "")
    assert canonical(once, "") == once or "://" in text or "#" in text
