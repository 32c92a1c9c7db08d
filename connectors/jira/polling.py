"""What changed since last time, at a price that does not grow with the number of issues that are followed.

One search lists what changed in the projects since the cursor; of that, what is followed and was not read at that
`updated` is read in bulk. Beside it are read: refs whose id the cursor does not know, and refs that are in projects
which may not be searched for want of a place in `follow`.

The cursor is the largest `updated` that was seen, less `OVERLAP`, down to the minute: never our own clock, which may
be another than theirs. It is milliseconds, so no time zone of an account comes into it. A search that lags by less
than `OVERLAP` loses nothing. One exception: where thousands were changed in one sweep and nothing after it, the cursor
goes on to `HORIZON` before the time that the site itself gives in its answers; else they were listed with every poll.
https://support.atlassian.com/jira-software-cloud/docs/jql-fields/#Updated
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from connectors.errors import Temporary
from connectors.jira.addresses import split_key
from connectors.jira.bulk import Raw
from connectors.jira.config import JiraConfig
from connectors.jira.cursor import Cursor
from connectors.jira.reading import Reading
from connectors.jira.wire import milliseconds, moment
from connectors.tracker import Issue, IssueRef, Polled

OVERLAP = timedelta(minutes=10)
HORIZON = timedelta(minutes=30)
CROWD = 1_000
_OVERLAP = OVERLAP // timedelta(milliseconds=1)
_MINUTE = 60_000


def poll(refs: Collection[IssueRef], text: str, config: JiraConfig, reading: Reading) -> Polled:
    """Read what changed since the cursor `text`; everything where it is empty, or not ours."""
    cursor = Cursor.read(text)
    reading.site.heard_at = None
    listed = {} if cursor is None else _listed(reading, config, cursor.since)
    asked = [ref for ref in dict.fromkeys(refs) if cursor is None or _wanted(ref, cursor, listed, config)]
    answers = reading.read(asked)
    read = {
        int(answer.ref.id): milliseconds(answer.updated_at) for answer in answers.values() if isinstance(answer, Issue)
    }
    latest = max([*listed.values(), *read.values()], default=None)
    if latest is None:
        return Polled(answers, text)
    since = max(_floor(latest - _OVERLAP), cursor.since if cursor else 0)
    if reading.site.heard_at and sum(at >= since for at in {**listed, **read}.values()) > CROWD:
        since = max(since, _floor(milliseconds(reading.site.heard_at - HORIZON)))
    known = {number for ref in refs if (number := _number(ref))} | set(read)
    followed = {number: at for number, at in listed.items() if number in known}
    seen = {**(cursor.seen if cursor else {}), **followed, **read}
    return Polled(answers, Cursor(since, frozenset(known), seen).text())


def _floor(time: int) -> int:
    return time // _MINUTE * _MINUTE


def _listed(reading: Reading, config: JiraConfig, since: int) -> dict[int, int]:
    """Give what changed since then: ids, and when."""
    return dict(map(_changed, reading.bulk.changed(config.projects, since)))


def _changed(raw: Raw) -> tuple[int, int]:
    try:
        return int(raw["id"]), milliseconds(moment(raw["fields"]["updated"]))
    except (KeyError, TypeError, ValueError) as error:
        raise Temporary("Jira's search gave an issue that cannot be read; try again.") from error


def _wanted(ref: IssueRef, cursor: Cursor, listed: dict[int, int], config: JiraConfig) -> bool:
    number = _number(ref)
    if number is None or number not in cursor.known:
        return True
    key = split_key(ref.key)
    if key is None or key[0] not in config.projects:
        return True
    return number in listed and listed[number] != cursor.seen.get(number)


def _number(ref: IssueRef) -> int | None:
    return int(ref.id) if ref.id.isascii() and ref.id.isdigit() else None
