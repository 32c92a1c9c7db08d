"""What every tracker promises, as one suite. Inherit `TrackerContract` and give what `TrackerSide` asks for.

`tracker` is under test, `place` a place in it where issues may be created, `people` act on the tracker behind our
back, `broken` cuts the way to the tracker so that nothing arrives. A suite never assumes that a place is empty.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager

import pytest

from connectors.errors import OutcomeUnknown, Temporary
from connectors.tracker import Changes, Edit, State, Tracker
from connectors.visibility import Visibility
from tests.connectors.tracker_creates import CreateContract
from tests.connectors.tracker_reads import ReadContract
from tests.connectors.tracker_side import People, a_draft, found, send
from tests.connectors.tracker_writes import WriteContract


class TrackerContract(CreateContract, ReadContract, WriteContract):
    """The suite: creates, reads and writes, and here how it all fails."""

    def test_a_tracker_that_cannot_be_reached_is_a_temporary_failure(
        self, tracker: Tracker, place: str, broken: AbstractContextManager[object]
    ) -> None:
        created = tracker.create(a_draft(place), send)
        position = tracker.position(place)
        draft = a_draft(place)
        reads: Sequence[Callable[[], object]] = (
            lambda: tracker.read([created.ref]),
            lambda: tracker.created_since(place, position),
            lambda: tracker.position(place),
        )
        writes: Sequence[Callable[[], object]] = (
            lambda: tracker.create(draft, send),
            lambda: tracker.set_state(created.ref, State.DONE),
            lambda: tracker.update(created.ref, Changes(title=Edit(created.title, "New title"))),
        )
        with broken:
            for call in (*reads, *writes):
                with pytest.raises(Temporary) as raised:
                    call()
                assert len(str(raised.value).splitlines()) == 1
            assert not all(finding.ok for finding in tracker.check())
        assert tracker.created_since(place, position) == []
        assert found(tracker, created.ref) == created

    def test_a_create_without_an_answer_may_have_happened(
        self, tracker: Tracker, place: str, people: People, unanswered: Callable[[], object]
    ) -> None:
        draft = a_draft(place)
        position = tracker.position(place)
        unanswered()
        with pytest.raises(OutcomeUnknown):
            tracker.create(draft, send)
        assert list(people.titles(place)).count(draft.title) == 1
        assert [issue.title for issue in tracker.created_since(place, position)] == [draft.title]

    def test_a_well_tracker_has_no_bad_findings(self, tracker: Tracker) -> None:
        findings = tracker.check()
        assert findings
        assert all(finding.ok for finding in findings)

    def test_a_place_has_a_visibility(self, tracker: Tracker, place: str) -> None:
        assert tracker.visibility(place) in Visibility
