"""The documentation says what is, all of it, and nothing else."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from urllib.parse import unquote

import pytest
from pydantic import BaseModel

from connectors.registry import SOURCES, TRACKERS
from service.settings import General, InboxSettings, LimitSettings, ServeSettings, WebhookSettings, parse
from service.settings.policy import (
    CalendarSettings,
    DueSettings,
    LabelSettings,
    PersonSettings,
    RouteSettings,
    TeamSettings,
    WhenSettings,
)
from tests.structure.tree import ROOT, blocks, headings, name_of, pages, prose, rows, section

CONFIGURATION = ROOT / "docs/configuration.md"
EXAMPLE = ROOT / "docs/closeout.example.toml"
CONFIGS: dict[str, type[BaseModel]] = {
    **{kind: found.config for kind, found in SOURCES.items()},
    **{kind: found.config for kind, found in TRACKERS.items()},
}
NESTED = {"limits", "serve", "inbox", "due", "calendar", "labels", "people", "teams", "routes"}
TABLES: dict[str, type[BaseModel]] = {
    "`[due]`": DueSettings,
    "`[calendar]`": CalendarSettings,
    "`[labels]`": LabelSettings,
    "`[[people]]`": PersonSettings,
    "`[[teams]]`": TeamSettings,
    "`[[routes]]`": RouteSettings,
    "`routes.when`": WhenSettings,
    "Top level": General,
    "`[limits]`": LimitSettings,
    "`[serve]`": ServeSettings,
    "`[inbox]`": InboxSettings,
    "`[[webhooks]]`": WebhookSettings,
    **{f"Kind `{kind}`": config for kind, config in CONFIGS.items()},
}
TOML = [(name_of(page), text) for page in pages() for text in blocks(page, "toml")]


def fields(model: type[BaseModel]) -> set[str]:
    """Give the settings of a model that are no tables of their own."""
    return set(model.model_fields) - (NESTED if model is General else set())


@pytest.mark.parametrize("heading", TABLES)
def test_every_setting_is_documented_and_nothing_that_does_not_exist(heading: str) -> None:
    named = [row[0].strip("`") for row in rows(section(CONFIGURATION, heading)) if row[0].startswith("`")]
    assert sorted(named) == sorted(fields(TABLES[heading]))


@pytest.mark.parametrize("heading", TABLES)
def test_documented_defaults_are_the_defaults(heading: str) -> None:
    said = {row[0].strip("`"): row[2] for row in rows(section(CONFIGURATION, heading)) if row[0].startswith("`")}
    for name in fields(TABLES[heading]) - {"kind"}:
        field = TABLES[heading].model_fields[name]
        if field.is_required():
            assert said[name] == "required", name
        elif isinstance(field.default, str | int | float) and field.default != "":
            plain = f"{field.default:g}" if isinstance(field.default, float) else json.dumps(field.default)
            assert said[name].strip("`") == plain, name


def test_the_example_loads() -> None:
    settings = parse(EXAMPLE.read_text(encoding="utf-8"))
    assert {config.kind for config in settings.sources} == set(SOURCES)
    assert {config.kind for config in settings.trackers} == set(TRACKERS)


def test_the_example_has_every_setting() -> None:
    text = re.sub(r"^# (?=\w+ = )|^#(?=\S)", "", EXAMPLE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    example = tomllib.loads(text)
    assert set(example) - {"sources", "trackers", "webhooks"} == set(General.model_fields)
    assert set(example["limits"]) == set(LimitSettings.model_fields)
    assert set(example["serve"]) == set(ServeSettings.model_fields)
    for table, model in (("due", DueSettings), ("calendar", CalendarSettings), ("labels", LabelSettings)):
        assert set(example[table]) == set(model.model_fields)
    for entries, shape in (("people", PersonSettings), ("teams", TeamSettings), ("routes", RouteSettings)):
        assert all(set(entry) == set(shape.model_fields) for entry in example[entries])
    assert set(example["routes"][0]["when"]) == set(WhenSettings.model_fields)
    assert set(example["inbox"]) == set(InboxSettings.model_fields)
    assert [set(entry) for entry in example["webhooks"]] == [set(WebhookSettings.model_fields)]
    for entry in [*example["sources"], *example["trackers"]]:
        assert set(entry) == set(CONFIGS[entry["kind"]].model_fields), entry["kind"]


@pytest.mark.parametrize(("page", "text"), TOML, ids=[page for page, _ in TOML])
def test_settings_shown_on_a_page_load(page: str, text: str) -> None:
    settings = parse(text)
    assert settings.sources or settings.trackers, f"{page}: configures nothing"


@pytest.mark.parametrize("page", pages(), ids=name_of)
def test_links_within_the_project_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)\s]+)\)", prose(page))
    inside = [link for link in links if not re.match(r"[a-z]+:", link)]
    assert [link for link in inside if not _leads_somewhere(page, link)] == []


def _leads_somewhere(page: Path, link: str) -> bool:
    path, _, anchor = unquote(link).partition("#")
    target = (page.parent / path).resolve() if path else page
    if not target.exists() or not target.is_relative_to(ROOT):
        return False
    return not anchor or anchor in {_anchor(heading) for heading in headings(target)}


def _anchor(heading: str) -> str:
    """Give the address that GitHub gives to a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


@pytest.mark.parametrize("page", pages(), ids=name_of)
def test_paths_that_a_page_names_exist(page: Path) -> None:
    named = re.findall(r"`((?:service|connectors|tests|docs)/[\w./-]+)`", prose(page))
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_every_decision_is_in_the_list_of_decisions() -> None:
    folder = ROOT / "docs/adr"
    listed = re.findall(r"\]\((\d{4}-[\w-]+\.md)\)", (folder / "README.md").read_text(encoding="utf-8"))
    assert listed == sorted(path.name for path in folder.glob("[0-9]*.md"))
