"""The keys of local issues: `LOCAL-7`. Pure."""

from __future__ import annotations

import re

# A key inside an address, a path or a longer word is somebody else's: `https://other.example/browse/LOCAL-7`.
_BEFORE = r"(?<![\w./@#?&=%+~\\-])"
_AFTER = r"(?![\w/@\\-]|[.:]\w)"


def key_of(prefix: str, number: int) -> str:
    """Give the key of the issue of that number."""
    return f"{prefix}-{number}"


def number_in(text: str, prefix: str) -> int | None:
    """Find the first key in `text`, in any case, and give its number; None where there is none."""
    # `a` for the prefix alone: without it, a case-blind K is also the sign of the unit kelvin.
    found = re.search(rf"{_BEFORE}(?ai:{prefix})-([1-9][0-9]{{0,17}}){_AFTER}", text)
    return int(found[1]) if found else None
