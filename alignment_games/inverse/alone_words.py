"""In which stretches each parameter alone keeps the record rational, in words."""

from __future__ import annotations

from collections.abc import Sequence

from alignment_games.inverse.alone import Alone, Stretch
from alignment_games.inverse.inequalities import Inequality
from alignment_games.text.lists import listed
from alignment_games.text.numbers import number
from alignment_games.text.pages import PAGE
from alignment_games.text.play import named
from alignment_games.text.tables import Table

_DIGITS = 3
_VERBS = {
    "buck_pass": "pass the buck",
    "soft_balance": "balance softly",
    "neutral": "stay neutral",
    "arm": "arm alone",
}


def alone_in_words(rows: Sequence[Alone]) -> list[str]:
    """Return one line for each parameter that moves alone."""
    cells = [[str(row.parameter), number(row.start, _DIGITS), *_stretches(row)] for row in rows]
    return Table(["all else as recorded", "recorded", "rational exactly when", "beyond which"], cells).lines(PAGE)


def _stretches(row: Alone) -> tuple[str, str]:
    if not row.stretches:
        return "never", f"always: {listed(dict.fromkeys(map(_gains, row.against)), 'or')}"
    if row.always:
        return f"anywhere in {number(row.range[0])} to {number(row.range[1])}", ""
    asks = listed([_asks(each, row) for each in row.stretches], "or")
    ends = [end for each in row.stretches for end in (each.at_low, each.at_high) if end is not None]
    return asks, listed(dict.fromkeys(map(_gains, ends)), "or")


def _gains(row: Inequality) -> str:
    return f"{named(row.state)} would rather {_verb(row.deviation)} than {_verb(row.action)}"


def _verb(action: str) -> str:
    return _VERBS.get(action, action)


def _asks(stretch: Stretch, row: Alone) -> str:
    low, high = number(stretch.low, _DIGITS), number(stretch.high, _DIGITS)
    least, most = stretch.low > row.range[0], stretch.high < row.range[1]
    words = (
        f"from {low} to {high}" if least and most else f">= {low}" if least else f"<= {high}" if most else "anywhere"
    )
    return words if stretch.proven else f"{words} (undecided)"
