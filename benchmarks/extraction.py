"""What extraction costs: time against markdown-it-py's full parse of the same Markdown, memory for a large document.

    python benchmarks/extraction.py [FOLDER]

FOLDER holds Markdown files (`*.md` at any depth); without one, or if it has none, documents made here are used. The
times are the best of several rounds of the whole set, the two programs in turn.
"""

from __future__ import annotations

import sys
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

from markdown_it import MarkdownIt
from mdit_py_plugins.tasklists import tasklists_plugin

from service.extraction.document import extract
from service.extraction.folding import tokens
from service.extraction.sections import role_of

ROUNDS = 5
MEGABYTE = 1_000_000
PART = """## Part {n}

Requests were *slow* for `{n}` minutes, see [the dashboard](https://example.com/d/{n}) and **the log**.

| Time | Event |
|------|-------|
| 10:{m:02} | Alert `{n}` fires |
| 11:{m:02} | **Rolled back** |

## Action items

- [ ] Alert on lag {n} (@ann, due 2026-05-{d:02})
- [x] Pin the image, see [#{n}](https://github.com/acme/shop/issues/{n})

| Action | Owner | Due | Status |
|--------|-------|-----|--------|
| Test the restore of shard {n} | Bo | 2026-06-{d:02} | open |

"""


def made(size: int) -> str:
    """A postmortem of about `size` characters."""
    parts, length = ["# Postmortem of 2026-05-01\n\n"], 0
    while length < size:
        n = len(parts)
        parts.append(PART.format(n=n, m=n % 60, d=n % 28 + 1))
        length += len(parts[-1])
    return "".join(parts)


def best(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def times(texts: list[str]) -> tuple[float, float]:
    """Seconds for extraction and for the parser, each the best of its rounds."""
    parser = MarkdownIt("commonmark").enable("table").enable("strikethrough").use(tasklists_plugin)
    data = [text.encode() for text in texts]

    def extraction() -> None:
        tokens.cache_clear()  # each round meets the documents for the first time
        role_of.cache_clear()
        for document in data:
            extract(document, "a.md")

    def parse() -> None:
        for text in texts:
            parser.parse(text)

    rounds = [(best(extraction), best(parse)) for _ in range(ROUNDS)]
    return min(ours for ours, _ in rounds), min(theirs for _, theirs in rounds)


def memory(text: str) -> float:
    """The most that extraction holds, as a multiple of the document's size."""
    data = text.encode()[:MEGABYTE]
    extract(data[:1000], "a.md")
    tracemalloc.start()
    extract(data, "a.md")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak / len(data)


def main() -> None:
    paths = sorted(Path(sys.argv[1]).rglob("*.md")) if len(sys.argv) > 1 else []
    texts = [path.read_text(encoding="utf-8-sig") for path in paths] or [made(12_000) for _ in range(40)]
    ours, theirs = times(texts)
    size = sum(len(text.encode()) for text in texts)
    print(f"{len(texts)} documents, {size:,} bytes of Markdown")
    print(f"extraction {ours:.3f} s, markdown-it-py's parse {theirs:.3f} s: ratio {ours / theirs:.2f} (at most 1.5)")
    for name, text in (("postmortem", made(MEGABYTE)), ("entries", "- Add an alert\n" * (MEGABYTE // 15))):
        print(f"memory for 1 MB of {name}: {memory(text):.0f} times its size (at most 150)")


if __name__ == "__main__":
    main()
