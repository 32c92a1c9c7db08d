"""`closeout serve`: the dashboard, the API and the loop, until it is stopped."""

from __future__ import annotations

import errno
import signal
import socket
from typing import TYPE_CHECKING, Annotated

import typer

from service.cli.session import Session

if TYPE_CHECKING:
    from service.operations.context import Context


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(serve)


def serve(
    context: typer.Context,
    host: Annotated[str | None, typer.Option(help="Listen on this address instead of the settings'.")] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="And on this port; 0 chooses a free one.")] = None,
) -> None:
    """Serve the dashboard and the API, and resync now and then.

    Without authentication it answers to this machine alone. Example: closeout serve --port 8321
    """
    session: Session = context.obj
    with session.context() as parts:
        settings = parts.settings.general.serve
        run(parts, host or settings.host, settings.port if port is None else port, resync_at_start=True)


def run(parts: Context, host: str, port: int, *, resync_at_start: bool, or_free_port: bool = False) -> None:
    """Serve until SIGINT or SIGTERM, then finish what runs; with `or_free_port` on any free port when `port` is taken.

    Raises SettingsError for an address at which others could reach it, or one that is taken.
    """
    import uvicorn

    from service.api.loopback import is_loopback
    from service.cli import render
    from service.cli.logs import write_logs
    from service.jobs.in_process import Runner
    from service.main import create_app
    from service.settings import SettingsError

    if not is_loopback(host):
        words = "without authentication Closeout serves only this machine; use 127.0.0.1 until authentication exists"
        raise SettingsError([f"serve.host: {host} is no loopback address; {words}"])
    every = parts.settings.general.serve.every_seconds
    runner = Runner(parts, every, wait_first=not resync_at_start)
    app = create_app(parts, runner)
    config = uvicorn.Config(app, log_level="warning", server_header=False, proxy_headers=False, ws="none")
    server = uvicorn.Server(config)
    write_logs()
    # uvicorn handles these while it serves, and then raises them again: ending it so is how a service ends, no failure.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, server.handle_exit)
    with listening(host, port, or_free_port=or_free_port) as listener:
        address, taken = listener.getsockname()[:2]
        shown = f"[{address}]" if ":" in address else address
        render.say(f"Closeout serves on http://{shown}:{taken}/ (Ctrl-C ends it)", style="bold")
        server.run(sockets=[listener])
    runner.stop()


def listening(host: str, port: int, *, or_free_port: bool = False) -> socket.socket:
    """Listen at an address; port 0 chooses a free one, and with `or_free_port` so does a port that is taken.

    Raises SettingsError when that cannot be.
    """
    from service.settings import SettingsError

    try:
        listener = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        if or_free_port and error.errno == errno.EADDRINUSE:
            return listening(host, 0)
        words = f"{host}:{port}: {error.strerror or error}; choose another one with --port"
        raise SettingsError([f"serve: {words}"]) from error
    # asyncio sets this for sockets of its own making only; without it each answer waits 40 ms for the other side.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener
