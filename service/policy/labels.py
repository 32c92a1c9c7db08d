"""Labels that an issue gets for what it is: `postmortem`, and its type's word. Pure.

A colour is six hexadecimal digits without `#`, as GitHub takes it; Jira knows neither colours nor descriptions.
https://docs.github.com/en/rest/issues/labels#create-a-label
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from connectors.tracker import Label
from service.model import ItemType, TypeSource

_COLOUR: Final = re.compile(r"[0-9a-fA-F]{6}")
_MAX_NAME: Final = 50
_MAX_DESCRIPTION: Final = 100


POSTMORTEM: Final = Label("postmortem", "5319e7", "Action item of a postmortem")
TYPE_LABELS: Final[Mapping[ItemType, Label]] = MappingProxyType(
    {
        ItemType.PREVENT: Label("prevent", "0e8a16", "Keeps incidents like this from happening"),
        ItemType.MITIGATE: Label("mitigate", "fbca04", "Makes incidents like this smaller or shorter"),
        ItemType.DETECT: Label("detect", "1d76db", "Notices incidents like this sooner"),
        ItemType.PROCESS: Label("process", "c5def5", "Changes how people work or respond"),
        ItemType.INVESTIGATE: Label("investigate", "d4c5f9", "Finds out what is not understood yet"),
        ItemType.REPAIR: Label("repair", "d93f0b", "Sets right what this incident broke"),
        ItemType.OTHER: Label("other", "bfd4f2", "Follow-up of another kind"),
    }
)


@dataclass(frozen=True, slots=True)
class LabelRules:
    """Which labels issues get. A type without an entry gets none; `inferred` says whether an inferred type counts."""

    always: tuple[Label, ...] = (POSTMORTEM,)
    by_type: Mapping[ItemType, Label] = field(default_factory=lambda: TYPE_LABELS)
    inferred: bool = False

    def of(self, item_type: ItemType | None, source: TypeSource | None) -> tuple[Label, ...]:
        """Give the labels of an item of this type, which comes from there."""
        style = self.by_type.get(item_type) if item_type else None
        if style is None or style in self.always or (source is TypeSource.INFERRED and not self.inferred):
            return self.always
        return (*self.always, style)

    def all(self) -> tuple[Label, ...]:
        """Give every label that an item may get for what it is; none of them tells anything about one item."""
        return tuple(dict.fromkeys((*self.always, *self.by_type.values())))

    def problems(self) -> tuple[str, ...]:
        """Give every label that a tracker would refuse, one line each."""
        return tuple(words for label in self.all() for words in _problems(label))


def _problems(style: Label) -> Iterator[str]:
    where = f"labels: {style.name[:_MAX_NAME]!r}"
    if not style.name.strip() or len(style.name) > _MAX_NAME:
        yield f"{where}: a label has 1 to {_MAX_NAME} characters"
    if not _COLOUR.fullmatch(style.colour):
        yield f"{where}: the colour {style.colour!r} is not six hexadecimal digits, as in 5319e7"
    if len(style.description) > _MAX_DESCRIPTION:
        yield f"{where}: the description is longer than {_MAX_DESCRIPTION} characters"
