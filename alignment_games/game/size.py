"""How large a table of payoffs may be: said before it is made."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

import numpy as np

from alignment_games.errors import UnsupportedGameError

#: What a payoff takes while the table is made, in bytes: a float, or a fraction or expression with its parts.
_FLOAT, _OBJECT = 20, 250
#: The memory that a table may take.
MOST_BYTES = 2**31
#: NumPy's arrays have no more axes; the first counts the players.
MOST_AXES = 64 if np.lib.NumpyVersion(np.__version__) >= "2.0.0" else 32


def affordable_table(n_actions: Sequence[int], *, exact: bool, instead: str) -> None:
    """Raise UnsupportedGameError where one game's table of payoffs takes too much; ``instead``: what to do then.

    >>> affordable_table([6] * 10, exact=False, instead="offer fewer actions")
    Traceback (most recent call last):
    ...
    alignment_games.errors.UnsupportedGameError: 10 players make 604,661,760 payoffs: this needs 11.3 GiB, and a ...
    """
    payoffs = len(n_actions) * prod(map(int, n_actions))
    if len(n_actions) >= MOST_AXES:
        raise UnsupportedGameError(
            f"{len(n_actions)} players: a table of payoffs has an axis for each, at most {MOST_AXES - 1}; {instead}"
        )
    needed = payoffs * (_OBJECT if exact else _FLOAT)
    if needed > MOST_BYTES:
        shown = f"{payoffs:,}" if payoffs < 10**15 else "more than 10^15"
        size = f"{needed / 2**30:,.1f}" if payoffs < 10**15 else "millions of"
        raise UnsupportedGameError(
            f"{len(n_actions)} players make {shown} payoffs: this needs {size} GiB, and a table may take "
            f"{MOST_BYTES / 2**30:.0f}; {instead}"
        )
