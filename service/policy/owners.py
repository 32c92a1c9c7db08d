"""Whose an item is: the names in a document as people, teams, labels and assignees. Pure.

A team becomes its label, and its lead the assignee where one is configured, since a tracker assigns people only.
A name that fits nobody, or several, assigns nobody; it is reported, and stands in the issue's body as written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from service.policy.names import split, without_aside
from service.policy.people import Directory, Nobody, Person, Resolution, Several, Team, resolve


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A name as written that is nobody's, or, with `candidates`, may be each of theirs."""

    words: str
    candidates: tuple[str, ...] = ()

    @property
    def reason(self) -> str:
        """Say in one line why nobody is assigned for it, and what to do."""
        if self.candidates:
            return f"{self.words!r} may be {' or '.join(self.candidates)}: write the full name, or give one an alias"
        return f"{self.words!r} is no person or team that is configured: add it, or an alias"


@dataclass(frozen=True, slots=True)
class Owners:
    """Whose an item is. `leads` stand in for the teams that have one; `labels` are the teams'."""

    people: tuple[Person, ...] = ()
    teams: tuple[Team, ...] = ()
    leads: tuple[Person, ...] = ()
    labels: tuple[str, ...] = ()
    unresolved: tuple[Unresolved, ...] = ()

    def assignees(self, kind: str) -> tuple[str, ...]:
        """Give whom to assign in a tracker of this kind: GitHub's logins, Jira's accounts, elsewhere names."""
        return _once(account for person in self._assigned() if (account := _account(person, kind)))

    def without_account(self, kind: str) -> tuple[Person, ...]:
        """Give those who should be assigned and are not, because no account of this kind is configured for them."""
        return tuple(person for person in self._assigned() if not _account(person, kind))

    def _assigned(self) -> tuple[Person, ...]:
        return tuple(dict.fromkeys((*self.people, *self.leads)))


def owners_of(written: Sequence[str], directory: Directory) -> Owners:
    """Give whose an item is, from what stands in its owner's place; each entry may list several names."""
    people: list[Person] = []
    teams: list[Team] = []
    unresolved: list[Unresolved] = []
    for words, resolution in (found for entry in written for found in _names_in(entry, directory)):
        if isinstance(resolution, Person):
            people.append(resolution)
        elif isinstance(resolution, Team):
            teams.append(resolution)
        elif isinstance(resolution, Several):
            unresolved.append(Unresolved(words, resolution.names))
        elif resolution is Nobody.UNKNOWN:
            unresolved.append(Unresolved(words))
    return Owners(
        people=tuple(dict.fromkeys(people)),
        teams=tuple(dict.fromkeys(teams)),
        leads=tuple(dict.fromkeys(lead for team in teams if (lead := directory.lead_of(team)))),
        labels=_once(team.label for team in teams if team.label),
        unresolved=tuple(dict.fromkeys(unresolved)),
    )


def _names_in(entry: str, directory: Directory) -> Iterator[tuple[str, Resolution]]:
    """Give each name with whom it means. A name that is known as a whole stays whole: "Search & Discovery"."""
    whole = resolve(entry, directory)
    if whole is not Nobody.UNKNOWN:
        yield entry.strip(), whole
        return
    for name in split(without_aside(entry)):
        yield name, resolve(name, directory)


def _account(person: Person, kind: str) -> str:
    return {"github": person.github, "jira": person.jira}.get(kind, person.name)


def _once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))
