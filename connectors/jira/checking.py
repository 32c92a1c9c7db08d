"""What `check` looks at: the account, the projects, the screen of creates, the marker, and who else can read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from connectors.errors import ConnectorError
from connectors.jira.config import JiraConfig
from connectors.jira.history import History
from connectors.jira.reading import Reading
from connectors.jira.routes import NEEDED, WANTED, Route, Routes
from connectors.jira.site import Site
from connectors.tracker import Finding
from connectors.visibility import Visibility

WARN_DAYS = 30
TEXTS = {"labels": "without any", "description": "without their text"}


def look_at(
    config: JiraConfig, site: Site, reading: Reading, history: History, routes: Routes, today: date
) -> Sequence[Finding]:
    """Give the findings, each part for itself: what cannot be read is one, and stops no other."""
    part = f"jira tracker {config.name}"
    parts: Sequence[tuple[str, Callable[[], Iterator[Finding]]]] = (
        (part, lambda: _account(part, config, reading, today)),
        (f"{part}, {config.project}", lambda: _route(f"{part}, {config.project}", config, routes)),
        (f"{part}, followed projects", lambda: _followed(part, config, history)),
        (f"{part}, visibility", lambda: _readers(f"{part}, visibility", config, site)),
    )
    found: list[Finding] = []
    for name, look in parts:
        try:
            found += look()
        except ConnectorError as error:
            found.append(Finding(name, ok=False, words=str(error), remedy="Correct the settings or the account."))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            words = f"{config.site} gave an answer that cannot be read ({type(error).__name__})."
            found.append(Finding(name, ok=False, words=words, remedy="Is `site` the address of a Jira?"))
    return found


def _account(part: str, config: JiraConfig, reading: Reading, today: date) -> Iterator[Finding]:
    yield Finding(part, ok=True, words=f"{config.site} knows us as {reading.ask_who_we_are()}")
    if config.token_expires is None:
        return
    left = (config.token_expires - today).days
    words = f"the token expires on {config.token_expires}" if left >= 0 else f"the token expired {config.token_expires}"
    remedy = "" if left > WARN_DAYS else "Make a new token, and set `token_expires` to its day."
    yield Finding(f"{part}, token", ok=left > WARN_DAYS, words=words, remedy=remedy)


def _route(part: str, config: JiraConfig, routes: Routes) -> Iterator[Finding]:
    route = routes.read(config.project, config.issue_type)
    yield _rights(part, route)
    screen = route.screen
    unfilled = screen.unfilled(config)
    if unfilled:
        names = ", ".join(f"{field.name} ({field.id})" for field in unfilled)
        words = f"{config.issue_type} requires fields for which nothing is configured: {names}"
        yield Finding(f"{part}, required fields", ok=False, words=words, remedy="Give them values in `fields`.")
    unknown = [name for name in config.fields if not screen.has(screen.id_of(name))]
    if unknown:
        words = f"the screen of {config.issue_type} has no field {', '.join(unknown)}"
        yield Finding(f"{part}, fields", ok=False, words=words, remedy="Put them on the screen, or out of `fields`.")
    for field, consequence in TEXTS.items():
        if not screen.has(field):
            words = f"the screen of {config.issue_type} has no {field}: issues are created {consequence}"
            yield Finding(f"{part}, {field}", ok=False, words=words, remedy="Put the field on the create screen.")


def _rights(part: str, route: Route) -> Finding:
    needed = [right for right in NEEDED if right in route.lacking]
    if needed:
        return Finding(
            part,
            ok=False,
            words=f"our account lacks {', '.join(needed)}: no marker can be set, and nothing is created",
            remedy="Give the account these rights in the project's permission scheme.",
        )
    wanted = [right for right in WANTED if right in route.lacking]
    also = f"; without {', '.join(wanted)}" if wanted else ""
    return Finding(part, ok=True, words=f"issues and their markers can be created{also}")


def _followed(part: str, config: JiraConfig, history: History) -> Iterator[Finding]:
    for project in config.projects[1:]:
        try:
            found = history.project(project)
            words = f"can be read (id {found.id})" if found.key == project else f"is called {found.key} now"
            remedy = "" if found.key == project else f"Write {found.key} in `follow`."
            yield Finding(f"{part}, {project}", ok=found.key == project, words=words, remedy=remedy)
        except ConnectorError as error:
            yield Finding(f"{part}, {project}", ok=False, words=str(error), remedy="Correct `follow`, or the account.")


def _readers(part: str, config: JiraConfig, site: Site) -> Iterator[Finding]:
    """Ask as a stranger, where the site can be asked without the gateway."""
    if config.visibility is Visibility.PUBLIC or not site.anonymous(f"project/{config.project}"):
        return
    words = f"{config.project} can be read by everybody, and `visibility` says {config.visibility}"
    yield Finding(part, ok=False, words=words, remedy='Set `visibility` to "public", or close the project.')
