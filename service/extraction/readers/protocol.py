"""What a reader is, apart from the blocks it gives (`service/extraction/blocks.py` has the rules for those).

A reader is a module with two functions, joined to a name and file endings by a row in `table.py`:

    def signs(text: str) -> int     how much the content speaks for this format
    def read(text: str) -> Reading  never raises on any str, linear time, deterministic

`signs` sees the first `HEAD` characters only. The scale, so that formats can be weighed against each other:

    0    nothing speaks for it
    1-3  something does that other formats may have too (a "*" bullet, an inline tag)
    4-6  several such signs, or one that other formats rarely have (`.. note::`, `{| class=`, `#+BEGIN`)
    9    proof: the text starts as only this format starts (`<!doctype html>`, `#+TITLE:`)

A file's ending counts as 5. The highest sum reads the document; on a tie the ending's own reader, then the earlier row
of the table.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from service.extraction.blocks import Reading

HEAD: Final = 20_000
PROOF: Final = 9
ENDING_WEIGHT: Final = 5


@dataclass(frozen=True, slots=True)
class Reader:
    """A row of the table of readers. `endings` are in lower case, without the dot."""

    name: str
    endings: frozenset[str]
    signs: Callable[[str], int]
    read: Callable[[str], Reading]
