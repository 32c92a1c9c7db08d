"""Who is to do an item, as the document names them."""

from __future__ import annotations

import re
from typing import Final

from service.extraction.folding import fold, tokens
from service.extraction.vocabulary import FILLERS, PLACEHOLDERS, TEAMS, VERBS
from service.extraction.words.names import GIVEN_NAMES

_SEPARATOR: Final = re.compile(
    r"\s*(?:[,;&\n、，；|]|\s\+\s|(?<!\w)(?:and|und|et|en|i|oraz|и|và|y|e|及|和|と)(?!\w)|(?<![@\w]/)(?<=\w)\s?/\s?(?=\w|@))\s*"
)
_HANDLE: Final = re.compile(r"@[A-Za-z0-9][\w.-]*(?:/[\w.-]+)?")
_ASIDE: Final = re.compile(r"\s*[(（\[][^()（）\[\]]{0,200}[)）\]]\s*")
_NAME: Final = re.compile(
    r"[^\W\d_][\w.'’-]*(?: (?:[A-Z]\.|(?:de|da|van|von|der|el|la|le|bin|al) )?[^\W\d_][\w.'’-]*){0,3}"
)
_EDGES: Final = " \t*_`\"'.:?¿!-–—<>~"
MAX_NAME: Final = 60


def owners_of(cell: str) -> tuple[str, ...]:
    """The owners that a cell or a label's value names; placeholders and question marks are none."""
    if PLACEHOLDERS.whole(tokens(cell)) or not any(c.isalnum() for c in cell):
        return ()
    outside = _ASIDE.sub(" ", cell).strip(_EDGES) or cell.strip("()[]（） ")
    owners: list[str] = []
    for part in _parts(outside):
        name = " ".join(part.split()).strip(_EDGES)
        words = tokens(name)
        if words and not PLACEHOLDERS.whole(words) and len(name) <= MAX_NAME and name not in owners:
            owners.append(name)
    return tuple(owners)


def _parts(text: str) -> list[str]:
    if text.startswith("@") and _HANDLE.fullmatch(text):
        return [text]
    parts: list[str] = []
    for part in _SEPARATOR.split(text[:1000]):
        handles = _HANDLE.findall(part)
        parts.extend(handles if len(handles) > 1 else [part])
    return parts


def handles(text: str) -> tuple[str, ...]:
    """The @handles in a text; an address of e-mail is none."""
    return tuple(dict.fromkeys(m[0].rstrip(".-") for m in re.finditer(r"(?<![\w.])" + _HANDLE.pattern, text)))


def are_handles(text: str) -> bool:
    """Whether a text is @handles and nothing else."""
    return bool(handles(text)) and not tokens(re.sub(r"(?<![\w.])" + _HANDLE.pattern, " ", text).replace("and", " "))


def is_name(text: str) -> bool:
    """Whether a text looks like a person's or a team's name: one to four words in capitals, or a team's word."""
    text = text.strip(_EDGES)
    if not _NAME.fullmatch(text) or len(text) > MAX_NAME:
        return False
    words = text.split()
    return all(w[0].isupper() or w in ("de", "da", "van", "von", "der", "el", "la", "le", "bin", "al") for w in words)


def are_names(text: str) -> bool:
    """Whether a text is a few names of at most three words each, and nothing else."""
    names = owners_of(text)
    return 0 < len(names) <= 4 and all(is_name(name) and len(name.split()) <= 3 for name in names)


def is_person(text: str) -> bool:
    """Whether a text is a person's name: a given name in capitals, with no more than two words behind it."""
    words = text.strip(_EDGES).split()
    return 0 < len(words) <= 3 and is_name(text) and fold(words[0].rstrip(".,")) in GIVEN_NAMES


def is_a_team(text: str) -> bool:
    """Whether a name says that it is a team's: "Platform team", "Team"."""
    words = tokens(text)
    return 0 < len(words) <= 4 and (words[-1] == "team" or (words[0] == "team" and len(words) <= 2))


def is_initials(text: str) -> bool:
    """Whether a text is one or more pairs or triples of capitals: "JD", "JD/AB"."""
    return re.fullmatch(r"[A-Z]{2,3}(?:\s*[,/&+]\s*[A-Z]{2,3}){0,3}", text.strip(_EDGES)) is not None


def is_team(text: str) -> bool:
    """Whether a short text is the name of a team: "SRE", "Platform team"."""
    words = tokens(text)
    if not 0 < len(words) <= 4:
        return False
    if all(w in TEAMS for w in words):
        return True
    return words[-1] in TEAMS and len(words) > 1 and text[:1].isupper() and words[0] not in VERBS


_NAMED_FIRST: Final = re.compile(
    r"(?P<names>(?:@[A-Za-z0-9][\w./-]*|[A-Z][\w'’.-]*(?: [A-Z][\w'’.-]*){0,3}|[Tt]he [\w -]{2,30} team)"
    r"(?:(?:,| and| &|/) ?(?:@[A-Za-z0-9][\w./-]*|[A-Z][\w'’.-]*(?: [A-Z][\w'’.-]*)?)){0,2})"
    r"(?: team)? (?:to|will|is going to|are going to|is to|shall|should) (?P<verb>[a-z]+)"
)


def named_first(title: str) -> tuple[str, ...]:
    """The owners of "Ed to create ...", "@ed and Platform team to look into ..."; () where no one is named so."""
    match = _NAMED_FIRST.match(title[:160])
    if not match or match["verb"] not in VERBS or match["verb"] == "be":
        return ()
    names = match["names"].removeprefix("The ").removeprefix("the ")
    if tokens(names)[0] in VERBS or tokens(names)[0] in FILLERS:
        return ()
    return owners_of(names)
