"""Extraction against labelled postmortems: `make corpus`.

    python benchmarks/corpus.py CORPUS

CORPUS holds `docs/<group>/`, `gold/<group>/`, `index.jsonl` and `score.py`. Prints the scorer's figures for the whole
set and for its two halves, split by the repository that a document came from, so that no author is in both; and how
well types are inferred where a document states them, against always taking the commonest.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from hashlib import sha256
from pathlib import Path
from typing import Any

from service.extraction.document import extract
from service.extraction.inference import infer
from service.extraction.wire import as_json
from service.model import REVIEW_BELOW


def half(repository: str) -> str:
    """In which half a repository is: the first while rules are written, the second only to be scored."""
    return "second half" if sha256(repository.encode()).digest()[0] % 2 else "first half"


def halves(corpus: Path) -> dict[str, str]:
    """The half of each document, by "<group>/<name>"; what the index does not name is in the first."""
    index = (json.loads(line) for line in (corpus / "index.jsonl").read_text(encoding="utf-8").splitlines())
    return {entry["id"]: half(entry["repo"]) for entry in index}


def predict(corpus: Path, target: Path) -> None:
    """Writes what is extracted from every document, one JSON object a line."""
    with target.open("w", encoding="utf-8") as out:
        for path in sorted((corpus / "docs").glob("*/*")):
            found = as_json(str(path), extract(path.read_bytes(), path.name), review_below=REVIEW_BELOW)
            out.write(json.dumps(found) + "\n")


def score(corpus: Path, predicted: Path, labels: list[Path], title: str) -> None:
    """Prints the scorer's figures for some of the labels."""
    with tempfile.TemporaryDirectory() as folder:
        for label in labels:
            group = Path(folder) / label.parent.name
            group.mkdir(exist_ok=True)
            shutil.copy(label, group)
        command = [sys.executable, str(corpus / "score.py"), "--gold", folder, str(predicted)]
        print(f"\n== {title}: {len(labels)} documents", flush=True)
        subprocess.run(command, check=True)


def inferred_types(labels: list[Path]) -> None:
    """Prints how often the inferred type is the stated one."""
    items: list[dict[str, Any]] = [
        item for label in labels for item in json.loads(label.read_text(encoding="utf-8"))["items"]
    ]
    stated = [
        (item["title"], item["type"]) for item in items if item["type_source"] == "stated" and item["type"] != "other"
    ]
    right = sum(infer(title) == kind for title, kind in stated)
    kind, times = Counter(kind for _, kind in stated).most_common(1)[0]
    print(
        f"\n== inferred types, where the document states them: {right}/{len(stated)} right ({right / len(stated):.3f})"
    )
    print(f"always {kind!r} would be right {times} times ({times / len(stated):.3f})")


def main() -> None:
    corpus = Path(sys.argv[1])
    if not (corpus / "score.py").is_file():
        print(f"no labelled postmortems at {corpus}: skipped")
        return
    of = halves(corpus)
    labels = sorted((corpus / "gold").glob("*/*.json"))
    with tempfile.TemporaryDirectory() as folder:
        predicted = Path(folder) / "predicted.jsonl"
        predict(corpus, predicted)
        score(corpus, predicted, labels, "all")
        for name in ("first half", "second half"):
            chosen = [path for path in labels if of.get(f"{path.parent.name}/{path.stem}", "first half") == name]
            score(corpus, predicted, chosen, name)
    inferred_types(labels)


if __name__ == "__main__":
    main()
