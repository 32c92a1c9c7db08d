"""One process of Closeout, as `test_two_processes.py` starts it: `main` is what it runs.

It resyncs the world in a folder, whose tracker is a server on a port, on the real clock. With a stage, it dies there,
as `kill -9` would have it: nothing is cleaned up. `serve` resyncs until it is killed.
"""

from __future__ import annotations

import os
import threading
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

from connectors.pace import RealPace
from service.jobs.in_process import Runner
from service.operations.context import Context, Stage, Unwatched
from service.operations.resync import Wishes, resync
from service.store.exclusion import sole_creator
from tests.fakes.http_tracker import HttpConfig, HttpTracker
from tests.operations.world import World, filing_in

DIED = 9
SEND_WITHIN, SETTLE_AFTER = 0.3, 0.2


class DiesAt(Unwatched):
    """Ends the process, without a word, at a stage."""

    def __init__(self, stage: Stage, times: int) -> None:
        self._stage, self._left = stage, times

    def stage(self, stage: Stage, item_id: str) -> None:  # noqa: ARG002
        self._left -= stage is self._stage
        if stage is self._stage and not self._left:
            os._exit(DIED)


def context(folder: Path, port: int) -> Context:
    """Join the parts: the world's directory and database, the server's tracker, real time, short windows."""
    world, pace = World(folder), RealPace()
    config = HttpConfig(base_url=f"http://127.0.0.1:{port}", timeout_seconds=5)
    local = threading.local()

    def tracker() -> HttpTracker:
        if not hasattr(local, "tracker"):
            local.tracker = HttpTracker(config, pace)
        kept: HttpTracker = local.tracker
        return kept

    filed = replace(world.filed("web", tracker), send_within=SEND_WITHIN, settle_after=SETTLE_AFTER)
    return replace(
        world.context,
        trackers={"web": filed},
        policy=filing_in("web", "http"),
        pace=pace,
        new_id=lambda: str(uuid4()),
        creator_lock=lambda name: sole_creator(world.store, name, 10),
    )


def main(folder: Path, port: int, stage: Stage | None = None, times: int = 1) -> None:
    """Resync once; die when a create comes to `stage` for the `times`-th time."""
    parts = context(folder, port)
    if stage is not None:
        parts = replace(parts, progress=DiesAt(stage, times))
    resync(parts, Wishes(cause="test"))


def serve(folder: Path, port: int) -> None:
    """Resync now and then, as `closeout serve` does, for ever."""
    Runner(context(folder, port), every_seconds=0.3).start()
    threading.Event().wait()
