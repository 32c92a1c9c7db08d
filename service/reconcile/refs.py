"""Give refs one spelling, so that two ways to write one issue are seen as one. Pure.

A URL, `owner/repo#12`, `#12` and `ABC-123` are what documents write. Trackers that are configured read refs
themselves (`Tracker.parse_ref`); this is for comparing, and for issues in trackers that are not.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_FORGE = re.compile(r"/?([\w.-]+/[\w.-]+)/(?:-/)?(?:issues|pull|merge_requests)/(\d+)/?$")
_BROWSE = re.compile(r".*/browse/([A-Za-z][A-Za-z0-9_]+-\d+)/?$")
_SHORT = re.compile(r"(?:([\w.-]+/[\w.-]+))?#(\d+)$")
_COMMIT = re.compile(r"(?:\S*/commits?/|(?:[\w.-]+/[\w.-]+)?@)?(?=[0-9a-f]*\d)[0-9a-f]{7,40}/?")
PUBLIC_FORGE = "github.com"


def canonical(text: str, home: str) -> str:
    """Give the one spelling of a ref: `host/owner/repo#12`, `ABC-123`, or an address without its decoration.

    `home` is the repository that a bare `#12` means; without one it stays as it is.
    """
    text = text.strip()
    if "://" in text:
        return _address(text)
    short = _SHORT.fullmatch(text)
    if short is None:
        return text.upper() if re.fullmatch(r"[A-Za-z][A-Za-z0-9_]+-\d+", text) else text.lower()
    repository = short[1] or home
    return f"{PUBLIC_FORGE}/{repository}#{short[2]}".lower() if repository else f"#{short[2]}"


def is_commit(text: str) -> bool:
    """Say whether a ref names a commit (an address, `owner/repo@1a2b3c4`, a hash): proof of work, and never a state."""
    return _COMMIT.fullmatch(text.strip()) is not None


def _address(text: str) -> str:
    try:
        parts = urlsplit(text)
    except ValueError:  # not an address after all, such as "https://[": compared as it stands
        return text.lower()
    host = (parts.hostname or "").removeprefix("www.")
    forge = _FORGE.fullmatch(parts.path)
    if forge is not None:
        return f"{host}/{forge[1]}#{forge[2]}".lower()
    browse = _BROWSE.fullmatch(parts.path)
    if browse is not None:
        return browse[1].upper()
    query = f"?{parts.query}" if parts.query else ""
    return f"{host}{parts.path.rstrip('/')}{query}".lower()
