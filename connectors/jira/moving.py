"""Which transition brings an issue into a state, and what it wants to be told. Pure.

https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-issueidorkey-transitions-get
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from connectors.errors import Refused
from connectors.jira.config import JiraConfig
from connectors.jira.wire import named
from connectors.tracker import State

CATEGORY = {State.OPEN: "new", State.IN_PROGRESS: "indeterminate", State.DONE: "done", State.DROPPED: "done"}
DONE_RESOLUTIONS = ("Done", "Fixed", "Resolved", "Complete", "Completed")


@dataclass(frozen=True, slots=True)
class Move:
    """A transition to take, by its id, with values for the fields on its screen."""

    id: str
    fields: Mapping[str, Any]


def choose(transitions: Sequence[Mapping[str, Any]], state: State, config: JiraConfig, key: str) -> Move:
    """Choose among the transitions that an issue has now; the first that leads where it should and can be filled.

    Raises Refused, with what is missing, when there is none.
    """
    lacking: list[str] = []
    for transition in filter(lambda one: _leads_to(one, state, config), transitions):
        fields, missing = _filled(transition, state, config)
        if not missing:
            return Move(str(transition["id"]), fields)
        lacking.append(f"{transition['name']} wants {', '.join(missing)}")
    if lacking:
        raise Refused(f"{key} cannot be set to {state}: {'; '.join(lacking)}. Set `transition_fields` for it.")
    offered = ", ".join(f"{one['name']} to {one['to']['name']}" for one in transitions) or "none"
    raise Refused(
        f"{key} cannot be set to {state}: its workflow has no such transition for us now (there are: {offered}). "
        "Name one in `transitions`, or move it in Jira."
    )


def _leads_to(transition: Mapping[str, Any], state: State, config: JiraConfig) -> bool:
    to = transition["to"]
    if wanted := config.transitions.get(state):
        return named(wanted, (str(transition["name"]), str(to["name"])))
    if to["statusCategory"]["key"] != CATEGORY[state]:
        return False
    by_status = named(to["name"], config.dropped_statuses)
    if state is State.DONE:
        return not by_status
    return state is not State.DROPPED or by_status or _resolution(transition, state, config) is not None


def _filled(transition: Mapping[str, Any], state: State, config: JiraConfig) -> tuple[dict[str, Any], list[str]]:
    fields: dict[str, Any] = {}
    missing = []
    for field_id, about in (transition.get("fields") or {}).items():
        name = str(about.get("name") or field_id)
        configured = config.transition_fields.get(field_id, config.transition_fields.get(name))
        if field_id == "resolution" and state in {State.DONE, State.DROPPED}:
            resolution = _resolution(transition, state, config)
            value = {"name": resolution} if resolution else configured
        else:
            value = configured
        if value is not None:
            fields[field_id] = value
        elif about.get("required") and not about.get("hasDefaultValue"):
            missing.append(name)
    return fields, missing


def _resolution(transition: Mapping[str, Any], state: State, config: JiraConfig) -> str | None:
    """Find the resolution to give: the first of the settings' that the transition's screen allows."""
    about = (transition.get("fields") or {}).get("resolution") or {}
    allowed = [str(value["name"]) for value in about.get("allowedValues") or ()]
    if state is State.DONE:
        fitting = [name for name in allowed if not named(name, config.dropped_resolutions)]
        return next((name for name in fitting if named(name, DONE_RESOLUTIONS)), next(iter(fitting), None))
    ordered = [name for wanted in config.dropped_resolutions for name in allowed if named(name, (wanted,))]
    return next(iter(ordered), None)
