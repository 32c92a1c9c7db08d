"""Annotations behind an item's words: brackets, labels, names, dates, tickets, whole sentences."""

from __future__ import annotations

import re
from typing import Final

from service.extraction.annotations import DUE_TAIL, MAX_ANNOTATION, Context, Fields, as_due, is_time, labelled, read
from service.extraction.fields import due, owners, refs, state
from service.extraction.folding import tokens
from service.extraction.front import Taken
from service.extraction.marked import Marked
from service.extraction.sentences import sentences
from service.extraction.vocabulary import COLUMNS, UNITS
from service.extraction.words import Column

_DIGIT: Final = re.compile(r"\d")
MAX_REF_END: Final = 60  # characters in which a closing ref shows a digit
_TAIL: Final = 80  # characters in which a closing date is looked for
_TRAILING_BRACKET: Final = re.compile(r"[\[(（【]([^\[\]()（）【】]{1,140})[\])）】]\s*[.。,;]?$")
_CLOSING: Final = frozenset(")]）】")
_YEAR_END: Final = re.compile(r"(?:[QqTt][1-4]|[12]\d{3})\W*$")
_TRAILING_DASH: Final = re.compile(r"\s+(?:[-–—|→>~]+|//)\s*(?=\S)")
_COLON: Final = re.compile(r"\s*[:：]\s*")
# what ends before a colon with words that may be a label: after a stop, a dash, a bracket, a break or a blank
_BEFORE_COLON: Final = re.compile(
    r"(?:^|[\n.;,|(\[–—•*]\s*|\s[-–—]+\s*|\s{1,2})(?P<label>[^\W\d_][^\n.;,|()\[\]:：]{0,30})$"
)
_HANDLES_END: Final = re.compile(r"(?:[\s,;:]|\band\b)+@[A-Za-z0-9][\w./-]{0,60}$")
# a blank before a ref that no word connects with the rest
_BARE_REF: Final = re.compile(
    r"(?<!\sof)(?<!\sfor)(?<!\sto)(?<!\sin)(?<!\sand)(?<!\sthe)(?<!\sPR)(?<!PRs)(?<!from)(?<!with)[\s,;–—-]+$"
)
_OWNER_LABEL: Final = re.compile(
    r"[\s,;.–—-]+(?:owner|owned by|assignee|assigned to|dri|lead|responsible)\s*[:：]?$", re.IGNORECASE
)
_BEFORE_HANDLE: Final = frozenset({"to", "with", "from", "by", "for", "ask", "and", "contact", "inform"})
_BEFORE_REF: Final = re.compile(
    r"(?:[\s.,;(–—-]|^)(?:see |tracked (?:in|by) |in )?(?:the )?"
    r"(?:issue|ticker|ticket|PR|pull request|bug|MR|jira|see|tracked in)s?:?\s*$",
    re.IGNORECASE,
)


