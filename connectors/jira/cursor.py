"""How far a poll has come, as a text. Pure.

    since     milliseconds: everything that changed at or after it is listed next time
    known     the ids of all issues that were read so far; a ref whose id is not among them is read
    seen      issues that changed in the overlap, and when: they are not read again before they change again

Ids are sorted and written as differences in variable length, compressed: 100,000 of them are about 150 kB of text.
"""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

VERSION = 1
MOST_SEEN = 20_000


@dataclass(frozen=True, slots=True)
class Cursor:
    """A point to go on from. `seen` maps an issue's id to when it was updated, in milliseconds."""

    since: int
    known: frozenset[int] = frozenset()
    seen: Mapping[int, int] = field(default_factory=dict)

    def text(self) -> str:
        """Write it down. More than `MOST_SEEN` entries of `seen` are left out: then they are read again."""
        seen = {key: at for key, at in self.seen.items() if at >= self.since}
        kept = sorted(seen.items()) if len(seen) <= MOST_SEEN else []
        return json.dumps(
            {
                "v": VERSION,
                "since": self.since,
                "known": _pack(_differences(sorted(self.known))),
                "seen": _pack(_differences([key for key, _ in kept])),
                "at": _pack(at - self.since for _, at in kept),
            },
            separators=(",", ":"),
        )

    @classmethod
    def read(cls, text: str) -> Cursor | None:
        """Read it back; None for an empty one, and for one that we did not write: then everything is read."""
        try:
            values = json.loads(text)
            if values["v"] != VERSION:
                return None
            seen = dict(zip(_sums(_unpack(values["seen"])), _unpack(values["at"]), strict=True))
            since = int(values["since"])
            return cls(
                since=since,
                known=frozenset(_sums(_unpack(values["known"]))),
                seen={key: since + after for key, after in seen.items()},
            )
        except (ValueError, KeyError, TypeError, binascii.Error, zlib.error):
            return None


def _differences(ordered: Collection[int]) -> Iterator[int]:
    yield from (after - before for before, after in pairwise([0, *ordered]))


def _sums(differences: Iterable[int]) -> Iterator[int]:
    total = 0
    for difference in differences:
        total += difference
        yield total


def _pack(numbers: Iterable[int]) -> str:
    raw = bytearray()
    for number in numbers:
        rest = number
        while rest > 0x7F:
            raw.append(rest & 0x7F | 0x80)
            rest >>= 7
        raw.append(rest)
    return base64.b64encode(zlib.compress(bytes(raw), 9)).decode()


def _unpack(text: str) -> Iterator[int]:
    number = shift = 0
    for byte in zlib.decompress(base64.b64decode(text, validate=True)):
        number |= (byte & 0x7F) << shift
        shift += 7
        if not byte & 0x80:
            yield number
            number = shift = 0
