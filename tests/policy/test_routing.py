"""Where an item's issue goes, and which routes can never be taken."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.tracker import Label
from service.model import ItemType, TypeSource
from service.policy.labels import POSTMORTEM, TYPE_LABELS, LabelRules
from service.policy.routing import Facts, Route, Routed, Router, When

FACTS = Facts(
    path="docs/2026/outage.md",
    type=ItemType.PREVENT,
    severity=1,
    services=("API", "web"),
    teams=("SRE",),
    labels=("security",),
)


def a_route(name: str = "there", **when: Any) -> Route:
    return Route(name, tracker="local", place="ops", when=When(**when))


@pytest.mark.parametrize(
    ("when", "matches"),
    [
        pytest.param(When(), True, id="nothing asked"),
        pytest.param(When(types=frozenset({ItemType.PREVENT, ItemType.DETECT})), True, id="type"),
        pytest.param(When(types=frozenset({ItemType.DETECT})), False, id="another type"),
        pytest.param(When(paths=("x/**", "docs/**")), True, id="path"),
        pytest.param(When(paths=("docs/*",)), False, id="another path"),
        pytest.param(When(services=("Web",)), True, id="one of its services, folded"),
        pytest.param(When(services=("db",)), False, id="another service"),
        pytest.param(When(severities=frozenset({1, 2})), True, id="severity"),
        pytest.param(When(severities=frozenset({2})), False, id="another severity"),
        pytest.param(When(teams=("sre",)), True, id="team"),
        pytest.param(When(teams=("docs",)), False, id="another team"),
        pytest.param(When(labels=("security",)), True, id="label"),
        pytest.param(When(labels=("cost",)), False, id="another label"),
        pytest.param(When(services=("api",), teams=("docs",)), False, id="one of two criteria"),
    ],
)
def test_what_a_route_asks(when: When, matches: bool) -> None:
    assert when.matches(FACTS) is matches


def test_what_is_not_known_fits_no_criterion_that_asks_for_it() -> None:
    bare = Facts(path="a.md")
    assert not When(types=frozenset(ItemType)).matches(bare)
    assert not When(severities=frozenset({1, 2, 3, 4})).matches(bare)


def test_the_first_route_that_matches_wins_and_says_why() -> None:
    first = a_route("docs", services=("db",))
    second = a_route("safety", paths=("docs/**", "x/*"), types=frozenset({ItemType.PREVENT, ItemType.DETECT}))
    third = a_route("all")
    routed = Router((first, second, third)).route(FACTS)
    assert routed == Routed(second, "route 2 (safety): type detect or prevent, path docs/** or x/*")
    assert Router((third, second)).route(FACTS).rule == "route 1 (all): everything"


def test_what_no_route_takes_goes_to_the_default_or_nowhere() -> None:
    other, default = a_route("db", services=("db",)), a_route("default")
    assert Router((other,), default).route(FACTS) == Routed(default, "no route matches: the default")
    assert Router((other,)).route(FACTS) == Routed(None, "no route matches")


@pytest.mark.parametrize(
    ("earlier", "later", "never"),
    [
        pytest.param(When(), When(services=("a",)), True, id="after one that takes everything"),
        pytest.param(When(services=("a", "b")), When(services=("A",)), True, id="a subset"),
        pytest.param(When(services=("a",)), When(services=("a", "b")), False, id="a superset"),
        pytest.param(When(services=("a",)), When(), False, id="everything"),
        pytest.param(When(services=("a",)), When(services=("a",), teams=("x",)), True, id="narrower by one more"),
        pytest.param(When(services=("a",), teams=("x",)), When(services=("a",)), False, id="wider by one less"),
        pytest.param(When(paths=("docs/**",)), When(paths=("docs/2026/*.md",)), True, id="a path inside"),
        pytest.param(When(paths=("docs/**",)), When(paths=("docs/a", "x/a")), False, id="one of two paths outside"),
        pytest.param(When(paths=("docs/**",)), When(services=("a",)), False, id="any path after some"),
        pytest.param(When(paths=("**",)), When(services=("a",)), True, id="all paths are no criterion"),
        pytest.param(When(paths=("**/*.md",)), When(paths=("**/*.md",)), True, id="the same glob"),
        pytest.param(When(paths=("*.md",)), When(paths=("**",)), False, id="all paths after some"),
        pytest.param(When(severities=frozenset({1, 2})), When(severities=frozenset({1})), True, id="severity"),
        pytest.param(When(types=frozenset(ItemType)), When(), False, id="all types but not the unknown one"),
    ],
)
def test_which_route_can_never_match(earlier: When, later: When, never: bool) -> None:
    router = Router((Route("a", "local", "p", earlier), Route("b", "local", "p", later)))
    assert router.unreachable() == (((1, 0),) if never else ())


def test_all_mistakes_of_a_router_are_found_at_once() -> None:
    router = Router(
        (
            a_route("a", services=("x",)),
            Route("b", "jira", "OPS", When(paths=("/docs",), severities=frozenset({0, 7}))),
            a_route("c", services=("X",), labels=("",)),
            a_route("d", services=("X",)),
        ),
        Route("e", "gone", "p"),
    )
    assert router.problems({"local", "github"}) == (
        "routes[1] (b).paths: the glob '/docs' is no relative path: leave out '/' at the ends, '//', '.' and '..'",
        "routes[1] (b).severities: 0 is none: they go from 1, the worst, to 4",
        "routes[1] (b).severities: 7 is none: they go from 1, the worst, to 4",
        "routes[1] (b).tracker: there is no tracker 'jira'; configured: github, local",
        "routes[2] (c).labels: a name is empty",
        "routes[3] (d) can never match: routes[0] (a) stands before it and takes all of it; move it up",
        "the default route.tracker: there is no tracker 'gone'; configured: github, local",
    )


few = st.sampled_from(["a", "B", "b", "c"])
some = st.lists(few, max_size=3).map(tuple)
globs = st.lists(st.sampled_from(["**", "a/**", "a/*", "a/b", "**/b", "*", "b/**", "**/a/**"]), max_size=2).map(tuple)
types = st.frozensets(st.sampled_from([ItemType.PREVENT, ItemType.DETECT]), max_size=2)
whens = st.builds(
    When, types=types, paths=globs, services=some, severities=st.frozensets(st.integers(1, 3), max_size=2), teams=some
)
routers = st.lists(whens, max_size=6).map(
    lambda asked: Router(tuple(Route(f"r{number}", "local", "p", when) for number, when in enumerate(asked)))
)
facts = st.builds(
    Facts,
    path=st.sampled_from(["a", "b", "a/b", "a/b/c", "b/a/b", "c"]),
    type=st.sampled_from([None, ItemType.PREVENT, ItemType.DETECT]),
    severity=st.sampled_from([None, 1, 2, 3]),
    services=some,
    teams=some,
)


@given(routers, facts)
def test_routing_is_a_scan_for_the_first_that_matches(router: Router, item: Facts) -> None:
    matching = [route for route in router.routes if route.when.matches(item)]
    assert router.route(item).route == (matching[0] if matching else None)


@given(routers, st.lists(facts, min_size=1, max_size=20))
def test_a_route_reported_as_unreachable_is_never_taken(router: Router, items: list[Facts]) -> None:
    unreachable = {router.routes[index].name for index, _ in router.unreachable()}
    taken = {found.name for item in items if (found := router.route(item).route)}
    assert not unreachable & taken


@pytest.mark.parametrize("item_type", ItemType)
def test_each_type_has_a_label_of_its_word(item_type: ItemType) -> None:
    assert [style.name for style in LabelRules().of(item_type, TypeSource.STATED)] == ["postmortem", item_type.value]


@pytest.mark.parametrize(
    ("labels", "item_type", "source", "names"),
    [
        pytest.param(LabelRules(), None, None, ["postmortem"], id="no type"),
        pytest.param(LabelRules(), ItemType.DETECT, TypeSource.HEADING, ["postmortem", "detect"], id="by its heading"),
        pytest.param(LabelRules(), ItemType.DETECT, TypeSource.INFERRED, ["postmortem"], id="inferred"),
        pytest.param(
            LabelRules(inferred=True), ItemType.DETECT, TypeSource.INFERRED, ["postmortem", "detect"], id="configured"
        ),
        pytest.param(LabelRules(by_type={}), ItemType.DETECT, TypeSource.STATED, ["postmortem"], id="not mapped"),
        pytest.param(LabelRules(always=()), ItemType.DETECT, TypeSource.STATED, ["detect"], id="no postmortem"),
    ],
)
def test_which_labels_an_item_gets(
    labels: LabelRules, item_type: ItemType | None, source: TypeSource | None, names: list[str]
) -> None:
    assert [style.name for style in labels.of(item_type, source)] == names


def test_labels_that_a_tracker_would_refuse_are_mistakes() -> None:
    assert LabelRules().problems() == ()
    assert len({style.colour for style in (POSTMORTEM, *TYPE_LABELS.values())}) == 8
    bad = Label("", "#red", "x" * 101)
    assert LabelRules(always=(bad,)).problems() == (
        "labels: '': a label has 1 to 50 characters",
        "labels: '': the colour '#red' is not six hexadecimal digits, as in 5319e7",
        "labels: '': the description is longer than 100 characters",
    )
