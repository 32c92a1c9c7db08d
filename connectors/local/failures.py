"""Database errors in the words of `connectors/errors.py`. Pure.

    when                     what                                        becomes
    before the commit        locked, connection lost, server down        Temporary
    before the commit        not there, not ours, no rights, read only   Misconfigured
    before the commit        disk full, damaged, anything else           Refused
    the commit itself        locked (SQLite)                             Temporary
    the commit itself        anything else                               OutcomeUnknown

https://www.sqlite.org/rescode.html, https://www.postgresql.org/docs/current/errcodes-appendix.html
"""

from __future__ import annotations

import sqlite3

from sqlalchemy.exc import DBAPIError, OperationalError

from connectors.errors import ConnectorError, Misconfigured, OutcomeUnknown, Refused, Temporary

_SQLITE: dict[int, tuple[type[ConnectorError], str]] = {
    sqlite3.SQLITE_BUSY: (Temporary, "is locked by another process; try again"),
    sqlite3.SQLITE_LOCKED: (Temporary, "is locked by another process; try again"),
    sqlite3.SQLITE_CANTOPEN: (Misconfigured, "cannot be opened; its directory must be there and writable"),
    sqlite3.SQLITE_PERM: (Misconfigured, "cannot be opened; the file must be readable and writable"),
    sqlite3.SQLITE_READONLY: (Misconfigured, "cannot be written; file and directory must be writable"),
    sqlite3.SQLITE_NOTADB: (Misconfigured, "is no SQLite database; set `database` to another path"),
    sqlite3.SQLITE_CORRUPT: (Refused, "is damaged; restore it from a backup"),
    sqlite3.SQLITE_FULL: (Refused, "cannot grow: the disk is full; make room"),
    sqlite3.SQLITE_IOERR: (Refused, "cannot be read or written: the disk reports an error"),
}
_POSTGRESQL_CLASSES: dict[str, tuple[type[ConnectorError], str]] = {
    "08": (Temporary, "lost the connection"),
    "25": (Misconfigured, "is read-only"),
    "28": (Misconfigured, "does not accept the user or password"),
    "3D": (Misconfigured, "is not there"),
    "40": (Temporary, "was busy; try again"),
    "42": (Misconfigured, "does not let us, or its tables are not ours"),
    "53": (Temporary, "is out of resources"),
    "55": (Temporary, "is locked by another process; try again"),
    "57": (Temporary, "stopped our request"),
}
_OTHER: tuple[type[ConnectorError], str] = (Refused, "refuses")
_PRIMARY = 0xFF  # the extended result codes of SQLite keep the primary one in their lowest byte


def failure(error: Exception, where: str, *, committing: bool) -> ConnectorError:
    """Give the error to raise for a database error; `where` is the database, as people know it."""
    origin = error.orig if isinstance(error, DBAPIError) else error
    kind, words = _OTHER
    if isinstance(origin, sqlite3.Error):
        kind, words = _SQLITE.get(getattr(origin, "sqlite_errorcode", 0) & _PRIMARY, _OTHER)
    elif sqlstate := getattr(origin, "sqlstate", None):
        kind, words = _POSTGRESQL_CLASSES.get(sqlstate[:2], _OTHER)
    elif isinstance(error, OperationalError):  # the server did not say it: there is no connection
        kind, words = Temporary, "cannot be reached"
    line = f"The local tracker's database {where} {words} ({_first_line(origin)})."
    if committing and not (kind is Temporary and isinstance(origin, sqlite3.Error)):
        return OutcomeUnknown(f"{line} Whether the last change was saved is not known.")
    return kind(line)


def _first_line(origin: BaseException | None) -> str:
    return (str(origin).strip().splitlines() or [type(origin).__name__])[0]
