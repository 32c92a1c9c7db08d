"""Priorities and severities as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.extraction.words import LANGUAGES
from service.policy.levels import Level, priority_level, severity_level

WRITTEN = [
    # as written, priority, severity
    ("SEV-1", 1, 1),
    ("sev1", 1, 1),
    ("Sev. 1", 1, 1),
    ("S1", 1, 1),
    ("Severity 1", 1, 1),
    ("Impact level 2", 2, 2),
    ("P1 incident", 1, 1),
    ("P0", 0, 1),
    ("SEV5", 5, 4),
    ("p-1", 1, 1),
    ("Prio 2", 2, 2),
    ("Priority: P2", 2, 2),
    ("**P2**", 2, 2),
    ("3", 3, 3),
    ("1 - Critical", 1, 1),
    ("High (P2)", 2, 2),
    ("P1/High", 1, 1),
    ("SEV-2 / P2", 2, 2),
    ("SEV-2 - 2026-03-01", 2, 2),
    ("SEV-2 (no user-facing outage; 19% of requests)", 2, 2),
    ("critical", 0, 1),
    ("Urgent", 0, 1),
    ("HIGH", 1, 2),
    ("High Priority", 1, 2),
    ("High (5 controllers crash-looping)", 1, 2),
    ("High principle, Low magnitude", 1, 2),
    ("major", 1, 2),
    ("Medium", 2, 3),
    ("minor", 3, 3),
    ("low", 3, 4),
    ("very low", 3, 4),
    ("trivial", 4, 4),
    ("hohe Priorität", 1, 2),
    ("Priorité haute", 1, 2),
    ("高", 1, 2),
]


@pytest.mark.parametrize(("text", "priority", "severity"), WRITTEN, ids=[row[0] for row in WRITTEN])
def test_levels_are_read_as_written(text: str, priority: int, severity: int) -> None:
    read = priority_level(text), severity_level(text)
    assert [level and level.number for level in read] == [priority, severity]


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "-",
        "Incident",
        "Priority",
        "SEV-1 / SEV-2 / SEV-3",
        "P0–P2",
        "P0 / P1 / P2",
        "Sev 1-2",
        "Medium - High",
        "SEV-10",
        "P1.5",
        "p99 latency",
        "1 hour",
        "3-5 users",
        "lowered",
        "none measurable",
        "page (OrdersLatencyBurnRate)",
    ],
)
def test_what_is_no_level_or_several_gives_none(text: str | None) -> None:
    assert priority_level(text) is None
    assert severity_level(text) is None


def test_a_level_is_named_in_our_words() -> None:
    assert priority_level("HIGH <b>now</b>") == Level(1, "high (P1)")
    assert severity_level("Sev2 @everyone") == Level(2, "severity 2")


@pytest.mark.parametrize(
    "word", sorted({word.strip() for language in LANGUAGES for word in language.priorities.split("|") if word.strip()})
)
def test_every_priority_that_extraction_knows_has_a_level(word: str) -> None:
    assert priority_level(word) is not None


@given(st.text(max_size=300))
def test_any_text_gives_a_level_within_its_scale_or_none(text: str) -> None:
    priority, severity = priority_level(text), severity_level(text)
    assert (priority is None) == (severity is None)
    assert priority is None or 0 <= priority.number <= 5
    assert severity is None or 1 <= severity.number <= 4
