"""Bytes to text: encodings, line ends, and text that was encoded twice."""

from __future__ import annotations

import codecs
import re
from typing import Final

import ftfy

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What UTF-8 looks like when it was read as a one-byte encoding: a capital vowel with an accent and a sign after it.
_TWICE: Final = ("Ã", "â€", "Â", "ã\x81", "ã€", "Ð", "Ñ", "ï¼")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1f]")
_MAX_CONTROLS: Final = 0.02  # the share of control characters from which bytes are no text


def decode(data: bytes) -> str | None:
    """The text of a file, "\\n" its only line break; None if the bytes are no text."""
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    if encoding is None and b"\0" in data:
        return None
    try:
        text = data.decode(encoding or "utf-8")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
        if text.count("\ufffd") > len(text) * _MAX_CONTROLS:
            return None
    if "\0" in text:
        return None
    controls = len(_CONTROL.findall(text, 0, 20_000))
    if controls > max(4, len(text[:20_000]) * _MAX_CONTROLS):
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(_mended(line) for line in text.split("\n")) if any(mark in text for mark in _TWICE) else text


def _mended(line: str) -> str:
    """A line whose UTF-8 was encoded twice, as it was meant."""
    if not any(mark in line for mark in _TWICE):
        return line
    mended = ftfy.fix_encoding(line)
    return line if "\n" in mended else mended