class Behind:
    """Each method takes one annotation off a text and says what it means, or gives None."""

    def __init__(self, context: Context) -> None:
        self.context = context

    def closing_sign(self, text: Marked) -> Taken:
        found, start = state.closing_sign(text.text)
        return (text.slice(0, start), Fields(sign=found)) if found else None

    def bracket(self, text: Marked) -> Taken:
        if text.text.rstrip(" .。,;")[-1:] not in _CLOSING:
            return None
        match = _TRAILING_BRACKET.search(text.text, max(0, len(text.text) - MAX_ANNOTATION - 6))
        if not match or match.start() == 0:
            return None
        said = read(text.slice(match.start(1), match.end(1)), self.context, tag=match[0][0] == "[", aside=True)
        return (text.slice(0, match.start()), said) if said else None

    def label(self, text: Marked) -> Taken:
        """ "... Owner: Ed" at the end, the label after a stop, a dash, a bracket or a line break, or bold."""
        low = max(0, len(text.text) - 2 * MAX_ANNOTATION)
        found: tuple[Marked, Fields] | None = None
        for colon in _COLON.finditer(text.text[low:]):
            before = text.text[:low] + text.text[low : low + colon.start()]
            match = _BEFORE_COLON.search(before)
            if not match:
                continue
            for label, start in _labels(match):
                if COLUMNS.whole(tokens(label)) in (Column.ACTION, None) or (
                    start and before[:start].rstrip()[-1:].isalnum() and not label[0].isupper()
                ):
                    continue
                value = text.slice(low + colon.end())
                if len(value.text) <= MAX_ANNOTATION and (said := labelled(label, value, self.context)):
                    cut = text.slice(0, start)
                    found = cut.slice(0, len(cut.text.rstrip(" \n.;,|(-–—•[*"))), said
                break
        return found

    def dash(self, text: Marked) -> Taken:
        gaps = list(_TRAILING_DASH.finditer(text.text, max(0, len(text.text) - MAX_ANNOTATION)))
        if not gaps:
            return None
        said = read(text.slice(gaps[-1].end()), self.context)
        return (text.slice(0, gaps[-1].start()), said) if said else None

    def due(self, text: Marked) -> Taken:
        low = max(0, len(text.text) - _TAIL)
        match = DUE_TAIL.search(text.text.rstrip(".,; ")[low:])
        if not match or not is_time(match["when"], self.context):
            return None
        return text.slice(0, low + match.start()), as_due(match["when"], self.context)

    def span_of_time(self, text: Marked) -> Taken:
        """ "... in two weeks", "... by the end of Q3" without a word before it that says "due"."""
        if UNITS.keys().isdisjoint(tokens(text.text[-24:])) and not _YEAR_END.search(text.text[-12:]):
            return None
        ends = [match.start() for match in re.finditer(r"\s\S", text.text[-60:])][-6:-1]
        for end in ends:
            start = max(0, len(text.text) - 60) + end
            chunk = text.slice(start)
            if due.is_span(chunk.text):
                return text.slice(0, start), as_due(chunk.text, self.context)
        return None

    def handle(self, text: Marked) -> Taken:
        match = _HANDLES_END.search(text.text[-100:]) if "@" in text.text[-100:] else None
        if not match:
            return None
        start = len(text.text) - min(100, len(text.text)) + match.start()
        if label := _OWNER_LABEL.search(text.text[:start]):
            start = label.start()
        before = text.text[:start].split()
        if before and before[-1].lower() in _BEFORE_HANDLE:
            return None
        return text.slice(0, start), Fields(owners=owners.handles(match[0]))

    def bold_names_behind(self, text: Marked) -> Taken:
        """Names behind, the first in bold: "... **JD**/AB"."""
        if not text.source.has_bold:
            return None
        for start, end, span in reversed(list(text.spans())[-4:]):
            if span.bold and start:
                chunk = text.slice(start)
                names = owners.owners_of(chunk.text)
                if names and end > start and (owners.is_initials(chunk.text) or all(map(self.context.knows, names))):
                    return text.slice(0, start), Fields(owners=names)
        return None

    def ref(self, text: Marked) -> Taken:
        """A last word or two that name the ticket: "... Ticket #12", "... see OPS-3"."""
        if not text.source.has_links and not _DIGIT.search(text.text, max(0, len(text.text) - MAX_REF_END)):
            return None
        found = refs.find(text)
        if not found or found[-1].end < len(text.text.rstrip(" .)")):
            return None
        before = text.text[: found[-1].start]
        match = _BEFORE_REF.search(before) or (_BARE_REF.search(before) if _stands_alone(found[-1].ref) else None)
        if not match or match.start() == 0:
            return None
        return text.slice(0, match.start() + (text.text[match.start()] == ".")), Fields(refs=(found[-1].ref,))

    def sentence(self, text: Marked) -> Taken:
        """A last sentence that is an annotation as a whole: "DONE in PR 5"."""
        parts = sentences(text)
        if len(parts) < 2:
            return None
        said = read(parts[-1].slice(0, len(parts[-1].text.rstrip("."))), self.context)
        return (text.slice(0, parts[-1].low - text.low), said) if said else None


def _stands_alone(ref: str) -> bool:
    """Whether a ref at the end of a text is one without a word that says so: "#6" may as well count something."""
    return not ref.lstrip("#!").isdigit() or int(ref.lstrip("#!")) > 9


def _labels(match: re.Match[str]) -> list[tuple[str, int]]:
    """The last words before a colon that are a label, the longest such, with their offset."""
    label, start = match["label"], match.start("label")
    ends = [0, *(gap.end() for gap in re.finditer(r"\s+", label))]
    return [(label[end:], start + end) for end in ends if COLUMNS.whole(tokens(label[end:])) is not None][:1]
