"""What the commands do and print."""

from __future__ import annotations

import pytest

from tests.cli.terminal import SETTINGS, Terminal

COMMANDS = (
    "demo", "extract", "plan", "resync", "refresh", "status", "overdue",
    "link", "unlink", "close", "reopen", "accept", "check", "serve",
    "audit", "rebuild", "backup", "restore",
)  # fmt: skip


def test_the_main_job_from_an_empty_database_to_a_closed_item(terminal: Terminal) -> None:
    first = terminal.run("resync")
    assert first.code == 0
    assert "1 created, 1 linked" in first.out
    assert "0 created, 0 linked" in terminal.run("resync").out
    (item,) = terminal.run("overdue", "--format", "json").json["items"]
    assert (item["title"], item["owners"], item["due"]) == ("Add an alert on the error rate", ["Ann"], "2026-03-20")
    assert item["issues"][0]["key"] == "LOCAL-1"
    assert terminal.run("close", item["id"][:8]).out == "LOCAL-1 is done now\n"
    assert terminal.run("overdue").out == "nothing is overdue\n"
    page = terminal.run("status", "a.md", "--format", "json").json
    assert (page["completion"]["done"], page["completion"]["total"]) == (1, 2)
    assert [one["said"] for one in page["items"]] == ["done", "unread: no tracker configured for it"]
    assert "is open now" in terminal.run("reopen", item["id"]).out
    assert "is dropped now" in terminal.run("close", item["id"], "--dropped").out


def test_a_plan_and_a_dry_run_show_what_would_be_done_and_do_nothing(terminal: Terminal) -> None:
    for command in (("plan",), ("resync", "--dry-run")):
        said = terminal.run(*command, "--format", "json").json
        assert {action["action"] for action in said["actions"]} == {"create", "link"}
        assert said["outcomes"] == []
    assert "a new issue in postmortems" in terminal.run("plan").out
    terminal.run("resync")
    assert terminal.run("plan", "--format", "json").json["planned"] == 0
    assert "LOCAL-1" in terminal.run("plan", "--all").out


def test_old_items_are_counted_and_a_line_says_how_to_file_them(terminal: Terminal) -> None:
    terminal.configure(SETTINGS.replace("1970-01-01", "2027-01-01"))
    said = terminal.run("resync")
    assert "1 items in documents older than 2027-01-01 are tracked, not filed" in said.out
    assert "--create-since" in said.out
    assert "1 created" in terminal.run("resync", "--create-since", "2026-01-01").out


def test_linking_and_unlinking_by_hand(terminal: Terminal) -> None:
    terminal.run("resync")
    named = next(
        item for item in terminal.run("status", "a.md", "--format", "json").json["items"] if item["line"] == 10
    )
    assert "linked LOCAL-1 (open)" in terminal.run("link", named["id"], "local-1").out
    refused = terminal.run("unlink", named["id"])
    assert refused.code == 2
    assert "say which issue" in refused.err
    assert "unlinked LOCAL-1" in terminal.run("unlink", named["id"], "LOCAL-1").out


def test_a_held_document_is_accepted(terminal: Terminal) -> None:
    terminal.run("resync")
    terminal.write("postmortems/a.md", "# Outage of the API\n\n## Action items\n\n- Something else entirely\n")
    held = terminal.run("resync")
    assert held.code == 1
    assert "are gone from the document; accept it" in held.err
    assert "accepted" in terminal.run("accept", "a.md").out
    assert terminal.run("resync").code == 0


def test_refresh_reads_the_issues_again(terminal: Terminal) -> None:
    terminal.run("resync")
    assert terminal.run("refresh").out == "1 issues read, 0 changed, 0 cannot be read\n"
    terminal.write("issues.db", b"no database " * 400)
    broken = terminal.run("refresh", "--format", "json")
    assert broken.code == 3
    assert list(broken.json["failures"]) == ["local"]


def test_check_names_what_is_wrong_and_what_to_do(terminal: Terminal) -> None:
    assert terminal.run("check").code == 0
    terminal.configure(SETTINGS.replace('path = "postmortems"', 'path = "nowhere"').partition("[[trackers]]")[0])
    said = terminal.run("check", "--format", "json")
    assert said.code == 1
    wrong = {finding["part"]: finding["remedy"] for finding in said.json if not finding["ok"]}
    assert wrong == {"source docs": "correct `path` of source docs", "trackers": "add a [[trackers]] entry"}


def test_extract_prints_one_object_a_document(terminal: Terminal) -> None:
    path = terminal.folder / "postmortems"
    said = terminal.bare("extract", "--format", "json", str(path)).json
    assert [one["title"] for one in said] == ["Outage of the API"]
    wanted = {"title", "line", "type", "type_source", "owners", "refs", "due", "priority", "state", "confidence"}
    assert all(wanted | {"review"} <= item.keys() for item in said[0]["items"])
    lines = terminal.bare("extract", "--format", "jsonl", str(path / "a.md"), str(path / "a.md")).out.splitlines()
    assert len(lines) == 2
    explained = terminal.bare("extract", "--explain", str(path / "a.md")).out
    assert "Add an alert on the error rate" in explained


def test_the_demo_prints_every_postmortem_with_its_items_and_ends(terminal: Terminal) -> None:
    said = terminal.bare("demo", str(terminal.folder / "postmortems"), "--once")
    assert said.code == 0
    assert "unread: no tracker configured for it" in said.out
    assert "1 documents, 2 items (2 new), 1 created, 1 linked" in said.out


def test_words_of_documents_do_not_reach_the_terminal_as_commands(terminal: Terminal) -> None:
    terminal.write(
        "postmortems/a.md", "# Out\x1b[31mage [bold]x[/bold]\n\n## Action items\n\n- Add \x1b]0;owned\x07 it\n"
    )
    said = terminal.bare("demo", str(terminal.folder / "postmortems"), "--once")
    assert "\x1b" not in said.out + said.err
    assert "[bold]" in said.out


@pytest.mark.parametrize(
    "command",
    COMMANDS,
)
def test_the_help_of_every_command_has_an_example(terminal: Terminal, command: str) -> None:
    said = terminal.bare(command, "--help")
    assert said.code == 0
    assert "Example" in said.out
