"""What texts come down to, and how alike they are then."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.extraction.identity.likeness import likeness
from service.extraction.identity.wording import with_detail, wording

EQUAL = [
    pytest.param("Add **alert** for `disk`.", "add alert for disk", id="markup and punctuation"),
    pytest.param("See [the runbook](https://wiki.example/r)", "see the runbook", id="a link's text"),
    pytest.param("Add<br>alert <b>now</b>", "add alert now", id="tags"),
    pytest.param("latency < 5 and > 3", "latency 5 and 3", id="less and greater are no tags"),
    pytest.param("STRASSE", "straße", id="case folding"),
    pytest.param("ｄｂ－３", "db-3", id="compatible forms"),
    pytest.param("fail\u00adover", "failover", id="soft hyphen"),
    pytest.param("cafe\u0301", "café", id="composed and decomposed"),
    pytest.param("one\n\t two\u00a0three", "one two three", id="white space"),
]


@pytest.mark.parametrize(("one", "other"), EQUAL)
def test_equal_words(one: str, other: str) -> None:
    assert wording(one).key == wording(other).key


UNEQUAL = [
    pytest.param("deploy on Fridays", "do not deploy on Fridays", id="negation"),
    pytest.param("add a b", "add ab", id="where words end"),
    pytest.param("???", "!!!", id="no words at all"),
    pytest.param("see https://a.example/1", "see https://a.example/2", id="addresses"),
]


@pytest.mark.parametrize(("one", "other"), UNEQUAL)
def test_unequal_words(one: str, other: str) -> None:
    assert wording(one).key != wording(other).key


WEIGHTS = [
    pytest.param("Add an alert for db-3", {"add": 0.5, "alert": 1, "db": 1, "3": 1}, id="English"),
    pytest.param("A replica A", {"replica": 1, "a": 1}, id="an article opens, a name follows"),
    pytest.param("**A** replica A", {"replica": 1, "a": 1}, id="markup before the article"),
    pytest.param("**A** replica A ☂", {"replica": 1, "a": 1}, id="the same beyond ASCII"),
    pytest.param("为磁盘", {"磁": 0.5, "盘": 0.5}, id="Chinese"),
    pytest.param("サーバーの監視", {"サーバー": 1, "監": 0.5, "視": 0.5}, id="Japanese"),
    pytest.param("ดิสก์", {"ดิ": 0.5, "ิส": 0.5, "สก": 0.5, "ก์": 0.5}, id="Thai"),
    pytest.param("the of https://x.example/1", {}, id="nothing telling"),
]


@pytest.mark.parametrize(("text", "weights"), WEIGHTS)
def test_weights(text: str, weights: dict[str, float]) -> None:
    assert wording(text).weights == weights


def test_a_word_of_the_detail_weighs_less_unless_the_title_has_it() -> None:
    whole = with_detail(wording("alert"), wording("alert on disk"))

    assert whole.weights == {"alert": 1, "disk": 0.25}
    assert whole.key == "alert alert on disk"


SAME_WORD = [
    ("alert", "alerts"),
    ("alert", "alret"),
    ("alert", "laert"),
    ("disk", "dissk"),
    ("monitor", "monitoring"),
    ("document", "documentation"),
    ("receive", "recieve"),
    ("límites", "limites"),
    ("fail-over", "failover"),
    ("알림", "알림을"),
    ("алерт", "алерты"),
]
OTHER_WORD = [
    ("increase", "decrease"),
    ("ingress", "egress"),
    ("disk", "desk"),
    ("internal", "external"),
    ("db1", "db2"),
    ("disk", "memory"),
    ("test", "rest"),
    ("payments", "payroll"),
]


@pytest.mark.parametrize(("one", "other"), SAME_WORD)
def test_slips_and_forms_of_a_word_are_nearly_the_word(one: str, other: str) -> None:
    found = likeness(wording(one), wording(other))

    assert 0.85 < found.score < 1
    assert not found.replaced


@pytest.mark.parametrize(("one", "other"), OTHER_WORD)
def test_other_words_are_other_words(one: str, other: str) -> None:
    found = likeness(wording(one), wording(other))

    assert found.score == 0
    assert found.replaced


def test_a_replaced_name_is_told_from_an_added_one() -> None:
    assert likeness(wording("drain db-3"), wording("drain db-4")).renamed
    assert not likeness(wording("drain db"), wording("drain db-4")).renamed


@settings(deadline=None)  # a busy machine is no defect
@given(st.text(), st.text())
def test_any_texts_can_be_compared(one: str, other: str) -> None:
    found = likeness(wording(one), wording(other))

    assert 0 <= found.score <= 1 + 1e-9
    assert likeness(wording(one), wording(one)).score == 1


@pytest.mark.parametrize("piece", ["[", "<a", "](", "[a](", "https://", "é", "漢", "a "])
def test_long_hostile_texts_are_read_in_linear_time(piece: str) -> None:
    assert len(wording(piece * 100_000).weights) <= 300
