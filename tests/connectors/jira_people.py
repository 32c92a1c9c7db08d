"""People who work in Jira behind the connector's back, and eyes that look at what it wrote as Jira would show it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from connectors.tracker import IssueRef, State
from tests.fakes.jira_issues import JiraIssues, Record
from tests.fakes.jira_server import JiraServer

STEPS = {
    State.OPEN: ("To Do", None),
    State.IN_PROGRESS: ("In Progress", None),
    State.DONE: ("Done", "Fixed"),
    State.DROPPED: ("Done", "Won't Do"),
}
OUR_NODES = {"doc", "paragraph", "text", "hardBreak", "bulletList", "listItem"}
EFFECTS = re.compile(
    r"\[[^\]\n]+\]"  # a link, or [~somebody]
    r"|\{[^}\n]+\}"  # a macro
    r"|![^\s!][^!\n]*!"  # a picture
    r"|^\s*\|"  # a table
    r"|\\\\",  # a line end, which may also take away an escape
    re.MULTILINE,
)


class JiraPeople:
    """`People` of the contract suite."""

    def __init__(self, server: JiraServer, *, in_adf: bool) -> None:
        self._server = server
        self._in_adf = in_adf

    @property
    def issues(self) -> JiraIssues:
        return self._server.issues

    def record(self, ref: IssueRef) -> Record:
        return self.issues.by_id[int(ref.id)]

    def titles(self, place: str) -> Sequence[str]:
        self._server.catch_up()
        return [record.fields["summary"] for record in self.issues.by_id.values() if record.project == place]

    def edit(self, ref: IssueRef, *, title: str | None = None, body: str | None = None) -> None:
        paragraph = {"type": "paragraph", "content": [{"type": "text", "text": body}]}
        document = {"type": "doc", "version": 1, "content": [paragraph]} if self._in_adf else body
        fields = {"summary": title, "description": document if body is not None else None}
        self.issues.edit(self.record(ref), {name: value for name, value in fields.items() if value is not None})

    def set_state(self, ref: IssueRef, state: State) -> None:
        self.issues.move_to(self.record(ref), *STEPS[state])

    def delete(self, ref: IssueRef) -> None:
        self.issues.delete(self.record(ref))

    def clone(self, ref: IssueRef) -> IssueRef:
        clone = self.issues.clone(self.record(ref))
        return IssueRef("jira", clone.key, str(clone.id))


def assert_inert_document(document: Any) -> None:
    """Check that a document has plain text alone: no node of another kind, no mark, no attribute."""
    for node in _nodes(document):
        assert node["type"] in OUR_NODES, node
        assert set(node) <= {"type", "version", "content", "text"}, node
        if node["type"] == "text":
            assert node["text"]
            assert "\n" not in node["text"]


def assert_inert_wiki(text: str) -> None:
    """Check that nothing in a wiki text mentions, embeds, links or runs; character references are characters."""
    assert EFFECTS.search(text) is None, text
    assert "\\" not in text


def _nodes(node: Any) -> Iterator[Any]:
    yield node
    for child in node.get("content", ()):
        yield from _nodes(child)
