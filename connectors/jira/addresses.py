"""Keys and addresses of Jira's issues, in people's texts. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

# A key inside an address, a path or a longer word is somebody else's: `https://other.example/browse/OPS-7`.
_BEFORE = r"(?<![\w./@#?&=%+~\\-])"
_AFTER = r"(?![\w/@\\-]|[.:]\w)"
_NUMBER = "[1-9][0-9]{0,17}"
_KEY = re.compile(rf"([A-Z][A-Z0-9_]*)-({_NUMBER})")


def key_in(text: str, site: str, projects: Sequence[str]) -> str | None:
    """Find the first issue of these projects that `text` names, and give its key in capitals.

    It may stand as a key, in any case, or as an address on the site: /browse/OPS-7, /projects/OPS/issues/OPS-7, or a
    board with ?selectedIssue=OPS-7.
    """
    # `a` beside `i`: without it, a case-blind K is also the sign of the unit kelvin.
    keys = rf"(?ai:({'|'.join(map(re.escape, projects))}))-({_NUMBER})"
    paths = r"(?:/browse/|/projects/[A-Za-z0-9_]+/issues/|/[^\s<>\"']*[?&]selectedIssue=)"
    found = re.search(rf"{_BEFORE}(?:(?i:{re.escape(site)}){paths}{keys}(?![\w-])|{keys}{_AFTER})", text)
    if found is None:
        return None
    project, number = found[1] or found[3], found[2] or found[4]
    return f"{project.upper()}-{number}"


def address_of(site: str, key: str) -> str:
    """Give the address of an issue for people."""
    return f"{site}/browse/{key}"


def split_key(key: str) -> tuple[str, int] | None:
    """Give a key's project and number; None for what is no key."""
    found = _KEY.fullmatch(key)
    return (found[1], int(found[2])) if found else None
