"""Text made fit for Jira: what fits, on one line, and without effect. Pure.

Each function gives a text that it would leave alone, so that what we wrote can be known again later.
https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-post
"""

from __future__ import annotations

from connectors.fitting import fit_title, one_line
from connectors.jira import adf, wiki

TITLE_LIMIT = 255
BODY_LIMIT = 32_767
LABEL_LIMIT = 255
NAME_LIMIT = 255


def title(text: str) -> str:
    """Fit a summary; Jira shows it as it is and looks for nothing in it."""
    return fit_title(text, TITLE_LIMIT)


def body(text: str, *, in_adf: bool) -> str:
    """Fit a description, in the form in which it is read back."""
    return adf.fit(text, BODY_LIMIT) if in_adf else wiki.fit(text, BODY_LIMIT)


def label(text: str) -> str:
    """Fit a label; they have no white space in them."""
    return "-".join(one_line(text).split())[:LABEL_LIMIT]


def name(text: str) -> str:
    """Fit the name of something that is there already: a component, an issue type, an account."""
    return one_line(text)[:NAME_LIMIT]
