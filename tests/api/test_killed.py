"""202 means durable: a server is killed while deliveries pour in, and what it acknowledged is there."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from multiprocessing import get_context
from pathlib import Path

import httpx
import pytest
from sqlmodel import select

from service.store.database import open_store
from service.store.inbox_tables import Delivery
from tests import databases
from tests.api.a_server import main
from tests.fakes.receiver import a_push, signed

START_SECONDS = 60
SENDERS = 8


class Server:
    """A server in a process of its own."""

    def __init__(self, folder: Path, database: str) -> None:
        context = get_context("forkserver")
        here, there = context.Pipe()
        self._process = context.Process(target=main, args=(folder, database, there))
        self._process.start()
        assert here.poll(START_SECONDS), "the server did not start"
        self.address: str = here.recv()

    def kill(self) -> None:
        """As `kill -9` does."""
        self._process.kill()
        self._process.join()

    def send(self, name: str) -> bool:
        """Send a delivery; True when it was acknowledged, False when no answer came."""
        request = signed([a_push()], delivery=name)
        try:
            address = f"{self.address}/webhooks/hook"
            headers = dict(request.headers)
            answer = httpx.post(address, content=request.body, headers=headers, trust_env=False, timeout=20)
        except httpx.TransportError:
            return False
        return answer.status_code == 202


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    with ExitStack() as stack:
        on_server = request.param == "postgresql"
        yield stack.enter_context(databases.postgresql()) if on_server else databases.sqlite(tmp_path)


@pytest.fixture
def server(tmp_path: Path, database: str) -> Iterator[Server]:
    server = Server(tmp_path, database)
    yield server
    server.kill()


def kept(database: str) -> list[str]:
    store = open_store(database)
    with store.read() as tx:
        found = sorted(tx.exec(select(Delivery.delivery_id)).all())
    store.close()
    return found


def test_what_was_acknowledged_before_the_kill_is_there_after_it(server: Server, database: str) -> None:
    def send_until_nobody_answers(sender: int) -> list[str]:
        acknowledged: list[str] = []
        while server.send(name := f"{sender}-{len(acknowledged)}"):
            acknowledged.append(name)
        return acknowledged

    with ThreadPoolExecutor(SENDERS) as threads:
        sending = [threads.submit(send_until_nobody_answers, sender) for sender in range(SENDERS)]
        until = time.monotonic() + START_SECONDS
        while len(kept(database)) < 50 and time.monotonic() < until:
            time.sleep(0.02)
        server.kill()
        acknowledged = [name for sent in sending for name in sent.result()]
    there = kept(database)
    assert len(acknowledged) >= 40
    assert set(acknowledged) <= set(there)
    assert len(there) == len(set(there))
    assert len(set(there) - set(acknowledged)) <= SENDERS, "kept, and killed before the answer: at most one a sender"


def test_what_could_not_be_committed_before_the_kill_was_not_acknowledged(server: Server, database: str) -> None:
    store = open_store(database)
    with ThreadPoolExecutor(1) as threads:
        with store.write() as tx:
            connection = tx.connection()  # on SQLite that is the lock
            if store.path is None:
                connection.exec_driver_sql("LOCK TABLE delivery IN EXCLUSIVE MODE")
            sending = threads.submit(server.send, "1")
            time.sleep(1)
            assert not sending.done()
            server.kill()
        assert sending.result() is False
    store.close()
    assert kept(database) == []
