"""The terminal of the command line's tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.terminal import Terminal


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """A folder with settings, one postmortem with two items, and a command line."""
    return Terminal(tmp_path, capsys)
