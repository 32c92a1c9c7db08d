"""Two sources that read the same document: a configuration error, since its items would be filed twice. Pure.

`find_overlaps` judges by the settings alone and errs on the safe side: it passes only what surely is apart.
`overlaps_in` looks at what was really listed, and so also sees one repository under two addresses.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from connectors.globs import Glob, Globs
from connectors.paths import shown
from connectors.source import Listing

DIRECTORY = "directory:"


@dataclass(frozen=True, slots=True)
class Extent:
    """What a source reads: its territory (`Source.territory`), and which of the paths there."""

    name: str
    territory: str
    globs: Globs


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two sources by name, and a path (as the first sees it) that both read, or None if only the globs tell."""

    first: str
    second: str
    example: str | None = None

    @property
    def words(self) -> str:
        """Say what is wrong and what to do, in one line."""
        what = "may read the same documents" if self.example is None else f"both read {shown(self.example)}"
        return (
            f"sources {self.first!r} and {self.second!r} {what}: "
            "narrow the include or exclude globs of one, or remove one"
        )


def find_overlaps(extents: Sequence[Extent]) -> tuple[Overlap, ...]:
    """Find the pairs that may read a common document, by territory and globs."""
    return tuple(
        Overlap(one.name, other.name, example)
        for one, other in combinations(extents, 2)
        for example in _common_by_globs(one, other)
    )


def overlaps_in(seen: Sequence[tuple[Extent, Listing]]) -> tuple[Overlap, ...]:
    """Find the pairs that have listed a common document, each with the first such path."""
    return tuple(
        Overlap(one.name, other.name, min(common))
        for (one, listed), (other, others) in combinations(seen, 2)
        if (common := _common_paths(one, listed, other, others))
    )


def _common_by_globs(one: Extent, other: Extent) -> Iterable[str | None]:
    """Give nothing for two that are apart, else one example or None."""
    places = _common_ground(one.territory, other.territory)
    if places is None:
        return
    first, second = _seen_from(places[0], one.globs), _seen_from(places[1], other.globs)
    left_out = (*first.exclude, *second.exclude)
    meeting = [
        (mine, theirs)
        for mine in first.include
        for theirs in second.include
        if mine.may_meet(theirs)
        and not any(exclude.surely_holds(mine) or exclude.surely_holds(theirs) for exclude in left_out)
    ]
    if meeting:
        guesses = (path for mine, theirs in meeting for path in _guesses(mine, theirs))
        example = next((path for path in guesses if first.match(path) and second.match(path)), None)
        yield example and _leave(places[0], example)


def _guesses(one: Glob, other: Glob) -> Iterator[str]:
    """Give paths that may well match both: one's directory with the other's file, and the other way round."""
    for directory in (one, other):
        for file in (one, other):
            yield Glob(directory.parts[:-1] + file.parts[-1:]).example()


def _common_paths(one: Extent, listed: Listing, other: Extent, others: Listing) -> set[str]:
    places = _common_ground(one.territory, other.territory)
    if places is None and listed.identity != others.identity:
        return set()
    here, there = places or ("", "")
    common = {_join(here, path) for path in listed.blobs} & {_join(there, path) for path in others.blobs}
    return {_leave(here, path) for path in common}


def _common_ground(one: str, other: str) -> tuple[str, str] | None:
    """Say where each of two territories lies within the wider of them, or None if they have nothing in common."""
    if one.startswith(DIRECTORY) and other.startswith(DIRECTORY):
        return _nesting(one.removeprefix(DIRECTORY), other.removeprefix(DIRECTORY))
    place, _, branch = one.partition("#")
    other_place, _, other_branch = other.partition("#")
    # A branch that is not named is the remote's default one, and that may be any.
    same = place == other_place and (branch == other_branch or not branch or not other_branch)
    return ("", "") if same else None


def _nesting(one: str, other: str) -> tuple[str, str] | None:
    if one == other:
        return "", ""
    if other.startswith(one.rstrip("/") + "/"):
        return "", other.removeprefix(one).lstrip("/")
    if one.startswith(other.rstrip("/") + "/"):
        return one.removeprefix(other).lstrip("/"), ""
    return None


def _seen_from(place: str, globs: Globs) -> Globs:
    return globs.below(place) if place else globs


def _join(place: str, path: str) -> str:
    return f"{place}/{path}" if place else path


def _leave(place: str, path: str) -> str:
    return path.removeprefix(f"{place}/") if place else path
