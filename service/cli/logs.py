"""Logs of the running service: lines on standard error, for people on a terminal and for whatever collects them."""

from __future__ import annotations

import os
import sys

import structlog


def write_logs() -> None:
    """Let the program write its logs to standard error, with times in UTC.

    Words of documents may stand in them: control characters are escaped, and a traceback shows no variables.
    """
    colours = sys.stderr.isatty() and not os.environ.get("NO_COLOR")
    shown = structlog.dev.ConsoleRenderer(
        colors=colours, repr_native_str=True, exception_formatter=structlog.dev.plain_traceback
    )
    structlog.configure(
        processors=[structlog.processors.add_log_level, structlog.processors.TimeStamper(fmt="iso", utc=True), shown],
        # Whatever standard error is when a line is written: it may have been replaced, and closed, since now.
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )
