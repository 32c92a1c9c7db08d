"""The object of `closeout extract --format jsonl`."""

from __future__ import annotations

import json

from service.extraction.document import extract
from service.extraction.wire import as_json

TEXT = "# P\n\nDate: 2026-01-02\n\n## Action items\n\n- [ ] Add x (due 2026-02-03)\n\nWe will also look into y.\n"


def test_every_field_is_json_and_days_are_iso() -> None:
    document = as_json("docs/a.md", extract(TEXT.encode(), "docs/a.md"), review_below=0.6)
    assert json.loads(json.dumps(document)) == document
    assert (document["path"], document["title"], document["date"]) == ("docs/a.md", "P", "2026-01-02")
    items = document["items"]
    assert isinstance(items, list)
    assert (items[0]["due"], items[0]["state"], items[0]["review"]) == ("2026-02-03", "open", False)


def test_what_is_less_sure_than_the_threshold_waits_for_review() -> None:
    extraction = extract(TEXT.encode(), "a.md")
    reviews = [
        [item["review"] for item in items]
        for below in (0.0, 0.6, 1.0)
        if isinstance(items := as_json("a.md", extraction, review_below=below)["items"], list)
    ]
    assert reviews == [[False, False], [False, True], [True, True]]
