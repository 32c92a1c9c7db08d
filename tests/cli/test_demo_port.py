"""Where the demo serves: on its usual port, or on a free one, or where it was told and nowhere else."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing

import httpx
import pytest

from service.cli.serving import listening
from service.settings import ServeSettings, SettingsError

HERE = "127.0.0.1"
GUARD_SECONDS = 60


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that somebody else listens on."""
    with socket.create_server((HERE, 0)) as other:
        yield other.getsockname()[1]


def test_a_free_port_is_taken_as_wanted() -> None:
    with socket.create_server((HERE, 0)) as other:
        wanted = other.getsockname()[1]
    with listening(HERE, wanted, or_free_port=True) as listener:
        assert listener.getsockname()[1] == wanted


def test_a_taken_port_gives_way_to_a_free_one_where_that_is_allowed(taken: int) -> None:
    with listening(HERE, taken, or_free_port=True) as listener:
        assert listener.getsockname()[1] not in (0, taken)


def test_a_taken_port_that_was_asked_for_is_an_error_that_names_it(taken: int) -> None:
    with pytest.raises(SettingsError, match=f"{HERE}:{taken}.*--port"):
        listening(HERE, taken)


def test_an_address_that_is_not_ours_is_an_error_even_where_any_port_would_do() -> None:
    with pytest.raises(SettingsError, match=r"192\.0\.2\.1"):
        listening("192.0.2.1", 0, or_free_port=True)


@pytest.mark.slow
def test_the_demo_serves_when_its_usual_port_is_taken() -> None:
    usual = ServeSettings().port
    with closing(listening(HERE, usual, or_free_port=True)):  # whether it was free until now or not, it is taken now
        command = [sys.executable, "-c", "from service.cli import main; main()", "demo"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as demo:
            guard = threading.Timer(GUARD_SECONDS, demo.kill)
            guard.start()
            try:
                assert demo.stdout is not None
                lines = (re.search(r"http://127\.0\.0\.1:(\d+)/", line) for line in demo.stdout)
                found = next(line for line in lines if line)
                assert int(found[1]) != usual
                assert "Checkout refused all cards" in httpx.get(found[0], trust_env=False, timeout=10).text
            finally:
                guard.cancel()
                demo.terminate()
