"""Limits of the tagged formats, as problems for a person to see."""

from __future__ import annotations

from collections.abc import Iterator

from service.extraction.readers.markup.grid import MAX_REPEATED, Repeats
from service.extraction.readers.markup.tree import MAX_DEPTH
from service.model import Problem


def problems(too_deep: int | None, repeats: Repeats) -> Iterator[Problem]:
    """One problem for each limit that was hit; `too_deep` is the first line with elements nested too deeply."""
    if too_deep is not None:
        words = f"elements are nested more than {MAX_DEPTH} deep; what is deeper was read as if it stood at that depth"
        yield Problem(too_deep, "too-deep", words)
    if repeats.exceeded_at is not None:
        words = f"cells that span rows or columns cover more than {MAX_REPEATED} cells; spans from here on were ignored"
        yield Problem(repeats.exceeded_at, "too-wide", words)
