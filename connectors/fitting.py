"""Text made fit for a tracker: valid characters, titles of one line, no longer than the tracker takes.

Every function gives a text that it would itself leave alone, so a text that was fitted once can be compared
with a text that is fitted now. Markup is each connector's own business.
"""

from __future__ import annotations

import re

CUT_TITLE = "…"
CUT_BODY = "\n\n(Cut here: the tracker takes no more. The postmortem has the whole text.)"
NO_TITLE = "(untitled)"

_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# Control characters, halves of surrogate pairs (no database and no JSON takes them) and the characters that
# turn the reading direction, with which a text can show other words than it holds.
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")


def plain(text: str) -> str:
    """Give `text` with `\\n` as its only line end, and U+FFFD for what is no character of a text."""
    return _NO_TEXT.sub("\ufffd", _LINE_ENDS.sub("\n", text))


def one_line(text: str) -> str:
    """Give `text` on one line: plain, every run of white space one blank, none at its ends."""
    return " ".join(plain(text).split())


def fit_title(text: str, limit: int) -> str:
    """Give a title of one line, not empty and at most `limit` long; one that was cut ends in `CUT_TITLE`."""
    title = one_line(text) or NO_TITLE
    return title if length(title) <= limit else _head(title, limit - length(CUT_TITLE)).rstrip() + CUT_TITLE


def fit_body(text: str, limit: int) -> str:
    """Give a plain body at most `limit` long; one that was cut ends in `CUT_BODY`."""
    body = plain(text)
    return body if length(body) <= limit else _head(body, limit - length(CUT_BODY)) + CUT_BODY


def length(text: str) -> int:
    """Measure in UTF-16 units, the strictest way in which trackers count: an emoji is two."""
    return len(text.encode("utf-16-le")) // 2


def _head(text: str, limit: int) -> str:
    return text.encode("utf-16-le")[: limit * 2].decode("utf-16-le", errors="ignore")
