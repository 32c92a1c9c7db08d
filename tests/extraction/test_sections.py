"""What a heading opens, and what is said of the sections that are passed over."""

from __future__ import annotations

import pytest

from service.extraction.document import extract
from service.extraction.sections import role_of
from service.extraction.vocabulary import Role

HEADINGS = [
    ("Action items", Role.ACTIONS),
    ("5. Action Items:", Role.ACTIONS),
    ("🛠 Next steps", Role.ACTIONS),
    ("Phase 3: Improvement plan", Role.ACTIONS),
    ("Lessons learned and action items", Role.ACTIONS),
    ("Revised action items (they replace those above)", Role.ACTIONS),
    ("How will we prevent this from happening again?", Role.ACTIONS),
    ("Acciones correctivas", Role.ACTIONS),
    ("Mesures préventives à venir", Role.ACTIONS),
    ("Maßnahmen zur Vermeidung", Role.ACTIONS),
    ("Następne kroki", Role.ACTIONS),
    ("План действий", Role.ACTIONS),
    ("再発防止策について", Role.ACTIONS),
    ("재발 방지 대책", Role.ACTIONS),
    ("改进措施", Role.ACTIONS),
    ("Prevention", Role.MEASURES),
    ("What could be improved", Role.MEASURES),
    ("Lessons learned", Role.LESSONS),
    ("Actions taken", Role.ELSEWHERE),
    ("Immediate actions taken", Role.ELSEWHERE),
    ("Timeline (all times in UTC)", Role.ELSEWHERE),
    ("What went well?", Role.ELSEWHERE),
    ("暂时措施时间线", Role.ELSEWHERE),
    ("Why were the action items of the last postmortem late?", None),
    ("The new colleagues of the payments team", None),
    ("The day the queue broke", None),
]


@pytest.mark.parametrize(("heading", "role"), HEADINGS, ids=[heading for heading, _ in HEADINGS])
def test_a_heading_opens_what_it_says(heading: str, role: Role | None) -> None:
    assert role_of(heading) is role


def test_sections_that_are_passed_over_say_why() -> None:
    text = "# P 2026-01-01\n\n## Timeline\n\n- Add x\n\n## Our team\n\n- Add y\n\n## Action items\n\n- Add z\n"
    extraction = extract(text.encode(), "a.md")
    assert [item.title for item in extraction.items] == ["Add z"]
    skipped = {section.heading: section.why for section in extraction.skipped}
    assert skipped["Timeline"] == "its heading says what happened, not what is to be done"
    assert skipped["Our team"] == "its heading names no follow-up work"
