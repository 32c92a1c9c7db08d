"""The tracker contract: creating issues."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from connectors.errors import Temporary, TooLate
from connectors.fitting import length
from connectors.marker import Marker
from connectors.tracker import Changes, Edit, State, Tracker
from tests.connectors.tracker_side import HOSTILE, KEY, MARKER, People, TrackerSide, a_draft, found, send


class CreateContract(TrackerSide):
    """One request, asked for once, with the marker in it; what it writes fits and is inert."""

    def test_an_issue_is_created_as_asked_and_can_be_read(self, tracker: Tracker, place: str) -> None:
        draft = a_draft(place)
        created = tracker.create(draft, send)
        assert (created.title, created.place, created.state) == (draft.title, place, State.OPEN)
        assert draft.body in created.body
        assert created.ref.tracker == tracker.name
        assert created.ref.id
        assert created.status
        assert created.closed_at is None
        assert created.created_at.utcoffset() == created.updated_at.utcoffset() == timedelta(0)
        assert found(tracker, created.ref) == created

    def test_the_marker_travels_with_the_create_and_can_be_verified(self, tracker: Tracker, place: str) -> None:
        position = tracker.position(place)
        created = tracker.create(a_draft(place), send)
        (listed,) = tracker.created_since(place, position)
        for issue in (created, listed, found(tracker, created.ref)):
            assert Marker.verify(issue.marker, KEY) == MARKER
            assert issue.ours

    def test_we_are_asked_once_before_anything_is_sent(self, tracker: Tracker, place: str, people: People) -> None:
        draft = a_draft(place)
        titles_when_asked: list[Sequence[str]] = []
        tracker.create(draft, lambda: titles_when_asked.append(people.titles(place)))
        assert len(titles_when_asked) == 1
        assert draft.title not in titles_when_asked[0]
        assert list(people.titles(place)).count(draft.title) == 1

    @pytest.mark.parametrize(
        "stop", [TooLate("the deadline passed"), Temporary("no lock"), KeyError("a defect")], ids=str
    )
    def test_what_the_guard_raises_passes_and_nothing_is_created(
        self, tracker: Tracker, place: str, people: People, stop: Exception
    ) -> None:
        def refuse() -> None:
            raise stop

        draft = a_draft(place)
        position = tracker.position(place)
        with pytest.raises(type(stop)) as raised:
            tracker.create(draft, refuse)
        assert raised.value is stop
        assert draft.title not in people.titles(place)
        assert tracker.created_since(place, position) == []
        assert tracker.create(draft, send).title == draft.title

    def test_two_drafts_with_the_same_words_are_two_issues(self, tracker: Tracker, place: str) -> None:
        draft = a_draft(place)
        assert tracker.create(draft, send).ref != tracker.create(draft, send).ref

    @pytest.mark.parametrize("text", ["x" * 70_000, "wörter und 🙂 " * 6_000], ids=["letters", "emoji"])
    def test_what_is_too_long_is_cut_and_says_so(self, tracker: Tracker, place: str, text: str) -> None:
        created = tracker.create(a_draft(place, title=text, body=text), send)
        assert created.title.startswith(text[:100])
        assert created.title.endswith("…")
        assert length(created.title) <= self.title_limit
        assert text[:100] in created.body
        assert "cut" in created.body[-200:].lower()
        assert length(created.body) <= self.body_limit
        assert Marker.verify(created.marker, KEY) == MARKER
        assert found(tracker, created.ref) == created

    @pytest.mark.parametrize("text", HOSTILE, ids=[str(number) for number in range(len(HOSTILE))])
    def test_hostile_words_are_inert(self, tracker: Tracker, place: str, text: str) -> None:
        created = tracker.create(a_draft(place, title=text, body=text), send)
        for issue in (created, found(tracker, created.ref)):
            assert len(issue.title.splitlines()) == 1
            assert all(character.isprintable() for character in issue.title)
            assert Marker.verify(issue.marker, KEY) == MARKER
            self.assert_inert(issue)

    def test_hostile_words_are_inert_when_they_come_by_an_edit(self, tracker: Tracker, place: str) -> None:
        created = tracker.create(a_draft(place), send)
        hostile = "\n".join(HOSTILE)
        edited = tracker.update(
            created.ref, Changes(title=Edit(created.title, hostile), body=Edit(created.body, hostile))
        )
        assert len(edited.title.splitlines()) == 1
        assert "DROP TABLE" in edited.body
        assert Marker.verify(edited.marker, KEY) == MARKER
        self.assert_inert(edited)

    def test_a_title_without_words_gets_some(self, tracker: Tracker, place: str) -> None:
        assert tracker.create(replace(a_draft(place), title=" \n\t"), send).title.strip()
