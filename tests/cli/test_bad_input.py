"""Bad input gives one clear line that says what and where, the right exit code, and no traceback."""

from __future__ import annotations

import socket

import pytest

from tests.cli.terminal import SETTINGS, Said, Terminal

SOURCE = SETTINGS.partition("[[sources]]")[2].partition("[[trackers]]")[0]

BAD_SETTINGS = [
    pytest.param("create_since = ", "not TOML", id="not TOML"),
    pytest.param("colour = 1\n" + SETTINGS, "colour: there is no such setting", id="unknown key"),
    pytest.param(SETTINGS + "prefixx = 1\n", "trackers[0].prefixx: there is no such setting", id="unknown nested key"),
    pytest.param('time_zone = "Mars"\n' + SETTINGS, "time_zone: ", id="unknown time zone"),
    pytest.param("create_after = -1\n" + SETTINGS, "create_after: ", id="out of range"),
    pytest.param('tracker = "jira"\n' + SETTINGS, "tracker: there is no [[trackers]] entry", id="unknown tracker"),
    pytest.param(SETTINGS.replace('"directory"', '"ftp"'), "sources[0].kind: must be one of", id="unknown kind"),
    pytest.param(f"{SETTINGS}\n[[sources]]{SOURCE}", "the name 'docs' is given twice", id="a name twice"),
    pytest.param(f"{SETTINGS}\n[[sources]]{SOURCE.replace('docs', 'more')}", "both read", id="sources that overlap"),
    pytest.param('database = "mysql://x/y"\n' + SETTINGS, "mysql is not supported", id="unknown database"),
    pytest.param('database = "no/such/closeout.db"\n' + SETTINGS, "there is no directory", id="no folder for it"),
    pytest.param('database = "postmortems/a.md"\n' + SETTINGS, "file is not a database", id="no database"),
    pytest.param('key_file = "postmortems"\n' + SETTINGS, "key_file: ", id="no key file"),
    pytest.param(SETTINGS + '\n[serve]\nhost = "0.0.0.0"\n', "0.0.0.0 is no loopback address", id="open to others"),
]


def one_clear_line(said: Said, words: str) -> None:
    assert said.code == 2
    assert words in said.err
    assert "Traceback" not in said.err
    assert len(said.err.splitlines()) == 1


@pytest.mark.parametrize(("text", "words"), BAD_SETTINGS)
def test_bad_settings_are_named_by_their_key(terminal: Terminal, text: str, words: str) -> None:
    terminal.configure(text)
    one_clear_line(terminal.run("serve", "--port", "0"), words)


def test_all_bad_settings_are_named_at_once(terminal: Terminal) -> None:
    terminal.configure('time_zone = "Mars"\ncolour = 1\n' + SETTINGS.replace('"local"', '"ftp"'))
    assert len(terminal.run("check").err.splitlines()) == 3


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        pytest.param(("status", "nothing"), "nothing: there is no such postmortem", id="no such postmortem"),
        pytest.param(("close", "nothing"), "nothing: there is no such item", id="no such item"),
        pytest.param(("link", "x", "JIRA-1"), "names no issue in a configured tracker", id="no such issue"),
        pytest.param(("accept", "nothing"), "nothing: there is no such item", id="nothing to accept"),
    ],
)
def test_what_is_not_there_is_named(terminal: Terminal, arguments: tuple[str, ...], words: str) -> None:
    one_clear_line(terminal.run(*arguments), words)


def test_no_settings_at_all(terminal: Terminal) -> None:
    one_clear_line(terminal.bare("--config", str(terminal.folder / "none.toml"), "status"), "there is no such file")


def test_a_key_that_is_too_short_is_refused(terminal: Terminal) -> None:
    terminal.write("closeout.key", "short")
    one_clear_line(terminal.run("status"), "closeout.key: the key must have at least 32 characters")


def test_a_port_that_is_taken_is_named(terminal: Terminal) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        one_clear_line(terminal.run("serve", "--port", port), f"127.0.0.1:{port}: ")


def test_a_demo_of_what_is_not_there_is_refused(terminal: Terminal) -> None:
    one_clear_line(terminal.bare("demo", "nowhere", "--once"), "nowhere: there is no such file or directory")


def test_a_source_that_is_gone_is_named_once(terminal: Terminal) -> None:
    terminal.configure(SETTINGS.replace('"postmortems"', '"nowhere"'))
    said = terminal.run("resync")
    assert (said.code, said.err.count("source docs: ")) == (1, 1)


def test_a_database_of_a_newer_version_is_left_alone(terminal: Terminal) -> None:
    import sqlite3

    terminal.run("resync")
    with sqlite3.connect(terminal.folder / "closeout.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    one_clear_line(terminal.run("status"), "its schema (9999) is newer than this program knows")


def test_one_bad_document_stops_no_other(terminal: Terminal) -> None:
    bad = terminal.write("postmortems/b.md", b"\x00\x01\x02" * 50)
    folder = terminal.folder / "postmortems"
    said = terminal.bare("extract", "--format", "jsonl", str(folder / "none.md"), str(folder))
    assert said.code == 2
    assert [
        line.split(": ")[1].endswith(name)
        for line, name in zip(said.err.splitlines(), ("none.md", "b.md"), strict=True)
    ]
    assert len(said.out.splitlines()) == 1
    resynced = terminal.run("resync")
    assert resynced.code == 1
    assert bad.name in resynced.err
    assert "1 created, 1 linked" in resynced.out


def test_a_repository_that_cannot_be_read_is_named_and_loses_nothing(terminal: Terminal) -> None:
    terminal.run("resync")
    gone = SETTINGS + '\n[[sources]]\nkind = "git"\nname = "wiki"\nremote = "file:///no/such/repository"\n'
    terminal.configure(gone)
    said = terminal.run("resync")
    assert said.code == 1
    assert "source wiki: " in said.err
    assert "Traceback" not in said.err
    assert terminal.run("status", "--format", "json").json["total"] == 1
