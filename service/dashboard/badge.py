"""A badge as SVG: "4/6 done · 1 overdue", flat, as shields.io draws it. Pure."""

from __future__ import annotations

from html import escape

from service.reconcile.standing import Completion

LABEL = "action items"
CHARACTER_WIDTH = 6.1  # of Verdana at 11 px, on average; `textLength` makes the text fit whatever font there is
PADDING = 10
GREY, GREEN, BLUE, RED = "#555", "#2a7d2e", "#1f6feb", "#b3261e"  # white text on each has a contrast above 4.5


def badge(counted: Completion) -> str:
    """Draw how much of a postmortem is done."""
    message, colour = _message(counted), _colour(counted)
    left, right = _width(LABEL), _width(message)
    title = escape(f"{LABEL}: {message}")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{left + right}" height="20" role="img" aria-label="{title}">'
        f"<title>{title}</title>"
        f'<rect width="{left}" height="20" fill="{GREY}"/>'
        f'<rect x="{left}" width="{right}" height="20" fill="{colour}"/>'
        f'<g fill="#fff" text-anchor="middle" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">'
        f"{_text(LABEL, left / 2, left)}{_text(message, left + right / 2, right)}</g></svg>"
    )


def _message(counted: Completion) -> str:
    if not counted.total:
        return "none"
    words = f"{counted.done}/{counted.total} done"
    return f"{words} · {counted.overdue} overdue" if counted.overdue else words


def _colour(counted: Completion) -> str:
    if counted.overdue:
        return RED
    return GREEN if counted.complete else BLUE if counted.total else GREY


def _width(text: str) -> int:
    return round(len(text) * CHARACTER_WIDTH) + PADDING


def _text(text: str, middle: float, width: int) -> str:
    return f'<text x="{middle:g}" y="14" textLength="{width - PADDING}">{escape(text)}</text>'
