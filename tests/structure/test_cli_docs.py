"""docs/cli.md has every command, every option and every exit code, and none that does not exist."""

from __future__ import annotations

import re

import pytest
import typer.main

from service.cli.app import app
from service.cli.ending import Ending
from tests.structure.tree import ROOT, headings, rows, section

PAGE = ROOT / "docs/cli.md"
INTERRUPTED = 130
HELP = {"--help", "-h"}


def commands(group: object, above: str = "") -> dict[str, object]:
    """Give every command by the words that call it, those below another one too."""
    found: dict[str, object] = {}
    for name, command in vars(group)["commands"].items():
        if "commands" in vars(command):
            found |= commands(command, f"{above}{name} ")
        if "commands" not in vars(command) or vars(command)["invoke_without_command"]:
            found[above + name] = command
    return found


COMMANDS = commands(typer.main.get_command(app))


def options(command: object) -> set[str]:
    """Give a command's options as they are written, help left out."""
    written = {name for parameter in vars(command)["params"] for name in parameter.opts if name.startswith("-")}
    return written - HELP


def sections() -> dict[str, str]:
    """Give what is said about each command. `plan` shares its table of options with `resync`."""
    named = {heading: re.search(r"`closeout ((?:[a-z]+ ?)+)", heading) for heading in headings(PAGE)}
    found = {words[1].strip(): section(PAGE, heading) for heading, words in named.items() if words}
    found["plan"] += found["resync"]
    return found


def test_every_command_is_documented_and_none_that_does_not_exist() -> None:
    assert sorted(sections()) == sorted(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_documented_and_none_that_does_not_exist(name: str) -> None:
    first = [row[0] for row in rows(sections()[name])]
    named = {option for cell in first for option in re.findall(r"(?<![\w-])--?[a-z][a-z-]*", cell)}
    only_resync = {"--dry-run"} if name == "plan" else set()
    assert named - only_resync == options(COMMANDS[name])


def test_every_exit_code_is_documented() -> None:
    said = [int(row[0]) for row in rows(section(PAGE, "Exit codes")) if row[0].isdigit()]
    assert said == [*sorted(Ending), INTERRUPTED]


def test_the_options_of_every_command_are_documented() -> None:
    named = set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", section(PAGE, "Command line")))
    assert options(typer.main.get_command(app)) <= named
