"""The words in which responses, numbers and lists are told."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from typing import Any

WIDTH = 96

_VERBS = {
    "balance": ("balances", "balancing"),
    "arm": ("arms alone", "arming alone"),
    "soft_balance": ("balances softly", "balancing softly"),
    "buck_pass": ("passes the buck", "passing the buck"),
    "neutral": ("stays neutral", "staying neutral"),
    "bandwagon": ("bandwagons", "bandwagoning"),
}


def does(action: str) -> str:
    """Return what a state does: 'passes the buck'; 'plays x' for an action without a verb."""
    return _VERBS.get(action, (f"plays {action}",))[0]


def doing(action: str) -> str:
    """Return the action as a noun: 'passing the buck'."""
    return _VERBS.get(action, ("", f"playing {action}"))[1]


def number(value: Any) -> str:
    """Return three significant digits.

    >>> number(0.123456), number(0)
    ('0.123', '0')
    """
    return format(float(value), ".3g")


def listed(items: Iterable[str], word: str = "and") -> str:
    """Return 'A', 'A and B' or 'A, B and C'."""
    names = list(items)
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {word} {names[-1]}"


def paragraph(text: str, indent: str = "") -> str:
    """Return the text wrapped to the width of the page, further lines indented."""
    return textwrap.fill(text, WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


def table(header: list[str], rows: list[list[str]]) -> list[str]:
    """Return the lines of a text table, columns aligned to the left."""
    widths = [max(len(row[k]) for row in [header, *rows]) for k in range(len(header))]
    return ["  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)).rstrip() for row in [header, *rows]]
