"""The kinds of lines that AsciiDoc knows: https://docs.asciidoctor.org/asciidoc/latest/syntax-quick-reference/."""

from __future__ import annotations

import re
from typing import Final

HEADING: Final = re.compile(r"(?P<level>={1,6}|#{1,6})[ \t]+(?P<words>\S.*?)(?:[ \t]+=+)?")
TITLE: Final = re.compile(r"\.(?=[^\s.])(.*)")
DELIMITER: Final = re.compile(r"={4,}|\*{4,}|_{4,}|-{4,}|\.{4,}|\+{4,}|/{4,}|--|```[\w+,-]{0,40}")
TABLE: Final = re.compile(r"[|,:!]={3,}")
RULE: Final = re.compile(r"'{3,}|- ?- ?-|\* ?\* ?\*|_ ?_ ?_")
ENTRY: Final = re.compile(
    r"[ \t]*(?P<kind>\*{1,20}|-|\u2022|\.{1,20}|\d{1,9}[.)]|[A-Za-z]\.|[ivxIVX]{1,8}\)|<(?:\d{1,4}|\.)>)"
    r"[ \t]+(?P<words>\S.*)"
)
TERM_LINE: Final = re.compile(r"[ \t]*(?P<term>\S[^\n]{0,1000}?)(?P<mark>:{2,4}|;;)(?:[ \t]+(?P<words>\S.*))?")
ATTRIBUTE: Final = re.compile(r":(?P<name>!?\w[\w-]{0,100}!?):(?:[ \t]+(?P<value>.*))?")
BLOCK_ATTRIBUTES: Final = re.compile(r"\[(?:[\w.#%,*_\"'\u201c][^\n]{0,2000}|\[[^\[\]\n]{0,300}\]|)\]")
CONDITIONAL: Final = re.compile(r"(?:ifdef|ifndef|ifeval|endif)::[^\[\n]{0,300}\[[^\n]{0,1000}\]")
DIRECTIVE: Final = re.compile(r"(?:include|image|video|audio|toc|icon)::[^\[\n]{0,1000}\[[^\n]{0,1000}\]|<<<")
_UNDERLINES: Final = {"=": 1, "-": 2, "~": 3, "^": 4, "+": 5}


def starts_block(line: str) -> bool:
    """Whether a line ends the paragraph before it."""
    return (
        line[:1] in "=*_-.+/`|,:![<ie"
        and (DELIMITER.fullmatch(line) or TABLE.fullmatch(line) or CONDITIONAL.fullmatch(line)) is not None
    ) or (line[:1] == "[" and BLOCK_ATTRIBUTES.fullmatch(line) is not None)


def is_underline(lines: list[str], index: int) -> int | None:
    """The level of the title on the line `index` if the next line underlines it (the old way), else None."""
    if index + 1 >= len(lines):
        return None
    line, below = lines[index], lines[index + 1]
    level = _UNDERLINES.get(below[:1])
    if level is None or below.strip(below[0]) or len(below) < 3 or abs(len(below) - len(line)) > 1:
        return None
    return level if line[:1].isalnum() else None


def attribute_value(lines: list[str], index: int, match: re.Match[str]) -> tuple[str | None, int]:
    """The value of an attribute's line, which "\\" carries on to the next, and the line that follows; None if the
    attribute is unset."""
    if match["name"].startswith("!") or match["name"].endswith("!"):
        return None, index + 1
    parts = [match["value"] or ""]
    index += 1
    while parts[-1].endswith("\\") and index < len(lines):
        parts[-1] = parts[-1].rstrip("\\+ ")
        parts.append(lines[index].strip())
        index += 1
    return " ".join(parts).strip(), index
