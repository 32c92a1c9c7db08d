"""Whom a name in a document means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.policy.owners import Unresolved, owners_of
from service.policy.people import Directory, Nobody, Person, Several, Team, resolve

ANN = Person("Ann Example", ("annie",), ("ann@example.org",), github="annex", jira="5b10ac")
BOB = Person("Bob Jones", ("bobby",), ("bob@example.org",), github="bob-j")
SAM_A = Person("Sam Adler", github="sadler")
SAM_B = Person("Sam Berg")
JOSE = Person("José Łukasz Núñez", github="jln")
OBRIEN = Person("Olga O'Brien")
SRE = Team("SRE", ("reliability",), "team-sre", "Bob Jones", ("@acme/sre",))
SEARCH = Team("Search & Discovery", (), "search")
THERE = Directory((ANN, BOB, SAM_A, SAM_B, JOSE, OBRIEN), (SRE, SEARCH))
SAMS = Several(("Sam Adler", "Sam Berg"))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Ann Example", ANN),
        ("ANN  example", ANN),
        ("Ann_Example", ANN),
        ("Ann", ANN),
        ("Ann's", ANN),
        ("Ann Example’s", ANN),
        ("Ann E.", ANN),
        ("ann e", ANN),
        ("@annex", ANN),
        ("@AnnEx", ANN),
        ("annex", ANN),
        ("annie", ANN),
        ("@annie", ANN),
        ("AE", ANN),
        ("A.E.", ANN),
        ("A. E.", ANN),
        ("ann@example.org", ANN),
        ("<Ann@Example.org>", ANN),
        ("mailto:ann@example.org", ANN),
        ("Ann Example <ann@example.org>", ANN),
        ("Ann Example <ann@elsewhere.org>", ANN),
        ("Ann (SRE)", ANN),
        ("(Ann)", ANN),
        ("**Ann**", ANN),
        ("@Ann Example", ANN),
        ("@bob-j", BOB),
        ("jose lukasz nunez", JOSE),
        ("JOSÉ", JOSE),
        ("Jose Nunez", JOSE),
        ("JN", JOSE),
        ("JŁN", JOSE),
        ("Olga OBrien", OBRIEN),
        ("Olga O’Brien", OBRIEN),
        ("SRE", SRE),
        ("sre team", SRE),
        ("The SRE Team", SRE),
        ("team-sre", SRE),
        ("Team SRE", SRE),
        ("@sre", SRE),
        ("@acme/sre", SRE),
        ("@ACME/SRE", SRE),
        ("acme/sre", SRE),
        ("Reliability", SRE),
        ("reliability team", SRE),
        ("Search & Discovery", SEARCH),
        ("Sam", SAMS),
        ("Sam A.", SAM_A),
        ("sadler", SAM_A),
        ("SB", SAM_B),
        ("TBD", Nobody.NO_OWNER),
        ("tbd", Nobody.NO_OWNER),
        ("-", Nobody.NO_OWNER),
        ("—", Nobody.NO_OWNER),
        ("N/A", Nobody.NO_OWNER),
        ("n.a.", Nobody.NO_OWNER),
        ("?", Nobody.NO_OWNER),
        ("", Nobody.NO_OWNER),
        ("unassigned", Nobody.NO_OWNER),
        ("Carol", Nobody.UNKNOWN),
        ("@ann", Nobody.UNKNOWN),
        ("@acme/other", Nobody.UNKNOWN),
        ("ae", Nobody.UNKNOWN),
        ("XY", Nobody.UNKNOWN),
        ("carol@example.org", Nobody.UNKNOWN),
        ("Ann, Bob", Nobody.UNKNOWN),
        ("Ann Example and Bob <bob@example.org>", Nobody.UNKNOWN),
        ("Ann " * 100, Nobody.UNKNOWN),
    ],
)
def test_whom_a_name_means(written: str, meant: object) -> None:
    assert resolve(written, THERE) == meant


def test_the_first_rank_that_fits_decides() -> None:
    mononym, ann, alias = Person("Ann"), Person("Ann Example"), Person("Carol Jones", aliases=("Bo",))
    bo = Person("Bo Diaz")
    abe = Person("Bea Osman")
    there = Directory((mononym, ann, alias, bo, abe))
    assert resolve("Ann", there) == mononym
    assert resolve("Bo", there) == alias
    assert resolve("BO", there) == alias
    assert resolve("BO", Directory((bo, abe))) == bo
    assert resolve("BO", Directory((abe,))) == abe


def test_a_login_that_is_anothers_first_name_is_not_guessed() -> None:
    there = Directory((Person("Ann Example"), Person("Zoe Xu", github="ann")))
    assert resolve("ann", there) == Several(("Ann Example", "Zoe Xu"))
    assert resolve("@ann", there) == there.people[1]


def test_initials_of_two_are_several_and_those_of_a_function_nobodys() -> None:
    assert resolve("AE", Directory((ANN, Person("Al Ego")))) == Several(("Al Ego", "Ann Example"))
    assert resolve("QA", Directory((Person("Quinn Adams"),))) is Nobody.UNKNOWN
    assert resolve("QA", Directory((Person("Quinn Adams", aliases=("QA",)),))) == Person("Quinn Adams", ("QA",))


@pytest.mark.parametrize(
    ("written", "people", "teams"),
    [
        (["Ann & Bob"], (ANN, BOB), ()),
        (["Ann, Bob"], (ANN, BOB), ()),
        (["Ann/Bob"], (ANN, BOB), ()),
        (["Ann / @bob-j"], (ANN, BOB), ()),
        (["Ann and Bob"], (ANN, BOB), ()),
        (["Ann + Bob"], (ANN, BOB), ()),
        (["Ann; Bob\nSam A."], (ANN, BOB, SAM_A), ()),
        (["Ann (SRE), Bob"], (ANN, BOB), ()),
        (["ann@example.org, bob@example.org"], (ANN, BOB), ()),
        (["@acme/sre, Ann"], (ANN,), (SRE,)),
        (["Ann/@acme/sre"], (ANN,), (SRE,)),
        (["Search & Discovery"], (), (SEARCH,)),
        (["Ann", "annex", "AE"], (ANN,), ()),
        (["TBD"], (), ()),
        (["Ann, ?"], (ANN,), ()),
        ([], (), ()),
    ],
)
def test_lists_of_names_are_taken_apart(
    written: list[str], people: tuple[Person, ...], teams: tuple[Team, ...]
) -> None:
    owners = owners_of(written, THERE)
    assert (owners.people, owners.teams, owners.unresolved) == (people, teams, ())


def test_a_team_is_a_label_and_its_lead_the_assignee() -> None:
    owners = owners_of(["SRE", "Search & Discovery", "Ann"], THERE)
    assert owners.labels == ("team-sre", "search")
    assert owners.leads == (BOB,)
    assert owners.assignees("github") == ("annex", "bob-j")
    assert owners.assignees("jira") == ("5b10ac",)
    assert owners.without_account("jira") == (BOB,)
    assert owners.assignees("local") == ("Ann Example", "Bob Jones")


def test_a_lead_who_is_also_named_is_assigned_once() -> None:
    assert owners_of(["Bob", "SRE"], THERE).assignees("github") == ("bob-j",)


def test_a_name_that_fits_nobody_or_several_is_reported_and_assigns_nobody() -> None:
    owners = owners_of(["Carol & Sam", "Ann", "Carol"], THERE)
    assert owners.people == (ANN,)
    assert owners.unresolved == (Unresolved("Carol"), Unresolved("Sam", ("Sam Adler", "Sam Berg")))
    assert [entry.reason for entry in owners.unresolved] == [
        "'Carol' is no person or team that is configured: add it, or an alias",
        "'Sam' may be Sam Adler or Sam Berg: write the full name, or give one an alias",
    ]


def test_all_mistakes_of_a_directory_are_found_at_once() -> None:
    there = Directory(
        (
            Person("Ann Example", ("ann", "TBD"), ("a@example.org",), github="ann"),
            Person("Ann Other", ("Ánn",), ("A@example.org",), github="Ann"),
            Person("x" * 201),
        ),
        (Team("SRE", lead="Zoe"), Team("Site", aliases=("team sre",)), Team("Ann Other")),
    )
    assert there.problems() == (
        "people: 'TBD' cannot be a name or an alias: in a document it means no owner",
        f"people: the name '{'x' * 40}'… is longer than 200 characters",
        "people and teams: 'ann' is given to 'Ann Example' and 'Ann Other': leave it to one of them",
        "people and teams: 'a@example.org' is given to 'Ann Example' and 'Ann Other': leave it to one of them",
        "people and teams: 'ann' is given to 'Ann Example' and 'Ann Other': leave it to one of them",
        "people and teams: 'Ann Other' is given to 'Ann Other' and 'Ann Other': leave it to one of them",
        "people and teams: 'SRE' is given to 'SRE' and 'Site': leave it to one of them",
        "teams: the lead of 'SRE' is 'Zoe', and no person has that name",
    )
    assert THERE.problems() == ()


names = st.lists(st.sampled_from(["Ann", "Bo", "Ed", "Éd"]), min_size=1, max_size=3).map(" ".join)
people = st.builds(
    Person,
    names,
    aliases=st.lists(st.sampled_from(["ann", "bo", "ae", "AB"]), max_size=1).map(tuple),
    github=st.sampled_from(["", "ann", "bo", "ed"]),
)
teams = st.builds(Team, st.sampled_from(["Ann", "SRE", "Bo team"]), handles=st.sampled_from([(), ("@acme/sre",)]))
directories = st.builds(
    Directory,
    st.lists(people, max_size=4, unique=True).map(tuple),
    st.lists(teams, max_size=2, unique=True).map(tuple),
)
writings = st.one_of(names, st.sampled_from(["ann", "@ann", "bo", "AB", "AE", "Ann B.", "SRE", "@acme/sre", "Bo team"]))


@given(directories, writings)
def test_the_order_of_a_directory_never_decides(directory: Directory, written: str) -> None:
    """One picked out of equals would be the first or the last."""
    backwards = Directory(directory.people[::-1], directory.teams[::-1])
    assert resolve(written, directory) == resolve(written, backwards)


@given(directories, names)
def test_two_who_fit_equally_are_several(directory: Directory, name: str) -> None:
    one, other = Person(name, github="one"), Person(name.upper(), github="other")
    meant = resolve(name, Directory((*directory.people, one, other), directory.teams))
    assert isinstance(meant, Several)
    assert {one.name, other.name} <= set(meant.names)


@given(directories, st.text(max_size=250))
def test_any_text_has_an_answer(directory: Directory, written: str) -> None:
    owners = owners_of([written], directory)
    assert set(owners.people) <= set(directory.people)
    assert set(owners.teams) <= set(directory.teams)
    assert all(entry.words for entry in owners.unresolved)
