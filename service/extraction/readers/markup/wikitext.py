"""MediaWiki's first pass: comments, unparsed sections, templates and links are taken out of the text, lines kept.

As MediaWiki does it, what was taken out leaves a marker (https://www.mediawiki.org/wiki/Strip_marker), and what
vanishes over several lines leaves a HIDDEN_BREAK for each, so that later passes can count lines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from service.extraction.blocks import Field

HIDDEN_BREAK: Final = "\ue000"
MARKER: Final = re.compile("\ue001([0-9]+)\ue002")
MAX_NESTING: Final = 20
MAX_FIELDS: Final = 200

STATUS_TEMPLATES: Final = frozenset(
    {"done", "not done", "partly done", "partially done", "todo", "to do", "doing", "wip", "in progress", "ongoing"}
    | {"open", "closed", "fixed", "resolved", "pending", "planned", "stalled", "on hold", "declined", "rejected"}
    | {"wontfix", "won't fix", "invalid", "cancelled", "yes", "no", "tick", "cross", "doubtful", "deferred", "blocked"}
)
"""Templates whose name is what a reader sees."""

_TOKEN = re.compile(
    r"<!--|<(nowiki|pre|syntaxhighlight|source|math)(?:\s[^<>]*)?(/?)>|\{\{|\}\}|\[\[|\]\]|\n[ \t]*\n", re.IGNORECASE
)
_RESERVED = re.compile("[\ue000-\ue002]")
_NO_WORDS = re.compile(r"\s*(?:file|image|media|category)\s*:", re.IGNORECASE)
_NAMED = re.compile(r"\s*([\w \-]{1,60}?)\s*=")


class Link(NamedTuple):
    """`[[target|words]]`; both may hold markers."""

    target: str
    words: str


class Verbatim(NamedTuple):
    """The words of an unparsed section (`element` says which), without its tags."""

    element: str
    words: str


@dataclass(slots=True)
class Stripped:
    """The text with markers, what they stand for, and the document's own data."""

    text: str = ""
    taken: list[Link | Verbatim] = field(default_factory=list)
    fields: list[Field] = field(default_factory=list)
    too_deep: int | None = None


@dataclass(slots=True)
class _Frame:
    opening: str
    line: int
    starts_line: bool = False
    parts: list[str] = field(default_factory=list)


