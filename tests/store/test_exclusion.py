"""One creator at a time for a tracker: between threads, between processes, and whatever ends them."""

from __future__ import annotations

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import IO

import pytest
from sqlalchemy import text

from service.store.database import Store, open_store
from service.store.exclusion import BusyError, sole_creator
from tests import postgres

HOLD = """
import sys, time
from service.store.database import open_store
from service.store.exclusion import sole_creator
with sole_creator(open_store(sys.argv[1], migrate=False), "local", 5):
    print("held", flush=True)
    sys.stdin.read()
"""


def is_busy(store: Store, tracker: str = "local") -> bool:
    try:
        with sole_creator(store, tracker, 0.05) as creator:
            assert creator.holds()
            return False
    except BusyError:
        return True


def another_process(address: str) -> subprocess.Popen[str]:
    """Start a process that is the sole creator until its standard input ends."""
    pipe = subprocess.PIPE
    process = subprocess.Popen([sys.executable, "-c", HOLD, address], stdin=pipe, stdout=pipe, text=True)
    assert _of(process.stdout).readline() == "held\n"
    return process


def _of(stream: IO[str] | None) -> IO[str]:
    assert stream is not None
    return stream


def test_a_second_creator_is_told_that_somebody_else_creates(store: Store) -> None:
    with sole_creator(store, "local", 1) as creator:
        assert creator.holds()
        with pytest.raises(BusyError, match="another process is creating issues in local"):
            sole_creator(store, "local", 0.05).__enter__()
    assert not is_busy(store)


def test_an_exception_frees_the_right(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), sole_creator(store, "local", 1):
        raise ZeroDivisionError
    assert not is_busy(store)


def test_trackers_do_not_wait_for_each_other(store: Store) -> None:
    with sole_creator(store, "local", 1), sole_creator(store, "other/../tracker", 0.05) as other:
        assert other.holds()


def test_of_many_threads_one_at_a_time_creates_and_each_gets_its_turn(store: Store) -> None:
    inside, turns, most = [0], [0], [0]
    count = threading.Lock()

    def take(_: int) -> None:
        with sole_creator(store, "local", 20):
            with count:
                inside[0] += 1
                turns[0] += 1
                most[0] = max(most[0], inside[0])
            with count:
                inside[0] -= 1

    with ThreadPoolExecutor(6) as threads:
        list(threads.map(take, range(12)))
    assert (turns, most) == ([12], [1])


def test_processes_exclude_each_other_and_kill_9_frees_the_right(store: Store, ready: str) -> None:
    process = another_process(ready)
    try:
        assert is_busy(store)
        process.kill()
        process.wait(10)
        with sole_creator(store, "local", 10) as creator:
            assert creator.holds()
    finally:
        process.kill()
        process.communicate()


def test_a_process_that_ends_well_frees_the_right(store: Store, ready: str) -> None:
    process = another_process(ready)
    process.communicate("", timeout=30)
    assert process.returncode == 0
    assert not is_busy(store)


def test_who_lost_the_session_lost_the_right_and_is_told_so_each_time() -> None:
    with postgres.database() as address:
        store = open_store(address)
        with sole_creator(store, "local", 1) as creator:
            end = "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"
            with store.engine.connect() as connection:
                assert connection.execute(text(end)).scalars().all() == [True]
            assert [creator.holds() for _ in range(3)] == [False] * 3
            assert not is_busy(store), "somebody else may create now"
            assert not creator.holds()
        assert not is_busy(store)
        store.close()
