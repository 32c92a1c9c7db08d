"""What taking in deliveries costs: durable deliveries a second, against a bare FastAPI no-op that checks the signature.

    python benchmarks/ingest.py [SECONDS]

Both are served by uvicorn in a process of its own, one after the other in each of several rounds, and loaded from
another process over 32 connections. Databases: SQLite, and PostgreSQL as the tests start it. At least 0.10 of the
no-op's requests a second, and a p99 of at most 20 times the no-op's.
"""

from __future__ import annotations

import asyncio
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

import uvicorn
from fastapi import FastAPI, HTTPException, Request

from connectors import webhook
from connectors.pace import RealPace
from service.cli.serving import listening
from service.main import create_app
from tests import databases
from tests.fakes.receiver import SECRET, FakeReceiver, a_push, endpoint, signed
from tests.operations.world import World

CONNECTIONS = 32
ROUNDS = 3
BODY_BYTES = 6000
"""About what a push of one commit weighs."""
CONTEXT = get_context("spawn")


@dataclass(frozen=True)
class Load:
    """What a load came to: requests a second, and the 99th percentile of their seconds."""

    rate: float
    p99: float


def no_op() -> FastAPI:
    app, receiver = FastAPI(), FakeReceiver()

    @app.post("/webhooks/{name}", status_code=202)
    async def deliver(request: Request) -> dict[str, str]:
        given = webhook.Request(dict(request.headers), await request.body())
        if not receiver.is_signed(given, [SECRET]):
            raise HTTPException(401)
        return {"words": "kept"}

    return app


def serve(folder: Path, database: str | None, told: Connection) -> None:
    """Serve the no-op, or with a database the application; tell the port."""
    if database is None:
        app = no_op()
    else:
        world = World(folder, database=database)
        app = create_app(replace(world.context, pace=RealPace(), endpoints={"hook": endpoint()}))
    listener = listening("127.0.0.1", 0)
    told.send(listener.getsockname()[1])
    uvicorn.Server(uvicorn.Config(app, log_level="warning", ws="none")).run(sockets=[listener])


@contextmanager
def served(folder: Path, database: str | None) -> Iterator[int]:
    here, there = CONTEXT.Pipe()
    process = CONTEXT.Process(target=serve, args=(folder, database, there))
    process.start()
    try:
        yield here.recv()
    finally:
        process.terminate()
        process.join()


async def send(port: int, until: float, who: int, took: list[float]) -> None:
    """Send one request after the other over one connection. It is made of bytes: a client library would be the load."""
    given = signed([a_push()] * (BODY_BYTES // 150), delivery="ID")
    lines = "".join(f"{name}: {value}\r\n" for name, value in given.headers.items())
    head = f"POST /webhooks/hook HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {len(given.body)}\r\n{lines}\r\n"
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    number = 0
    while (begun := time.perf_counter()) < until:
        number += 1
        writer.write(head.replace("ID", f"{until}-{who}-{number}").encode() + given.body)
        answer = await reader.readuntil(b"\r\n\r\n")
        assert b" 202 " in answer, answer
        length = re.search(rb"content-length: ([0-9]+)", answer, re.IGNORECASE)
        assert length
        await reader.readexactly(int(length[1]))
        took.append(time.perf_counter() - begun)
    writer.close()
    await writer.wait_closed()


def loaded(port: int, seconds: float, told: Connection) -> None:
    """Load a server over all connections for so long; tell the seconds of each request and of all of it."""
    took: list[float] = []

    async def all_at_once() -> None:
        until = time.perf_counter() + seconds
        await asyncio.gather(*(send(port, until, who, took) for who in range(CONNECTIONS)))

    start = time.perf_counter()
    asyncio.run(all_at_once())
    told.send((took, time.perf_counter() - start))


def load(port: int, seconds: float) -> Load:
    here, there = CONTEXT.Pipe()
    process = CONTEXT.Process(target=loaded, args=(port, seconds, there))
    process.start()
    took, whole = here.recv()
    process.join()
    return Load(len(took) / whole, statistics.quantiles(took, n=100)[98])


def measure(name: str, seconds: float, database: Callable[[], str], folder: Path) -> None:
    rounds = []
    for _ in range(ROUNDS):
        with served(folder, None) as port:
            load(port, 0.5)
            bare = load(port, seconds)
        with served(folder, database()) as port:
            load(port, 0.5)
            rounds.append((bare, load(port, seconds)))
    shares = [ours.rate / bare.rate for bare, ours in rounds]
    ratios = [ours.p99 / bare.p99 for bare, ours in rounds]
    for bare, ours in rounds:
        print(f"{name}: {_words(ours)}; no-op {_words(bare)}")
    share, ratio = statistics.median(shares), statistics.median(ratios)
    print(f"{name}: share {share:.2f} (at least 0.10), p99 ratio {ratio:.1f} (at most 20)", flush=True)


def _words(load: Load) -> str:
    return f"{load.rate:,.0f}/s, p99 {load.p99 * 1000:,.0f} ms"


def main() -> None:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 5.0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        measure("SQLite", seconds, lambda: databases.sqlite(folder), folder)
        with databases.postgresql() as address:
            measure("PostgreSQL", seconds, lambda: address, folder)


if __name__ == "__main__":
    main()
