"""A team's rules, joined: what they say of one item. Pure; built once from the settings.

policy = build(settings)
judge(subject, policy)  ->  Judgement: whose, where, as what, by when, whether at all
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import lru_cache

from connectors.tracker import Label
from connectors.visibility import Visibility
from service.model import ActionItem, ItemType
from service.policy.codeowners import parse, teams_in
from service.policy.due import AssignBy, Due, DueRules, Incident, assign_by, due
from service.policy.labels import TYPE_LABELS, LabelRules
from service.policy.levels import severity_level
from service.policy.owners import Owners, owners_of
from service.policy.people import Directory, Person, Team
from service.policy.routing import Facts, Route, Routed, Router, When
from service.policy.waivers import Waiver, Waivers, waivers_of
from service.policy.workdays import Unit, WorkingCalendar, rest_ends
from service.settings import Settings
from service.settings.policy import LabelOrName, RouteSettings
from service.settings.problems import SettingProblem

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_PLAIN_COLOUR = "ededed"
_ROUTE = re.compile(r"(?P<route>routes\[\d+\]) \((?P<name>.*?)\)(?:(?P<key>\.[a-z_]+): | )", re.DOTALL)
MOST_KEPT = 4096


@dataclass(frozen=True, slots=True)
class Subject:
    """An item and all of its document that rules look at. `first_seen` is when the item was, in UTC."""

    item: ActionItem
    first_seen: datetime
    incident: Incident
    path: str
    services: tuple[str, ...] = ()
    visibility: Visibility = Visibility.MEMBERS
    directives: Mapping[str, object] = field(default_factory=dict)
    codeowners: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a team's rules say of an item.

    `rests_until` is when it may be filed (UTC). `waiver` is the first that covers it, expired or not. `labels` has
    the route's too. `kind` is the kind of the tracker that it goes to, empty for none; `anybody` says whether there
    are people or teams in the settings at all.
    """

    owners: Owners
    due: Due
    assign_by: AssignBy | None
    rests_until: datetime
    waiver: Waiver | None
    routed: Routed
    labels: tuple[Label, ...]
    severity: int | None
    kind: str = ""
    anybody: bool = False

    @property
    def assignees(self) -> tuple[str, ...]:
        """Give whom to assign, as accounts of the tracker that it goes to."""
        return self.owners.assignees(self.kind) if self.kind else ()

    @property
    def doubts(self) -> tuple[str, ...]:
        """Say for each owner why nobody is assigned for it, where that is so.

        Silent where a team has not configured anybody: then it does not want to be told.
        """
        if not self.anybody:
            return ()
        nobody = (unresolved.reason for unresolved in self.owners.unresolved)
        without = self.owners.without_account(self.kind) if self.kind else ()
        return (*nobody, *(f"{person.name} has no {self.kind} account in the settings" for person in without))


@dataclass(frozen=True, slots=True)
class Policy:
    """The rules. `kinds` says of each tracker which kind of connector it is."""

    directory: Directory = field(default_factory=Directory)
    router: Router = field(default_factory=Router)
    labels: LabelRules = field(default_factory=LabelRules)
    due: DueRules = field(default_factory=DueRules)
    create_after: int = 0
    kinds: Mapping[str, str] = field(default_factory=dict)
    codeowners: bool = True
    _with_teams: dict[str, Directory] = field(default_factory=dict, init=False, repr=False, compare=False)
    _owners: dict[tuple[tuple[str, ...], str], Owners] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def owners(self, written: tuple[str, ...], codeowners: str) -> Owners:
        """Give whose an item is; the same few names stand in thousands of items, so answers are kept."""
        kept = self._owners.get((written, codeowners))
        if kept is None:
            if len(self._owners) >= MOST_KEPT:
                self._owners.clear()
            kept = self._owners[written, codeowners] = owners_of(written, self.known(codeowners))
        return kept

    def known(self, codeowners: str) -> Directory:
        """Give everybody who is configured, and the teams that a CODEOWNERS file names."""
        if not (codeowners and self.codeowners):
            return self.directory
        if codeowners not in self._with_teams:  # a file for each source, and all its documents share it
            teams = (*self.directory.teams, *teams_in(parse(codeowners), self.directory))
            self._with_teams[codeowners] = replace(self.directory, teams=teams)
        return self._with_teams[codeowners]


def build(settings: Settings) -> tuple[Policy, list[SettingProblem]]:
    """Join the rules of the settings; give them with everything that is wrong with them together."""
    general = settings.general
    people = tuple(Person(p.name, p.aliases, p.emails, p.github, p.jira) for p in general.people)
    teams = tuple(Team(t.name, t.aliases, t.label, t.lead, t.handles) for t in general.teams)
    places = {config.name: config.place for config in settings.trackers}
    to = settings.destination
    calendar, problems = _calendar(settings)
    policy = Policy(
        directory=Directory(people, teams),
        router=Router(
            tuple(_route(route, places) for route in general.routes),
            None if to is None else Route("default", to.name, to.place),
        ),
        labels=_labels(settings),
        due=DueRules(
            by_severity=general.due.by_severity,
            by_priority=general.due.by_priority,
            unit=Unit(general.due.unit),
            assign_within=general.due.assign_within,
            zone=general.zone,
            calendar=calendar,
        ),
        create_after=general.create_after,
        kinds={config.name: config.kind for config in settings.trackers},
        codeowners=general.codeowners,
    )
    found = (*policy.directory.problems(), *policy.labels.problems(), *policy.router.problems(places))
    return policy, problems + [_keyed(words) for words in found]


