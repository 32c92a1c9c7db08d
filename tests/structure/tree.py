"""The project's own files, as the structure tests read them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("service", "connectors", "tests")


def name_of(path: Path) -> str:
    """Give a file's path below the project, for messages."""
    return path.relative_to(ROOT).as_posix()


def python_files(*folders: str) -> list[Path]:
    """List the Python files below these folders of the project."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def pages() -> list[Path]:
    """List the project's pages in Markdown."""
    return sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def prose(page: Path) -> str:
    """Give a page's text without its blocks of code."""
    return re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)


def blocks(page: Path, language: str) -> Iterator[str]:
    """Give the blocks of code of one language on a page."""
    pattern = rf"^```{language}\n(.*?)^```"
    yield from re.findall(pattern, page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)


def headings(page: Path) -> list[str]:
    """Give a page's headings, as they are written."""
    return re.findall(r"^#+ (.+)$", prose(page), flags=re.MULTILINE)


def section(page: Path, heading: str) -> str:
    """Give what stands below a heading, up to the next one. Raises KeyError where there is no such heading."""
    found = re.search(rf"^#+ {re.escape(heading)}\n(.*?)(?=^#|\Z)", prose(page), flags=re.MULTILINE | re.DOTALL)
    if found is None:
        raise KeyError(f"{name_of(page)} has no heading {heading!r}")
    return found[1]


def rows(text: str) -> list[list[str]]:
    """Give the rows of the tables in a text, cell by cell, heads included."""
    lines = (line.strip() for line in text.splitlines())
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
