"""The command line: one style, thin. Exit codes are in ending.py."""

from __future__ import annotations


def main() -> None:
    """Run the program; what goes wrong is one clear line each, and a traceback only with --debug."""
    from service.cli.app import run

    run()
