"""What holds for any document and any history of it."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from service.extraction.identity.matching import Known, Seen, match
from service.extraction.identity.wording import wording
from tests.extraction.identity_rows import Written, all_known, next_revision, row, seen

VERBS = ("Add", "Remove", "Document", "Automate", "Review", "Tighten", "整備", "Überwache", "Задокументировать")
THINGS = ("alerts", "timeouts", "backups", "dashboards", "quotas", "failover", "certificates", "告警", "Festplatten")
PLACES = ("checkout", "billing", "the ledger", "db-1", "db-2", "region B", "all hosts", "数据库", "очередь")
SECTIONS = ("", "Prevent", "Detect")

titles = st.builds(
    lambda verb, thing, place, more: f"{verb} {thing} for {place}{more}",
    st.sampled_from(VERBS),
    st.sampled_from(THINGS),
    st.sampled_from(PLACES),
    st.sampled_from(("", " and write down how", " before the next release")),
)
refs = st.frozensets(st.sampled_from(("X", "Y", "Z")), max_size=2)
rows = st.builds(
    Written,
    titles | st.text(max_size=12),
    st.sampled_from(("", "to be filed", "Ann, in May")),
    st.sampled_from(SECTIONS),
    refs,
)
documents = st.lists(rows, max_size=8)
distinct = st.lists(rows, max_size=8, unique_by=lambda item: wording(item.title).key)
realistic = st.lists(titles.map(row), min_size=1, max_size=8, unique_by=lambda item: wording(item.title).key)


def ids_of(before: list[Known], now: list[Seen]) -> list[str | None]:
    found = match(before, now)
    assert not found.ambiguous
    return list(found.ids)


@settings(deadline=None)  # a busy machine is no defect
@given(documents)
def test_an_unchanged_document_keeps_its_ids(written: list[Written]) -> None:
    found = match(all_known(written), seen(written))

    assert found.ids == tuple(f"id{number}" for number in range(len(written)))
    assert not found.ambiguous
    assert not found.removed


@settings(deadline=None)  # a busy machine is no defect
@given(distinct, st.randoms(use_true_random=False))
def test_distinct_rows_may_be_moved_about(written: list[Written], random: object) -> None:
    before = all_known(written)
    moved = list(range(len(written)))
    random.shuffle(moved)  # type: ignore[attr-defined]  # Hypothesis does not export the type of its Random

    assert ids_of(before, seen(written[number] for number in moved)) == [before[number].id for number in moved]


@settings(deadline=None)  # a busy machine is no defect
@given(realistic, st.data())
def test_one_edit_keeps_every_id(written: list[Written], data: st.DataObject) -> None:
    before = all_known(written)
    at = data.draw(st.integers(0, len(written) - 1))
    edited = data.draw(st.sampled_from((_mistyped(written[at]), replace(written[at], detail="Bob looks after it"))))

    now = [*written[:at], edited, *written[at + 1 :]]

    assert ids_of(before, seen(now)) == [item.id for item in before]


@settings(deadline=None)  # a busy machine is no defect
@given(realistic, st.data())
def test_a_ref_written_back_into_any_rows_keeps_every_id(written: list[Written], data: st.DataObject) -> None:
    before = all_known(written)
    now = [
        replace(
            item, refs=frozenset({f"#{number}"}) & data.draw(st.sampled_from((frozenset(), frozenset({f"#{number}"}))))
        )
        for number, item in enumerate(written)
    ]

    assert ids_of(before, seen(now)) == [item.id for item in before]


@settings(deadline=None)  # a busy machine is no defect
@given(documents.filter(bool), st.data())
def test_a_copy_is_exactly_one_new_item(written: list[Written], data: st.DataObject) -> None:
    copied = data.draw(st.integers(0, len(written) - 1))
    at = data.draw(st.integers(0, len(written)))
    now = [*written[:at], written[copied], *written[at:]]

    found = match(all_known(written), seen(now))

    assert found.ids.count(None) == 1
    assert not found.ambiguous
    assert not found.removed


@settings(deadline=None)  # a busy machine is no defect
@given(distinct, st.lists(st.sets(st.integers(0, 7)), min_size=1, max_size=5))
def test_items_come_back_as_themselves_however_many_revisions_later(
    written: list[Written], shown: list[set[int]]
) -> None:
    known = all_known([replace(item, refs=frozenset[str]()) for item in written])
    first = {item.title: item.id for item in known}

    for present in [*shown, set(range(len(written)))]:
        now = seen(replace(item, refs=frozenset[str]()) for number, item in enumerate(written) if number in present)
        found = match(known, now)
        assert list(found.ids) == [first[item.title] for item in now]
        known = next_revision(known, now, found)


WORDS = ("ledger", "queue", "cache", "gateway", "schema", "index", "replica", "bucket", "tenant", "quota")


@settings(deadline=None)  # a busy machine is no defect
@given(st.permutations(WORDS), st.integers(2, 4), st.integers(2, 4), realistic, st.data())
def test_a_split_leaves_the_id_with_one_part(
    words: list[str], first: int, second: int, others: list[Written], data: st.DataObject
) -> None:
    one, other = " ".join(words[:first]), " ".join(words[first : first + second])
    at = data.draw(st.integers(0, len(others)))
    before = all_known([*others[:at], row(f"{one} and {other}"), *others[at:]])

    found = match(before, seen([*others[:at], row(one), row(other), *others[at:]]))

    assert {*found.ids} == {item.id for item in before} | {None}
    assert found.ids[at if first >= second else at + 1] == f"id{at}"
    assert not found.ambiguous


@settings(deadline=None)  # a busy machine is no defect
@given(st.lists(documents, min_size=2, max_size=5))
def test_no_id_is_given_twice_and_nothing_is_lost_in_any_history(history: list[list[Written]]) -> None:
    known: list[Known] = []
    for written in history:
        now = seen(written)
        found = match(known, now)

        given_ids = [item_id for item_id in found.ids if item_id]
        doubtful = {item_id for candidates in found.ambiguous.values() for item_id in candidates}
        live = {item.id for item in known if not item.removed}
        assert len(given_ids) == len(set(given_ids))
        assert {*given_ids} | doubtful <= {item.id for item in known}
        assert not doubtful & {*given_ids}
        assert {*found.removed} == live - {*given_ids} - doubtful
        known = next_revision(known, now, found)
        assert len({item.id for item in known}) == len(known)


@settings(deadline=None)  # a busy machine is no defect
@given(st.lists(documents, min_size=2, max_size=3), documents, st.randoms(use_true_random=False))
def test_the_order_in_which_items_are_known_does_not_matter(
    history: list[list[Written]], written: list[Written], random: object
) -> None:
    known: list[Known] = []
    for earlier in history:
        known = next_revision(known, seen(earlier), match(known, seen(earlier)))
    shuffled = list(known)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # as above

    assert match(shuffled, seen(written)) == match(known, seen(written))


def _mistyped(item: Written) -> Written:
    """Double the third letter of the longest word written in letters."""
    word = max((word for word in item.title.split() if word.isalpha()), key=len)
    return replace(item, title=item.title.replace(word, word[:3] + word[2:]))
