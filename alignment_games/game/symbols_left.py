"""The refusal of payoffs that hold symbols, where numbers are needed: which they are, and how each gets one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alignment_games.game.payoff_table import PayoffTable

#: So many symbols are named.
_MOST = 6


def symbols_left(game: PayoffTable) -> str:
    """Return what is said of a game in symbols by what takes numbers alone.

    >>> from sympy import symbols
    >>> from alignment_games.game.normal_form import NormalFormGame
    >>> symbols_left(NormalFormGame([[symbols("b"), 0]], ["Ann"], [["up", "down"]]))
    "payoffs hold the symbols b; give each a number: game.substitute({'b': 0.5}), or --set b=0.5"
    """
    names = sorted({str(symbol) for entry in game.expressions.flat for symbol in getattr(entry, "free_symbols", ())})
    named = ", ".join(names[:_MOST]) + (f" and {len(names) - _MOST} more" if len(names) > _MOST else "")
    given = f"game.substitute({{{names[0]!r}: 0.5}}), or --set {names[0]}=0.5"
    return f"payoffs hold the symbols {named}; give each a number: {given}"
