"""Rules about code that a machine can check."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tokenize
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.structure.tree import PACKAGES, ROOT, name_of, python_files

LONGEST = 299
DATA = ("service/extraction/words/", "service/store/migrations/versions/")
"""Word lists and migrations are data: they are read by looking something up, and may be long."""

TOO_LONG = {
    "tests/extraction/readers/test_html.py": 327,
    "tests/extraction/test_identity.py": 406,
}
"""What is still to be divided: these may shrink and not grow. Nothing may be added."""

VAGUE = {"util", "utils", "helper", "helpers", "manager", "common", "base", "misc", "lib", "stuff"}
BLANKET = re.compile(
    r"#\s*type:\s*ignore(?!\[)|#\s*noqa(?!:\s*[A-Z]+[0-9])|#\s*(?:ruff|flake8):\s*noqa|#\s*mypy:\s*ignore-errors"
)
STAND_INS = {"MagicMock", "Mock", "AsyncMock", "create_autospec"}


def comments(path: Path) -> Iterator[tuple[int, str]]:
    """Give a file's comments with their lines."""
    with tokenize.open(path) as file:
        for token in tokenize.generate_tokens(file.readline):
            if token.type == tokenize.COMMENT:
                yield token.start[0], token.string


def parsed(path: Path) -> ast.Module:
    """Give a file's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"))


def test_no_file_is_longer_than_one_can_keep_in_mind() -> None:
    found = {}
    for path in python_files(*PACKAGES):
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > TOO_LONG.get(name_of(path), LONGEST) and not name_of(path).startswith(DATA):
            found[name_of(path)] = lines
    assert found == {}


def test_what_is_ignored_is_named() -> None:
    found = [
        f"{name_of(path)}:{line}: {comment}"
        for path in python_files(*PACKAGES)
        for line, comment in comments(path)
        if BLANKET.search(comment)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("comment", "is_blanket"),
    [
        ("# type: " + "ignore", True),
        ("# type: " + "ignore[arg-type]  (the stub is wrong)", False),
        ("# no" + "qa", True),
        ("# no" + "qa: ARG001  (it needs no cache)", False),
        ("# ruff: no" + "qa", True),
    ],
)
def test_a_blanket_ignore_is_known_from_a_named_one(comment: str, is_blanket: bool) -> None:
    assert bool(BLANKET.search(comment)) is is_blanket


def test_nothing_is_mocked() -> None:
    found = [f"{name_of(path)}:{node.lineno}" for path in python_files(*PACKAGES) for node in _stand_ins(parsed(path))]
    assert found == []


def test_a_stand_in_is_recognised() -> None:
    code = "from unittest import mock\nimport unittest.mock\nmonkeypatch.setattr(a, 'b', 1)\nx = MagicMock()\n"
    assert sorted(node.lineno for node in _stand_ins(ast.parse(code))) == [1, 2, 3, 4]
    assert list(_stand_ins(ast.parse("monkeypatch.setenv('A', 'b')\nsetattr(a, 'b', 1)\n"))) == []


def _stand_ins(tree: ast.Module) -> Iterator[ast.stmt | ast.expr]:
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names) if any("mock" in alias.name.split(".") for alias in names):
                yield node
            case ast.ImportFrom(module=str(module), names=names) if "mock" in module.split(".") or any(
                alias.name == "mock" for alias in names
            ):
                yield node
            case ast.Attribute(value=ast.Name(id="monkeypatch"), attr="setattr" | "setitem" | "delattr"):
                yield node
            case ast.Name(id=name) if name in STAND_INS:
                yield node


def test_a_module_says_in_its_name_what_is_inside() -> None:
    found = [name_of(path) for path in python_files(*PACKAGES) if VAGUE & set(path.stem.lower().split("_"))]
    folders = {folder for path in python_files(*PACKAGES) for folder in path.relative_to(ROOT).parts[:-1]}
    assert found == []
    assert VAGUE.isdisjoint(folders)


def test_every_folder_of_code_is_a_package() -> None:
    folders = {path.parent for path in python_files(*PACKAGES)}
    missing = {name_of(folder) for folder in folders if not (folder / "__init__.py").exists()}
    assert missing <= {"service/store/migrations/versions"}  # alembic loads these by their path


@pytest.mark.parametrize("folder", ["service/operations", "service/store", "connectors"])
def test_what_others_call_says_what_it_does(folder: str) -> None:
    found = [
        f"{name_of(path)}:{node.lineno}: {node.name}"
        for path in python_files(folder)
        if "migrations" not in path.parts
        for node in parsed(path).body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        if not node.name.startswith("_") and ast.get_docstring(node) is None
    ]
    assert found == []


def test_every_module_begins_by_saying_what_it_is() -> None:
    silent = [
        name_of(path)
        for path in python_files("service", "connectors")
        if path.name != "__init__.py" and ast.get_docstring(parsed(path)) is None
    ]
    assert silent == []


@pytest.mark.slow
def test_the_arrows_point_down() -> None:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-logo", "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout


def test_every_connector_is_kept_apart_from_the_others() -> None:
    data = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = data["tool"]["importlinter"]["contracts"]
    [apart] = [contract["modules"] for contract in contracts if contract["type"] == "independence"]
    packages = {f"connectors.{path.parent.name}" for path in (ROOT / "connectors").glob("*/__init__.py")}
    assert set(apart) == packages
