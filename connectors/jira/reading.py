"""Issues read so that every one that was asked for has an answer.

A bulk read leaves out what is gone, hidden or moved without a word. Whoever is left out is therefore asked for
singly, and only that answer counts: 404 or 403. When something is missing, we also ask whether we are still known,
because a site that no longer accepts our token may answer as it would to a stranger.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from connectors.errors import Refused, Temporary
from connectors.fitting import one_line
from connectors.jira.addresses import split_key
from connectors.jira.bulk import AT_ONCE, Bulk, CenterBulk, CloudBulk, Raw
from connectors.jira.config import JiraConfig
from connectors.jira.failures import well_formed
from connectors.jira.site import Site
from connectors.jira.wire import FIELDS, PROPERTY, Reader, identity_of, marker_of
from connectors.tracker import Absence, Issue, IssueRef, Missing

MARKERS_AT_ONCE = 50
MOST_MARKERS = 100_000
_SINGLE = {"fields": ",".join(FIELDS), "properties": PROPERTY}


class Reading:
    """Reads of one site. `site` is asked, `bulk` is how it is asked for many."""

    def __init__(self, config: JiraConfig, site: Site) -> None:
        self._config = config
        self.site = site
        self.bulk: Bulk = CloudBulk(site) if config.on_cloud else CenterBulk(site)
        self._account = ""
        self._markers: dict[str, str] = {}

    @property
    def reader(self) -> Reader:
        """What reads issues for our own account; the site is asked once who we are."""
        if not self._account:
            self._account = self.ask_who_we_are()
        return Reader(self._config, self._account)

    def ask_who_we_are(self) -> str:
        """Give our own account. Raises Refused when the site does not know us."""
        found = self.site.ask("GET myself", lambda jira: jira.myself())
        with well_formed(f"{self._config.name} at {self._config.site}, who we are"):
            account = identity_of(found)
        if not account:
            raise Refused(f"{self._config.name} at {self._config.site} does not say who we are; is the token right?")
        return account

    def issue(self, name: str) -> Issue | Absence:
        """Read one issue by id or key."""
        found = self.single(name)
        return found if isinstance(found, Absence) else self.reader.issue(found)

    def single(self, name: str) -> Raw | Absence:
        """Read one issue's JSON by id or key, its marker with it."""
        found = self.site.find(f"issue/{name}", _SINGLE)
        if isinstance(found, Absence):
            return found
        if not isinstance(found, dict) or not isinstance(found.get("id"), str):
            raise Temporary(f"{self._config.name} gave no issue for {name}; try again.")
        if name.isdigit() and found["id"] != name:
            raise Temporary(f"{self._config.name} gave another issue for {name}; try again.")
        self._remember(found)
        return found

    def read(self, refs: Collection[IssueRef]) -> Mapping[IssueRef, Issue | Missing]:
        """Read them all; there is an answer for every ref."""
        names = {ref: name for ref in dict.fromkeys(refs) if (name := self._name(ref))}
        found = self._look(list(dict.fromkeys(names.values())))
        raws = {ref: found.get(names.get(ref, ""), Absence.GONE) for ref in dict.fromkeys(refs)}
        absent = [ref for ref, raw in raws.items() if isinstance(raw, Absence)]
        closed = self._closed_projects(absent) if absent else frozenset()
        return {
            ref: self._answer(ref, Absence.NO_ACCESS if raw is Absence.GONE and _project(ref) in closed else raw)
            for ref, raw in raws.items()
        }

    def read_singly(self, refs: Collection[IssueRef]) -> Mapping[IssueRef, Issue | Missing]:
        """Read issues one by one, each as it is at that moment."""
        names = {ref: self._name(ref) for ref in refs}
        found = {ref: self.single(name) if name else Absence.GONE for ref, name in names.items()}
        return {ref: self._answer(ref, raw) for ref, raw in found.items()}

    def read_all(self, raws: Iterable[Raw]) -> Sequence[Issue]:
        """Read issues that were fetched, markers included, oldest first."""
        whole = []
        for raw in raws:
            single = raw if self._has_marker(raw) else self.single(str(raw["id"]))
            if not isinstance(single, Absence):  # deleted in the meantime
                whole.append(single)
        return sorted(map(self._issue, whole), key=lambda issue: int(issue.ref.id))

    def _look(self, names: Sequence[str]) -> Mapping[str, Raw | Absence]:
        """Give what is behind each id or key."""
        found: dict[str, Raw | Absence] = {}
        for start in range(0, len(names), AT_ONCE):
            batch = names[start : start + AT_ONCE]
            there = {name: raw for raw in self.bulk.fetch(batch) for name in (str(raw["id"]), str(raw["key"]))}
            found |= {name: there[name] for name in batch if name in there}
            found |= {name: self.single(name) for name in batch if name not in found}
        without = [name for name, raw in found.items() if not isinstance(raw, Absence) and not self._has_marker(raw)]
        # Beyond this a read of many thousands would become as many requests. Who needs markers lists or reads few.
        for name in islice(without, MARKERS_AT_ONCE if len(without) <= MARKERS_AT_ONCE else 0):
            found[name] = self.single(name)
        return found

    def _closed_projects(self, absent: Collection[IssueRef]) -> Collection[str]:
        """Give the projects of these refs that our account does not see: 404 means both that, and deleted."""
        self.ask_who_we_are()
        projects = sorted({project for ref in absent if (project := _project(ref))})
        return {project for project in projects if isinstance(self.site.find(f"project/{project}"), Absence)}

    def _has_marker(self, raw: Raw) -> bool:
        """Say whether an issue's marker is known: a search in a data center gives none."""
        creator = identity_of((raw.get("fields") or {}).get("creator"))
        return "properties" in raw or raw["id"] in self._markers or creator != self.reader.account

    def _remember(self, raw: Raw) -> None:
        if not self._config.on_cloud and len(self._markers) < MOST_MARKERS:
            self._markers[str(raw["id"])] = marker_of((raw.get("properties") or {}).get(PROPERTY))

    def _answer(self, ref: IssueRef, found: Raw | Absence) -> Issue | Missing:
        if isinstance(found, Absence):
            return Missing(ref, found, self._words(ref, found))
        return self._issue(found)

    def _issue(self, raw: Raw) -> Issue:
        issue = self.reader.issue(raw)
        return issue if issue.marker else replace(issue, marker=self._markers.get(issue.ref.id, ""))

    def _name(self, ref: IssueRef) -> str:
        """Give what to ask for: the id, else the key; nothing for what cannot be one of this site's."""
        if ref.tracker != self._config.name:
            return ""
        if ref.id:
            return ref.id if ref.id.isascii() and ref.id.isdigit() else ""
        return ref.key if split_key(ref.key) else ""

    def _words(self, ref: IssueRef, absence: Absence) -> str:
        key = one_line(ref.key)
        if absence is Absence.NO_ACCESS:
            return f"{self._config.site} does not let our account see {key}, or its project."
        return f"{self._config.site} shows no {key}: it was deleted, or moved to where our account sees nothing."


def _project(ref: IssueRef) -> str:
    key = split_key(ref.key)
    return key[0] if key else ""
