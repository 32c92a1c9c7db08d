"""A folder with a configuration and some postmortems, and the command line run in it, in this process."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from service.cli.app import run

SETTINGS = """\
create_since = 1970-01-01

[[sources]]
kind = "directory"
name = "docs"
path = "postmortems"

[[trackers]]
kind = "local"
name = "local"
database = "issues.db"
"""
POSTMORTEM = """\
# Outage of the API

Date: 2026-03-02

## Action items

| Action | Owner | Due | Issue |
|---|---|---|---|
| Add an alert on the error rate | Ann | 2026-03-20 | |
| Write a runbook | Bob | | acme/ops#12 |
"""


@dataclass(frozen=True)
class Said:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What it printed, read as JSON."""
        return json.loads(self.out)


class Terminal:
    """Runs commands in a folder of its own."""

    def __init__(self, folder: Path, capture: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capture = capture
        self.configure(SETTINGS)
        self.write("postmortems/a.md", POSTMORTEM)

    def configure(self, text: str) -> None:
        """Write the settings."""
        self.write("closeout.toml", text)

    def write(self, path: str, text: str | bytes) -> Path:
        """Write a file in the folder."""
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode() if isinstance(text, str) else text)
        return target

    def run(self, *arguments: str) -> Said:
        """Run `closeout` with this folder's settings."""
        return self.bare("--config", str(self.folder / "closeout.toml"), *arguments)

    def bare(self, *arguments: str) -> Said:
        """Run `closeout` with just these arguments."""
        self._capture.readouterr()
        with pytest.raises(SystemExit) as end:
            run(arguments)
        printed = self._capture.readouterr()
        code = end.value.code
        return Said(code if isinstance(code, int) else 0, printed.out, printed.err)
