"""What every source must do, whatever it reads from. Inherit it and give it a place to read."""

from __future__ import annotations

import hashlib
from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Protocol

import pytest

from connectors.errors import ConnectorError
from connectors.source import Document, Listing, Source, UnreadableDocument

README = b"# Outage\r\n\n- [ ] fix \x00 \xff it\n"


class Place(Protocol):
    """Where a source's documents are, as their authors see it."""

    def write(self, files: Mapping[str | bytes, bytes | None]) -> None:
        """Make a new revision: files with these bytes, and those with None removed."""
        ...

    def link(self, path: str, target: str) -> None:
        """Put a symbolic link at `path`, in a new revision."""
        ...

    def vanish(self) -> None:
        """Take the whole place away."""
        ...

    def source(self, **settings: object) -> Source:
        """Make a source that reads it."""
        ...


def blob(data: bytes) -> str:
    return hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()


def read_all(source: Source, listing: Listing) -> dict[str, bytes | str]:
    """Read everything listed: bytes, or the words that say why not."""
    return {
        found.path: found.data if isinstance(found, Document) else str(found.why)
        for found in source.read(listing, listing.blobs)
    }


class SourceContract(ABC):
    @pytest.fixture
    @abstractmethod
    def place(self) -> Place:
        """Give an empty place."""

    def test_lists_documents_and_nothing_else(self, place: Place) -> None:
        place.write({"a.md": b"a", "deep/er/b.html": b"b", "photo.png": b"p", ".github/c.md": b"c", "Makefile": b"m"})
        listing = place.source().list()
        assert listing.blobs == {"a.md": blob(b"a"), "deep/er/b.html": blob(b"b")}

    def test_globs_choose_the_documents(self, place: Place) -> None:
        place.write({"postmortems/a.md": b"a", "postmortems/drafts/b.md": b"b", "c.md": b"c"})
        source = place.source(include=("postmortems/**/*.md",), exclude=("**/drafts/**",))
        assert set(source.list().blobs) == {"postmortems/a.md"}
        assert source.covers("postmortems/later/d.md")
        assert not source.covers("postmortems/drafts/b.md")
        assert not source.covers("c.md")

    def test_covers_no_path_that_leads_out(self, place: Place) -> None:
        source = place.source(include=("**",))
        assert source.covers("a.md")
        assert not any(map(source.covers, ("../a.md", "/etc/passwd", "a/../../b.md", "a//b.md", "./a.md", "")))

    def test_gives_the_very_bytes(self, place: Place) -> None:
        place.write({"a.md": README, "empty.md": b""})
        source = place.source()
        listing = source.list()
        assert read_all(source, listing) == {"a.md": README, "empty.md": b""}

    def test_reads_only_what_is_asked_in_the_order_asked(self, place: Place) -> None:
        place.write({"a.md": b"a", "b.md": b"b", "c.md": b"c"})
        source = place.source()
        listing = source.list()
        assert [document.path for document in source.read(listing, iter(["c.md", "a.md"]))] == ["c.md", "a.md"]
        assert list(source.read(listing, [])) == []

    def test_looking_twice_is_looking_once(self, place: Place) -> None:
        place.write({"a.md": b"a"})
        source = place.source()
        assert source.list() == source.list() == place.source().list()

    def test_a_change_changes_the_revision_and_that_blob_alone(self, place: Place) -> None:
        place.write({"a.md": b"a", "b.md": b"b"})
        source = place.source()
        before = source.list()
        place.write({"b.md": b"b2", "c.md": b"c"})
        after = source.list()
        assert after.revision != before.revision
        assert after.identity == before.identity
        assert after.blobs == {"a.md": before.blobs["a.md"], "b.md": blob(b"b2"), "c.md": blob(b"c")}

    def test_a_revision_that_never_was_is_not_listed(self, place: Place) -> None:
        place.write({"a.md": b"a"})
        source = place.source()
        source.list()
        assert [source.at(revision) for revision in ("", "0" * 40, "--all", "HEAD")] == [None] * 4

    def test_a_removed_document_is_no_longer_listed(self, place: Place) -> None:
        place.write({"a.md": b"a", "b.md": b"b"})
        source = place.source()
        source.list()
        place.write({"a.md": None})
        assert set(source.list().blobs) == {"b.md"}

    def test_no_documents_is_a_listing_too(self, place: Place) -> None:
        place.write({"photo.png": b"p"})
        assert place.source().list().blobs == {}

    def test_identity_is_not_the_name(self, place: Place) -> None:
        place.write({"a.md": b"a"})
        assert place.source(name="one").list().identity == place.source(name="other").list().identity != ""

    def test_identity_can_be_given(self, place: Place) -> None:
        place.write({"a.md": b"a"})
        assert place.source(identity="ours").list().identity == "ours"

    def test_too_large_is_said_and_stops_no_other(self, place: Place) -> None:
        place.write({"a.md": b"a" * 101, "b.md": b"b" * 100})
        source = place.source(max_bytes=100)
        found = read_all(source, source.list())
        assert found["b.md"] == b"b" * 100
        assert "101 bytes" in str(found["a.md"])

    @pytest.mark.parametrize("path", ["unknown.md", "../outside.md", "/etc/passwd", "-x.md", "photo.png", "a.md\n"])
    def test_what_is_not_listed_is_not_read(self, place: Place, path: str) -> None:
        place.write({"a.md": b"a", "photo.png": b"p"})
        source = place.source()
        first, second = source.read(source.list(), [path, "a.md"])
        assert isinstance(first, UnreadableDocument)
        assert first.path == path
        assert isinstance(second, Document)

    def test_a_forged_listing_leads_nowhere(self, place: Place) -> None:
        place.write({"a.md": b"a"})
        source = place.source()
        real = source.list()
        forged = Listing(
            real.identity, real.revision, {"/etc/passwd": blob(b""), "../x.md": blob(b""), "a.md": "--help"}
        )
        assert all(isinstance(found, UnreadableDocument) for found in source.read(forged, forged.blobs))

    @pytest.mark.parametrize(
        ("name", "text"),
        [
            pytest.param("new\nline.md", "new\nline.md", id="newline"),
            pytest.param("-rf.md", "-rf.md", id="leading dash"),
            pytest.param("tab\tand 'quotes\".md", "tab\tand 'quotes\".md", id="tab and quotes"),
            pytest.param("*?[a].md", "*?[a].md", id="glob characters"),
            pytest.param(":(top)x.md", ":(top)x.md", id="pathspec"),
            pytest.param("Ausfälle/日本.md", "Ausfälle/日本.md", id="other scripts"),
            pytest.param(b"caf\xe9.md", "caf\\xe9.md", id="not UTF-8"),
            pytest.param("caf\\xe9.md", "caf\\x5cxe9.md", id="looks like not UTF-8"),
            pytest.param("A\n.md", "A\n.md", id="like a status of git"),
        ],
    )
    def test_odd_names_are_names(self, place: Place, name: str | bytes, text: str) -> None:
        place.write({"a.md": b"a"})
        place.write({name: b"odd"})
        source = place.source()
        listing = source.list()
        text.encode()
        assert read_all(source, listing) == {"a.md": b"a", text: b"odd"}

    @pytest.mark.parametrize("target", ["/etc/passwd", "../../../../etc/passwd", "a.md", "nowhere"])
    def test_links_are_skipped(self, place: Place, target: str) -> None:
        place.write({"a.md": b"a"})
        place.link("link.md", target)
        source = place.source()
        assert set(source.list().blobs) == {"a.md"}

    def test_links_to_directories_are_skipped(self, place: Place) -> None:
        place.write({"real/a.md": b"a"})
        place.link("loop", ".")
        place.link("other", "real")
        place.link("out", "/etc")
        source = place.source(include=("**",))
        assert set(source.list().blobs) == {"real/a.md"}

    def test_an_older_listing_never_gets_newer_bytes(self, place: Place) -> None:
        place.write({"a.md": b"old"})
        source = place.source()
        listing = source.list()
        place.write({"a.md": b"new"})
        source.list()
        (found,) = source.read(listing, ["a.md"])
        assert found.blob == blob(b"old")
        assert isinstance(found, UnreadableDocument) or found.data == b"old"

    def test_a_vanished_place_is_an_error_and_never_an_empty_listing(self, place: Place) -> None:
        place.write({"a.md": b"a"})
        source = place.source(name="runbooks")
        source.list()
        place.vanish()
        with pytest.raises(ConnectorError, match="runbooks") as caught:
            source.list()
        assert "\n" not in str(caught.value)

    def test_check_says_that_all_is_well(self, place: Place) -> None:
        place.write({"a.md": b"a"})
        assert [finding.ok for finding in place.source().check()] == [True]

    def test_check_says_what_is_wrong_and_what_to_do(self, place: Place) -> None:
        place.write({"a.md": b"a"})
        source = place.source(name="runbooks")
        place.vanish()
        (finding,) = source.check()
        assert not finding.ok
        assert "runbooks" in finding.words
        assert finding.remedy

    def test_two_sources_of_one_place_have_one_territory(self, place: Place) -> None:
        place.write({"a.md": b"a"})
        assert place.source(name="one").territory() == place.source(name="other").territory()

    def test_a_companion_is_read_whether_it_is_a_document_or_not(self, place: Place) -> None:
        place.write({"a.md": b"a", "docs/CODEOWNERS": b"* @acme/sre\n"})
        source = place.source()
        listing = source.list()
        assert "docs/CODEOWNERS" not in listing.blobs
        assert source.companion(listing, ["CODEOWNERS", "docs/CODEOWNERS"]) == "* @acme/sre\n"
        assert source.companion(listing, ["CODEOWNERS"]) == ""

    def test_a_companion_is_no_way_out_of_the_source(self, place: Place) -> None:
        place.write({"a.md": b"a"})
        place.link("CODEOWNERS", "/etc/passwd")
        source = place.source()
        assert source.companion(source.list(), ["CODEOWNERS", "../a.md", "/etc/passwd"]) == ""

    def test_a_revision_holds_its_own_commit(self, place: Place) -> None:
        place.write({"a.md": b"a"})
        source = place.source()
        revision = source.list().revision
        assert source.contains(revision, revision)

    @pytest.mark.parametrize("odd", ["", "HEAD", "--help", "e" * 40, "E" * 40, "main", "../x", "\n"])
    def test_whether_a_revision_holds_a_commit_is_always_answered(self, place: Place, odd: str) -> None:
        place.write({"a.md": b"a"})
        source = place.source()
        revision = source.list().revision
        has_history = not source.contains(revision, "f" * 40)
        assert source.contains(revision, odd) is not has_history
        assert source.contains(odd, revision) is not has_history
