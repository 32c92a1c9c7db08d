"""Annotations in front of an item's words: boxes, numbers, tags in brackets, names, labels."""

from __future__ import annotations

import re
from typing import Final, TypeAlias

from connectors.tracker import State
from service.extraction.annotations import MAX_ANNOTATION, Context, Fields, labelled, read
from service.extraction.fields import owners, refs, state, types
from service.extraction.folding import tokens
from service.extraction.marked import Marked
from service.extraction.vocabulary import COLUMNS, PLACEHOLDERS, VERBS
from service.extraction.wording import is_instruction
from service.extraction.words import Column

Taken: TypeAlias = tuple[Marked, Fields] | None

_BOX: Final = re.compile(r"\[([ xX~/-]?)\]\s+")
_ITEM_NUMBER: Final = re.compile(
    r"(?:(?:AI|AP|ACTION(?: ITEM)?|Action(?: Item| item)?|ITEM|Item|TASK|Task|R|M|A)[-_ #.]?)\d{1,3}(?:\.\d{1,2})?"
    r"\s*(?:[:.)–—-]|(?=\s))\s*"
    r"|#?\d{1,2}[.):]\s+|\(\d{1,2}\)\s+|#[1-3]?\d(?:\s*[:.)–—-]\s*|\s+)"
)
_BRACKETED: Final = re.compile(r"[\[(（【]([^\[\]()（）【】]{1,140})[\])）】]\s*[:：–—-]?\s*")
_LEAD_END: Final = re.compile(r"\s*[:：]\s+|\s*：\s*|\s+[-–—→|]+\s+|\s*—\s*")
_CODE_COMMENT: Final = re.compile(r"(?:TODO|FIXME)\s?\(([@\w., -]{1,40})\)\s*[:-]?\s*")
_LABEL_LEAD: Final = re.compile(
    r"(?P<label>[^\W\d_][^:：\n|;,.()\[\]]{0,30}?)\s*[:：]\s*(?P<value>[^|–—\n]{1,60}?)\s+[-–—|]\s+"
)
_KEYWORD: Final = re.compile(r"([A-Z]{3,}(?:[ -][A-Z]{2,})?|IN[ -]PROGRESS)[:\s]\s*(?=[A-Z\[(`\"])")
_MAY_BE_REF: Final = re.compile(r"https?://|[A-Z][A-Z0-9_]+-\d|[\w./-]*[#!]\d")
_TO: Final = ("to ", "will ", "should ")
_MORE_NAMES: Final = re.compile(r"(?:\s*[/,&+]\s*[A-Z][\w.]{1,20})*[\s:–—-]*")
_AFTER_BOLD: Final = re.compile(r"[\s:：.–—|-]*")


