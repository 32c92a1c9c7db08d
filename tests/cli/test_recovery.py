"""Losing the database, at the command line: rebuild, backup, restore, journal, audit, schema."""

from __future__ import annotations

import csv
import io
import sqlite3
from contextlib import closing

import pytest

from tests.cli.terminal import SETTINGS, Terminal

GROUPED = (("journal", "export"), ("journal", "import"), ("db", "version"), ("db", "migrate"))


def lose(terminal: Terminal) -> None:
    """Take the database away, as its page says."""
    for path in terminal.folder.glob("closeout.db*"):
        path.unlink()


def item(terminal: Terminal) -> str:
    return str(terminal.run("overdue", "--format", "json").json["items"][0]["id"])


def test_a_lost_database_is_rebuilt_with_the_same_ids_and_nothing_is_created(terminal: Terminal) -> None:
    terminal.run("resync")
    before = item(terminal)
    terminal.run("close", before)
    lose(terminal)
    dry = terminal.run("rebuild", "--dry-run")
    assert (dry.code, "1 have the issue that was made for them" in dry.out) == (0, True)
    assert terminal.run("status", "--format", "json").json["total"] == 0
    done = terminal.run("rebuild", "--format", "json")
    assert (done.code, done.json["matched"], done.json["named"]) == (0, 1, 1)
    (page,) = terminal.run("status", "--format", "json").json["postmortems"]
    shown = terminal.run("status", page["id"], "--format", "json").json
    assert [(one["id"] == before, one["said"].partition(":")[0]) for one in shown["items"]] == [
        (True, "done"),
        (False, "unread"),
    ]
    assert "0 created" in terminal.run("resync").out


def test_a_database_that_is_not_empty_is_left_alone(terminal: Terminal) -> None:
    terminal.run("resync")
    for options in ((), ("--dry-run",)):
        said = terminal.run("rebuild", *options)
        assert (said.code, said.out) == (2, "")
        assert "the database is not empty" in said.err
        assert len(said.err.splitlines()) == 1


def test_what_was_not_matched_is_listed_and_ends_with_one(terminal: Terminal) -> None:
    terminal.run("resync")
    lose(terminal)
    text = (terminal.folder / "postmortems/a.md").read_text()
    terminal.write("postmortems/a.md", text.replace("Add an alert on the error rate", "Drink more tea"))
    said = terminal.run("rebuild")
    assert said.code == 1
    assert "its item is not in a.md any more" in said.out
    assert "1 issues not matched, 1 items held" in said.out
    assert "held: its issue may be LOCAL-1" in terminal.run("status", "a.md").out.replace("\n", " ")
    assert "accepted" in terminal.run("accept", "a.md").out
    assert "held" not in terminal.run("status", "a.md").out


def test_another_place_has_to_be_one_of_a_tracker(terminal: Terminal) -> None:
    for place in ("nowhere=x", "local", "local="):
        assert terminal.run("rebuild", "--place", place).code == 2
    assert terminal.run("rebuild", "--place", "local=elsewhere").code == 0


def test_decisions_go_out_and_come_back_in(terminal: Terminal) -> None:
    terminal.run("resync")
    terminal.run("unlink", item(terminal))
    told = {kind: terminal.run("journal", "export", "--format", kind).out for kind in ("jsonl", "csv")}
    lose(terminal)
    files = {kind: str(terminal.write(f"journal.{kind}", text)) for kind, text in told.items()}
    rebuilt = terminal.run("rebuild", "--decisions", files["jsonl"])
    assert "1 decisions entered, 1 of them done again" in rebuilt.out
    assert (
        "0 decisions entered, 0 of them done again; 1 were there already"
        in terminal.run("journal", "import", files["csv"]).out
    )
    assert terminal.run("journal", "export").out == told["jsonl"]
    assert "unlinked by hand" in terminal.run("plan").out


@pytest.mark.parametrize("command", [("journal", "import"), ("rebuild", "--decisions")], ids=" ".join)
def test_a_file_that_is_no_journal_is_named(terminal: Terminal, command: tuple[str, ...]) -> None:
    path = str(terminal.write("notes.txt", "buy milk"))
    said = terminal.run(*command, path)
    assert (said.code, f"{path}: line 1 is no JSON" in said.err) == (2, True)
    assert terminal.run(*command, f"{path}.none").code == 2


