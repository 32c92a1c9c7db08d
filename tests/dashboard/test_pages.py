"""The pages: what they say, and what they let nobody do to them."""

from __future__ import annotations

import httpx
import pytest
from bs4 import BeautifulSoup, Tag

from connectors.tracker import State
from service.operations import by_hand
from tests.dashboard.conftest import Look
from tests.fakes.served import Served
from tests.operations.world import World


def words(tree: BeautifulSoup | Tag) -> str:
    return " ".join(tree.get_text(" ").split())


def rows(page: BeautifulSoup) -> list[list[str]]:
    return [[words(cell) for cell in row.select("td")] for row in page.select("tbody tr")]


def page_of(world: World, title: str) -> str:
    return f"/postmortems/{world.item(title).line.postmortem_id}"


def test_the_overview_lists_postmortems_with_what_is_done_and_what_is_overdue(world: World, look: Look) -> None:
    world.write("a.md", "Add an alert", "Write a runbook (due 2026-02-20)", day="2026-02-10")
    world.write("b.md", title="Nothing to learn", day="2026-03-01")
    world.resync()
    world.person_sets("Add an alert", State.DONE)
    world.resync()
    page = look("/")
    assert rows(page) == [
        ["2026-03-01", "Nothing to learn", "no action items", "docs"],
        ["2026-02-10", "An outage", "1/2 done · 1 overdue", "docs"],
    ]
    assert [words(figure) for figure in page.select(".figures li")] == ["2 postmortems", "1 overdue"]
    (bar,) = page.select("progress")
    assert (bar["max"], bar["value"], bar["aria-label"]) == ("2", "1", "1 of 2 done")


def test_with_nothing_to_show_it_says_what_to_do(look: Look) -> None:
    assert "No postmortems yet. Name a source in closeout.toml , then run closeout resync" in words(look("/"))
    assert "Nothing is overdue." in words(look("/overdue"))


def test_a_long_list_goes_on_on_older_pages_and_back(world: World, look: Look) -> None:
    for number in range(52):
        world.write(f"{number:02}.md", title=f"Outage {number}")
    world.plan()
    first = look("/")
    (older,) = first.select("main p a")
    second = look(str(older["href"]))
    assert (words(older), len(rows(first)), len(rows(second))) == ("Older", 50, 2)
    assert [(words(link), link["href"]) for link in second.select("main p a")] == [("Newer", "/?offset=0")]


def test_a_postmortem_shows_its_items_with_owner_due_and_issue(world: World, look: Look) -> None:
    table = (
        "| Type | Action | Owner | Due |\n|---|---|---|---|\n"
        "| Prevent | Write a runbook | Ann | 2026-02-20 |\n| Detect | Add an alert | | |\n"
    )
    world.put("a.md", f"# An outage\n\nDate: 2026-02-10\n\n## Action items\n\n{table}")
    world.resync()
    assert rows(look(page_of(world, "Add an alert"))) == [
        [
            "open",
            "Write a runbook prevent",
            "Ann",
            "2026-02-20 10 d over already past when first seen",
            "LOCAL-1 Open",
            "Close",
        ],
        ["open", "Add an alert detect", "–", "–", "LOCAL-2 Open", "Close"],
    ]


def test_only_what_is_overdue_shouts(world: World, look: Look) -> None:
    world.write("a.md", "Write a runbook (due 2026-02-20)", "Add an alert", "Fix it (acme/ops#12)")
    world.resync()
    page = look(page_of(world, "Add an alert"))
    assert [words(loud) for loud in page.select(".alarm")] == ["1 overdue", "10 d over"]


def test_overdue_items_are_listed_the_longest_first_and_lead_to_their_postmortem(world: World, look: Look) -> None:
    world.write("a.md", "Write a runbook (due 2026-02-20)", "Add an alert (due 2026-01-31)", "Wait (due 2026-03-02)")
    world.resync()
    page = look("/overdue")
    assert [row[0] for row in rows(page)] == [
        "2026-01-31 30 d over already past when first seen",
        "2026-02-20 10 d over already past when first seen",
    ]
    line = world.item("Add an alert").line
    assert page.select("td a")[0]["href"] == f"/postmortems/{line.postmortem_id}#{line.id}"
    assert look(page_of(world, "Add an alert")).find(id=line.id)