def judge(subject: Subject, policy: Policy) -> Judgement:
    """Say what the rules say of an item."""
    item, rules = subject.item, policy.due
    directory = policy.known(subject.codeowners)
    owners = policy.owners(item.owners, subject.codeowners)
    level = severity_level(subject.incident.severity)
    severity = level.number if level else None
    labels = policy.labels.of(item.type, item.type_source)
    routed = policy.router.route(
        Facts(
            path=subject.path,
            type=item.type,
            severity=severity,
            services=subject.services,
            teams=tuple(team.name for team in owners.teams),
            labels=(*(label.name for label in labels), *owners.labels, *_tags(subject.directives)),
        )
    )
    rests_until = rest_ends(subject.first_seen, policy.create_after, rules.calendar, rules.zone)
    kind = policy.kinds.get(routed.route.tracker, "") if routed.route else ""
    extra = (*owners.labels, *(routed.route.labels if routed.route else ()))
    return Judgement(
        owners=owners,
        due=due(item, subject.first_seen, subject.incident, rules),
        assign_by=assign_by(rests_until, rules),
        rests_until=rests_until,
        waiver=_waiver(waivers_of(subject.directives), item.title) if subject.directives else None,
        routed=routed,
        labels=(*labels, *map(_plain_label, dict.fromkeys(extra))) if extra else labels,
        severity=severity,
        kind=kind,
        anybody=bool(directory.people or directory.teams),
    )


@lru_cache(maxsize=1024)
def _plain_label(name: str) -> Label:
    return Label(name, _PLAIN_COLOUR)


def _waiver(waivers: Waivers, title: str) -> Waiver | None:
    """Give the waiver of an item that lasts longest; one for a rule alone does not waive the item."""
    fitting = [waiver for waiver in waivers.waivers if waiver.rule is None and waiver.excuses(item=title)]
    return max(fitting, key=lambda waiver: waiver.expires or date.max, default=None)


def _tags(directives: Mapping[str, object]) -> tuple[str, ...]:
    """Give the labels that a document has on top: what it calls `labels` or `tags`."""
    if not directives:
        return ()
    found = (directives.get(key) for key in ("labels", "tags"))
    return tuple(str(tag) for tags in found if isinstance(tags, list) for tag in tags)


def _route(route: RouteSettings, places: Mapping[str, str]) -> Route:
    when = When(
        types=route.when.types,
        paths=route.when.paths,
        services=route.when.services,
        severities=route.when.severities,
        teams=route.when.teams,
        labels=route.when.labels,
    )
    return Route(
        name=route.name,
        tracker=route.tracker,
        place=route.place or places.get(route.tracker, ""),
        when=when,
        issue_type=route.issue_type,
        components=route.components,
        labels=route.labels,
        milestone=route.milestone,
        share=route.share,
    )


def _labels(settings: Settings) -> LabelRules:
    said = settings.general.labels
    types: dict[ItemType, Label] = dict(TYPE_LABELS)
    for kind, wanted in said.types.items():
        if wanted == "":
            del types[kind]
        else:
            types[kind] = _label(wanted, types[kind])
    usual = {label.name: label for label in LabelRules().always}
    always = tuple(_label(wanted, usual.get(str(wanted), Label("", _PLAIN_COLOUR))) for wanted in said.always)
    return LabelRules(always, types, said.inferred)


def _label(wanted: LabelOrName, usual: Label) -> Label:
    if isinstance(wanted, str):
        return replace(usual, name=wanted)
    return Label(wanted.name, wanted.colour, wanted.description)


def _calendar(settings: Settings) -> tuple[WorkingCalendar, list[SettingProblem]]:
    said = settings.general.calendar
    try:
        weekend = frozenset(_DAYS.index(day) for day in said.weekend)
        return WorkingCalendar(weekend, said.holidays), []
    except ValueError as error:
        return WorkingCalendar(), [SettingProblem("calendar.weekend", str(error))]


def _keyed(words: str) -> SettingProblem:
    """Take the key off the front of a problem: `routes[0] (security).tracker: there is no ...`."""
    route = _ROUTE.match(words)
    if route:
        name = f"route {route['name']!r} " if not route["key"] else ""
        return SettingProblem(f"{route['route']}{route['key'] or ''}", f"{name}{words[route.end() :]}")
    key, _, rest = words.partition(": ")
    return SettingProblem(key, rest) if rest else SettingProblem("", words)
