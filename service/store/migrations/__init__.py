"""The schema's history, run by alembic from inside the program: no ini file, no command to forget.

https://alembic.sqlalchemy.org/en/latest/api/commands.html
"""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

PLACE = "service.store:migrations"
LOCK = 7_021_100_231  # any number that nothing else locks: one process migrates at a time on PostgreSQL


def newest_known(connection: Connection) -> tuple[str | None, bool]:
    """Give the schema's revision (None: an empty database), and whether this program knows it."""
    found = MigrationContext.configure(connection).get_current_revision()
    script = ScriptDirectory.from_config(_config())
    return found, found in {revision.revision for revision in script.walk_revisions()}


def newest() -> str:
    """Give the revision that this program works with."""
    return str(ScriptDirectory.from_config(_config()).get_current_head())


def upgrade(engine: Engine, target: str = "head") -> None:
    """Bring the schema to `target`, in one transaction; a second process waits and then has nothing to do."""
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, target)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", PLACE)
    config.set_main_option("path_separator", "os")
    return config
