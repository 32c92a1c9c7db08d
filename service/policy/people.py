"""Who is meant by a name in a document. Pure, and it never guesses.

    rank  fits                        as written
    ----  --------------------------  ------------------------------------------------------------------
    1     exactly                     Ann Example · ann@example.org · @annex · SRE · SRE team · @acme/sre
    2     an alias                    annie · @annie · reliability
    3     a short form                Ann · Ann E. · annex · Ann Example, where the full name has a third
    4     initials, in capitals       AE · A.E.

The first rank at which somebody fits decides. Where two fit at that rank it is several, whatever comes after.
Case, accents, punctuation, possessives and what stands in brackets do not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Final, TypeAlias

from service.policy.names import MAX_WRITTEN, folded, is_no_owner, split, team_key, without_aside, without_team_words

# "ann@example.org" · "Ann Example <ann@example.org>"
_EMAIL: Final = re.compile(
    r"(?P<name>[^<>@]*?)\s*[<(]?(?:mailto:)?(?P<address>[^\s<>()@,;]+@[^\s<>()@,;]+\.[^\s<>()@,;]+)[>)]?"
)
_HANDLE: Final = re.compile(r"@[\w.-]+(?:/[\w.-]+)?")
_INITIALS: Final = re.compile(r"[^\W\d_](?:\.?\s?[^\W\d_]){1,3}\.?")
# Capitals in an owner's cell that mean a function far more often than a person.
_FUNCTIONS: Final = frozenset(
    {
        *("qa", "pm", "po", "tl", "em", "ba", "cs", "ic", "hr", "pr", "it", "db", "dba", "sre", "ops", "dev", "eng"),
        *("sec", "infra", "api", "ci", "cd", "ui", "ux", "ml", "ai"),
    }
)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who does items. `github` is a login, `jira` an account id (Cloud) or user name; empty where none."""

    name: str
    aliases: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    github: str = ""
    jira: str = ""


@dataclass(frozen=True, slots=True)
class Team:
    """A team. `label` is what its issues get; `lead` the name of the person to assign; `handles` as "@acme/sre"."""

    name: str
    aliases: tuple[str, ...] = ()
    label: str = ""
    lead: str | None = None
    handles: tuple[str, ...] = ()


class Nobody(StrEnum):
    """Why nobody is meant: what is written is no owner at all ("TBD"), or a name that fits none we know."""

    NO_OWNER = "no_owner"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Several:
    """Those who fit equally well, by name and in order."""

    names: tuple[str, ...]


Known: TypeAlias = Person | Team
Resolution: TypeAlias = Person | Team | Several | Nobody
_Index: TypeAlias = Mapping[str, tuple[Known, ...]]


@dataclass(frozen=True)
class Directory:
    """The people and teams that a team has configured. Ask for `problems` before use."""

    people: tuple[Person, ...] = ()
    teams: tuple[Team, ...] = ()

    def problems(self) -> tuple[str, ...]:
        """Give every mistake, one line each: a name that two share or that means no owner, a lead who is nobody."""
        return (*self._unusable(), *self._shared(), *self._leaderless())

    @property
    def everybody(self) -> tuple[Known, ...]:
        """Give the people, then the teams."""
        return (*self.people, *self.teams)

    def lead_of(self, team: Team) -> Person | None:
        """Give a team's lead, None where none is configured or the name is no person's."""
        return self._by_name.get(folded(team.lead)) if team.lead else None

    def _unusable(self) -> Iterator[str]:
        for known in self.everybody:
            table = "people" if isinstance(known, Person) else "teams"
            for written in (known.name, *known.aliases):
                if is_no_owner(written):
                    yield f"{table}: {written!r} cannot be a name or an alias: in a document it means no owner"
                elif len(written) > MAX_WRITTEN:
                    yield f"{table}: the name {written[:40]!r}… is longer than {MAX_WRITTEN} characters"

    def _shared(self) -> Iterator[str]:
        """Two with one name, alias, address or handle; a key of both ranks is looked at, since the first would win."""
        taken: dict[str, list[tuple[Known, str]]] = {}
        for known in self.everybody:
            for written, key in _claims(known):
                if all(other is not known for other, _ in taken.setdefault(key, [])):
                    taken[key].append((known, written))
        for claims in taken.values():
            if len(claims) > 1:
                names = " and ".join(repr(known.name) for known, _ in claims)
                yield f"people and teams: {claims[0][1]!r} is given to {names}: leave it to one of them"

    def _leaderless(self) -> Iterator[str]:
        for team in self.teams:
            if team.lead and self.lead_of(team) is None:
                yield f"teams: the lead of {team.name!r} is {team.lead!r}, and no person has that name"

    @cached_property
    def _by_name(self) -> Mapping[str, Person]:
        return {folded(person.name): person for person in self.people}

    @cached_property
    def ranks(self) -> tuple[_Index, _Index, _Index, _Index]:
        """Give who fits which key at each rank; handles and addresses keep their `@`."""
        return (
            _index((key, known) for known in self.everybody for key in _exact(known)),
            _index((key, known) for known in self.everybody for key in _aliases(known)),
            _index((key, person) for person in self.people for key in _short(person)),
            _index((key, person) for person in self.people for key in _initials(person)),
        )


