"""What a postmortem says it need not do, with the reason and until when. Pure; from its front matter, as parsed YAML.

    closeout:
      action_items: none              # the postmortem rightly has none; also at the top level, with `reason` beside it
      reason: A drill
      waivers:
        - item: Add an alert          # this item,
          rule: needs-owner           # this rule, or this rule for this item
          reason: The service goes away in March
          expires: 2026-03-31         # the last day on which it counts; without it, it counts for good

A waiver without a reason does not count, nor does one that has expired; both are reported.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from service.policy.names import folded

_BLOCK: Final = "closeout"
_BLOCK_KEYS: Final = ("action_items", "reason", "waivers")
_WAIVER_KEYS: Final = ("item", "rule", "reason", "expires")


@dataclass(frozen=True, slots=True)
class Waiver:
    """What need not be done, and why: an item by its words, a rule by its name, or a rule for an item.

    `expires` is the last day on which it counts, in the policy's time zone.
    """

    reason: str
    expires: date | None = None
    item: str | None = None
    rule: str | None = None

    def counts(self, today: date) -> bool:
        """Say whether it has not expired."""
        return self.expires is None or today <= self.expires

    def excuses(self, *, item: str | None = None, rule: str | None = None) -> bool:
        """Say whether it covers an item (`rule` None), a rule (`item` None), or a rule for an item."""
        item_fits = self.item is None or (item is not None and folded(self.item) == folded(item))
        return item_fits and (self.rule == rule or (self.rule is None and item is not None))


@dataclass(frozen=True, slots=True)
class Waivers:
    """All that a postmortem waives. `no_items` is why it rightly has no items; `problems` what does not count."""

    no_items: str | None = None
    waivers: tuple[Waiver, ...] = ()
    problems: tuple[str, ...] = ()

    def find(self, today: date, *, item: str | None = None, rule: str | None = None) -> Waiver | None:
        """Give the first waiver that counts today and excuses this."""
        fitting = (w for w in self.waivers if w.counts(today) and w.excuses(item=item, rule=rule))
        return next(fitting, None)

    def expired(self, today: date) -> tuple[Waiver, ...]:
        """Give those that no longer count, to be reported."""
        return tuple(waiver for waiver in self.waivers if not waiver.counts(today))


class _NoWaiverError(ValueError):
    pass


def waivers_of(front: Mapping[str, object]) -> Waivers:
    """Read a front matter; whatever is in it, nothing is raised."""
    block = front.get(_BLOCK)
    if block is not None and not isinstance(block, Mapping):
        problem = f"{_BLOCK}: must be a table with {', '.join(_BLOCK_KEYS)}"
        return Waivers(problems=(problem,))
    table: Mapping[object, object] = block or {}
    problems = [f"{_BLOCK}.{_shown(key)}: there is no such key" for key in table if key not in _BLOCK_KEYS]
    no_items = _no_items(front, table, problems)
    waivers = tuple(_waivers(table.get("waivers", []), problems))
    return Waivers(no_items, waivers, tuple(problems))


def _no_items(front: Mapping[str, object], table: Mapping[object, object], problems: list[str]) -> str | None:
    """Give why there are no items. At the top level `action_items` may be somebody else's key: only `none` is ours."""
    if "action_items" in table:
        where, said, reason = f"{_BLOCK}.", table["action_items"], table.get("reason")
    else:
        where, said, reason = "", front.get("action_items"), front.get("reason") or table.get("reason")
    is_none = isinstance(said, str) and folded(said) == "none"
    if not is_none:
        if where:
            problems.append(f"{where}action_items: the only value is none")
        return None
    words = _text(reason)
    if words is None:
        problems.append(f"{where}reason: say why there are no action items; without a reason it does not count")
    return words


def _waivers(entries: object, problems: list[str]) -> Iterator[Waiver]:
    if not isinstance(entries, list):
        problems.append(f"{_BLOCK}.waivers: must be a list")
        return
    for number, entry in enumerate(entries):
        try:
            yield _waiver(entry)
        except _NoWaiverError as error:
            problems.append(f"{_BLOCK}.waivers[{number}]{error}")


def _waiver(entry: object) -> Waiver:
    if not isinstance(entry, Mapping):
        raise _NoWaiverError(f": must be a table with {', '.join(_WAIVER_KEYS)}")
    unknown = [key for key in entry if key not in _WAIVER_KEYS]
    if unknown:
        raise _NoWaiverError(f".{_shown(unknown[0])}: there is no such key; there are {', '.join(_WAIVER_KEYS)}")
    values = {key: _text(entry.get(key)) for key in ("item", "rule", "reason")}
    for key, value in values.items():
        if key in entry and value is None:
            raise _NoWaiverError(f".{key}: must be words")
    if values["reason"] is None:
        raise _NoWaiverError(".reason: say why; without a reason it does not count")
    if values["item"] is None and values["rule"] is None:
        raise _NoWaiverError(": name the item, the rule or both")
    return Waiver(values["reason"], _day(entry), values["item"], values["rule"])


def _day(entry: Mapping[object, object]) -> date | None:
    if "expires" not in entry:
        return None
    value = entry["expires"]
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value).strip())
    except ValueError as error:
        raise _NoWaiverError(f".expires: {_shown(value)} is no day; write it as 2026-03-31") from error


def _text(value: object) -> str | None:
    """Give one line of words; None where there are none."""
    return (" ".join(value.split()) or None) if isinstance(value, str) else None


def _shown(value: object) -> str:
    return repr(value)[:60] if not isinstance(value, str) else f"{value[:60]!r}"
