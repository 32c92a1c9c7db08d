from __future__ import annotations

import time

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from connectors.globs import DOCUMENTS, NOT_DOCUMENTS, Glob, Globs

# Few letters, so that globs and paths meet often enough to prove anything.
part_globs = st.sampled_from(["a", "b", "ab", "*", "a*", "*b", "?", "a?", "[ab]", "[!a]b", "*a*", "[a", ".*", "**"])
globs = st.lists(part_globs, min_size=1, max_size=4).map("/".join).map(Glob.parse)
paths = st.lists(st.text("ab.", min_size=1, max_size=3), min_size=1, max_size=4).map("/".join)


@pytest.mark.parametrize(
    ("glob", "path", "matches"),
    [
        ("**/*.md", "a.md", True),
        ("**/*.md", "x/y/a.md", True),
        ("**/*.md", "a.MD", False),
        ("**/*.md", "a.md/b", False),
        ("**/*.md", ".md", True),
        ("**/*.md", "a\n.md", True),
        ("**/*.md", "a.md\n", False),
        ("*.md", "a.md", True),
        ("*.md", "x/a.md", False),
        ("docs/**", "docs/a", True),
        ("docs/**", "docs/x/y/a", True),
        ("docs/**", "docs", False),
        ("docs/**", "docsx/a", False),
        ("docs/**/*.md", "docs/a.md", True),
        ("docs/**/*.md", "docs/x/y/a.md", True),
        ("docs/*/a.md", "docs/x/a.md", True),
        ("docs/*/a.md", "docs/a.md", False),
        ("docs/*/a.md", "docs/x/y/a.md", False),
        ("**/drafts/**", "drafts/a", True),
        ("**/drafts/**", "x/drafts/y/a", True),
        ("**/drafts/**", "x/draft/a", False),
        ("**/.*/**", ".github/a.md", True),
        ("**/.*/**", "x/.y/a.md", True),
        ("**/.*/**", ".a.md", False),
        ("**", "a/b/c", True),
        ("202[3-4]-??.md", "2024-01.md", True),
        ("202[!3-4]-??.md", "2024-01.md", False),
        ("[*].md", "*.md", True),
        ("[*].md", "a.md", False),
        ("a/**/**/b", "a/b", True),
        ("a.md", "aXmd", False),
    ],
)
def test_what_a_glob_names(glob: str, path: str, matches: bool) -> None:
    assert Glob.parse(glob).matches(path) is matches


@pytest.mark.parametrize("glob", ["", "/a", "a/", "a//b", "./a", "../a", "a/../b", "a**", "**a/b", "***", "x" * 1001])
def test_what_is_no_glob(glob: str) -> None:
    with pytest.raises(ValueError, match="the glob"):
        Glob.parse(glob)


def test_the_defaults_are_documents_outside_of_hidden_directories() -> None:
    defaults = Globs.parse(DOCUMENTS, NOT_DOCUMENTS)
    assert all(map(defaults.match, ("a.md", "x/2024.html", "Incidents/a.mediawiki", ".a.txt")))
    assert not any(map(defaults.match, ("a.py", ".github/a.md", "x/node_modules/y/README.md", "README")))


def test_no_glob_takes_long_over_a_path_made_for_it() -> None:
    started = time.perf_counter()
    assert not Glob.parse("/".join(["**", "*a*a*a*a*a*b"] * 50)).matches("/".join(["a" * 60] * 60))
    assert time.perf_counter() - started < 2


@given(globs, paths)
def test_all_of_a_directory_is_all_of_it(glob: Glob, path: str) -> None:
    directory, _, _ = path.rpartition("/")
    assume(directory)
    if glob.holds_all_of(directory):
        assert glob.matches(path)


@given(globs, st.text("ab[]*?", min_size=1, max_size=4), paths)
def test_seen_from_above_a_glob_names_the_same(glob: Glob, directory: str, path: str) -> None:
    assert glob.below(directory).matches(f"{directory}/{path}") is glob.matches(path)


@given(globs, globs, paths)
@example(Glob.parse("**/*.md"), Glob.parse("docs/**"), "docs/a.md")
def test_two_globs_that_share_a_path_may_meet(one: Glob, other: Glob, path: str) -> None:
    assert one.may_meet(other) is other.may_meet(one)
    if one.matches(path) and other.matches(path):
        assert one.may_meet(other)


@given(globs, globs, paths)
def test_what_surely_holds_another_holds_its_paths(one: Glob, other: Glob, path: str) -> None:
    if one.surely_holds(other) and other.matches(path):
        assert one.matches(path)


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        ("**/*.md", "**/*.md", True),
        ("**/*.md", "**/*.txt", False),
        ("a/**", "b/**", False),
        ("a/**/*.md", "**/b/*.md", True),
        ("a/*.md", "a/x/*.md", False),
        ("**/post*.md", "**/*mortem.md", True),
        ("**/pre-*.md", "**/post-*.md", False),
        ("docs/2023/*", "docs/2024/*", False),
        ("docs/**", "docs", False),
    ],
)
def test_globs_that_cannot_share_a_path_are_told_apart(one: str, other: str, meet: bool) -> None:
    assert Glob.parse(one).may_meet(Glob.parse(other)) is meet
