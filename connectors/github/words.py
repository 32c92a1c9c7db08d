"""Text made inert for GitHub: it notifies nobody, closes nothing, references nothing and embeds nothing. Pure.

GitHub looks for mentions and references in what a text looks like once it is rendered, so neither a backslash nor
an entity stops it. What does is a character between the sign and the name: in bodies one that has no width, in titles a
blank, because a title has only characters that can be seen. Everything else stays as it was, and can be read.

    @acme/oncall               mentions of people and teams
    #12  acme/ops#12  GH-12    references; without them `Fixes #12` closes nothing
    https://github.com/...     references by address, of whatever kind; links to files (`/blob/`) notify nobody and stay
    <img ...>  <!-- ... -->    HTML, comments and autolinks in angle brackets
    ![...](...)  [...](...)    images and links, also with their address elsewhere: `[...]: https://...`
    &#64;                      entities, with which all of this could be written another way
    ```  ~~~                   fences: one that is not closed would swallow what follows it

https://docs.github.com/en/get-started/writing-on-github/working-with-advanced-formatting/autolinked-references-and-urls
https://docs.github.com/en/issues/tracking-your-work-with-issues/using-issues/linking-a-pull-request-to-an-issue
A commit's hash may become a link; that notifies nobody and leaves no trace at the commit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from connectors.fitting import fit_body, fit_title, length, plain
from connectors.marker import PREFIX

TITLE_LIMIT = 256
BODY_LIMIT = 65_536
MARKER_ROOM = 8_192
"""What is kept free in every body for the marker, so that a text is cut at one place whatever its marker is."""

GAP = "\u200b"  # ZERO WIDTH SPACE
LABEL_LIMIT = 50
DESCRIPTION_LIMIT = 100

_MENTION = r"(?<![A-Za-z0-9])@(?=[A-Za-z0-9_])"
_NUMBER = r"\#(?=[0-9])"
_GH = r"GH\\?-(?=[0-9])"
_MARKUP = r"<(?=[A-Za-z/!?])|\](?=[(:\[])|!(?=\[)|&(?=\#?[A-Za-z0-9]+;)"
_FENCE = r"^(?=[ \t>*+\-0-9.)]*(?:```|~~~))"
_COMMENT = re.compile(rf"(?:\n\n)?<!-- ({re.escape(PREFIX)}[A-Za-z0-9:._=\-]+) -->")


@dataclass(frozen=True)
class Neutraliser:
    """Texts for one GitHub; `host` is where its pages are (`github.com`). Texts it gave are texts it leaves alone."""

    host: str

    def title(self, text: str) -> str:
        """Give a title: one line, not empty, at most 256 long."""
        for _ in range(_ROUNDS):
            before, text = text, fit_title(self._in_title.sub(r"\g<0> ", fit_title(text, TITLE_LIMIT)), TITLE_LIMIT)
            if text == before:
                break
        return text

    def body(self, text: str) -> str:
        """Give a body that leaves `MARKER_ROOM` for its marker."""
        limit = BODY_LIMIT - MARKER_ROOM
        for _ in range(_ROUNDS):
            before, text = text, fit_body(self._in_body.sub(_widened, plain(text)), limit)
            if text == before:
                break
        return text

    @cached_property
    def _in_title(self) -> re.Pattern[str]:
        return re.compile("|".join((_MENTION, _NUMBER, _GH, self._address)), re.IGNORECASE)

    @cached_property
    def _in_body(self) -> re.Pattern[str]:
        signs = (self._kept, _MENTION, _NUMBER, _GH, self._address, _MARKUP, _FENCE)
        return re.compile("|".join(signs), re.IGNORECASE | re.MULTILINE)

    @property
    def _kept(self) -> str:
        """Match a link to a file, such as ours, that ends where the eye sees it end."""
        part = r"[A-Za-z0-9._-]+"
        return (
            rf"(?P<kept>(?<![^\s(])https?://{re.escape(self.host)}/{part}/{part}/blob/{part}/"
            r"[A-Za-z0-9._~%+/-]*[A-Za-z0-9_~%+/-](?:\#L[0-9]+(?:-L[0-9]+)?)?(?=[.,;:)]*(?:\s|$)))"
        )

    @property
    def _address(self) -> str:
        """Match the beginning of an address on GitHub itself, up to where it has to be broken."""
        hosts = "|".join(re.escape(host) for host in dict.fromkeys((self.host, "github.com")))
        return rf"https?\\?:(?=[\\/]+[^\s/]{{0,200}}(?:{hosts}))|www(?=\\?\.\S{{0,200}}(?:{hosts}))"


def with_marker(body: str, marker: str) -> str:
    """Give a neutral body and, after it, the marker in a comment that is not shown."""
    return f"{body}\n\n<!-- {marker} -->" if marker else body


def without_marker(text: str) -> tuple[str, str]:
    """Take a body apart: what people see, plain, and the last marker in it, not verified; empty where there is none."""
    text = plain(text)
    found = _COMMENT.findall(text)
    return (_COMMENT.sub("", text), found[-1]) if found else (text, "")


def fits(marker: str) -> bool:
    """Say whether a marker is one that a body can carry."""
    comment = with_marker("", marker)
    return length(comment) <= MARKER_ROOM and _COMMENT.fullmatch(comment) is not None


_ROUNDS = 8


def _widened(match: re.Match[str]) -> str:
    return match[0] if match["kept"] else match[0] + GAP