def resolve(written: str, directory: Directory) -> Resolution:
    """Say whom a document means by one name; lists of names are for `owners.owners_of` to take apart."""
    if len(written) > MAX_WRITTEN:
        return Nobody.UNKNOWN
    if is_no_owner(written):
        return Nobody.NO_OWNER
    text = written
    if "@" in written and (email := _EMAIL.fullmatch(written.strip())) and len(split(email["name"])) < 2:
        if found := directory.ranks[0].get(_address(email["address"])):
            return _one(found)
        text = email["name"]
    return _named(without_aside(text).strip(" \t*_`\"'.:"), directory)


def _named(text: str, directory: Directory) -> Resolution:
    exact, aliases, short, initials = directory.ranks
    is_handle = bool(_HANDLE.fullmatch(text))
    key = folded(text)
    team = "team:" + without_team_words(key)
    found = exact.get(_handle(text), ()) if is_handle else exact.get(key, ())
    found = found or exact.get(team, ()) or _both(aliases.get(key, ()), aliases.get(team, ()))
    if not found and not is_handle:  # a handle that nobody has is a stranger's, however like a first name it is
        found = short.get(key, ()) or (initials.get(key.replace(" ", ""), ()) if _may_be_initials(text) else ())
    return _one(found) if found else Nobody.UNKNOWN


def _may_be_initials(text: str) -> bool:
    return text == text.upper() and bool(_INITIALS.fullmatch(text)) and text.casefold() not in _FUNCTIONS


def _one(found: tuple[Known, ...]) -> Resolution:
    return found[0] if len(found) == 1 else Several(tuple(sorted(known.name for known in found)))


def _both(one: tuple[Known, ...], other: tuple[Known, ...]) -> tuple[Known, ...]:
    return tuple(dict.fromkeys((*one, *other)))


def _index(pairs: Iterable[tuple[str, Known]]) -> _Index:
    index: dict[str, dict[Known, None]] = {}  # a dict, as a set that keeps its order
    for key, known in pairs:
        if key:
            index.setdefault(key, {})[known] = None
    return {key: tuple(found) for key, found in index.items()}


def _claims(known: Known) -> Iterator[tuple[str, str]]:
    """Give what may belong to one only, as written and as it is compared."""
    for name in (known.name, *known.aliases):
        yield name, team_key(name) if isinstance(known, Team) else folded(name)
    if isinstance(known, Team):
        yield from ((handle, _handle(handle)) for handle in known.handles)
        return
    yield from ((email, _address(email)) for email in known.emails)
    if known.github:
        yield known.github, _handle(known.github)
    if known.jira:
        yield known.jira, "jira:" + known.jira


def _exact(known: Known) -> Iterator[str]:
    if isinstance(known, Team):
        yield from ("team:" + team_key(known.name), *map(_handle, known.handles), *map(folded, known.handles))
    else:
        yield from (folded(known.name), *map(_address, known.emails), _handle(known.github) if known.github else "")


def _aliases(known: Known) -> Iterator[str]:
    if isinstance(known, Team):
        yield from ("team:" + team_key(alias) for alias in known.aliases)
    else:
        yield from map(folded, known.aliases)


def _short(person: Person) -> Iterator[str]:
    """First name, first name with the last one's initial, first and last of three; logins without their `@`."""
    yield from (folded(person.github), folded(person.jira))
    first, *others = person.name.split() or [""]
    yield folded(first)
    if others and (last := folded(others[-1])):
        yield f"{folded(first)} {last[0]}"
        yield f"{folded(first)} {last}"


def _initials(person: Person) -> Iterator[str]:
    letters = [word[0] for word in folded(person.name).split()]
    if len(letters) > 1:
        yield from ("".join(letters), letters[0] + letters[-1])


def _handle(text: str) -> str:
    return "@" + text.removeprefix("@").casefold()


def _address(text: str) -> str:
    return "email:" + text.strip().casefold()
