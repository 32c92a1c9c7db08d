"""The application behind a real server on a free loopback port, for as long as a block lasts.

with Served(world.context) as served:
    served.client.get("/api/v1/items")
"""

from __future__ import annotations

import socket
import threading
from types import TracebackType
from typing import Self

import httpx
import uvicorn

from service.cli.serving import listening
from service.jobs.in_process import Runner
from service.main import create_app
from service.operations.context import Context

START_SECONDS = 10.0


class Served:
    """The server; `address` is `http://127.0.0.1:PORT`, `client` an HTTP client of it that follows no redirects."""

    def __init__(self, context: Context, runner: Runner | None = None) -> None:
        self._listener = listening("127.0.0.1", 0)
        self.address = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self.client = httpx.Client(base_url=self.address, timeout=10, trust_env=False)
        self._started = threading.Event()
        config = uvicorn.Config(create_app(context, runner), log_config=None, proxy_headers=False, ws="none")
        self._server = _Announced(config, self._started)
        self._thread = threading.Thread(target=self._server.run, args=([self._listener],), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        if not self._started.wait(START_SECONDS):
            raise TimeoutError("the server did not start")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.client.close()
        self._server.should_exit = True
        self._thread.join(START_SECONDS)
        self._listener.close()


class _Announced(uvicorn.Server):
    """A server that says when it listens."""

    def __init__(self, config: uvicorn.Config, started: threading.Event) -> None:
        super().__init__(config)
        self._announce = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._announce.set()
