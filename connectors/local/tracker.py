"""The local tracker: issues in a database of our own, for teams that have no tracker.

A place is a list's name, free to choose; keys are numbered across all places. Whoever may use Closeout may
file, edit, close, drop, reopen and delete its issues, through Closeout.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, delete, func, insert, select, update

from connectors.errors import ConnectorError, Misconfigured, Refused
from connectors.fitting import fit_body, fit_title, one_line
from connectors.local.config import LocalConfig
from connectors.local.database import Database, Row, Transaction
from connectors.local.keys import key_of, number_in
from connectors.local.schema import issues
from connectors.local.schema import tracker as counter
from connectors.pace import Pace
from connectors.tracker import BEGINNING, Absence, Changes, Draft, Finding, Issue, IssueRef, Missing, Polled, State
from connectors.visibility import Visibility

TITLE_LIMIT = 256
BODY_LIMIT = 65_536
READ_AT_ONCE = 500
WAIT_SECONDS = 5.0

STATUS: Mapping[State, str] = {
    State.OPEN: "Open",
    State.IN_PROGRESS: "In progress",
    State.DONE: "Done",
    State.DROPPED: "Dropped",
}
CLOSED = frozenset({State.DONE, State.DROPPED})


class LocalTracker:
    """Issues in an SQLite file or a PostgreSQL schema; several processes and threads may use one at once.

    `wait_seconds` is how long a call waits for another writer before it fails as `Temporary`.
    """

    def __init__(self, config: LocalConfig, pace: Pace, *, wait_seconds: float = WAIT_SECONDS) -> None:
        self._config = config
        self._pace = pace
        self._database = Database(config, wait_seconds)

    @property
    def name(self) -> str:
        """What the settings call it."""
        return self._config.name

    def parse_ref(self, text: str, home: str) -> IssueRef | None:  # noqa: ARG002  (no short forms here)
        """Find a key (`LOCAL-7`, in any case) in `text`. A key inside an address or a longer word is not ours."""
        number = number_in(text, self._config.prefix)
        return None if number is None else IssueRef(self.name, key_of(self._config.prefix, number))

    def position(self, place: str) -> str:  # noqa: ARG002  (one count for all places)
        """Note the highest number that was given so far; numbers of deleted issues are not given again."""
        with self._database.reading() as transaction:
            return str(_last_number(transaction))

    def create(self, draft: Draft, about_to_send: Callable[[], None]) -> Issue:
        """Create an issue. `about_to_send` is called once we are the only writer, just before we write."""
        return self._insert(draft, about_to_send, ours=True)

    def file(self, place: str, title: str, body: str = "", assignees: tuple[str, ...] = ()) -> Issue:
        """File an issue for a person: it belongs to no postmortem, and is not `ours`."""
        draft = Draft(place=place, title=title, body=body, marker="", assignees=assignees)
        return self._insert(draft, lambda: None, ours=False)

    def created_since(self, place: str, position: str) -> Sequence[Issue]:
        """List the issues of `place` with numbers above `position`, oldest first, deleted ones excepted.

        Raises Refused for a position that lies ahead of the newest number: then the database was replaced.
        """
        with self._database.reading() as transaction:
            last = _last_number(transaction)
            after = "0" if position == BEGINNING else position
            if not re.fullmatch("[0-9]{1,18}", after) or int(after) > last:
                raise Refused(
                    f"The local tracker {self.name} has no position {one_line(position)!r}, its newest is {last}; "
                    f"was its database {self._config.where} replaced by an older one?"
                )
            newer = (issues.c.place == one_line(place)) & (issues.c.number > int(after))
            return [self._issue(row) for row in _rows(transaction, newer)]

    def list(self) -> Sequence[Issue]:
        """List all issues of all places, oldest first."""
        with self._database.reading() as transaction:
            return [self._issue(row) for row in _rows(transaction, issues.c.number > 0)]

    def read(self, refs: Collection[IssueRef]) -> Mapping[IssueRef, Issue | Missing]:
        """Read issues by id, or by key where a ref has no id yet, all as they are at one moment.

        Raises Misconfigured when issues are known by id and the database has never held any.
        """
        ids = {ref: issue_id for ref in refs if (issue_id := _id(ref))}
        numbers = {ref: number for ref in refs if not ref.id and (number := self._number(ref))}
        with self._database.reading() as transaction:
            if ids and not _last_number(transaction):
                raise Misconfigured(
                    f"The local tracker's database {self._config.where} is new and empty, and should hold issues; "
                    "restore it from a backup, or correct `database`."
                )
            by_id = _read(transaction, "id", ids.values())
            by_number = _read(transaction, "number", numbers.values())
        found = {ref: by_id.get(ids[ref]) if ref in ids else by_number.get(numbers.get(ref, 0)) for ref in refs}
        return {ref: self._issue(row) if row else self._missing(ref) for ref, row in found.items()}

    def poll(self, refs: Collection[IssueRef], cursor: str) -> Polled:
        """Read all of them: a database at hand needs no cursor."""
        return Polled(self.read(refs), cursor)

    def update(self, ref: IssueRef, changes: Changes) -> Issue:
        """Write title and body where they still hold what is expected. Raises Refused for an issue that is gone."""
        with self._database.writing() as transaction:
            row = self._row(transaction, ref)
            values = {}
            for column, edit, fitted in (("title", changes.title, _title), ("body", changes.body, _body)):
                if edit and row[column] == fitted(edit.before):
                    values[column] = fitted(edit.after)
            return self._issue(self._write(transaction, row, values))

    def edit(
        self, key: str, *, title: str | None = None, body: str | None = None, assignees: Sequence[str] | None = None
    ) -> Issue:
        """Write what a person wants, whatever is there; None leaves a field alone. Raises Refused if it is gone."""
        wanted = {
            "title": None if title is None else _title(title),
            "body": None if body is None else _body(body),
            "assignees": None if assignees is None else [one_line(who) for who in assignees],
        }
        with self._database.writing() as transaction:
            row = self._row(transaction, IssueRef(self.name, key))
            values = {column: value for column, value in wanted.items() if value is not None}
            return self._issue(self._write(transaction, row, values))

    def set_state(self, ref: IssueRef, state: State) -> Issue:
        """Close, drop, start or reopen an issue. Raises Refused for an issue that is gone."""
        with self._database.writing() as transaction:
            row = self._row(transaction, ref)
            closed_at = (row["closed_at"] or self._pace.now()) if state in CLOSED else None
            return self._issue(self._write(transaction, row, {"state": state.value, "closed_at": closed_at}))

    def delete(self, key: str) -> None:
        """Delete an issue for good. Raises Refused for one that is gone already."""
        with self._database.writing() as transaction:
            row = self._row(transaction, IssueRef(self.name, key))
            transaction.run(delete(issues).where(issues.c.number == row["number"]))

    def visibility(self, place: str) -> Visibility:  # noqa: ARG002  (one setting for all places)
        """Say what the settings say."""
        return self._config.visibility

    def check(self) -> Sequence[Finding]:
        """Look whether the database can be read and written."""
        part = f"local tracker {self.name}"
        try:
            with self._database.writing() as transaction:
                (count,) = transaction.rows(select(func.count().label("issues")).select_from(issues))
        except ConnectorError as error:
            return [Finding(part, ok=False, words=str(error), remedy="Correct `database`, or the database.")]
        return [Finding(part, ok=True, words=f"{count['issues']} issues in {self._config.where}")]

    def _insert(self, draft: Draft, about_to_send: Callable[[], None], *, ours: bool) -> Issue:
        now = self._pace.now()
        row: Row = {
            "id": str(uuid4()),
            "place": one_line(draft.place),
            "title": _title(draft.title),
            "body": _body(draft.body),
            "state": State.OPEN.value,
            "created_at": now,
            "updated_at": now,
            "closed_at": None,
            "assignees": [one_line(who) for who in draft.assignees],
            "labels": [one_line(label.name) for label in draft.labels],
            "due": draft.due,
            "marker": one_line(draft.marker),
            "ours": ours,
        }
        with self._database.writing() as transaction:
            (counted,) = transaction.rows(
                update(counter).values(last_number=counter.c.last_number + 1).returning(counter.c.last_number)
            )
            row["number"] = counted["last_number"]
            about_to_send()
            transaction.run(insert(issues).values(row))
        return self._issue(row)

    def _row(self, transaction: Transaction, ref: IssueRef) -> Row:
        """Find the row that `ref` means, and on PostgreSQL hold it until the transaction ends."""
        which = issues.c.id == _id(ref) if ref.id else issues.c.number == (self._number(ref) or 0)
        rows = transaction.rows(select(issues).where(which).with_for_update())
        if not rows:
            raise Refused(self._missing(ref).words)
        return rows[0]

    def _write(self, transaction: Transaction, row: Row, values: Mapping[str, Any]) -> Row:
        news = {column: value for column, value in values.items() if value != row[column]}
        if news:
            news["updated_at"] = self._pace.now()
            transaction.run(update(issues).where(issues.c.number == row["number"]).values(news))
        return {**row, **news}

    def _number(self, ref: IssueRef) -> int | None:
        return number_in(ref.key, self._config.prefix) if ref.tracker == self.name else None

    def _missing(self, ref: IssueRef) -> Missing:
        words = f"The local tracker {self.name} has no issue {one_line(ref.key)}: it was deleted, or never was."
        return Missing(ref, Absence.GONE, words)

    def _issue(self, row: Row) -> Issue:
        state = State(row["state"])
        return Issue(
            ref=IssueRef(self.name, key_of(self._config.prefix, row["number"]), row["id"]),
            place=row["place"],
            title=row["title"],
            state=state,
            status=STATUS[state],
            created_at=row["created_at"],
            updated_at=row["updated_at"],
            body=row["body"],
            closed_at=row["closed_at"],
            assignees=tuple(row["assignees"]),
            labels=tuple(row["labels"]),
            due=row["due"],
            marker=row["marker"],
            ours=row["ours"],
        )


def _title(text: str) -> str:
    return fit_title(text, TITLE_LIMIT)


def _body(text: str) -> str:
    return fit_body(text, BODY_LIMIT)


def _id(ref: IssueRef) -> str | None:
    try:
        return str(UUID(ref.id))
    except ValueError:
        return None


def _last_number(transaction: Transaction) -> int:
    (row,) = transaction.rows(select(counter.c.last_number))
    return int(row["last_number"])


def _rows(transaction: Transaction, which: ColumnElement[bool]) -> Sequence[Row]:
    return transaction.rows(select(issues).where(which).order_by(issues.c.number))


def _read(transaction: Transaction, column: str, values: Collection[Any]) -> dict[Any, Row]:
    wanted = list(dict.fromkeys(values))
    chunks = (wanted[start : start + READ_AT_ONCE] for start in range(0, len(wanted), READ_AT_ONCE))
    return {row[column]: row for chunk in chunks for row in _rows(transaction, issues.c[column].in_(chunk))}
