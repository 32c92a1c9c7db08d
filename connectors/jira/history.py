"""The history of creates in a project, which Jira has no list of: its keys, counted up.

A position is the project's id and the highest number that the search knew. Numbers are given once, so everything that
was created later has a higher one; a search that lags gives a lower position, from which merely more is listed.

On Cloud the keys after a position are read by `bulkfetch`, which reads the database, until a whole batch is empty and
the highest key that the search knows is behind us. What a batch leaves out is asked for once more before it counts as
a gap: deleted, moved out of sight, or hidden from us. In a data center each key is read singly, from the database as
well, up to the highest key that the search knows and `CENTER_AHEAD` further. So a create is overlooked only while that
many keys in a row before it are gaps and the search has not caught up; hence the settle window is longer than its lag.

From the beginning, every key of the project is asked for, the same way: a search by creator would be quicker, and
would miss what its index has not seen and what was moved to another project, where Jira leads from the old key. In a
data center the search is asked first, a hundred keys at once; what it leaves out is read singly, so a gap costs a
request.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from connectors.errors import Misconfigured, Refused
from connectors.fitting import one_line
from connectors.jira.addresses import split_key
from connectors.jira.bulk import AT_ONCE, Raw
from connectors.jira.config import JiraConfig
from connectors.jira.failures import well_formed
from connectors.jira.reading import Reading
from connectors.jira.site import Site
from connectors.tracker import BEGINNING, Absence, Issue

CENTER_AHEAD = 20


@dataclass(frozen=True, slots=True)
class Project:
    """A project: its unchanging id, and its key as it is today."""

    id: str
    key: str


class History:
    """The creates of one site."""

    def __init__(self, config: JiraConfig, site: Site, reading: Reading) -> None:
        self._config = config
        self._site = site
        self._reading = reading

    def project(self, place: str) -> Project:
        """Find a project, under its former keys too. Raises Misconfigured where there is none for us."""
        if split_key(f"{place}-1") is None:
            raise Misconfigured(f"{self._config.name}: {one_line(place)!r} is no project's key.")
        found = self._site.find(f"project/{place}")
        if isinstance(found, Absence):
            raise Misconfigured(
                f"{self._config.name} at {self._config.site} shows our account no project {place}; correct "
                "`project`, or let the account browse it."
            )
        with well_formed(f"{self._config.name} at {self._config.site}, the project {place}"):
            return Project(str(int(found["id"])), str(found["key"]))

    def position(self, place: str) -> str:
        """Note the highest number that the search knows."""
        project = self.project(place)
        return f"{project.id}:{self._reading.bulk.highest(project.id)}"

    def created_since(self, place: str, position: str) -> Sequence[Issue]:
        """List what was created after a position. Raises Refused for a position that is not of this project."""
        project = self.project(place)
        if position == BEGINNING:
            return self._whole(project)
        noted = re.fullmatch("([0-9]{1,18}):([0-9]{1,18})", position)
        if noted is None or noted[1] != project.id:
            raise Refused(
                f"{self._config.name} has no position {one_line(position)!r} in the project {place}, whose id is "
                f"{project.id}; was the project replaced by another of that name?"
            )
        after = int(noted[2])
        highest = self._reading.bulk.highest(project.id)
        raws = (
            self._by_batch(project, after, highest) if self._config.on_cloud else self._singly(project, after, highest)
        )
        return self._read_all(raws)

    def _whole(self, project: Project) -> Sequence[Issue]:
        highest = self._reading.bulk.highest(project.id)
        if self._config.on_cloud:
            return self._read_all(self._by_batch(project, 0, highest))
        found: list[Raw] = []
        for first in range(1, highest + 1, AT_ONCE):
            keys = _keys(project, first, min(AT_ONCE, highest + 1 - first))
            batch = self._reading.bulk.fetch(keys)
            indexed = {str(raw["key"]) for raw in batch}
            singly = (self._reading.single(key) for key in keys if key not in indexed)
            found += [*batch, *(raw for raw in singly if not isinstance(raw, Absence))]
        return self._read_all([*found, *self._singly(project, highest, highest)])

    def _read_all(self, raws: Sequence[Raw]) -> Sequence[Issue]:
        return self._reading.read_all({str(raw["id"]): raw for raw in raws}.values())

    def _by_batch(self, project: Project, after: int, highest: int) -> Sequence[Raw]:
        found: list[Raw] = []
        first = after + 1
        while True:
            batch = self._reading.bulk.fetch(_keys(project, first, AT_ONCE))
            numbers = {_number(raw, project) for raw in batch}
            last = max(numbers, default=0) or first + AT_ONCE - 1
            gaps = [f"{project.key}-{number}" for number in range(first, last + 1) if number not in numbers]
            again = self._reading.bulk.fetch(gaps) if gaps else ()
            found += [*batch, *again]
            if not batch and not again and last >= highest:
                return found
            first = last + 1

    def _singly(self, project: Project, after: int, highest: int) -> Sequence[Raw]:
        found: list[Raw] = []
        number, absent = after, 0
        while number < highest or absent < CENTER_AHEAD:
            number += 1
            raw = self._reading.single(f"{project.key}-{number}")
            if isinstance(raw, Absence):
                absent += 1
            else:
                absent = 0
                found.append(raw)
        return found


def _keys(project: Project, first: int, count: int) -> list[str]:
    return [f"{project.key}-{number}" for number in range(first, first + count)]


def _number(raw: Raw, project: Project) -> int:
    """Give the number under which an issue stands in the project; 0 for one that was moved elsewhere."""
    key = split_key(str(raw["key"]))
    return key[1] if key and key[0] == project.key else 0
