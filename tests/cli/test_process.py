"""The program as a process: how fast its help may come, how it serves, and how it ends."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import threading
from pathlib import Path

import httpx
import pytest

from tests.cli.terminal import Terminal

PROGRAM = [sys.executable, "-c", "from service.cli import main; main()"]
GUARD_SECONDS = 60
SLOW = ("sqlalchemy", "sqlmodel", "fastapi", "pydantic", "uvicorn", "structlog", "jinja2", "alembic")


def test_help_imports_nothing_that_takes_long() -> None:
    code = "import sys; from service.cli.app import app; app(['--help'], standalone_mode=False); print(*sys.modules)"
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    loaded = set(printed.splitlines()[-1].split())
    assert "typer" in loaded
    assert loaded.isdisjoint(SLOW)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "terminated"])
def test_serve_says_where_answers_and_ends_well(terminal: Terminal, number: signal.Signals) -> None:
    settings = str(Path(terminal.folder) / "closeout.toml")
    command = [*PROGRAM, "--config", settings, "serve", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as serving:
        guard = threading.Timer(GUARD_SECONDS, serving.kill)
        guard.start()
        try:
            assert serving.stdout is not None
            said = serving.stdout.readline()
            address = re.search(r"http://127\.0\.0\.1:\d+/", said)
            assert address, said
            assert httpx.get(address[0], trust_env=False, timeout=20).status_code == 200
            serving.send_signal(number)
            out, err = serving.communicate()
        finally:
            guard.cancel()
    assert (serving.returncode, out, "\x1b" in said) == (0, "", False)
    assert "Traceback" not in err
    assert terminal.run("check").code == 0
