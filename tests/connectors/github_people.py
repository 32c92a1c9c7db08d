"""What the tests of the GitHub tracker share: people who work on GitHub, and what GitHub would make of a text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html.parser import HTMLParser

from markdown_it import MarkdownIt

from connectors.github.refs import Key
from connectors.tracker import IssueRef, State
from tests.fakes.github_world import GithubWorld, StoredIssue, StoredRepository

REASONS = {State.DONE: "completed", State.DROPPED: "not_planned"}


class GithubPeople:
    """`People` of the contract suite, in a `GithubWorld`."""

    def __init__(self, world: GithubWorld) -> None:
        self._world = world

    def titles(self, place: str) -> Sequence[str]:
        with self._world.lock:
            return [issue.title for issue in self._world.repository(place).issues.values()]

    def edit(self, ref: IssueRef, *, title: str | None = None, body: str | None = None) -> None:
        with self._world.lock:
            _, issue = self.find(ref)
            issue.title = issue.title if title is None else title
            issue.body = issue.body if body is None else body
            issue.updated_at = self._world.now()

    def set_state(self, ref: IssueRef, state: State) -> None:
        with self._world.lock:
            _, issue = self.find(ref)
            if issue.state == "closed":
                self._world.reopen(issue)
            if state in REASONS:
                self._world.close(issue, REASONS[state])

    def delete(self, ref: IssueRef) -> None:
        with self._world.lock:
            repository, issue = self.find(ref)
            self._world.delete(repository, issue.number)

    def clone(self, ref: IssueRef) -> IssueRef:
        with self._world.lock:
            repository, issue = self.find(ref)
            copy = self._world.file(repository, issue.title, issue.body)
            return IssueRef(ref.tracker, f"{repository.name}#{copy.number}", copy.node_id)

    def find(self, ref: IssueRef) -> tuple[StoredRepository, StoredIssue]:
        """Find an issue by its key."""
        key = Key.parse(ref.key)
        assert key is not None
        repository = self._world.repository(key.place)
        return repository, repository.issues[key.number]


_MENTION = re.compile(r"(?:^|[^A-Za-z0-9_`])@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:/[A-Za-z0-9._-]+)?")
_REFERENCE = re.compile(r"(?:^|[^A-Za-z0-9_])(?:[\w.-]+(?:/[\w.-]+)?)?#[0-9]+|(?:^|\W)GH-[0-9]+", re.IGNORECASE)
_FILE = re.compile(r"//[^/]+/[\w.-]+/[\w.-]+/blob/")


class _Rendered(HTMLParser):
    """Takes apart what a text looks like: words outside of code and links, targets of links, and the rest."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.links: list[str] = []
        self.elements: set[str] = set()
        self.comments: list[str] = []
        self._within: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self._within.append(tag)
        self.links.extend(value or "" for name, value in attrs if name in {"href", "src"})

    def handle_endtag(self, tag: str) -> None:
        if tag in self._within:
            self._within.reverse()
            self._within.remove(tag)
            self._within.reverse()

    def handle_data(self, data: str) -> None:
        if "closeout:v1:ey" in data:
            self.elements.add("a marker that can be seen")
        if not {"code", "pre", "a"} & set(self._within):
            self.words.append(data)

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)


def effects(body: str, host: str) -> list[str]:
    """Say whom a body would notify and what it would reference, close or embed, once GitHub has rendered it.

    This knows nothing of how texts are made inert: it renders, and looks as GitHub looks.
    """
    page = _Rendered()
    page.feed(MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(body))
    page.close()
    words = "\n".join(page.words)
    found = effects_of_words(words, host)
    found += [link for link in page.links if _is_on(link, host) and not _FILE.search(link)]
    found += sorted(
        page.elements
        & {
            "img",
            "script",
            "iframe",
            "object",
            "video",
            "audio",
            "details",
            "svg",
            "input",
            "a marker that can be seen",
        }
    )
    found += [comment for comment in page.comments if not re.fullmatch(r" closeout:v1:[\w.:=-]+ ", comment)]
    return found + page.comments[1:]


def effects_of_words(words: str, host: str) -> list[str]:
    """Say the same of words that are shown as they are, such as a title's."""
    found = [*_MENTION.findall(words), *_REFERENCE.findall(words)]
    return found + [link for link in _addresses(words) if _is_on(link, host) and not _FILE.search(link)]


def _addresses(words: str) -> list[str]:
    return re.findall(r"(?:https?://|www\.)\S+", words, re.IGNORECASE)


def _is_on(link: str, host: str) -> bool:
    return any(name in link.lower().split("?")[0] for name in (host, "github.com"))
