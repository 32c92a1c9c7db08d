"""Paths as text. File systems and Git hold bytes; people, databases and JSON want text that is valid UTF-8.

A path that is UTF-8 is itself. In any other, each byte that is not becomes `\\xNN`, and a backslash that happens
to be followed by `xNN` becomes `\\x5c`, so that two paths never become one and every path can be turned back.
"""

from __future__ import annotations

import re
import unicodedata

_ESCAPE = re.compile(rb"\\x([0-9a-f]{2})")


def path_text(raw: bytes) -> str:
    """Give a path's bytes as text; `path_bytes` is the way back."""
    return _ESCAPE.sub(rb"\\x5cx\1", raw).decode("utf-8", "backslashreplace")


def path_bytes(text: str) -> bytes:
    """Give the bytes of a path that `path_text` made."""
    return _ESCAPE.sub(lambda match: bytes([int(match[1], 16)]), text.encode())


def stays_inside(path: str) -> bool:
    """Say whether a relative path names something below its root, without looking at the disk."""
    return "\0" not in path and all(part not in ("", ".", "..") for part in path.split("/"))


def shown(text: str, longest: int = 300) -> str:
    """Give `text` as one line for a message: what does not print is replaced, what is too long is cut."""
    printable = "".join("\N{REPLACEMENT CHARACTER}" if unicodedata.category(c)[0] == "C" else c for c in text)
    return printable if len(printable) <= longest else printable[: longest - 1] + "…"
