"""CODEOWNERS as GitHub reads it; the cases are those of GitHub's page and of gitignore's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.policy.codeowners import LineProblem, owners_at, parse, teams_in, teams_of
from service.policy.people import Directory, Team


@pytest.mark.parametrize(
    ("pattern", "path", "owned"),
    [
        ("*", "a", True),
        ("*", "x/y/a.md", True),
        ("*.js", "a.js", True),
        ("*.js", "x/y/a.js", True),
        ("*.js", "x/a.json", False),
        ("/build/logs/", "build/logs/a/b", True),
        ("/build/logs/", "x/build/logs/a", False),
        ("/build/logs/", "build/logs", False),
        ("docs/*", "docs/a.md", True),
        ("docs/*", "docs/x/a.md", False),
        ("docs/*", "x/docs/a.md", False),
        ("apps/", "apps/a", True),
        ("apps/", "x/apps/y/a", True),
        ("apps", "x/apps/y/a", True),
        ("apps", "x/apps", True),
        ("/apps", "x/apps", False),
        ("/apps/github", "apps/github/a", True),
        ("/apps/github", "apps/githubs", False),
        ("**/logs", "x/logs/a", True),
        ("docs/**", "docs/x/y", True),
        ("docs/**/a.md", "docs/a.md", True),
        ("x**y.md", "xzy.md", True),
        ("a?.md", "docs/ab.md", True),
        ("my\\ docs/", "my docs/a", True),
        ("Docs/", "docs/a", False),
    ],
)
def test_which_paths_a_pattern_names(pattern: str, path: str, owned: bool) -> None:
    assert owners_at(path, parse(f"{pattern} @ann")) == (("@ann",) if owned else ())


FILE = """\
# default
*            @acme/everybody @ann
/docs/       @acme/docs docs@example.org  # not the code
/docs/open

*.sql\t@acme/db @acme/db @Acme/DB
"""


@pytest.mark.parametrize(
    ("path", "owners", "teams"),
    [
        ("a.py", ("@acme/everybody", "@ann"), ("@acme/everybody",)),
        ("docs/a.md", ("@acme/docs", "docs@example.org"), ("@acme/docs",)),
        ("docs/open/a.md", (), ()),
        ("docs/open/a.sql", ("@acme/db",), ("@acme/db",)),
    ],
)
def test_the_last_line_that_names_a_path_wins(path: str, owners: tuple[str, ...], teams: tuple[str, ...]) -> None:
    read = parse(FILE)
    assert read.problems == ()
    assert owners_at(path, read) == owners
    assert teams_of(path, read) == teams


def test_a_bad_line_is_a_problem_and_the_others_count() -> None:
    read = parse("!a @ann\n[ab].md @ann\n\\#a @ann\n/ @ann\na//b @ann\na.md ann\nb.md @a/b/c\r\n* @bob\r\n")
    assert [problem.line for problem in read.problems] == [1, 2, 3, 4, 5, 6, 7]
    assert read.problems[5] == LineProblem(
        6, "'ann' is no owner; write @login, @organisation/team or an address of e-mail"
    )
    assert owners_at("a.md", read) == ("@bob",)


def test_a_file_that_github_does_not_load_owns_nothing() -> None:
    read = parse("* @ann\n" * 500_000)
    assert (read.lines, [problem.line for problem in read.problems]) == ((), [0])


def test_the_file_is_a_source_of_teams() -> None:
    there = Directory(teams=(Team("Documentation", handles=("acme/docs",)),))
    found = teams_in(parse(FILE), there)
    assert found == (
        Team("everybody", label="everybody", handles=("@acme/everybody",)),
        Team("db", label="db", handles=("@acme/db",)),
    )
    assert Directory(teams=(*there.teams, *found)).problems() == ()


def test_a_team_whose_name_is_taken_has_its_whole_handle_as_name() -> None:
    there = Directory(teams=(Team("DB"),))
    found = teams_in(parse("* @acme/db @acme/web @other/web"), there)
    assert [(team.name, team.label) for team in found] == [("acme/db", "db"), ("acme/web", "web"), ("other/web", "web")]
    assert Directory(teams=(*there.teams, *found)).problems() == ()


@given(st.text(alphabet="ab*?/\\!#[]@. \t\r\n\x00é", max_size=60), st.text(alphabet="ab/.", max_size=10))
def test_no_text_raises(text: str, path: str) -> None:
    read = parse(text)
    written = [line for line in text.removeprefix("\ufeff").split("\n") if line.split() and line.split()[0][0] != "#"]
    assert len(read.lines) + len(read.problems) == len(written)
    owners_at(path, read)


patterns = st.lists(st.sampled_from(["*", "a", "/a/", "a/*", "*.md", "**/b", "a/b"]), max_size=6)


@given(patterns, st.sampled_from(["a", "a/b", "b/a/c", "x.md"]))
def test_the_winner_is_the_last_line_that_alone_would_match(patterns: list[str], path: str) -> None:
    lines = [f"{pattern} @o{number}" for number, pattern in enumerate(patterns)]
    alone = [owners for line in lines if (owners := owners_at(path, parse(line)))]
    assert owners_at(path, parse("\n".join(lines))) == (alone[-1] if alone else ())
