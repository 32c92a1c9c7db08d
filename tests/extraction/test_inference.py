"""Types that no one stated: guessed from the wording, and shown as guesses."""

from __future__ import annotations

import pytest

from service.extraction.document import extract
from service.extraction.inference import infer
from service.model import ItemType, TypeSource

WORDINGS = [
    ("Alert on the queue's depth", ItemType.DETECT),
    ("Add a dashboard for replication lag", ItemType.DETECT),
    ("Write a runbook for failover", ItemType.PROCESS),
    ("Train the on-call team", ItemType.PROCESS),
    ("Investigate why the probe was silent", ItemType.INVESTIGATE),
    ("Find out who depends on the old endpoint", ItemType.INVESTIGATE),
    ("Roll back automatically when errors rise", ItemType.MITIGATE),
    ("Add a circuit breaker to the client", ItemType.MITIGATE),
    ("Validate the configuration before it is deployed", ItemType.PREVENT),
    ("Delete the orphaned volumes", ItemType.REPAIR),
    ("Documenter la procédure de bascule", ItemType.PROCESS),
    ("アラートを追加する", ItemType.DETECT),
]


@pytest.mark.parametrize(("title", "kind"), WORDINGS, ids=[title for title, _ in WORDINGS])
def test_wording_tells_the_type(title: str, kind: ItemType) -> None:
    assert infer(title) is kind


def test_what_says_nothing_is_not_guessed() -> None:
    assert infer("Ask Ann") is None


def test_a_guess_is_marked_as_one_and_never_overrides_what_is_stated() -> None:
    text = "# P 2026-01-01\n\n## Action items\n\n- Alert on lag\n- Prevention: alert on lag twice\n"
    items = extract(text.encode(), "a.md").items
    assert [(item.type, item.type_source) for item in items] == [
        (ItemType.DETECT, TypeSource.INFERRED),
        (ItemType.PREVENT, TypeSource.STATED),
    ]
