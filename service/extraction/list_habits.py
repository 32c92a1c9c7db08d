"""What a list as a whole tells about its entries: where names stand in it, which labels are fields."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from service.extraction.annotations import Context
from service.extraction.fields import owners, state, types
from service.extraction.fields.priority import is_priority
from service.extraction.marked import Marked
from service.extraction.nodes import Node, label_of


def repeated_labels(nodes: Sequence[Node], context: Context) -> frozenset[str]:
    """The labels that come again and again in a list ("Current: ...", "Target: ..."): fields of the entries between
    them, whatever they are called."""
    labels = Counter(label for node in nodes if (label := node_label(node)))
    repeated = {label for label, times in labels.items() if times > 1 and types.stated(label) is None}
    if sum(labels[label] for label in repeated) >= len(nodes):
        return frozenset()  # nothing is left for them to be fields of
    return frozenset(repeated | (context.labels & labels.keys()))


def node_label(node: Node) -> str:
    return label_of(node.text.text)


def naming(nodes: Sequence[Node], context: Context) -> Context:
    """What a list as a whole tells about where names stand in it: in brackets or after a dash at the end, or as
    initials. One entry alone could mean anything by that; several do not."""
    names = sum(any(_may_be_names(part) for part in _ends(node.text)) for node in nodes)
    initials = sum(any(owners.is_initials(part) for part in _ends(node.text)) for node in nodes)
    return context.with_names(
        names=names >= 2 and names * 2 > len(nodes),
        initials=initials >= 2 and initials * 3 >= len(nodes),
    )


def _may_be_names(text: str) -> bool:
    """Whether a stretch looks like names and is no other annotation in capitals ("High Priority", "Done")."""
    return owners.are_names(text) and not is_priority(text) and not state.begins_with_state(text)


def _ends(text: Marked) -> list[str]:
    """What stands set off at a text's ends: in brackets, after a dash, in bold."""
    words = text.text.rstrip(". ")
    ends = []
    if words.endswith((")", "]")):
        ends.append(words[max(words.rfind("("), words.rfind("[")) + 1 : -1])
    dash = max(words.rfind(" - "), words.rfind(" – "), words.rfind(" — "))
    if dash >= 0:
        ends.append(words[dash + 3 :])
    if bold := text.bold_until():
        ends.append(words[:bold].strip(" :"))
    last = list(text.spans())[-1:]
    if last and last[0][2].bold:
        ends.append(last[0][2].text)
    return [end for end in ends if end]
