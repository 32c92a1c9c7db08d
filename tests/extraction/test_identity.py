"""Named cases: what a document said before, what it says now, and which item is which."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from service.extraction.identity.matching import Known, match
from tests.extraction.identity_rows import Written, known, row, seen

NEW = "new"


@dataclass(frozen=True, slots=True)
class Before:
    """The items known so far, by id; `gone` are the tombstones among them."""

    items: dict[str, Written]
    gone: tuple[str, ...] = ()

    def known(self) -> list[Known]:
        return [
            known(item_id, written, position, removed=item_id in self.gone)
            for position, (item_id, written) in enumerate(self.items.items())
        ]


def before(*gone: str, **items: Written | str) -> Before:
    return Before({key: row(item) if isinstance(item, str) else item for key, item in items.items()}, gone)


def held(*ids: str) -> tuple[str, ...]:
    return ids


DISK = "Add alert for disk"
RUNBOOK = "Write a runbook for the database failover"
TRAIN = "Train the on-call engineers on the new console"

WORDS = [
    pytest.param(before(a=DISK, b=RUNBOOK), [DISK, RUNBOOK], ["a", "b"], id="nothing changed"),
    pytest.param(before(a=DISK, b=RUNBOOK), [RUNBOOK, DISK], ["b", "a"], id="moved"),
    pytest.param(
        before(a=DISK), ["**Add** alert\nfor `DISK`."], ["a"], id="markup, case, breaks and stops do not count"
    ),
    pytest.param(
        before(a="Add alert for A", b="Add alert for B"),
        ["Add alert for B", "Add alert for A"],
        ["b", "a"],
        id="look-alikes swapped",
    ),
    pytest.param(
        before(a="Add alert for A", b="Add alert for B"),
        ["Add alert for B", "Add alert for C"],
        ["b", NEW],
        id="one look-alike gone, another one added at the end",
    ),
    pytest.param(
        before(a="Add alert for A", b="Add alert for B"),
        ["Add alert for C", "Add alert for B"],
        [NEW, "b"],
        id="a name replaced in a row of look-alikes is another item",
    ),
    pytest.param(
        before(a=row(DISK, section="Detect"), b=row(DISK, section="Prevent")),
        [row(DISK, section="Prevent"), row(DISK, section="Detect")],
        ["b", "a"],
        id="equal texts, sections swapped",
    ),
    pytest.param(
        before(a=row("Monitoring", detail="of the disks"), b=row("Monitoring", detail="of the queues")),
        [row("Monitoring", detail="of the queues"), row("Monitoring", detail="of the disks")],
        ["b", "a"],
        id="equal titles, told apart by their details",
    ),
    pytest.param(before(a=DISK, b=DISK), [DISK, DISK, DISK], ["a", "b", NEW], id="a third copy is one new item"),
    pytest.param(
        before(a=row("Add an alert. It must page."), b=RUNBOOK),
        [row("Add an alert", detail="It must page"), RUNBOOK],
        ["a", "b"],
        id="a sentence moved from title to detail",
    ),
    pytest.param(
        before(a=row(DISK, detail="on all hosts")), [row(DISK, detail="Ann does it in May")], ["a"], id="another detail"
    ),
    pytest.param(before(a="???", b="🔥"), ["🔥", "???"], ["b", "a"], id="texts without words are their own words"),
    pytest.param(before(), [DISK], [NEW], id="first sight"),
    pytest.param(before(a=DISK), [], [], id="everything gone"),
]

REWORDED = [
    pytest.param(
        before(
            a=row(DISK, section="Detect"),
            b=row(TRAIN, section="Detect"),
            c=row(RUNBOOK, section="Mitigate"),
            d=row("Review quotas", section="Mitigate"),
        ),
        [
            row(RUNBOOK, section="Mitigate"),
            row("Add alert for disk usage on all database hosts", section="Detect"),
            row("Review quotas", section="Mitigate"),
            row(TRAIN, section="Detect"),
        ],
        ["c", "a", "d", "b"],
        id="words added, other neighbours, the same section",
    ),
    pytest.param(
        before(a=row("Drain db-3", detail="The oldest host of the ledger"), b=RUNBOOK),
        [row("Drain db-4", detail="The oldest host of the ledger"), RUNBOOK],
        [held("a"), "b"],
        id="a number replaced, the detail kept: held",
    ),
    pytest.param(before(a=DISK, b=RUNBOOK), ["Add alret for disk", RUNBOOK], ["a", "b"], id="typo"),
    pytest.param(
        before(a=DISK, b=RUNBOOK, c=TRAIN),
        [TRAIN, RUNBOOK, "Add alerts for the disk"],
        ["c", "b", "a"],
        id="retouched and moved",
    ),
    pytest.param(
        before(a=DISK, b=RUNBOOK),
        ["Add alert for disk usage on all database hosts", RUNBOOK],
        ["a", "b"],
        id="words added in place",
    ),
    pytest.param(
        before(a=DISK, b=RUNBOOK, c=TRAIN),
        [RUNBOOK, TRAIN, "Add alert for disk usage on all database hosts"],
        ["b", "c", held("a")],
        id="words added and moved: held",
    ),
    pytest.param(
        before(a=DISK, b=RUNBOOK, c=TRAIN),
        [RUNBOOK, TRAIN, "Page somebody when a disk fills up"],
        ["b", "c", NEW],
        id="rewritten and moved: not guessed",
    ),
    pytest.param(
        before(a=DISK, b=RUNBOOK),
        ["Add alert for memory", RUNBOOK],
        [held("a"), "b"],
        id="the telling word replaced in place: held",
    ),
    pytest.param(
        before(a=DISK, b=RUNBOOK),
        [RUNBOOK, "Add alert for memory"],
        ["b", NEW],
        id="the telling word replaced elsewhere: another item",
    ),
    pytest.param(
        before(a=DISK, b=RUNBOOK),
        ["Create alert for disk", RUNBOOK],
        ["a", "b"],
        id="a commonplace verb replaced in place",
    ),
    pytest.param(
        before(a="Raise the pool size of checkout to 50", b=RUNBOOK),
        ["Raise the pool size of checkout to 100", RUNBOOK],
        [held("a"), "b"],
        id="a number replaced in place: held",
    ),
    pytest.param(
        before(a="Drain db-3", b="Drain db-4", c=RUNBOOK),
        ["Drain db-3", "Drain db-7", RUNBOOK],
        ["a", NEW, "c"],
        id="a number replaced in a row of look-alikes: another item",
    ),
    pytest.param(
        before(a=DISK, b=RUNBOOK), ["Review vendor contracts", RUNBOOK], [NEW, "b"], id="the place alone proves nothing"
    ),
    pytest.param(
        before(a=row("Rework retries", detail="The client of the ledger must give up after three attempts"), b=RUNBOOK),
        [row("Bound the storm", detail="The client of the ledger must give up after three attempts"), RUNBOOK],
        [held("a"), "b"],
        id="title replaced, detail of its own kept",
    ),
    pytest.param(
        before(a=row("Rework retries", detail="Ticket to be filed"), b=row(RUNBOOK, detail="Ticket to be filed")),
        [row("Bound the storm", detail="Ticket to be filed"), row(RUNBOOK, detail="Ticket to be filed")],
        [NEW, "b"],
        id="a detail that every row has tells nothing",
    ),
    pytest.param(
        before(a="Add alerts for disk and memory", b=RUNBOOK),
        ["Add alerts for disk", "Add alerts for memory", RUNBOOK],
        ["a", NEW, "b"],
        id="split into equal parts: the first goes on",
    ),
    pytest.param(
        before(a="Document the failover of the ledger database and train people", b=RUNBOOK),
        ["Train people", "Document the failover of the ledger database", RUNBOOK],
        [NEW, "a", "b"],
        id="split: the likest part goes on",
    ),
    pytest.param(
        before(a="Add alerts for disk", b="Add alerts for memory", c=RUNBOOK),
        ["Add alerts for disk and memory", RUNBOOK],
        [held("a", "b"), "c"],
        id="merged from equals: held",
    ),
    pytest.param(
        before(a="Document the failover of the ledger database", b="Train people", c=RUNBOOK),
        ["Document the failover of the ledger database and train people", RUNBOOK],
        ["a", "c"],
        id="merged: the likest goes on",
    ),
    pytest.param(
        before(a=DISK, b=TRAIN, c=RUNBOOK),
        ["Add alert for full disks", "Train the on-call engineers on the console", RUNBOOK],
        ["a", "b", "c"],
        id="two rows in a row reworded",
    ),
    pytest.param(
        before(a=DISK, b=DISK, c=RUNBOOK),
        [DISK, "Add alret for disk", RUNBOOK],
        ["a", "b", "c"],
        id="one of two copies mistyped",
    ),
]

LANGUAGES = [
    pytest.param(
        before(a="为磁盘添加告警", b="编写数据库故障切换手册"),
        ["编写数据库故障切换的手册", "为磁盘添加告警"],
        ["b", "a"],
        id="Chinese: a particle added and moved",
    ),
    pytest.param(
        before(a="为磁盘添加告警", b="编写数据库故障切换手册"),
        ["为内存添加告警", "编写数据库故障切换手册"],
        [held("a"), "b"],
        id="Chinese: the telling word replaced in place",
    ),
    pytest.param(
        before(a="监控磁盘", b="监控内存"), ["监控内存", "监控磁盘"], ["b", "a"], id="Chinese: look-alikes swapped"
    ),
    pytest.param(
        before(a="サーバーの監視を追加する", b="手順書を作成する"),
        ["サーバーの監視の追加を行う", "手順書を作成する"],
        ["a", "b"],
        id="Japanese: the same in other grammar",
    ),
    pytest.param(
        before(a="サーバーの監視", b="データベースの監視"),
        ["データベースの監視", "キューの監視"],
        ["b", NEW],
        id="Japanese: another loan word",
    ),
    pytest.param(
        before(a="디스크 알림 추가", b="장애 조치 문서 작성"),
        ["장애 조치 문서 작성", "디스크 알림을 추가"],
        ["b", "a"],
        id="Korean: a particle added and moved",
    ),
    pytest.param(
        before(a="เพิ่มการแจ้งเตือนดิสก์เต็ม", b="เขียนคู่มือ"),
        ["เพิ่มการแจ้งเตือนเมื่อดิสก์เต็ม", "เขียนคู่มือ"],
        ["a", "b"],
        id="Thai: a word added without blanks",
    ),
    pytest.param(
        before(a="Alarm-Schwelle für Festplatten senken", b="Handbuch für den Failover schreiben"),
        ["Handbuch für den Fail-over schreiben", "Alarmschwelle der Festplatten senken"],
        ["b", "a"],
        id="German: compounds written otherwise",
    ),
    pytest.param(
        before(a="Ajouter une alerte sur l’espace disque", b="Documenter la bascule"),
        ["Documenter la bascule", "Ajouter des alertes sur l'espace disque"],
        ["b", "a"],
        id="French: plural",
    ),
    pytest.param(
        before(a="Añadir límites de tasa a la API pública"),
        ["Anadir limites de tasa en la API pública"],
        ["a"],
        id="Spanish: accents left out",
    ),
    pytest.param(
        before(a="Добавить алерт на заполнение диска", b="Описать переключение базы"),
        ["Описать переключение базы", "Добавить алерты на заполнение диска"],
        ["b", "a"],
        id="Russian: plural",
    ),
    pytest.param(
        before(a="إضافة تنبيه لامتلاء القرص", b="كتابة دليل"),
        ["كتابة دليل", "إضافة تنبيه لامتلاء القرص"],
        ["b", "a"],
        id="Arabic: moved",
    ),
    pytest.param(before(a="डिस्क के लिए अलर्ट जोड़ें"), ["डिस्क के लिए अलर्ट जोड़ें।"], ["a"], id="Hindi: a stop added"),
    pytest.param(before(a="ＡＰＩの制限"), ["APIの制限"], ["a"], id="full-width letters"),
]

REFS = [
    pytest.param(before(a=row(DISK, "X")), [row("Something else altogether", "X")], ["a"], id="a ref, other words"),
    pytest.param(before(a=DISK, b=RUNBOOK), [row(DISK, "X"), RUNBOOK], ["a", "b"], id="a ref written back"),
    pytest.param(
        before(a=row(DISK, "X"), b=RUNBOOK),
        [DISK, row(RUNBOOK, "X")],
        ["a", "b"],
        id="a ref found on another row while its own item has none: words",
    ),
    pytest.param(before(a=row(DISK, "X")), [row(DISK, "Y")], ["a"], id="another issue named: still the item"),
    pytest.param(
        before(a=row(DISK, "X"), b=row(DISK, "Y")),
        [row(DISK, "Y"), row(DISK, "X")],
        ["b", "a"],
        id="equal texts, refs swapped",
    ),
    pytest.param(
        before(a=row(DISK, "X"), b=row(RUNBOOK, "X")),
        [row(RUNBOOK, "X"), row(DISK, "X")],
        ["b", "a"],
        id="one issue for two items: words decide",
    ),
    pytest.param(
        before(a=row(DISK, "X"), b=row(RUNBOOK, "X")),
        [row(DISK, "X"), row("Review contracts", "X")],
        ["a", NEW],
        id="one issue for two items, one replaced: the ref alone does not decide",
    ),
    pytest.param(
        before(a=row(DISK, "X"), b=row(RUNBOOK, "X"), c=TRAIN),
        [row(DISK, "X"), TRAIN, row("Page the vendor on failover", "X")],
        ["a", "c", NEW],
        id="one issue for two items, one rewritten and moved",
    ),
    pytest.param(
        before(a=row(DISK, "X"), b=row(RUNBOOK, "X"), c=TRAIN),
        [row(DISK, "X"), TRAIN, row("Write a guide for the database failover", "X")],
        ["a", "c", "b"],
        id="a shared ref helps words that are half equal",
    ),
    pytest.param(
        before("a", a=row(DISK, "X"), b=row(TRAIN, "X")),
        [row(RUNBOOK, "X")],
        ["b"],
        id="a ref means the live item before the tombstone",
    ),
    pytest.param(
        before(a=row(DISK, "X"), b=DISK),
        [row(DISK, "Z")],
        ["b"],
        id="a newly named issue goes to the copy that has none",
    ),
]

TOMBSTONES = [
    pytest.param(
        before("t", t=TRAIN, a=RUNBOOK, b=DISK, c="Review quotas"),
        [RUNBOOK, TRAIN, "Add alert for memory"],
        ["a", "t", held("b")],
        id="one that is back moves nothing out of place",
    ),
    pytest.param(before("a", a=DISK, b=RUNBOOK), [RUNBOOK, DISK], ["b", "a"], id="back by its words"),
    pytest.param(
        before("a", a=row(DISK, "X"), b=RUNBOOK),
        [RUNBOOK, row("Watch the volumes", "X")],
        ["b", "a"],
        id="back by its ref",
    ),
    pytest.param(
        before("a", a=DISK, b=RUNBOOK), [RUNBOOK, "Add alerts for the disk"], ["b", "a"], id="back nearly as it was"
    ),
    pytest.param(
        before("a", a=DISK, b=RUNBOOK),
        ["Add alert for disk usage on all database hosts", RUNBOOK],
        [held("a"), "b"],
        id="back with more words: held",
    ),
    pytest.param(
        before("a", a=DISK, b=RUNBOOK),
        ["Add alert for memory", RUNBOOK],
        [NEW, "b"],
        id="a look-alike of a tombstone is another item",
    ),
    pytest.param(before("a", a=DISK, b=DISK), [DISK], ["b"], id="the live one of two equals"),
    pytest.param(before("a", a=DISK, b=DISK), [DISK, DISK], ["b", "a"], id="both of two equals, the live one first"),
    pytest.param(
        before("a", a="Add alerts for disks", b="Add alerts for the full disks"),
        ["Add alerts for disks that are full", RUNBOOK],
        ["b", NEW],
        id="alike to both: the live one",
    ),
]


@pytest.mark.parametrize(("known_items", "now", "expected"), WORDS + REWORDED + LANGUAGES + REFS + TOMBSTONES)
def test_items_are_followed(
    known_items: Before, now: list[Written | str], expected: list[str | tuple[str, ...]]
) -> None:
    found = match(known_items.known(), seen(row(item) if isinstance(item, str) else item for item in now))

    said = [found.ambiguous.get(number, item_id or NEW) for number, item_id in enumerate(found.ids)]
    assert said == expected
    assert all(found.ids[number] is None for number in found.ambiguous)
    named = {item_id for entry in expected for item_id in (entry if isinstance(entry, tuple) else (entry,))}
    assert set(found.removed) == known_items.items.keys() - set(known_items.gone) - named


def test_two_known_items_of_one_id_are_an_error() -> None:
    with pytest.raises(ValueError, match="same id"):
        match([known("a", row(DISK), 0), known("a", row(RUNBOOK), 1)], [])
