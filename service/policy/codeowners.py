"""CODEOWNERS: who owns which path of a repository, as GitHub reads it. Pure.

https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners

Its patterns are gitignore's, less `!`, `[ ]` and `\\#`. Each becomes globs of `connectors/globs.py`:

    pattern        globs                          pattern        globs
    -------------  -----------------------------  -------------  ------------------------------
    *              **/*                           /docs/         docs/**
    *.js           **/*.js · **/*.js/**           docs/*         docs/*  (and nothing deeper)
    apps/          **/apps/**                     docs/guide     docs/guide · docs/guide/**
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

from connectors.globs import Glob
from service.policy.names import folded
from service.policy.people import Directory, Nobody, Team, resolve

MAX_BYTES: Final = 3_000_000
"""GitHub does not load a larger file, so neither do we."""

_WORD: Final = re.compile(r"(?:\\.|[^\s\\])+|\\")
_OWNER: Final = re.compile(r"@[\w.-]+(?:/[\w.-]+)?|[^\s@/]+@[^\s@/]+\.[^\s@/]+")
_STARS: Final = re.compile(r"\*{2,}")


@dataclass(frozen=True, slots=True)
class Ownership:
    """One line: the paths that it names and their owners, "@login", "@organisation/team" or an address; () is none."""

    line: int
    globs: tuple[Glob, ...]
    owners: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LineProblem:
    """A line, from 1, that we cannot use, and why; the others count all the same. Line 0 is the whole file."""

    line: int
    words: str


@dataclass(frozen=True, slots=True)
class CodeOwners:
    """A CODEOWNERS file as read."""

    lines: tuple[Ownership, ...] = ()
    problems: tuple[LineProblem, ...] = ()


class _BadLineError(ValueError):
    pass


def parse(text: str) -> CodeOwners:
    """Read a file's text; whatever it says, nothing is raised."""
    if len(text.encode(errors="replace")) >= MAX_BYTES:
        return CodeOwners(problems=(LineProblem(0, "the file is 3 MB or larger; GitHub does not load it either"),))
    lines: list[Ownership] = []
    problems: list[LineProblem] = []
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), start=1):
        words = _words(line)
        if not words:
            continue
        try:
            lines.append(Ownership(number, _globs(words[0]), _owners(words[1:])))
        except ValueError as error:
            problems.append(LineProblem(number, str(error)))
    return CodeOwners(tuple(lines), tuple(problems))


def owners_at(path: str, codeowners: CodeOwners) -> tuple[str, ...]:
    """Give the owners of a path as written: those of the last line that names it."""
    for line in reversed(codeowners.lines):
        if any(glob.matches(path) for glob in line.globs):
            return line.owners
    return ()


def teams_of(path: str, codeowners: CodeOwners) -> tuple[str, ...]:
    """Give the handles ("@organisation/team") of the teams that own a path."""
    return tuple(owner for owner in owners_at(path, codeowners) if "/" in owner)


def teams_in(codeowners: CodeOwners, directory: Directory) -> tuple[Team, ...]:
    """Give a team for each handle in the file that the directory does not know, named and labelled by its last part.

    Where that name is taken, in the directory or by another organisation, the name is the whole handle.
    """
    handles: dict[str, str] = {}
    for owner in (owner for line in codeowners.lines for owner in line.owners if "/" in owner):
        if resolve(owner, directory) is Nobody.UNKNOWN:
            handles.setdefault(owner.casefold(), owner)
    slugs = [(handle, handle.rpartition("/")[2]) for handle in handles.values()]
    times = Counter(folded(slug) for _, slug in slugs)
    return tuple(
        Team(name=slug if _is_free(slug, times, directory) else handle.removeprefix("@"), label=slug, handles=(handle,))
        for handle, slug in slugs
    )


def _is_free(slug: str, times: Counter[str], directory: Directory) -> bool:
    return times[folded(slug)] == 1 and resolve(slug, directory) is Nobody.UNKNOWN


def _words(line: str) -> list[str]:
    """Give a line's words up to a comment; a blank after a backslash belongs to its word."""
    words: list[str] = []
    for match in _WORD.finditer(line):
        if match[0].startswith("#"):
            break
        words.append(match[0])
    return words


def _globs(pattern: str) -> tuple[Glob, ...]:
    if pattern.startswith("!"):
        raise _BadLineError(f"{pattern!r}: GitHub knows no '!' here; give the path on a later line without owners")
    if "[" in pattern or "]" in pattern:
        raise _BadLineError(f"{pattern!r}: GitHub knows no '[ ]' here; write a line for each")
    plain = pattern.replace("\\ ", " ")
    if "\\" in plain:
        raise _BadLineError(f"{pattern!r}: only a blank can stand after a backslash")
    body = plain.strip("/")
    if not body:
        raise _BadLineError(f"{pattern!r} names no path; write '*' for all of them")
    parts = [part if part == "**" else _STARS.sub("*", part) for part in body.split("/")]
    if not (plain.startswith("/") or len(parts) > 1):
        parts.insert(0, "**")
    inside = Glob.parse("/".join((*parts, "**")))
    if plain.endswith("/"):
        return (inside,)
    exactly = Glob.parse("/".join(parts))
    return (exactly,) if parts[-1] in ("*", "**") else (exactly, inside)


def _owners(words: list[str]) -> tuple[str, ...]:
    bad = [word for word in words if not _OWNER.fullmatch(word)]
    if bad:
        raise _BadLineError(f"{bad[0]!r} is no owner; write @login, @organisation/team or an address of e-mail")
    spellings: dict[str, str] = {}
    for word in words:
        spellings.setdefault(word.casefold(), word)
    return tuple(spellings.values())
