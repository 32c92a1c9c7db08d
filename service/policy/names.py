"""Names as documents write them: what two spellings have in common, what is no owner, where one name ends. Pure."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

MAX_WRITTEN: Final = 200
"""The longest text that is read as a name, in characters; what is longer names nobody."""

# Letters that Unicode does not take apart into a plain one and an accent.
_PLAIN: Final = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"})
_POSSESSIVE: Final = re.compile(r"['’](?:s|S)?$")
_APOSTROPHE: Final = re.compile(r"['’ʼ`]")
# Signs that join two names stay, so that "Ann, Bob" is never the same as "Ann Bob".
_WORD: Final = re.compile(r"[^\W_]+|[&,;/+|]")
_ASIDE: Final = re.compile(r"\s*[(（\[][^()（）\[\]]*[)）\]]\s*")
_SEPARATOR: Final = re.compile(
    r"\s*[,;&|\n、，；]\s*|\s+\+\s+|\s+(?:and|und|et|en|y|e|i|и|och|og)\s+|(?<=\w)\s*/\s*(?=[\w@])"
)
_TEAM_HANDLE: Final = re.compile(r"@[\w.-]+/[\w.-]+")
_NO_OWNER: Final = frozenset(
    {
        *(
            "tbd",
            "tba",
            "tbc",
            "na",
            "n a",
            "n / a",
            "none",
            "nil",
            "null",
            "no one",
            "nobody",
            "unknown",
            "unassigned",
        ),
        *("not assigned", "not yet assigned", "to be assigned", "to be decided", "to be determined", "to be confirmed"),
        *("no owner", "owner needed", "needs owner", "someone", "anyone", "todo", "not applicable", "xxx"),
    }
)
_TEAM_WORDS: Final = frozenset({"team", "the"})


@lru_cache(maxsize=8192)  # the same few names stand in thousands of items
def folded(text: str) -> str:
    """Give a text without case, accents, punctuation and a possessive at its end: what spellings have in common."""
    text = _APOSTROPHE.sub("", _POSSESSIVE.sub("", text.strip()))
    if text.isascii():
        return " ".join(_WORD.findall(text.lower()))
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(c for c in decomposed if not unicodedata.combining(c)).translate(_PLAIN)
    return " ".join(_WORD.findall(unicodedata.normalize("NFC", plain)))


def team_key(text: str) -> str:
    """Fold a team's name, and leave out what says only that it is a team: "team-sre", "The SRE team"."""
    return without_team_words(folded(text))


def without_team_words(key: str) -> str:
    """Do the same with a text that is folded already."""
    return " ".join(word for word in key.split() if word not in _TEAM_WORDS) or key


def is_no_owner(written: str) -> bool:
    """Say whether what stands in the owner's place names no owner: "TBD", "-", "N/A", "?", nothing."""
    key = folded(written)
    return not any(c.isalnum() for c in key) or key in _NO_OWNER


def without_aside(written: str) -> str:
    """Leave out what stands in brackets: "Ann (SRE)" is Ann; where all stands in brackets, only the brackets go."""
    outside = _ASIDE.sub(" ", written).strip()
    return outside or written.strip("()（）[] ")


def split(written: str) -> tuple[str, ...]:
    """Take a list of names apart: "Ann & Bob", "Ann, Bob", "Ann/Bob"; a team's handle ("@acme/sre") stays whole."""
    handles = list(_TEAM_HANDLE.finditer(written))
    cuts = [
        m for m in _SEPARATOR.finditer(written) if not any(h.start() < m.start() and m.end() < h.end() for h in handles)
    ]
    starts, ends = [0, *(m.end() for m in cuts)], [*(m.start() for m in cuts), len(written)]
    parts = (written[start:end].strip() for start, end in zip(starts, ends, strict=True))
    return tuple(part for part in parts if part)
