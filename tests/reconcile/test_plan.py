"""The decision table of reconcile/plan.py, row by row, and what holds for every plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.marker import Marker
from connectors.tracker import Absence, Edit, Label, State
from service.model import LinkOrigin, LinkRole, Share
from service.reconcile.candidate import Candidate, Linked
from service.reconcile.drafts import body, fingerprint, text_hash
from service.reconcile.plan import Kind, Reason, Rules, plan
from service.reconcile.redaction import LINK_TITLE
from tests.builders import HERE, KEY, NOW, a_candidate, a_link, a_ref, a_whence, an_issue, an_item, rules


def decided(candidate: Candidate, under: Rules | None = None) -> tuple[Kind, Reason]:
    (action,) = plan([candidate], under or rules())
    return action.kind, action.reason


def ours(candidate: Candidate, **values: object) -> Linked:
    """The link to the issue that we made for a candidate, which still holds what we wrote."""
    issue = an_issue(title=candidate.item.title, body=body(candidate, HERE, Share.WORDS))
    link = a_link(
        origin=LinkOrigin.CREATED,
        wrote_title=issue.title,
        wrote_body=text_hash(issue.body),
        wrote_words=fingerprint(candidate),
        fresh=issue,
    )
    return replace(link, **values)  # type: ignore[arg-type]


NEW = a_candidate()
OLD = a_whence(date=date(2025, 6, 1), first_seen_at=NOW, source_since=NOW)
DONE = an_item(state=State.DONE)
REWORDED = a_candidate(an_item(title="Add a page on the error rate"), links=(ours(NEW),))

ROWS = [
    pytest.param(NEW, Kind.CREATE, Reason.NEW, id="new -> create"),
    pytest.param(replace(NEW, removed=True), Kind.NOTHING, Reason.REMOVED, id="removed, no issue -> nothing"),
    pytest.param(
        replace(NEW, removed=True, links=(ours(NEW),)), Kind.NOTHING, Reason.REMOVED, id="removed, issue -> nothing"
    ),
    pytest.param(
        replace(NEW, links=(ours(NEW),)), Kind.NOTHING, Reason.LINKED, id="come back with its issue -> nothing"
    ),
    pytest.param(
        a_candidate(whence=a_whence(source_held="all gone")), Kind.HOLD, Reason.SOURCE_HELD, id="source emptied -> hold"
    ),
    pytest.param(
        a_candidate(whence=a_whence(held="half gone")), Kind.HOLD, Reason.DOCUMENT_HELD, id="document emptied -> hold"
    ),
    pytest.param(
        replace(NEW, pending=True), Kind.HOLD, Reason.OUTCOME_UNKNOWN, id="outcome of a create unknown -> hold"
    ),
    pytest.param(replace(NEW, ambiguous=True), Kind.HOLD, Reason.AMBIGUOUS, id="ambiguous -> hold"),
    pytest.param(a_candidate(an_item(confidence=0.4)), Kind.HOLD, Reason.REVIEW, id="low confidence -> hold"),
    pytest.param(
        a_candidate(an_item(confidence=0.4), accepted=True),
        Kind.CREATE,
        Reason.NEW,
        id="accepted by a person -> create",
    ),
    pytest.param(replace(NEW, refs=(a_ref(),)), Kind.LINK, Reason.NAMED, id="names an issue -> link"),
    pytest.param(
        replace(NEW, refs=(a_ref("OPS-1", tracker=""),)), Kind.LINK, Reason.NAMED, id="in no configured tracker -> link"
    ),
    pytest.param(
        replace(NEW, refs=(a_ref(issue_id=7),), links=(a_link(7),)), Kind.NOTHING, Reason.LINKED, id="linked -> nothing"
    ),
    pytest.param(
        replace(NEW, refs=(a_ref("LOCAL-9", 9),), links=(ours(NEW),)),
        Kind.LINK,
        Reason.SUPERSEDES,
        id="names another issue than ours -> link, ours steps back",
    ),
    pytest.param(
        replace(NEW, refs=(a_ref(issue_id=7),), links=(ours(NEW),)),
        Kind.NOTHING,
        Reason.LINKED,
        id="names our own issue -> nothing",
    ),
    pytest.param(REWORDED, Kind.UPDATE, Reason.REWORDED, id="reworded -> update"),
    pytest.param(
        replace(REWORDED, links=(ours(NEW, fresh=an_issue(title="Mine", body="mine")),)),
        Kind.NOTHING,
        Reason.EDITED,
        id="reworded, and edited by people -> nothing",
    ),
    pytest.param(
        replace(REWORDED, links=(ours(NEW, fresh=None),)),
        Kind.NOTHING,
        Reason.UNREAD,
        id="reworded, and the issue was not read -> nothing",
    ),
    pytest.param(
        replace(NEW, links=(a_link(unlinked=True),)), Kind.HOLD, Reason.UNLINKED, id="unlinked by a person -> hold"
    ),
    pytest.param(
        replace(NEW, refs=(a_ref(issue_id=7),), links=(a_link(7, unlinked=True),)),
        Kind.HOLD,
        Reason.UNLINKED,
        id="unlinked by a person, still named -> hold",
    ),
    pytest.param(a_candidate(DONE), Kind.NOTHING, Reason.SETTLED, id="settled in the document -> nothing"),
    pytest.param(
        a_candidate(an_item(state=State.DROPPED)), Kind.NOTHING, Reason.SETTLED, id="dropped in the document -> nothing"
    ),
    pytest.param(a_candidate(DONE, refs=(a_ref(),)), Kind.LINK, Reason.NAMED, id="settled, and names an issue -> link"),
    pytest.param(
        replace(NEW, held="its issue may be LOCAL-7"), Kind.HOLD, Reason.UNMATCHED, id="not matched by rebuild -> hold"
    ),
    pytest.param(
        replace(NEW, held="its issue may be LOCAL-7", links=(ours(NEW),)),
        Kind.NOTHING,
        Reason.LINKED,
        id="linked since -> nothing",
    ),
    pytest.param(a_candidate(whence=OLD), Kind.NOTHING, Reason.OLDER, id="older than create_since -> nothing"),
    pytest.param(
        a_candidate(whence=OLD, refs=(a_ref(),)), Kind.LINK, Reason.NAMED, id="older, and names an issue -> link"
    ),
]


@pytest.mark.parametrize(("candidate", "kind", "reason"), ROWS)
def test_each_row_of_the_table_decides(candidate: Candidate, kind: Kind, reason: Reason) -> None:
    assert decided(candidate) == (kind, reason)


def filed(**values: Any) -> Rules:
    """Rules that file an item like this."""
    return rules(filing=lambda _: replace(HERE, **values))


RULES = [
    pytest.param(filed(rests_until=NOW + timedelta(1)), Kind.NOTHING, Reason.RESTING, id="still resting -> nothing"),
    pytest.param(filed(rests_until=NOW), Kind.CREATE, Reason.NEW, id="rested long enough -> create"),
    pytest.param(filed(waived="a drill"), Kind.NOTHING, Reason.WAIVED, id="waived -> nothing"),
    pytest.param(rules(restored=True), Kind.HOLD, Reason.RESTORED, id="restored from a backup -> hold"),
    pytest.param(filed(tracker=""), Kind.HOLD, Reason.NO_TRACKER, id="no tracker configured -> hold"),
    pytest.param(filed(refused="too wide"), Kind.HOLD, Reason.TOO_WIDE, id="read more widely than the source -> hold"),
]


@pytest.mark.parametrize(("under", "kind", "reason"), RULES)
def test_each_rule_decides_about_a_new_item(under: Rules, kind: Kind, reason: Reason) -> None:
    assert decided(NEW, under) == (kind, reason)


def test_a_create_carries_the_words_a_signed_marker_and_what_the_rules_say() -> None:
    item = an_item(detail="It took us an hour.", owners=("Ann",))
    under = filed(
        labels=(Label("postmortem"), Label("detect")),
        assignees=("ann",),
        due=date(2026, 4, 1),
        due_rule="severity 2: 30 days",
        issue_type="Bug",
        components=("api",),
        milestone="Q2",
        doubts=("not assigned: 'Bo' is nobody",),
    )
    (action,) = plan([a_candidate(item)], under)
    assert action.draft is not None
    marker = Marker.verify(action.draft.marker, KEY)
    assert marker is not None
    assert (marker.item, marker.postmortem, marker.path, marker.line) == ("item-1", "pm-1", "2026/outage.md", 12)
    assert action.draft.title == item.title
    assert action.draft.labels == (Label("postmortem"), Label("detect"))
    assert "It took us an hour." in action.draft.body
    assert "Ann" in action.draft.body
    assert "2026-04-01 (severity 2: 30 days)" in action.draft.body
    assert (action.draft.assignees, action.draft.due) == (("ann",), date(2026, 4, 1))
    assert (action.draft.issue_type, action.draft.components, action.draft.milestone) == ("Bug", ("api",), "Q2")
    assert action.words == "a new issue in postmortems; not assigned: 'Bo' is nobody"


@pytest.mark.parametrize("share", [Share.TITLE, Share.LINK])
def test_a_redacted_create_holds_no_more_than_its_route_lets_out(share: Share) -> None:
    item = an_item(title="Rotate Zoe's key", detail="Zoe leaked it", owners=("Zoe",))
    (action,) = plan([a_candidate(item)], filed(share=share, assignees=("zoe",)))
    assert action.draft is not None
    assert action.share is share
    marker = Marker.verify(action.draft.marker, KEY)
    assert marker is not None
    assert marker.path == ""
    assert "Zoe" not in action.draft.body
    assert ("Zoe" in action.draft.title) is (share is Share.TITLE)


@pytest.mark.parametrize(
    ("made_as", "now", "shown"),
    [
        (Share.WORDS, Share.LINK, Share.LINK),
        (Share.LINK, Share.WORDS, Share.LINK),
        (Share.TITLE, Share.TITLE, Share.TITLE),
    ],
)
def test_an_update_lets_out_no_more_than_the_create_did_and_the_route_does_now(
    made_as: Share, now: Share, shown: Share
) -> None:
    fresh = an_issue(title="What we wrote", body="And here")
    link = replace(ours(NEW), wrote_title=fresh.title, wrote_body=text_hash(fresh.body), share=made_as, fresh=fresh)
    (action,) = plan([replace(REWORDED, links=(link,))], filed(share=now))
    assert action.changes is not None
    assert action.changes.body is not None
    assert "2026/outage.md" not in action.changes.body.after
    expected = LINK_TITLE if shown is Share.LINK else REWORDED.item.title
    assert action.changes.title == Edit("What we wrote", expected)


def test_nothing_is_written_where_nothing_may_go_out_any_more() -> None:
    assert decided(REWORDED, filed(refused="too wide now")) == (Kind.HOLD, Reason.TOO_WIDE)


def test_an_update_writes_only_the_fields_that_nobody_else_changed() -> None:
    theirs = an_issue(title="Add an alert on the error rate", body="people wrote here")
    (action,) = plan([replace(REWORDED, links=(ours(NEW, fresh=theirs),))], rules())
    assert action.changes is not None
    assert action.changes.title == Edit("Add an alert on the error rate", "Add a page on the error rate")
    assert action.changes.body is None


def test_refs_that_are_no_longer_named_are_dropped_only_when_others_are_named() -> None:
    gone = replace(NEW, links=(a_link(7),))
    assert decided(gone) == (Kind.NOTHING, Reason.LINKED)
    (action,) = plan([replace(gone, refs=(a_ref("LOCAL-9", 9),))], rules())
    assert action.drops == frozenset({7})


def test_only_what_is_not_linked_yet_is_linked() -> None:
    two = replace(NEW, refs=(a_ref(issue_id=7), a_ref("LOCAL-9", 9)), links=(a_link(7),))
    (action,) = plan([two], rules())
    assert [named.text for named in action.refs] == ["LOCAL-9"]


candidates = st.builds(
    a_candidate,
    item=st.builds(
        an_item,
        title=st.text(min_size=1),
        state=st.sampled_from([None, *State]),
        confidence=st.floats(0, 1),
    ),
    refs=st.lists(
        st.builds(a_ref, st.sampled_from(["LOCAL-7", "LOCAL-9"]), st.sampled_from([None, 7, 9])), max_size=2
    ).map(tuple),
    links=st.lists(
        st.builds(
            a_link,
            st.sampled_from([7, 9]),
            role=st.sampled_from(LinkRole),
            origin=st.sampled_from(LinkOrigin),
            unlinked=st.booleans(),
            absence=st.sampled_from([None, *Absence]),
        ),
        max_size=2,
    ).map(tuple),
    removed=st.booleans(),
    ambiguous=st.booleans(),
    pending=st.booleans(),
)


@given(candidates)
def test_an_item_that_has_or_names_an_issue_or_waits_for_one_is_never_given_another(candidate: Candidate) -> None:
    kind, _ = decided(candidate)
    if kind is Kind.CREATE:
        assert not candidate.links
        assert not candidate.refs
        assert not any((candidate.removed, candidate.ambiguous, candidate.pending, candidate.settled))


@given(candidates)
def test_a_plan_is_the_same_each_time_and_gives_its_reason_in_words(candidate: Candidate) -> None:
    first, again = plan([candidate], rules()), plan([candidate], rules())
    assert first == again
    assert first[0].words
