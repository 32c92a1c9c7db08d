"""Globs: which paths of a source are its documents. Pure, and linear in the length of a path.

A glob is matched against the whole path, part by part, and minds upper and lower case:

    **      as a whole part: any number of parts, none included; at the end: everything inside
    *       any characters within one part, a leading dot included
    ?       one character
    [a-c]   one of these; [!a-c] one of the others; [*] a star

    **/*.md               every Markdown document          docs/**       everything below docs
    docs/*/summary.md     docs/2024/summary.md             **/.*/**      everything below a hidden directory
"""

from __future__ import annotations

import glob as escaping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Annotated

from pydantic import AfterValidator

_ANY_DEPTH = "**"
_WILD = "*?["
_LONGEST_GLOB = 1000

DOCUMENTS = (
    "**/*.md",
    "**/*.markdown",
    "**/*.txt",
    "**/*.html",
    "**/*.htm",
    "**/*.rst",
    "**/*.adoc",
    "**/*.asciidoc",
    "**/*.org",
    "**/*.mediawiki",
    "**/*.wiki",
)
"""What is read unless the settings say otherwise: every format that a postmortem can be in."""

NOT_DOCUMENTS = ("**/.*/**", "**/node_modules/**")
"""What is left out unless the settings say otherwise: hidden directories (issue templates) and others' documents."""


@dataclass(frozen=True, slots=True)
class Glob:
    """One glob as its parts. A `**` at the end is kept as `**`, `*`: it means what is inside, not the directory."""

    parts: tuple[str, ...]

    @classmethod
    def parse(cls, text: str) -> Glob:
        """Read a glob; raises ValueError with a line that says what is wrong with it."""
        parts = tuple(text.split("/"))
        if len(text) > _LONGEST_GLOB:
            raise ValueError(f"the glob {text[:40]!r}… is longer than {_LONGEST_GLOB} characters")
        if any(part in ("", ".", "..") for part in parts):
            raise ValueError(f"the glob {text!r} is no relative path: leave out '/' at the ends, '//', '.' and '..'")
        if any(_ANY_DEPTH in part and part != _ANY_DEPTH for part in parts):
            raise ValueError(f"the glob {text!r} has '**' inside a part: write it between slashes, as in '**/*.md'")
        return cls((*parts, "*") if parts[-1] == _ANY_DEPTH else parts)

    def matches(self, path: str) -> bool:
        """Say whether the glob names this path."""
        if len(self.parts) == 2 and self.parts[0] == _ANY_DEPTH:  # `**/*.md`: nearly every glob there is
            return fnmatchcase(path.rpartition("/")[2], self.parts[1])
        return _match(self.parts, path.split("/"))

    def holds_all_of(self, directory: str) -> bool:
        """Say whether the glob names everything below this directory."""
        return self.parts[-2:] == (_ANY_DEPTH, "*") and _match(self.parts[:-2], directory.split("/"))

    def below(self, directory: str) -> Glob:
        """Give the glob that names, seen from outside of `directory`, what this one names seen from inside."""
        return Glob((*(escaping.escape(part) for part in directory.split("/")), *self.parts))

    def may_meet(self, other: Glob) -> bool:
        """Say whether some path could match both. False is certain; True is not."""
        mine, theirs = self.parts, other.parts
        # meets[j]: the parts from i on and the other's from j on can match the same path; filled from the ends.
        meets = [False] * len(theirs) + [True]
        for j in reversed(range(len(theirs))):
            meets[j] = theirs[j] == _ANY_DEPTH and meets[j + 1]
        for part in reversed(mine):
            after, meets = meets, [False] * (len(theirs) + 1)
            meets[-1] = part == _ANY_DEPTH and after[-1]
            for j in reversed(range(len(theirs))):
                if _ANY_DEPTH in (part, theirs[j]):
                    meets[j] = after[j] or meets[j + 1]
                else:
                    meets[j] = after[j + 1] and _parts_may_meet(part, theirs[j])
        return meets[0]

    def surely_holds(self, other: Glob) -> bool:
        """Say whether every path of the other is one of this. True is certain; False is not."""
        head = self.parts[:-2]
        return self == other or (
            self.parts[-2:] == (_ANY_DEPTH, "*")
            and len(other.parts) > len(head)
            and not any(_is_wild(part) for part in other.parts[: len(head)])
            and _match(head, other.parts[: len(head)])
        )

    def example(self) -> str:
        """Give a path that looks like this glob; whether it matches is for the caller to try."""
        plain = (part for part in self.parts if part != _ANY_DEPTH)
        return "/".join(part.replace("*", "example").replace("?", "x") for part in plain)


@dataclass(frozen=True, slots=True)
class Globs:
    """Which paths are documents: those that a glob of `include` names and none of `exclude` does."""

    include: tuple[Glob, ...]
    exclude: tuple[Glob, ...] = ()

    @classmethod
    def parse(cls, include: tuple[str, ...], exclude: tuple[str, ...] = ()) -> Globs:
        """Read globs; raises ValueError for one that is none."""
        return cls(tuple(map(Glob.parse, include)), tuple(map(Glob.parse, exclude)))

    def match(self, path: str) -> bool:
        """Say whether this path is a document."""
        return any(glob.matches(path) for glob in self.include) and not any(glob.matches(path) for glob in self.exclude)

    def leaves_out(self, directory: str) -> bool:
        """Say whether nothing below this directory can be a document, so that nobody needs to look."""
        return any(glob.holds_all_of(directory) for glob in self.exclude)

    def below(self, directory: str) -> Globs:
        """Give the same globs as seen from outside of `directory`."""
        return Globs(
            tuple(glob.below(directory) for glob in self.include), tuple(glob.below(directory) for glob in self.exclude)
        )


def _valid(text: str) -> str:
    Glob.parse(text)
    return text


GlobText = Annotated[str, AfterValidator(_valid)]
"""A glob in the settings."""


def _match(parts: tuple[str, ...], path: tuple[str, ...] | list[str]) -> bool:
    """Walk through all the ways to match at once, so that no path takes longer than parts x path."""
    at = _with_skips(parts, {0})
    for name in path:
        step = {i for i in at if i < len(parts) and parts[i] == _ANY_DEPTH}
        step |= {i + 1 for i in at - step if i < len(parts) and fnmatchcase(name, parts[i])}
        at = _with_skips(parts, step)
    return len(parts) in at


def _with_skips(parts: tuple[str, ...], at: set[int]) -> set[int]:
    """Add the places that are reached when a `**` stands for nothing."""
    reached = set(at)
    for i in at:
        end = i
        while end < len(parts) and parts[end] == _ANY_DEPTH:
            end += 1
            reached.add(end)
    return reached


def _is_wild(part: str) -> bool:
    return any(character in part for character in _WILD)


def _parts_may_meet(one: str, other: str) -> bool:
    if not _is_wild(one):
        return fnmatchcase(one, other)
    if not _is_wild(other):
        return fnmatchcase(other, one)
    (start, end), (other_start, other_end) = _fixed_ends(one), _fixed_ends(other)
    return (start.startswith(other_start) or other_start.startswith(start)) and (
        end.endswith(other_end) or other_end.endswith(end)
    )


def _fixed_ends(part: str) -> tuple[str, str]:
    """Give what a wild part surely begins and ends with."""
    wild = [i for i, character in enumerate(part) if character in "*?[]"]
    opening = next(i for i, character in enumerate(part) if character in _WILD)
    return part[:opening], part[wild[-1] + 1 :]