def test_a_backup_is_restored_and_brought_up_to_date(terminal: Terminal) -> None:
    terminal.run("resync")
    backup = str(terminal.folder / "backup")
    assert "closeout.db, closeout.key, journal.jsonl, tracker-local.db" in terminal.run("backup", backup).out
    assert terminal.run("backup", backup).code == 2
    before = item(terminal)
    refused = terminal.run("restore", backup)
    assert (refused.code, "--force" in refused.err) == (2, True)
    restored = terminal.run("restore", backup, "--force")
    assert restored.code == 0
    assert "is kept as" in restored.out
    held = terminal.run("resync")
    assert (held.code, "`closeout rebuild --restored` comes first" in held.err) == (1, True)
    assert terminal.run("rebuild", "--restored", "--dry-run").code == 0
    assert terminal.run("rebuild", "--restored").code == 0
    assert (terminal.run("resync").code, item(terminal)) == (0, before)


def test_a_backup_says_what_is_not_in_it(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLOSEOUT_KEY", "k" * 32)
    said = terminal.run("backup", str(terminal.folder / "backup"))
    assert "not in the backup: the key: it is in CLOSEOUT_KEY" in said.err
    assert "closeout.key" not in said.out


def test_the_audit_says_who_did_what(terminal: Terminal) -> None:
    terminal.run("resync")
    one = item(terminal)
    terminal.run("close", one)
    assert "LOCAL-1" in terminal.run("audit").out
    told = terminal.run("audit", "--item", one[:8], "--format", "json").json
    assert [line["verb"] for line in told] == ["set_state", "state", "state", "create"]
    assert {line["item"] for line in told} == {one}
    assert terminal.run("audit", "--since", "2099-01-01", "--format", "json").json == []
    (head, *lines) = csv.reader(io.StringIO(terminal.run("audit", "--format", "csv").out))
    assert (head[:3], len(lines)) == (["at", "who", "verb"], 5)


def test_a_title_that_is_a_formula_is_none_in_the_csv(terminal: Terminal) -> None:
    terminal.write("postmortems/a.md", "# Outage\n\n## Action items\n\n- =HYPERLINK(1) fix the alert\n")
    terminal.run("resync")
    rows = list(csv.DictReader(io.StringIO(terminal.run("audit", "--format", "csv").out)))
    assert {row["title"][:2] for row in rows} == {"'="}


def test_the_schema_is_shown_and_brought_up_to_date(terminal: Terminal) -> None:
    none = terminal.run("db", "version")
    assert (none.code, "the database has schema none" in none.out) == (1, True)
    assert not (terminal.folder / "closeout.db").exists()
    assert "it had none" in terminal.run("db", "migrate").out
    assert terminal.run("db", "version").code == 0
    assert "already" in terminal.run("db", "migrate").out


@pytest.mark.parametrize("command", [("db", "migrate"), ("resync",), ("backup", "somewhere"), ("audit",)], ids=" ".join)
def test_a_newer_schema_is_refused_by_every_command_and_left_alone(
    terminal: Terminal, command: tuple[str, ...]
) -> None:
    terminal.run("resync")
    database = terminal.folder / "closeout.db"
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    said = terminal.run(*command)
    assert (said.code, said.out) == (2, "")
    assert "its schema (9999) is newer than this program knows" in said.err
    assert len(said.err.splitlines()) == 1
    shown = terminal.run("db", "version")
    assert (shown.code, "it is newer" in shown.out) == (1, True)
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [("9999",)]


def test_on_postgresql_backup_and_restore_say_what_to_use(terminal: Terminal) -> None:
    from tests import databases

    terminal.run("resync")
    backup = str(terminal.folder / "backup")
    terminal.run("backup", backup)
    with databases.postgresql() as address:
        terminal.configure(f'database = "{address}"\n{SETTINGS}')
        assert "pg_dump" in terminal.run("backup", str(terminal.folder / "second")).err
        assert "pg_restore" in terminal.run("restore", backup).err


@pytest.mark.parametrize("command", GROUPED, ids=" ".join)
def test_the_help_of_every_command_of_a_group_has_an_example(terminal: Terminal, command: tuple[str, ...]) -> None:
    said = terminal.bare(*command, "--help")
    assert (said.code, "Example" in said.out) == (0, True)
