"""Where an item's issue goes: the first route that matches, else the default. Pure.

A criterion with several values matches if one of them does; a route matches if all its criteria do; an empty
criterion always does. A route that can never match is a mistake, and is found before anything is routed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from connectors.globs import Glob
from service.model import ItemType, Share
from service.policy.names import folded

_SEVERITIES: Final = range(1, 5)
_EVERYWHERE: Final = Glob.parse("**")


@dataclass(frozen=True)
class Facts:
    """What of an item decides where it goes. `severity` is 1 (worst) to 4, or None; names are compared folded."""

    path: str
    type: ItemType | None = None
    severity: int | None = None
    services: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()

    @cached_property
    def named(self) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
        """Give services, teams and labels as they are compared; once, however many routes ask."""
        return _folded(self.services), _folded(self.teams), _folded(self.labels)


@dataclass(frozen=True)
class When:
    """What a route asks of an item; whatever is empty asks nothing. `paths` are globs of `connectors/globs.py`."""

    types: frozenset[ItemType] = frozenset()
    paths: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    severities: frozenset[int] = frozenset()
    teams: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()

    def matches(self, facts: Facts) -> bool:
        """Say whether an item is meant."""
        return (
            (not self.types or facts.type in self.types)
            and (not self.severities or facts.severity in self.severities)
            and (not self._asks_names or self._names_fit(facts))
            and (not self.paths or any(glob.matches(facts.path) for glob in self._globs))
        )

    def _names_fit(self, facts: Facts) -> bool:
        pairs = zip(self._named, facts.named, strict=True)
        return all(not asked or not asked.isdisjoint(names) for asked, names in pairs)

    def surely_holds(self, other: When) -> bool:
        """Say whether this matches all that the other matches. True is certain; False is not."""
        return (
            _holds(self.types, other.types)
            and _holds(self.severities, other.severities)
            and all(_holds(mine, theirs) for mine, theirs in zip(self._named, other._named, strict=True))
            and self._holds_paths(other)
        )

    def problems(self) -> Iterator[str]:
        """Give what can match nothing by itself: a glob that is none, a severity that is none."""
        for path in self.paths:
            try:
                Glob.parse(path)
            except ValueError as error:
                yield f"paths: {error}"
        for severity in sorted(self.severities.difference(_SEVERITIES)):
            yield f"severities: {severity} is none: they go from 1, the worst, to 4"
        for key, names in zip(("services", "teams", "labels"), self._named, strict=True):
            if "" in names:
                yield f"{key}: a name is empty"

    def words(self) -> str:
        """Say what is asked: "type prevent or detect, path docs/**"."""
        asked = (
            ("type", sorted(self.types)),
            ("path", self.paths),
            ("service", self.services),
            ("severity", [str(severity) for severity in sorted(self.severities)]),
            ("team", self.teams),
            ("label", self.labels),
        )
        return ", ".join(f"{name} {' or '.join(values)}" for name, values in asked if values) or "everything"

    def _holds_paths(self, other: When) -> bool:
        if not self.paths or _EVERYWHERE in self._globs:
            return True
        return bool(other.paths) and all(
            any(mine.surely_holds(theirs) for mine in self._globs) for theirs in other._globs
        )

    @cached_property
    def _named(self) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
        return _folded(self.services), _folded(self.teams), _folded(self.labels)

    @cached_property
    def _asks_names(self) -> bool:
        return any(self._named)

    @cached_property
    def _globs(self) -> tuple[Glob, ...]:
        return tuple(map(Glob.parse, self.paths))


@dataclass(frozen=True, slots=True)
class Route:
    """Which items go where, and as what. `share` None says nothing: a tracker read more widely then gets none of it."""

    name: str
    tracker: str
    place: str
    when: When = When()
    issue_type: str = ""
    components: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    milestone: str = ""
    share: Share | None = None


@dataclass(frozen=True, slots=True)
class Routed:
    """Where an item goes, None for nowhere, and the rule that says so."""

    route: Route | None
    rule: str


@dataclass(frozen=True, slots=True)
class Router:
    """A team's routes in their order, and where everything else goes. Ask for `problems` before use."""

    routes: Sequence[Route] = field(default=())
    default: Route | None = None

    def route(self, facts: Facts) -> Routed:
        """Give the first route that matches."""
        for number, route in enumerate(self.routes, start=1):
            if route.when.matches(facts):
                return Routed(route, f"route {number} ({route.name}): {route.when.words()}")
        return Routed(self.default, "no route matches: the default" if self.default else "no route matches")

    def problems(self, trackers: Collection[str]) -> tuple[str, ...]:
        """Give every mistake, one line each, where `trackers` are the names of those that are configured."""
        problems: list[str] = []
        takers = dict(self.unreachable())
        for index, route in enumerate(self.routes):
            where = self._where(index)
            problems += (f"{where}.{words}" for words in route.when.problems())
            problems += _unknown(route, where, trackers)
            if index in takers:
                taker = self._where(takers[index])
                problems.append(f"{where} can never match: {taker} stands before it and takes all of it; move it up")
        if self.default:
            problems += _unknown(self.default, "the default route", trackers)
        return tuple(problems)

    def unreachable(self) -> tuple[tuple[int, int], ...]:
        """Give each route that can never be chosen, with the first that takes all it matches; counted from 0."""
        usable = [not any(route.when.problems()) for route in self.routes]
        pairs = ((later, self._taker_of(later, usable)) for later in range(len(self.routes)) if usable[later])
        return tuple((later, earlier) for later, earlier in pairs if earlier is not None)

    def _taker_of(self, later: int, usable: Sequence[bool]) -> int | None:
        when = self.routes[later].when
        earlier = (index for index in range(later) if usable[index])
        return next((index for index in earlier if self.routes[index].when.surely_holds(when)), None)

    def _where(self, index: int) -> str:
        return f"routes[{index}] ({self.routes[index].name})"


def _unknown(route: Route, where: str, trackers: Collection[str]) -> Iterator[str]:
    if route.tracker not in trackers:
        known = ", ".join(sorted(trackers)) or "none"
        yield f"{where}.tracker: there is no tracker {route.tracker!r}; configured: {known}"


def _folded(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(folded, names))


def _holds(mine: frozenset[ItemType] | frozenset[int] | frozenset[str], theirs: frozenset[object]) -> bool:
    """Say whether a criterion takes all that another takes; an empty one takes everything."""
    return not mine or (bool(theirs) and theirs <= mine)
