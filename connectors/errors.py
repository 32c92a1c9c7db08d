"""How connectors fail. No HTTP, library or operating system error leaves this package.

    ConnectorError
    |-- Temporary        nothing happened, and the same call may work later (`retry_after` seconds, if known)
    |-- Refused          nothing happened, and the same call will fail again: credentials, rights, rejected fields
    |-- OutcomeUnknown   a write was sent and no answer came: it may or may not have happened
    |-- Unreadable       a source, or one document in it, cannot be read
    `-- Misconfigured    what the settings say cannot be: no such directory, no such repository

The cause is chained (`raise ... from`), for logs; the message is one line that says what, where and what to do.
A guard that forbids a write at the last moment (`TooLate`) is no failure of the connector, so it stands apart.
"""

from __future__ import annotations


class ConnectorError(Exception):
    """Any failure of a connector; the message is fit to be shown to people."""


class Temporary(ConnectorError):
    """Nothing happened; try again later."""

    def __init__(self, message: str, *, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class Refused(ConnectorError):
    """Nothing happened, and it will not work before somebody changes something."""


class OutcomeUnknown(ConnectorError):
    """A write was sent; whether it took effect is not known. Never repeat it: look first."""


class Unreadable(ConnectorError):
    """A source, or a document in it, cannot be read."""


class Misconfigured(ConnectorError):
    """The settings name something that is not there."""


class TooLate(Exception):
    """The guard refused the write just before it was sent. Nothing was sent."""
