"""The demo's samples are read as their authors meant them, in every form that they show."""

from __future__ import annotations

from datetime import date
from importlib.resources import files

import pytest

from connectors.tracker import State
from service.extraction.document import extract
from service.model import Extraction, ItemType

SAMPLES = files("service.cli") / "samples"
FAR_AWAY = date(2030, 1, 1)

CHECKOUT, SEARCH, MAIL, LEDGER, RESOLVER, FLAGS, STATUS_PAGE = (
    "2026-02-11-checkout-certificate.md",
    "2026-04-03-search-stale-index.md",
    "2026-06-18-mail-backlog.md",
    "2026-08-27-ledger-double-posting.md",
    "2026-10-05-resolver-outage.md",
    "2026-11-09-flag-service.md",
    "status-page-2026-05-19.txt",
)
EXPECTED = {
    CHECKOUT: (date(2026, 2, 11), 5),
    SEARCH: (date(2026, 4, 3), 5),
    MAIL: (date(2026, 6, 18), 5),
    LEDGER: (date(2026, 8, 27), 4),
    RESOLVER: (date(2026, 10, 5), 5),
    FLAGS: (date(2026, 11, 9), 0),
    STATUS_PAGE: (date(2026, 5, 19), 4),
}


def read(name: str) -> Extraction:
    """Extract a sample."""
    return extract((SAMPLES / name).read_bytes(), name)


def test_every_sample_is_expected_here() -> None:
    assert {entry.name for entry in SAMPLES.iterdir()} == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_sample_gives_its_date_and_all_its_items(name: str) -> None:
    found = read(name)
    assert (found.date, len(found.items)) == EXPECTED[name]
    assert found.title
    assert [item.title for item in found.items if "[" in item.title or "due" in item.title.lower()] == []


@pytest.mark.parametrize("name", [CHECKOUT, SEARCH, MAIL, LEDGER, RESOLVER])
def test_every_item_of_a_sample_that_names_owners_has_one(name: str) -> None:
    assert [item.title for item in read(name).items if not item.owners] == []


def test_the_table_gives_types_priorities_and_the_issue_that_is_there_already() -> None:
    items = read(CHECKOUT).items
    assert [item.type for item in items] == [
        ItemType.PREVENT,
        ItemType.DETECT,
        ItemType.DETECT,
        ItemType.MITIGATE,
        ItemType.PROCESS,
    ]
    assert [item.priority for item in items] == ["P1", "P1", "P2", "P3", "P4"]
    assert [item.refs for item in items] == [("acme/payments#412",), (), (), (), ()]


def test_what_is_ticked_off_is_done() -> None:
    done = [item.state is State.DONE for item in read(MAIL).items]
    assert done == [True, True, False, False, False]


def test_themes_give_the_type() -> None:
    types = [item.type for item in read(RESOLVER).items]
    assert types == [ItemType.PREVENT, ItemType.PREVENT, ItemType.DETECT, ItemType.MITIGATE, ItemType.MITIGATE]


def test_front_matter_gives_severity_services_and_authors() -> None:
    found = read(LEDGER)
    assert found.severity == "SEV-2"
    assert found.services == ("ledger", "refunds")
    assert found.authors == ("Tomasz Wolny", "Aisha Bello")


def test_a_section_without_items_is_reported_with_its_line() -> None:
    assert [problem.line for problem in read(FLAGS).problems] == [22]


def test_something_in_the_demo_is_overdue_and_something_is_due_much_later() -> None:
    dues = [item.due for name in EXPECTED for item in read(name).items if item.due and item.state is not State.DONE]
    assert min(dues) < date(2026, 12, 1)
    assert max(dues) > FAR_AWAY
