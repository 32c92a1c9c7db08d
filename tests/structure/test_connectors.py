"""What every connector has to bring along."""

from __future__ import annotations

import importlib
import tomllib

import pytest
from pydantic import BaseModel

from connectors.registry import SOURCES, TRACKERS
from tests.connectors.source_contract import SourceContract
from tests.connectors.tracker_contract import TrackerContract
from tests.structure.tree import ROOT, headings, name_of, python_files

SUITES: dict[str, type] = {"sources": SourceContract, "trackers": TrackerContract}
CONFIGS: dict[tuple[str, str], type[BaseModel]] = {
    **{("sources", kind): found.config for kind, found in SOURCES.items()},
    **{("trackers", kind): found.config for kind, found in TRACKERS.items()},
}
KINDS = sorted(CONFIGS)


@pytest.mark.parametrize(("table", "kind"), KINDS)
def test_a_connector_passes_its_contract_suite(table: str, kind: str) -> None:
    tests = [path for path in python_files("tests/connectors") if path.stem.startswith(f"test_{kind}_")]
    modules = [importlib.import_module(name_of(path).removesuffix(".py").replace("/", ".")) for path in tests]
    suites = [
        found
        for module in modules
        for name, found in vars(module).items()
        if name.startswith("Test") and isinstance(found, type) and issubclass(found, SUITES[table])
    ]
    assert suites


@pytest.mark.parametrize(("table", "kind"), KINDS)
def test_a_connector_is_documented_and_has_an_example(table: str, kind: str) -> None:
    example = tomllib.loads((ROOT / "docs/closeout.example.toml").read_text(encoding="utf-8"))
    assert f"Kind `{kind}`" in headings(ROOT / "docs/configuration.md")
    assert kind in [entry["kind"] for entry in example[table]]


@pytest.mark.parametrize(("table", "kind"), KINDS)
def test_a_connectors_settings_are_frozen_and_refuse_what_they_do_not_know(table: str, kind: str) -> None:
    config = CONFIGS[table, kind]
    assert config.model_config.get("frozen") is True
    assert config.model_config.get("extra") == "forbid"
    assert config.model_fields["kind"].default == kind
