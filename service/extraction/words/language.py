"""The shape of a language's word lists.

Phrases are compared after folding (case, accents and punctuation do not count; `folding.py`). A word that ends with
"*" stands for every word that begins so: "prevent*" is prevention, preventive and preventative. In scripts without
blanks between words a phrase matches anywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from connectors.tracker import State
from service.model import ItemType


class Column(StrEnum):
    """What a table's column, a labelled line or a label in brackets is for."""

    ACTION = "action"
    TYPE = "type"
    OWNER = "owner"
    REF = "ref"
    DUE = "due"
    PRIORITY = "priority"
    STATUS = "status"
    ID = "id"
    NOTES = "notes"
    EFFORT = "effort"
    TIME = "time"  # when something happened: the column of a timeline


class About(StrEnum):
    """What a line of a document's head says about the incident."""

    DATE = "date"
    STARTED = "started"
    SEVERITY = "severity"
    STATUS = "status"
    AUTHORS = "authors"
    SERVICES = "services"
    TITLE = "title"  # used only where no heading is one
    WRITTEN = "written"  # the document's own date: used only where the incident's is not stated


@dataclass(frozen=True, slots=True)
class Language:
    """One language's words. Each list is one string: phrases parted by "|", single words by blanks.

    actions      headings that open a list of follow-up work
    measures     headings below which follow-up work stands as often as what was done: its wording decides
    lessons      headings below which only what is marked as a task (box, owner, ticket) counts
    elsewhere    headings of a postmortem's other sections, and of what only sounds like follow-up work
    groups       headings that sort follow-up work (by time, urgency, kind of thing)
    leads        phrases which, at the end of running text, open a list of follow-up work
    fillers      words that change nothing about what a heading is
    columns      what a table's column, or a labelled line, is called
    types        words that state an item's type; `hints`: words from which it may be inferred
    postmortem   words by which a title says what kind of document it heads
    guides       words by which a title says that it heads a guide, a runbook or a template
    template     phrases by which a document or an entry says that it is there to be filled in
    verbs        single words with which an instruction begins
    commitments  phrases by which a sentence promises work
    counterfactuals  phrases that tell what would have been, however much they sound like a promise
    done_verbs   single words with which a report of finished work begins
    teams        words that are part of a team's name
    months       twelve phrases, each the names of one month parted by blanks
    vague_dates  what stands for a due date without saying a day
    units        "day", "week", "month", "quarter", "year": the words for them
    numbers      the words for one, two, ... parted by "|"
    end_of, within   how a time is told from the document's date: "end of Q3", "in two weeks"
    due_words    what leads from an action to its date: "by", "until", "due"
    ref_words    what stands around a ticket's key without saying more: "see", "tracked in"
    plain_columns  heads of columns that could be an action's and something else's
    questions    with which a heading begins that asks for reasons
    reader       by which a text speaks to its reader
    openers      what may stand before an instruction's verb
    abbreviations  words whose full stop ends no sentence, without it
    """

    code: str
    actions: str = ""
    measures: str = ""
    lessons: str = ""
    elsewhere: str = ""
    groups: str = ""
    leads: str = ""
    fillers: str = ""
    columns: Mapping[Column, str] = field(default_factory=dict)
    types: Mapping[ItemType, str] = field(default_factory=dict)
    hints: Mapping[ItemType, str] = field(default_factory=dict)
    states: Mapping[State, str] = field(default_factory=dict)
    priorities: str = ""
    placeholders: str = ""
    postmortem: str = ""
    guides: str = ""
    template: str = ""
    verbs: str = ""
    commitments: str = ""
    counterfactuals: str = ""
    done_verbs: str = ""
    teams: str = ""
    about: Mapping[About, str] = field(default_factory=dict)
    months: str = ""
    vague_dates: str = ""
    units: Mapping[str, str] = field(default_factory=dict)
    numbers: str = ""
    due_words: str = ""
    ref_words: str = ""
    plain_columns: str = ""
    questions: str = ""
    reader: str = ""
    openers: str = ""
    abbreviations: str = ""
    end_of: str = ""
    within: str = ""


def phrases(text: str) -> tuple[str, ...]:
    """The phrases of a list."""
    return tuple(phrase.strip() for phrase in text.split("|") if phrase.strip())
