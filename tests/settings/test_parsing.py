"""Settings that are wrong: everything at once, each with its line, its key and what would be right."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.settings import SettingsError, parse
from service.settings.problems import KeyLines

TRACKER = '\n[[trackers]]\nkind = "local"\ndatabase = "issues.db"\n'


def problems(text: str) -> list[str]:
    with pytest.raises(SettingsError) as raised:
        parse(text)
    return raised.value.problems


MISTAKES = [
    pytest.param("time_zon = 'UTC'", ["line 1: time_zon: there is no such setting; did you mean time_zone?"], id="key"),
    pytest.param("\n\ncreate_after = -1", ["line 3: create_after: input should be greater than or equal to 0"], id="n"),
    pytest.param(
        "[due]\nunit = 'weeks'", ["line 2: due.unit: input should be 'calendar' or 'business'"], id="one of several"
    ),
    pytest.param(
        "[due.by_severity]\n7 = 3",
        ["line 1: due.by_severity: 7 is none: they go from 1 to 4"],
        id="no such severity",
    ),
    pytest.param(
        "[due]\nby_priority = { P1 = -1 }",
        ["line 2: due.by_priority.1: input should be greater than or equal to 0"],
        id="days",
    ),
    pytest.param(
        "[[routes]]\nname = 'a'\n\n[[routes]]\nname = 'b'\ntracker = 'local'\nwhen = { path = ['x'] }",
        [
            "line 1: routes[0].tracker: field required",
            "line 7: routes[1].when.path: there is no such setting; did you mean paths?",
        ],
        id="second of a list",
    ),
    pytest.param(
        "[labels]\ntypes = { prevention = 'x' }",
        [
            (
                "line 2: labels.types.prevention: "
                "input should be 'prevent', 'mitigate', 'detect', 'process', 'investigate', 'repair' or 'other'"
            )
        ],
        id="no such type",
    ),
    pytest.param(
        "tracker = 'jira'" + TRACKER,
        ["line 1: tracker: there is no [[trackers]] entry with the name 'jira'; configured: local"],
        id="no such tracker",
    ),
    pytest.param(
        "[[sources]]\nkind = 'directory'\nname = 'a'\npath = 'x'\nurl = 'y'",
        [
            (
                "line 5: sources[0].url: there is no such setting; "
                "there are exclude, identity, include, kind, max_bytes, name, path, visibility"
            )
        ],
        id="connector's key",
    ),
    pytest.param("[[sources]]\nkind = 'svn'", ["line 2: sources[0].kind: must be one of directory, git"], id="kind"),
]


@pytest.mark.parametrize(("text", "expected"), MISTAKES)
def test_a_mistake_is_said_with_its_line_its_key_and_what_would_be_right(text: str, expected: list[str]) -> None:
    assert problems(text) == expected


def test_all_mistakes_are_said_at_once() -> None:
    found = problems("time_zone = 'Mars'\ncreate_after = 99\nnothing = 1\n[limits]\ncreates = 'many'\n")
    assert [problem.split(":")[0] for problem in found] == ["line 1", "line 2", "line 5", "line 3"]


def test_lines_are_found_in_every_form_that_toml_has() -> None:
    text = '''a = 1
"b" = """
[not.a.table]
c = 2
"""
[t]  # a table
"d" = 3
[t.u]
e.f = 4
[[m]]
g = 5
[[m]]
g = 6
'''
    lines = KeyLines(text)
    keys = ("a", "b", "t", "t.d", "t.u.e.f", "m[0].g", "m[1].g", "m[1].missing", "c", "nowhere")
    assert [lines.of(key) for key in keys] == [1, 2, 6, 7, 9, 11, 13, 12, None, None]


@given(st.text(max_size=200), st.text(max_size=20))
def test_looking_for_lines_never_fails(text: str, key: str) -> None:
    line = KeyLines(text).of(key)
    assert line is None or 1 <= line <= text.count("\n") + 1