def test_a_form_closes_an_item_and_leads_back_to_it(world: World, served: Served, look: Look) -> None:
    world.write("a.md", "Add an alert")
    world.resync()
    line = world.item("Add an alert").line
    for button, said in (("Close", "done"), ("Reopen", "open")):
        page = look(f"/postmortems/{line.postmortem_id}")
        (form,) = page.select("form")
        (control,) = form.select("button")
        assert (words(control), control["aria-label"]) == (button, f"{button}: Add an alert")
        answer = served.client.post(str(form["action"]), data={"state": str(control["value"])})
        assert (answer.status_code, answer.headers["location"]) == (303, f"/postmortems/{line.postmortem_id}#{line.id}")
        assert world.said() == {"Add an alert": said}


def test_an_item_whose_tracker_is_not_ours_to_write_to_has_no_button(world: World, look: Look) -> None:
    world.write("a.md", "Fix it (acme/ops#12)")
    world.resync()
    page = look(page_of(world, "Fix it"))
    assert rows(page)[0][0] == "unread: no tracker configured for it"
    assert page.select("form") == []


def test_a_source_that_lost_its_documents_is_shown_with_its_remedy(world: World, look: Look) -> None:
    world.write("a.md", "Add an alert")
    world.resync()
    world.remove("a.md")
    world.resync()
    for path in ("/", page_of(world, "Add an alert")):
        (note,) = look(path).select(".note")
        assert "Accept it with closeout accept docs" in words(note)
    by_hand.accept(world.context, "docs", who="Ann")
    world.resync()
    assert look("/").select(".note") == []


def test_a_held_document_is_shown_with_its_remedy(world: World, look: Look) -> None:
    world.write("a.md", "Add an alert", "Write a runbook", "Fix the queue", "Test the backup")
    world.resync()
    world.write("a.md", "Add an alert")
    world.resync()
    (note,) = look(page_of(world, "Add an alert")).select(".note")
    assert "Accept it with closeout accept a.md" in words(note)
    assert rows(look("/"))[0][1] == "An outage held"


def test_a_source_that_cannot_be_read_is_named_with_the_reason(world: World, look: Look) -> None:
    world.write("a.md", "Add an alert")
    world.resync()
    world.documents.rename(world.folder / "away")
    world.resync()
    (note,) = look("/").select(".note")
    assert words(note).startswith("docs : ")
    assert "there is no directory" in words(note)
    assert rows(look("/"))[0][1] == "An outage"


def test_what_is_wrong_with_a_document_stands_on_its_page(world: World, look: Look) -> None:
    world.put("a.md", "# An outage\n\nDate: 2026-02-10\n\n## Action items\n\n## Notes\n\nNone.\n")
    world.resync()
    (link,) = look("/").select("td a")
    assert "Line 5: nothing listed under 'Action items'" in words(look(str(link["href"])))


@pytest.mark.parametrize("path", ["/", "/overdue", "/nothing"])
def test_every_page_has_its_landmarks_and_loads_nothing_from_elsewhere(look: Look, path: str) -> None:
    page = look(path)
    assert page.html is not None
    assert page.html["lang"] == "en"
    assert [len(page.select(part)) for part in ("h1", "main", "header", "nav", "title")] == [1, 1, 1, 1, 1]
    assert page.select_one("a.skip[href='#main']")
    loaded = [str(tag.get("href") or tag.get("src")) for tag in page.select("link, img, script")]
    assert all(address.startswith("/static/") for address in loaded)
    assert not page.select("[style], style, script")


def test_the_page_that_is_shown_is_marked_in_the_navigation(look: Look) -> None:
    assert [words(link) for link in look("/overdue").select("nav [aria-current=page]")] == ["Overdue"]


def test_what_is_not_there_is_said_on_a_page_with_a_way_back(served: Served) -> None:
    answer: httpx.Response = served.client.get("/postmortems/zzz", headers={"accept": "text/html"})
    assert answer.status_code == 404
    assert BeautifulSoup(answer.text, "html.parser").select_one("main a[href='/']")
