"""The tables. What a person may read has a visibility; what may go away has a tombstone, not a DELETE.

    source 1-n postmortem 1-n item n-m issue        (link: role, origin; ended links stay as history)
    item 1-n item_owner      whom the policy takes its owners for
    item 1-n intent          a create that was about to be sent, and what became of it
    run 1-n outcome          what a run planned and did
    issue 1-n sighting       the history of an issue's state; alias: every key it was ever known by
    decision                 the journal: what people decided, append-only

All times are UTC (`Moment`). Ids of items and postmortems are UUIDs that are given out: they stand in markers,
addresses and badges, and survive a rebuild. The rest are the database's own.
"""

from service.store.tables.catalogue import Table
from service.store.tables.documents import Instance, Item, ItemOwner, Postmortem, Problem, Source
from service.store.tables.history import Decision, Outcome, Run
from service.store.tables.links import Alias, Intent, Issue, Link, Sighting

__all__ = [
    "Alias",
    "Decision",
    "Instance",
    "Intent",
    "Issue",
    "Item",
    "ItemOwner",
    "Link",
    "Outcome",
    "Postmortem",
    "Problem",
    "Run",
    "Sighting",
    "Source",
    "Table",
]
