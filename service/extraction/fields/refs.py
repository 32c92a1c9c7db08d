"""Which tickets, pull requests and commits a text names: addresses, `#12`, `owner/repo#12`, `ABC-123`, hashes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from service.extraction.marked import Marked

# What the address of an issue, a pull or merge request, a commit or a ticket has in it, by tracker.
_PATHS: Final = (
    r"/(?:issues?|pull|pulls|pull-requests|merge_requests|commits?|discussions)/#?[0-9a-f]{1,40}\b",  # GitHub, GitLab
    r"/browse/[A-Za-z][A-Za-z0-9_]+-\d+",  # Jira
    r"/projects/[A-Z0-9]+/issues/",
    r"selectedIssue=",
    r"show_bug\.cgi\?id=\d+",  # Bugzilla
    r"/bugs?/\+?(?:bug/)?\d+",
    r"/\+bug/\d+",  # Launchpad
    r"/[TD]\d+\b",  # Phabricator
    r"/(?:story|tickets?|tracker|task|r|\+)/\d+",  # Shortcut, Trac, Review Board, Gerrit
    r"/issue/[A-Za-z]+-\d+",  # Linear, YouTrack
    r"/_workitems/edit/\d+",  # Azure
)
_HOSTS: Final = r"app\.asana\.com|app\.clickup\.com/t|linear\.app|trello\.com/c|crbug\.com|go/(?:bug|issue)"
_TRACKED: Final = re.compile(rf"https?://(?:(?:{_HOSTS})/[^\s]|[^\s<>\"']{{3,300}}?(?:{'|'.join(_PATHS)}))")
MAX_SEARCHED: Final = 6_000  # characters of an item that are searched: beyond, refs are no annotation of it
_BARE: Final = re.compile(
    r"""(?<![\w/#&-])(?:
        (?P<slug>[A-Za-z0-9][\w.-]{0,60}/[A-Za-z0-9][\w.-]{0,99}[\#!]\d{1,7})     # owner/repo#12
      | (?P<name>[A-Za-z][\w.-]{1,60}\#\d{1,7})                                   # repo#12
      | (?P<number>(?:GH-|[\#!])\d{1,7})                                          # #12, GitLab's !12
      | (?P<key>[A-Z][A-Z0-9_]{1,14}-\d{1,7}(?:\.\d{1,3})?)                       # ABC-123
      | (?P<task>(?<=\s)T\d{4,7}|^T\d{4,7})                                       # Phabricator
    )(?![\w-]|\.\d)""",
    re.VERBOSE,
)
_HINT: Final = re.compile(r"[#!]\d|[A-Z0-9_]-\d|://|T\d{4}")  # nothing is a ref without one of these
_HASH: Final = re.compile(r"(?<![\w/.-])(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{7,40}(?![\w-])")
_URL: Final = re.compile(r"https?://[^\s<>\"')\]]+")
# What looks like a ticket's key and is a standard, a level or an item's own number
_NOT_KEYS: Final = re.compile(
    r"(?:UTF|SHA|ISO|RFC|CVE|CWE|PEP|ADR|AES|RSA|MD|TLS|SSL|HTTP|IPV|UTC|GMT|GPT|COVID|PR|PM|INC|SEV|P|Q|V|S|D|M|A|X|T|L"
    r"|AI|ACT|AP|TASK|ACTION|ITEM|PHASE|STEP|TIER|LAYER|ZONE|BUILD|US|EU|AU|CA)-\d"
)


@dataclass(frozen=True, slots=True)
class Ref:
    """A ref as written, and the offsets of the words that name it."""

    ref: str
    start: int
    end: int


def is_tracked(url: str) -> bool:
    """Whether an address is that of an issue, a pull request, a commit or the like."""
    return _TRACKED.match(url) is not None


def find(text: Marked, *, hashes: bool = False) -> list[Ref]:
    """The refs of a text, in its order: addresses of links first, then what stands bare. `hashes` takes commits too."""
    if text.high - text.low > MAX_SEARCHED:
        text = text.slice(0, MAX_SEARCHED)
    words = text.text
    links = text.links()
    if not links and not hashes and not _HINT.search(words):
        return []
    found: list[Ref] = []
    taken: list[tuple[int, int]] = []
    for link in links:
        if is_tracked(link.url) or (_BARE.fullmatch(link.words) and link.url.startswith("http")):
            found.append(Ref(link.url, link.start, link.end))
            taken.append((link.start, link.end))
    for url in _URL.finditer(words) if "://" in words else ():
        if not _overlaps(taken, url.start(), url.end()):
            taken.append((url.start(), url.end()))
            if is_tracked(url[0]):
                found.append(Ref(url[0].rstrip(".,;:"), url.start(), url.end()))
    for match in _BARE.finditer(words):
        if not _overlaps(taken, match.start(), match.end()) and not _NOT_KEYS.match(match[0]):
            found.append(Ref(match[0], match.start(), match.end()))
            taken.append((match.start(), match.end()))
    if hashes:
        found.extend(
            Ref(m[0], m.start(), m.end()) for m in _HASH.finditer(words) if not _overlaps(taken, m.start(), m.end())
        )
    return sorted(found, key=lambda r: r.start)


def names(refs: list[Ref]) -> tuple[str, ...]:
    """The refs themselves, each once."""
    return tuple(dict.fromkeys(ref.ref for ref in refs))


def _overlaps(taken: list[tuple[int, int]], start: int, end: int) -> bool:
    return any(low < end and start < high for low, high in taken)
