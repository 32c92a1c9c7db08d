from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.globs import DOCUMENTS, NOT_DOCUMENTS, Globs
from connectors.overlap import Extent, Overlap, find_overlaps, overlaps_in
from connectors.source import Listing
from tests.connectors.test_globs import globs, paths


def extent(name: str, territory: str, include: str = "**/*.md", exclude: str = "") -> Extent:
    return Extent(name, territory, Globs.parse(tuple(include.split()), tuple(exclude.split())))


def listing(*paths: str, identity: str = "id") -> Listing:
    return Listing(identity, "revision", dict.fromkeys(paths, "blob"))


APART = [
    pytest.param(extent("a", "git:h/o/n#main"), extent("b", "git:h/o/m#main"), id="other repository"),
    pytest.param(extent("a", "git:h/o/n#main"), extent("b", "git:h/o/n#dev"), id="other branch"),
    pytest.param(extent("a", "git:h/o/n", "a/**"), extent("b", "git:h/o/n", "b/**"), id="other directories"),
    pytest.param(extent("a", "git:x", "**/*.md"), extent("b", "git:x", "**/*.html"), id="other endings"),
    pytest.param(extent("a", "git:x", "pm/**/*.md"), extent("b", "git:x", "**/*.md", "pm/**"), id="carved out"),
    pytest.param(extent("a", "directory:/srv/a"), extent("b", "directory:/srv/ab"), id="beside each other"),
    pytest.param(
        extent("a", "directory:/srv", "**/*.md", "b/**"), extent("b", "directory:/srv/b"), id="inside, carved out"
    ),
    pytest.param(extent("a", "directory:/srv", "*.md"), extent("b", "directory:/srv/b"), id="inside, top alone"),
]
TOGETHER = [
    pytest.param(extent("a", "git:x#main"), extent("b", "git:x#main"), "example.md", id="the same"),
    pytest.param(extent("a", "git:x"), extent("b", "git:x#main"), "example.md", id="the default branch may be it"),
    pytest.param(
        extent("a", "git:x", "pm/**"), extent("b", "git:x", "**/*.md"), "pm/example.md", id="one within the other"
    ),
    pytest.param(extent("a", "git:x", "a*/*.md"), extent("b", "git:x", "*b/*.md"), None, id="no example comes to mind"),
    pytest.param(extent("a", "directory:/srv"), extent("b", "directory:/srv/b"), "b/example.md", id="inside"),
    pytest.param(extent("a", "directory:/srv/b"), extent("b", "directory:/"), "example.md", id="around"),
    pytest.param(
        extent("a", "git:x", "*/a.md"), extent("b", "git:x", "**/*.md", "x/**"), "example/a.md", id="carved in part"
    ),
]


@pytest.mark.parametrize(("one", "other"), APART)
def test_what_is_surely_apart_is_no_overlap(one: Extent, other: Extent) -> None:
    assert find_overlaps([one, other]) == ()
    assert find_overlaps([other, one]) == ()


@pytest.mark.parametrize(("one", "other", "example"), TOGETHER)
def test_what_may_read_one_document_is_an_overlap(one: Extent, other: Extent, example: str | None) -> None:
    assert find_overlaps([one, other]) == (Overlap("a", "b", example),)
    (found,) = find_overlaps([other, one])
    assert (found.first, found.second) == ("b", "a")
    assert (found.example is None) is (example is None)


def test_every_pair_is_named() -> None:
    extents = [extent(name, "git:x", " ".join(DOCUMENTS), " ".join(NOT_DOCUMENTS)) for name in "abc"]
    assert {(found.first, found.second) for found in find_overlaps(extents)} == set(combinations("abc", 2))


def test_the_words_name_both_and_say_what_to_do() -> None:
    assert Overlap("ops", "web", "pm/a\n.md").words == (
        "sources 'ops' and 'web' both read pm/a\N{REPLACEMENT CHARACTER}.md: "
        "narrow the include or exclude globs of one, or remove one"
    )
    assert "may read the same documents" in Overlap("ops", "web").words


def test_listings_tell_exactly() -> None:
    one, other = extent("a", "git:x"), extent("b", "git:x")
    assert overlaps_in([(one, listing("a.md", "c.md")), (other, listing("b.md", "c.md"))]) == (
        Overlap("a", "b", "c.md"),
    )
    assert overlaps_in([(one, listing("a.md")), (other, listing("b.md"))]) == ()


def test_listings_of_a_directory_in_another_are_laid_over_each_other() -> None:
    outer, inner = extent("out", "directory:/srv"), extent("in", "directory:/srv/b")
    assert overlaps_in([(outer, listing("b/a.md")), (inner, listing("a.md"))]) == (Overlap("out", "in", "b/a.md"),)
    assert overlaps_in([(inner, listing("a.md")), (outer, listing("b/a.md"))]) == (Overlap("in", "out", "a.md"),)
    assert overlaps_in([(outer, listing("a.md", identity="1")), (inner, listing("a.md", identity="2"))]) == ()


def test_one_repository_under_two_addresses_is_seen_by_its_identity() -> None:
    one, mirror = extent("a", "git:github.com/o/n"), extent("b", "git:/srv/mirror")
    assert find_overlaps([one, mirror]) == ()
    seen = [(one, listing("a.md", identity="root")), (mirror, listing("a.md", identity="root"))]
    assert overlaps_in(seen) == (Overlap("a", "b", "a.md"),)


extents = st.builds(
    Extent,
    st.sampled_from("mn"),
    st.sampled_from(["git:x", "git:x#a", "directory:/", "directory:/a", "directory:/a/b", "directory:/b"]),
    st.builds(Globs, st.lists(globs, min_size=1, max_size=3).map(tuple), st.lists(globs, max_size=2).map(tuple)),
)


@given(extents, extents, paths)
def test_no_pair_with_a_common_document_is_passed(one: Extent, other: Extent, path: str) -> None:
    """Take an absolute path, and ask each whether it reads it."""

    def reads(extent: Extent) -> bool:
        if extent.territory.startswith("git:"):
            return extent.globs.match(path)
        root = extent.territory.removeprefix("directory:").rstrip("/") + "/"
        return f"/{path}".startswith(root) and extent.globs.match(f"/{path}".removeprefix(root))

    same_kind = one.territory[:4] == other.territory[:4]
    if same_kind and reads(one) and reads(other):
        assert find_overlaps([one, other])


@given(extents, extents)
def test_an_example_is_one(one: Extent, other: Extent) -> None:
    for found in find_overlaps([one, other]):
        assert found.example is None or one.globs.match(found.example)
