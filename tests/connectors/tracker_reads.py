"""The tracker contract: reading, listing, and knowing refs."""

from __future__ import annotations

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from connectors.marker import Marker
from connectors.tracker import BEGINNING, Absence, Issue, IssueRef, Missing, State, Tracker
from tests.connectors.tracker_side import KEY, MARKER, People, TrackerSide, a_draft, found, send


class ReadContract(TrackerSide):
    """Every ref gets an answer, no list is short, and nobody else's ref is claimed."""

    def test_a_read_answers_for_every_ref_that_was_asked(self, tracker: Tracker, place: str, people: People) -> None:
        kept = [tracker.create(a_draft(place), send) for _ in range(9)]
        gone = [tracker.create(a_draft(place), send) for _ in range(3)]
        for issue in gone:
            people.delete(issue.ref)
        refs = [self.unknown_ref(number) for number in range(218)]
        for where, issue in zip((0, 1, 49, 50, 98, 99, 100, 101, 149, 199, 200, 229), [*kept, *gone], strict=True):
            refs.insert(where, issue.ref)
        answers = tracker.read(refs)
        assert len(refs) == 230
        assert set(answers) == set(refs)
        assert {ref: answer for ref, answer in answers.items() if isinstance(answer, Issue)} == {
            issue.ref: issue for issue in kept
        }
        for ref, answer in answers.items():
            if isinstance(answer, Missing):
                assert answer.ref == ref
                assert answer.absence in {Absence.GONE, Absence.NO_ACCESS}
                assert ref.key in answer.words

    def test_reading_nothing_gives_nothing(self, tracker: Tracker) -> None:
        assert tracker.read([]) == {}

    def test_a_ref_without_an_id_is_answered_under_itself_and_gives_the_id(self, tracker: Tracker, place: str) -> None:
        created = tracker.create(a_draft(place), send)
        by_key = IssueRef(tracker.name, created.ref.key)
        assert tracker.read([by_key, created.ref]) == {by_key: created, created.ref: created}

    def test_an_id_outlives_everything_people_do(self, tracker: Tracker, place: str, people: People) -> None:
        created = tracker.create(a_draft(place), send)
        people.edit(created.ref, title="Other words", body="None of ours")
        people.set_state(created.ref, State.DONE)
        issue = found(tracker, created.ref)
        assert (issue.ref.id, issue.title, issue.state) == (created.ref.id, "Other words", State.DONE)

    def test_closed_issues_are_listed_too(self, tracker: Tracker, place: str, people: People) -> None:
        position = tracker.position(place)
        done, dropped, still_open = (tracker.create(a_draft(place), send) for _ in range(3))
        people.set_state(done.ref, State.DONE)
        people.set_state(dropped.ref, State.DROPPED)
        listed = [issue.ref for issue in tracker.created_since(place, position)]
        assert listed == [done.ref, dropped.ref, still_open.ref]

    def test_from_the_beginning_everything_of_ours_is_listed_with_its_marker(
        self, tracker: Tracker, place: str, people: People
    ) -> None:
        made = [tracker.create(a_draft(place), send) for _ in range(4)]
        people.delete(made[1].ref)
        people.set_state(made[2].ref, State.DONE)
        listed = [issue for issue in tracker.created_since(place, BEGINNING) if issue.ours]
        assert [issue.ref.id for issue in listed] == [issue.ref.id for issue in (made[0], made[2], made[3])]
        assert {Marker.verify(issue.marker, KEY) for issue in listed} == {MARKER}

    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.sampled_from(["create", "note", "close", "delete", "clone"]), max_size=12))
    @example(["create", "note", "delete", "create", "close", "note", "create"])
    def test_a_list_has_all_that_came_after_a_position_and_nothing_from_before(
        self, tracker: Tracker, place: str, people: People, acts: list[str]
    ) -> None:
        created: list[IssueRef] = []
        clones: set[str] = set()
        positions = [(tracker.position(place), 0)]
        gone: set[str] = set()
        for act in acts:
            alive = [ref for ref in created if ref.id not in gone]
            if act == "create":
                created.append(tracker.create(a_draft(place), send).ref)
            elif act == "note":
                positions.append((tracker.position(place), len(created)))
            elif alive and act == "close":
                people.set_state(alive[-1], State.DONE)
            elif alive and act == "delete":
                people.delete(alive[-1])
                gone.add(alive[-1].id)
            elif alive and act == "clone":
                clones.add(people.clone(alive[0]).id)
        for position, before in positions:
            listed = [issue.ref.id for issue in tracker.created_since(place, position)]
            expected = [ref.id for ref in created[before:] if ref.id not in gone]
            assert [issue_id for issue_id in listed if issue_id not in clones] == expected

    def test_a_clone_is_not_taken_for_ours(self, tracker: Tracker, place: str, people: People) -> None:
        position = tracker.position(place)
        created = tracker.create(a_draft(place), send)
        clone = found(tracker, people.clone(created.ref))
        assert clone.ref.id != created.ref.id
        if clone.ours:
            assert clone.marker == created.marker
            assert clone in tracker.created_since(place, position)

    def test_an_issue_is_known_again_by_its_key_and_its_address(self, tracker: Tracker, place: str) -> None:
        created = tracker.create(a_draft(place), send)
        for text in filter(None, (created.ref.key, created.ref.url, f"({created.ref.key})", f" {created.ref.key}, ")):
            ref = tracker.parse_ref(text, "")
            assert ref is not None
            assert (ref.tracker, ref.key, ref.id) == (tracker.name, created.ref.key, "")
            assert found(tracker, ref) == created

    def test_what_names_nothing_here_is_not_claimed(self, tracker: Tracker) -> None:
        assert [text for text in self.foreign if tracker.parse_ref(text, "")] == []

    @settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
    @given(text=st.text(max_size=40), home=st.sampled_from(["", "acme/ops"]))
    def test_any_text_is_parsed_without_an_error(self, tracker: Tracker, text: str, home: str) -> None:
        ref = tracker.parse_ref(text, home)
        assert ref is None or (ref.tracker == tracker.name and ref.key and not ref.id)

    @settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
    @given(before=st.text("aZ9_é-/.#", max_size=3), after=st.text("aZ9_é-/@", max_size=3))
    def test_a_key_inside_a_longer_word_or_address_is_another(self, tracker: Tracker, before: str, after: str) -> None:
        key = self.unknown_ref(7).key
        for text in (f"https://else.example/{before}{key}{after}", f"{before}a{key}{after}", f"{before}{key}9{after}"):
            ref = tracker.parse_ref(text, "")
            assert ref is None or ref.key != key

    def test_a_poll_gives_what_changed_and_a_cursor_for_the_next(
        self, tracker: Tracker, place: str, people: People
    ) -> None:
        kept, edited = (tracker.create(a_draft(place), send) for _ in range(2))
        refs = [kept.ref, edited.ref]
        first = tracker.poll(refs, "")
        assert first.answers == tracker.read(refs)
        people.set_state(edited.ref, State.DONE)
        second = tracker.poll(refs, first.cursor)
        assert second.answers[edited.ref] == found(tracker, edited.ref)
        assert set(second.answers) <= set(refs)
        third = tracker.poll(refs, second.cursor)
        assert {ref: tracker.read([ref])[ref] for ref in third.answers} == third.answers

    def test_a_ref_that_is_new_to_the_poll_is_read(self, tracker: Tracker, place: str) -> None:
        first = tracker.create(a_draft(place), send)
        cursor = tracker.poll([first.ref], "").cursor
        second = tracker.create(a_draft(place), send)
        assert tracker.poll([first.ref, second.ref], cursor).answers[second.ref] == second
