"""What we write into trackers fits them, and fitting twice is fitting once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.fitting import CUT_BODY, CUT_TITLE, fit_body, fit_title, length, one_line, plain

ANY_TEXT = st.text(st.characters(), max_size=200)  # halves of surrogate pairs included


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param("  two\n\twords ", "two words", id="white space"),
        pytest.param("a\r\nb\rc\u2028d\x85e", "a b c d e", id="every kind of line end"),
        pytest.param("a\x00b\x1b[31mc\x7f", "a\ufffdb\ufffd[31mc\ufffd", id="control characters"),
        pytest.param("a\u202eb\u2066c", "a\ufffdb\ufffdc", id="reading direction"),
        pytest.param("a\ud800b", "a\ufffdb", id="half a surrogate pair"),
        pytest.param("zwei Wörter 日本語 👩\u200d🚒", "zwei Wörter 日本語 👩\u200d🚒", id="honest text"),
    ],
)
def test_a_title_is_one_line_of_text(text: str, line: str) -> None:
    assert one_line(text) == line


def test_a_body_keeps_its_lines() -> None:
    assert plain("a\r\n\r\n\tb\x00\n") == "a\n\n\tb\ufffd\n"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        pytest.param("x" * 100, "x" * 100, id="just fits"),
        pytest.param("x" * 101, "x" * 99 + CUT_TITLE, id="one too many"),
        pytest.param("x" * 98 + " yz", "x" * 98 + CUT_TITLE, id="no blank before the cut"),
        pytest.param("🙂" * 51, "🙂" * 49 + CUT_TITLE, id="an emoji is two, and never halved"),
        pytest.param("\x00", "\ufffd", id="nothing readable"),
        pytest.param("", "(untitled)", id="nothing"),
    ],
)
def test_a_title_is_cut_where_it_is_too_long(text: str, title: str) -> None:
    assert fit_title(text, 100) == title


@given(ANY_TEXT, st.integers(min_value=100, max_value=150))
def test_whatever_is_fitted_fits_can_be_sent_and_stays_as_it_is(text: str, limit: int) -> None:
    for fit in (fit_title, fit_body):
        fitted = fit(text, limit)
        assert length(fitted) <= limit
        assert fitted.encode().decode() == fitted
        assert fit(fitted, limit) == fitted
    assert len(fit_title(text, limit).splitlines()) == 1


@given(st.text("ab \n🙂", min_size=151, max_size=300))
def test_a_body_that_was_cut_says_so_and_wastes_nothing(text: str) -> None:
    fitted = fit_body(text, 150)
    assert fitted.endswith(CUT_BODY)
    assert length(fitted) >= 149
    assert text.startswith(fitted.removesuffix(CUT_BODY))
