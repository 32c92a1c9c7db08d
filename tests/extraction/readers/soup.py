"""Documents that nobody wrote: a format's own signs in any order, with noise between them."""

from __future__ import annotations

from hypothesis import strategies as st

_NOISE = [
    "\n",
    "\n\n",
    " ",
    "   ",
    "\t",
    "word",
    "\\",
    "\r",
    "\x0c",
    "\u2028",
    "\x00",
    "é",
    "漢字",
    "\ud800",
    "- ",
    "| ",
    ":",
]


def documents(signs: str) -> st.SearchStrategy[str]:
    """Texts made of `signs`, which stand between single "|", and of noise; "||" is a "|" of the format's own."""
    pieces = [piece.replace("\0", "|") for piece in signs.replace("||", "\0").split("|")]
    token = st.one_of(st.sampled_from(pieces), st.sampled_from(_NOISE), st.sampled_from(["\n", "\n", "\n  "]))
    return st.lists(token, max_size=40).map("".join)
