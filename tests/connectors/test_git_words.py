"""What Git prints and complains about, and what is made of it: the pure part."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.errors import ConnectorError, Misconfigured, Refused, Temporary
from connectors.git.failures import gist, meaning, scrubbed
from connectors.git.listing import additions, documents, renamed, sizes
from connectors.globs import Globs
from connectors.paths import path_bytes, path_text, shown

EVERYTHING = Globs.parse(("**",))


@pytest.mark.parametrize(
    ("complaint", "kind"),
    [
        ("fatal: Authentication failed for 'https://h/a/b/'", Refused),
        ("fatal: could not read Username for 'https://h': terminal prompts disabled", Refused),
        ("git@h: Permission denied (publickey).\nfatal: Could not read from remote repository.", Refused),
        ("Host key verification failed.\nfatal: Could not read from remote repository.", Refused),
        ("fatal: unable to access 'https://h/': The requested URL returned error: 403", Refused),
        ("fatal: unable to access 'https://h/': SSL certificate problem: self-signed certificate", Refused),
        ("fatal: detected dubious ownership in repository at '/srv/x'", Refused),
        ("remote: Repository not found.\nfatal: repository 'https://h/a/b/' not found", Misconfigured),
        ("ERROR: Repository not found.\nfatal: Could not read from remote repository.", Misconfigured),
        ("fatal: couldn't find remote ref refs/heads/x", Misconfigured),
        ("fatal: '/srv/x' does not appear to be a git repository\nfatal: Could not read from…", Misconfigured),
        ("fatal: transport 'http' not allowed", Misconfigured),
        ("fatal: unable to access 'https://h/': Could not resolve host: h", Temporary),
        ("ssh: connect to host h port 22: Connection timed out\nfatal: Could not read from remote…", Temporary),
        ("fatal: unable to access 'https://h/': The requested URL returned error: 502", Temporary),
        ("error: RPC failed; curl 18 transfer closed\nfatal: early EOF", Temporary),
        ("fatal: the remote end hung up unexpectedly", Temporary),
        ("fatal: write error: No space left on device", Temporary),
        ("fatal: write error in /copy/objects: No space left on device", Temporary),
    ],
)
def test_what_a_complaint_means(complaint: str, kind: type[ConnectorError]) -> None:
    error = meaning(complaint, "source x: h", (), "/copy")
    assert type(error) is kind
    assert str(error).startswith("source x: h cannot be fetched: ")
    assert "\n" not in str(error)


@pytest.mark.parametrize(
    "complaint",
    [
        "fatal: not a git repository: '/copy'",
        "error: unable to open /copy/objects/pack: No such file or directory",
        "fatal: Unable to create '/copy/refs/closeout/head.lock': File exists.",
        "fatal: bad object refs/closeout/head",
        "",
    ],
)
def test_what_is_wrong_with_our_own_copy_is_not_the_remotes_fault(complaint: str) -> None:
    assert meaning(complaint, "source x", (), "/copy") is None


def test_neither_names_nor_the_server_decide_what_a_complaint_means() -> None:
    remote = "https://h/acme/certificate-authentication-failed"
    complaint = f"remote: fatal: Authentication failed\nfatal: unable to access '{remote}/': Could not resolve host: h"
    assert type(meaning(complaint, "source x", (remote, "main"), "/copy")) is Temporary


def test_the_telling_line_is_shown() -> None:
    assert gist("warning: x\nfatal: Could not read from remote repository.\nfatal: boom\n") == "boom"
    assert gist("") == "no reason given"
    assert gist("fatal: \x1b[31mred\x07" + "x" * 1000).startswith("\N{REPLACEMENT CHARACTER}[31mred")
    assert len(gist("fatal: " + "x" * 1000)) == 300


@given(st.text("abc/:@ \n", max_size=40), st.text("xyz%+", min_size=4, max_size=12))
def test_secrets_are_taken_out(around: str, secret: str) -> None:
    said = scrubbed(f"{around}{secret}{around} https://user:{secret[::-1]}w@host/ {secret}", [secret, ""])
    assert secret not in said
    assert secret[::-1] + "w@" not in said


def test_only_regular_files_that_are_documents_are_listed() -> None:
    one = "1" * 40
    tree = "".join(
        f"{mode} {kind} {one}\t{path}\0"
        for mode, kind, path in [
            ("100644", "blob", "a.md"),
            ("100755", "blob", "b.md"),
            ("100664", "blob", "old.md"),
            ("120000", "blob", "link.md"),
            ("160000", "commit", "module.md"),
            ("100644", "blob", "../out.md"),
            ("100644", "blob", "x/tab\tnew\nline.md"),
        ]
    )
    assert documents(tree.encode(), EVERYTHING) == dict.fromkeys(("a.md", "b.md", "old.md", "x/tab\tnew\nline.md"), one)
    assert documents(b"", EVERYTHING) == {}


def test_the_earliest_addition_counts() -> None:
    commits = [b"300", b"\nA", b"a.md", b"100", b"\nA", b"a.md", b"A", b"A\n100", b"200", b"\nA", b"a.md"]
    log = b"\0".join([*commits, b"99999999999999999999", b"\nA", b"of no date.md", b""])
    moment = datetime(1970, 1, 1, 0, 1, 40, tzinfo=UTC)
    assert additions(log) == {"a.md": moment, "A\n100": moment}
    assert additions(b"") == {}


def test_sizes_of_what_is_there_and_is_a_blob() -> None:
    assert sizes(b"aa blob 12\nbb missing\ncc tree 30\n") == {"aa": 12}


def test_renames_are_pairs() -> None:
    assert list(renamed(b"R100\0old.md\0new.md\0R072\0R1\0\xff.md\0")) == [("new.md", "old.md"), ("\\xff.md", "R1")]
    assert list(renamed(b"")) == []


@given(st.binary(max_size=30))
def test_every_path_comes_back(raw: bytes) -> None:
    text = path_text(raw)
    text.encode()
    assert path_bytes(text) == raw


@given(st.text(max_size=30).filter(lambda text: "\\x" not in text))
def test_a_path_that_is_text_is_itself(text: str) -> None:
    assert path_text(text.encode()) == text


@given(st.text(max_size=400))
def test_what_is_shown_is_one_line(text: str) -> None:
    assert len(shown(text).splitlines()) <= 1
    assert len(shown(text)) <= 300
