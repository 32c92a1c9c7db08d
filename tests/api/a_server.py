"""One process that serves, as `test_killed.py` starts and kills it: it takes deliveries in, and digests none."""

from __future__ import annotations

from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path

from connectors.pace import RealPace
from tests.fakes.receiver import endpoint
from tests.fakes.served import Served
from tests.operations.world import World


def main(folder: Path, database: str, told: Connection) -> None:
    """Serve the world in a folder until killed; tell the address."""
    world = World(folder, database=database)
    context = replace(world.context, pace=RealPace(), endpoints={"hook": endpoint()})
    with Served(context) as served:
        told.send(served.address)
        served._thread.join()
