"""Plain text as Jira's wiki text that does nothing: it mentions, embeds, links and runs nothing. Pure.

What could begin markup with an effect becomes a character reference, which Jira shows as the character itself: braces
(macros), brackets (links and `[~user]`), a `!` before a picture's address, the bar of a table and the backslash that
could take the effect off our own references. Lists of lines that begin with `- ` stay lists.
https://jira.atlassian.com/secure/WikiRendererHelpAction.jspa?section=all
"""

from __future__ import annotations

import re

from connectors.fitting import fit_body

# `&` stays: a text that was made inert is left alone when it comes again.
_ACTIVE = re.compile(r"[{}\[\]|\\^]|!(?=\S)")


def inert(text: str) -> str:
    """Take the effect from markup in `text`."""
    return _ACTIVE.sub(lambda found: f"&#{ord(found[0])};", text)


def fit(text: str, limit: int) -> str:
    """Give an inert text that is at most `limit` long; one that was cut says so."""
    return read(fit_body(inert(fit_body(text, limit)), limit))


def read(text: str | None) -> str:
    """Give a description as it is compared: Jira ends lines in its own way and drops blanks at the end."""
    return "\n".join(line.rstrip() for line in (text or "").replace("\r\n", "\n").split("\n")).strip()