class Front:
    """Each method takes one annotation off a text and says what it means, or gives None."""

    def __init__(self, context: Context) -> None:
        self.context = context

    def sign(self, text: Marked) -> Taken:
        found, end = state.strip_sign(text.text)
        return (text.slice(end), Fields(sign=found)) if end else None

    def box(self, text: Marked) -> Taken:
        match = _BOX.match(text.text)
        return (text.slice(match.end()), Fields(state=state.of_box(match[1]))) if match else None

    def number(self, text: Marked) -> Taken:
        match = _ITEM_NUMBER.match(text.text)
        if not match or any(link.start < match.end() for link in text.links()):
            return None
        return text.slice(match.end()), Fields()

    def keyword(self, text: Marked) -> Taken:
        """ "TODO Add ...", "DONE [#A] Add ...": a state in capitals, as in Org."""
        match = _KEYWORD.match(text.text)
        if not match or PLACEHOLDERS.whole(tokens(match[1])):
            return None
        said = state.begins_with_state(match[1])
        if not said or said[1] < len(tokens(match[1])):
            return None
        return text.slice(match.end()), Fields(state=said[0])

    def ref(self, text: Marked) -> Taken:
        """ "[#88](...) Add ...", "OPS-12 Add ...": the ticket in front of an instruction."""
        if not _MAY_BE_REF.match(text.text) and not (text.text and text.starts_with_link()):
            return None
        found = refs.find(text)
        if not found or found[0].start:
            return None
        rest = text.slice(found[0].end)
        rest = rest.slice(len(rest.text) - len(rest.text.lstrip(" :.–—-]")))
        return (rest, Fields(refs=(found[0].ref,))) if is_instruction(rest.text) else None

    def code_comment(self, text: Marked) -> Taken:
        """ "TODO(ed): ...", as in source code."""
        match = _CODE_COMMENT.match(text.text)
        return (text.slice(match.end()), Fields(state=State.OPEN, owners=owners.owners_of(match[1]))) if match else None

    def bracket_lead(self, text: Marked) -> Taken:
        match = _BRACKETED.match(text.text)
        if not match:
            return None
        inside = text.slice(match.start(1), match.end(1))
        said = read(inside, self.context, tag=True)
        if said is None and owners.is_name(inside.text) and match[0][0] == "[":
            said = Fields(owners=owners.owners_of(inside.text))
        return (text.slice(match.end()), said) if said else None

    def bold_name(self, text: Marked) -> Taken:
        """A name in bold in front: "**Ed** Turn on ..."."""
        bold = text.bold_until()
        if not 0 < bold < len(text.text):
            return None
        names = owners.owners_of(text.text[:bold])
        if not names or not all(self.context.knows(name) for name in names):
            return None
        rest = text.slice(bold)
        if rest.text.startswith(_TO) or (more := _MORE_NAMES.match(rest.text)) is None:
            return None
        named = names + tuple(n for n in owners.owners_of(more[0].strip(" /,:–—-")) if n)
        return rest.slice(more.end()), Fields(owners=named)

    def label_lead(self, text: Marked) -> Taken:
        """ "Owner: Ed - rotate the keys": a label and its value, set off by a dash or a bar."""
        match = _LABEL_LEAD.match(text.text[: MAX_ANNOTATION + 40])
        if not match or match.end() >= len(text.text):
            return None
        said = labelled(match["label"], text.slice(match.start("value"), match.end("value")), self.context)
        return (text.slice(match.end()), said) if said else None

    def lead(self, text: Marked) -> Taken:
        """What stands before a colon or a dash, or is bold, at the beginning."""
        bold = text.bold_until()
        if 0 < bold < len(text.text):
            words = text.slice(0, bold)
            chunk = words.slice(0, len(words.text.rstrip(" :：.–—-")))
            said = read(chunk, self.context, tag=True) or _label_lead(chunk, bold=True)
            if said:
                rest = _AFTER_BOLD.match(text.text, bold)
                return text.slice(rest.end() if rest else bold), said
            return None
        match = _LEAD_END.search(text.text[: MAX_ANNOTATION + 4])
        if not match or match.end() >= len(text.text) or match.start() == 0:
            return None
        chunk = text.slice(0, match.start())
        said = read(chunk, self.context.unnamed()) or _label_lead(chunk, bold=False)
        if said is None and ":" in match[0] and owners.are_handles(chunk.text):
            said = Fields(owners=owners.handles(chunk.text))
        return (text.slice(match.end()), said) if said else None


def _label_lead(chunk: Marked, *, bold: bool) -> Fields | None:
    """A label that states the type, or says that an action follows."""
    words = tokens(chunk.text)
    if not words or len(words) > 3:
        return None
    if types.is_type_label(chunk.text) and (bold or words[0] not in VERBS or words[0] == "process"):
        return Fields(type=types.stated(chunk.text))
    verb = words[0] in VERBS and words[0] not in ("action", "task")
    if COLUMNS.whole(words) is Column.ACTION and not verb and chunk.text[:1].isupper():
        return Fields()
    return None