class _Pass:
    def __init__(self, text: str) -> None:
        self.source = _RESERVED.sub("\ufffd", text)
        self.result = Stripped()
        self.frames = [_Frame("", 1)]
        self.line, self.counted = 1, 0
        self.unclosed: set[str] = set()

    def run(self) -> Stripped:
        at = 0
        while match := _TOKEN.search(self.source, at):
            self.put(self.source[at : match.start()])
            self.line += self.source.count("\n", self.counted, match.start())
            self.counted = match.start()
            at = self.token(match)
        self.put(self.source[at:])
        while len(self.frames) > 1:
            self.give_up()
        self.result.text = "".join(self.frames[0].parts)
        return self.result

    def put(self, text: str) -> None:
        if text:
            self.frames[-1].parts.append(text)

    def token(self, match: re.Match[str]) -> int:
        """Deal with one token; gives where to go on."""
        words = match[0]
        if words == "<!--":
            return self.comment(match)
        if match[1]:
            return self.unparsed(match)
        if words in {"{{", "[["}:
            self.open(match)
        elif words in {"}}", "]]"}:
            self.close(words)
        else:
            while self.frames[-1].opening == "[[":
                self.give_up()
            self.put(words)
        return match.end()

    def comment(self, match: re.Match[str]) -> int:
        """A comment vanishes; one that has a line for itself takes the line with it."""
        source, start = self.source, match.start()
        end = source.find("-->", match.end()) + 3
        if end < 3:
            end = len(source)
        elif source[start - 1 : start] in {"", "\n"} and source[end : end + 1] == "\n":
            end += 1
        self.put(HIDDEN_BREAK * source.count("\n", start, end))
        return end

    def unparsed(self, match: re.Match[str]) -> int:
        name = match[1].lower()
        closing = None
        if not match[2] and name not in self.unclosed:
            closing = re.compile(f"</{name}\\s*>", re.IGNORECASE).search(self.source, match.end())
            if closing is None:
                self.unclosed.add(name)
        if closing is None:
            return match.end()
        words = self.source[match.end() : closing.start()]
        self.mark(Verbatim(name, words), words.count("\n"))
        return closing.end()

    def mark(self, taken: Link | Verbatim, breaks: int) -> None:
        self.put(f"\ue001{len(self.result.taken)}\ue002{HIDDEN_BREAK * breaks}")
        self.result.taken.append(taken)

    def open(self, match: re.Match[str]) -> None:
        if len(self.frames) > MAX_NESTING:
            self.result.too_deep = self.result.too_deep or self.line
            self.put(match[0])
            return
        starts_line = self.source[match.start() - 1 : match.start()] in {"", "\n"} and len(self.frames) == 1
        self.frames.append(_Frame(match[0], self.line, starts_line))

    def close(self, words: str) -> None:
        opening = "{{" if words == "}}" else "[["
        if not any(frame.opening == opening for frame in self.frames):
            self.put(words)
            return
        while self.frames[-1].opening != opening:
            self.give_up()
        frame = self.frames.pop()
        content = "".join(frame.parts)
        if opening == "{{":
            self.template(frame, content)
            return
        breaks = content.count("\n") + content.count(HIDDEN_BREAK)
        target, _, label = content.partition("|")
        if _NO_WORDS.match(target):
            self.put(HIDDEN_BREAK * breaks)
        else:
            self.mark(Link(_joined(target), _joined(label or target).lstrip(":")), breaks)

    def give_up(self) -> None:
        """What was opened and never closed is only text."""
        frame = self.frames.pop()
        self.frames[-1].parts += [frame.opening, *frame.parts]

    def template(self, frame: _Frame, content: str) -> None:
        """A template gives its unnamed arguments, and its name if that is a status; named ones are fields. A status
        without arguments goes in brackets, as a tag."""
        name, *arguments = content.split("|")
        key = " ".join(name.replace("_", " ").split()).lower()
        special = {"!": "|", "=": "="}.get(key)
        if special is not None:
            self.put(special)
            return
        shown = name.strip() if key in STATUS_TEMPLATES else ""
        self.put(f"[{shown}]" if shown and not arguments else shown)
        self.put(_breaks(name if not shown else name.lstrip()[len(shown) :]))
        if key.startswith(("#", "displaytitle:")) or ":" in key:
            if key.startswith("displaytitle:"):
                self.add_field("title", name.partition(":")[2], frame.line)
            self.put(_breaks("".join(arguments)))
            return
        line = frame.line + len(_breaks(name))
        for argument in arguments:
            named = _NAMED.match(argument)
            if named is None:
                self.put(f" {argument}" if shown else argument)
                shown = "and"
            else:
                if frame.starts_line:
                    self.add_field(named[1].lower(), argument[named.end() :], line)
                self.put(_breaks(argument))
            line += len(_breaks(argument))

    def add_field(self, name: str, value: str, line: int) -> None:
        words = " ".join(MARKER.sub(self._words_of, _joined(value)).split())
        if words and len(self.result.fields) < MAX_FIELDS:
            self.result.fields.append(Field(line, name, (words,)))

    def _words_of(self, match: re.Match[str]) -> str:
        return MARKER.sub("", self.result.taken[int(match[1])].words)


def _breaks(text: str) -> str:
    return HIDDEN_BREAK * (text.count("\n") + text.count(HIDDEN_BREAK))


def _joined(text: str) -> str:
    return text.replace(HIDDEN_BREAK, " ").replace("\n", " ").strip()


def strip(text: str) -> Stripped:
    """Take out of wikitext what is no line of its own. Never raises, takes linear time.

    What is nested more than MAX_NESTING deep stays as it is written.
    """
    return _Pass(text).run()
