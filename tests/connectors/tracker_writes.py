"""The tracker contract: writing into issues that exist."""

from __future__ import annotations

import pytest

from connectors.errors import Refused
from connectors.tracker import Changes, Edit, State, Tracker
from tests.connectors.tracker_side import People, TrackerSide, a_draft, found, send


class WriteContract(TrackerSide):
    """What people changed is theirs; states change because a person said so."""

    def test_what_nobody_changed_is_updated(self, tracker: Tracker, place: str) -> None:
        draft = a_draft(place)
        created = tracker.create(draft, send)
        changes = Changes(title=Edit(draft.title, "New title"), body=Edit(created.body, "New body."))
        updated = tracker.update(created.ref, changes)
        assert updated.title == "New title"
        assert "New body." in updated.body
        assert draft.body not in updated.body
        assert (updated.ref, updated.marker, updated.state) == (created.ref, created.marker, created.state)
        assert found(tracker, created.ref) == updated

    @pytest.mark.parametrize("theirs", ["title", "body", "both"])
    def test_what_people_changed_is_left_alone(self, tracker: Tracker, place: str, people: People, theirs: str) -> None:
        created = tracker.create(a_draft(place), send)
        title = "Their title" if theirs != "body" else None
        body = "Their body." if theirs != "title" else None
        people.edit(created.ref, title=title, body=body)
        changes = Changes(title=Edit(created.title, "Our title"), body=Edit(created.body, "Our body."))
        for issue in (tracker.update(created.ref, changes), found(tracker, created.ref)):
            assert issue.title == (title or "Our title")
            assert (body or "Our body.") in issue.body
            assert ("Our body." in issue.body) == (body is None)

    def test_a_field_without_an_edit_is_left_alone(self, tracker: Tracker, place: str) -> None:
        created = tracker.create(a_draft(place), send)
        updated = tracker.update(created.ref, Changes(body=Edit(created.body, "New body.")))
        assert updated.title == created.title
        assert tracker.update(created.ref, Changes()) == updated

    def test_a_text_that_was_cut_is_known_again(self, tracker: Tracker, place: str) -> None:
        draft = a_draft(place, title="long " * 100)
        created = tracker.create(draft, send)
        assert tracker.update(created.ref, Changes(title=Edit(draft.title, "Short"))).title == "Short"

    def test_every_state_can_be_set_and_read_back(self, tracker: Tracker, place: str) -> None:
        created = tracker.create(a_draft(place), send)
        for state in (*self.states, *reversed(self.states)):
            issue = tracker.set_state(created.ref, state)
            assert issue.state is state
            assert issue.status
            assert (issue.closed_at is not None) == (state in {State.DONE, State.DROPPED})
            assert found(tracker, created.ref) == issue

    def test_setting_a_state_again_changes_nothing(self, tracker: Tracker, place: str) -> None:
        created = tracker.create(a_draft(place), send)
        done = tracker.set_state(created.ref, State.DONE)
        assert tracker.set_state(created.ref, State.DONE) == done

    def test_states_that_people_set_are_read(self, tracker: Tracker, place: str, people: People) -> None:
        created = tracker.create(a_draft(place), send)
        for state in (State.DONE, State.OPEN, State.DROPPED):
            people.set_state(created.ref, state)
            assert found(tracker, created.ref).state is state

    def test_an_issue_that_is_gone_cannot_be_written(self, tracker: Tracker, place: str, people: People) -> None:
        created = tracker.create(a_draft(place), send)
        people.delete(created.ref)
        with pytest.raises(Refused):
            tracker.set_state(created.ref, State.DONE)
        with pytest.raises(Refused):
            tracker.update(created.ref, Changes(title=Edit(created.title, "New title")))
