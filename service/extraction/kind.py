"""Whether a document is a postmortem at all, or a template or guide for one: from these no item is taken."""

from __future__ import annotations

import re
from typing import Final

from service.extraction.about import Head
from service.extraction.folding import tokens
from service.extraction.vocabulary import FILLERS, GUIDES, POSTMORTEM
from service.extraction.wording import has_blanks, is_placeholder

_BLANK: Final = re.compile(
    r"\[[^\[\]()]{2,40}\](?![(\[:])|<[a-z][a-z _-]{2,40}>|YYYY|\{\{?[^{}]{2,40}\}?\}|DD/MM|_{4,}|XX+"
)
MANY_BLANKS: Final = 8


def _says_nothing(title: str) -> bool:
    """Whether a title without its brackets names no incident: "Postmortem: [service] on [date]", "[title]"."""
    words = tokens(title)
    covered = {index for hit in POSTMORTEM.find(words) for index in range(hit.start, hit.end)}
    return all(index in covered or word in FILLERS or word.isdigit() for index, word in enumerate(words))


def why_not(head: Head, text: str, path: str) -> str | None:
    """Why a document is none to take items from, in words; None if it may be one."""
    title = head.title or ""
    if has_blanks(title) or (_BLANK.search(title) and _says_nothing(_BLANK.sub(" ", title))):
        return "its title is a placeholder"
    stem = path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    if "template" in tokens(stem) or any(
        word in ("template", "plantilla", "vorlage", "modele", "modelo") for word in tokens(title)
    ):
        return "it is a template"
    hit = GUIDES.at(tokens(title), 0)
    if hit and head.day is None:
        return "it is a guide"
    facts = [fact for fact in head.facts if fact.line > 0]
    blanks = sum(is_placeholder(fact.value) or bool(_BLANK.search(fact.value)) for fact in facts)
    if blanks >= 2 and blanks * 2 >= len(facts):
        return "its head is not filled in"
    if head.day is None and len(_BLANK.findall(text[:50_000])) >= MANY_BLANKS:
        return "its blanks are not filled in"
    return None
