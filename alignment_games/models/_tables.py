"""What the encodings share: figures by name, laid along the players' axes of the table of payoffs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alignment_games.errors import InvalidModelError
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.states._values import checked, per_state

Array = NDArray[Any]

#: Payoff tables hold players x profiles numbers; above this a table is refused before it is built.
MOST_ENTRIES = 40_000_000


class ModelGame(NormalFormGame):
    """The normal form of an encoding of this package, which it remembers by name as ``encoding``."""

    encoding: str

    def __init__(
        self,
        encoding: str,
        payoffs: Any,
        players: Sequence[str],
        actions: Sequence[str] | Sequence[Sequence[str]],
    ) -> None:
        super().__init__(payoffs, players=players, actions=actions)
        object.__setattr__(self, "encoding", encoding)


def named(given: Mapping[str, Any], what: str, *, least: int = 1, strictly: bool = True) -> tuple[str, ...]:
    """Return the names, or raise InvalidModelError for too few of them or figures below 0 (or at 0).

    >>> named({"UK": 2, "USSR": 3}, "power")
    ('UK', 'USSR')
    """
    if not isinstance(given, Mapping):
        raise InvalidModelError(f"{what} must map each state's name to a number, got {given!r}")
    if len(given) < least:
        states = "state" if least == 1 else "states"
        raise InvalidModelError(f"{what} needs at least {least} {states}, got {', '.join(given) or 'none'}")
    for name, value in given.items():
        checked(value, f"{what} of {name}", low=0, strictly=strictly)
    return tuple(given)


def is_symbolic(*values: Any) -> bool:
    """Return whether a symbol is among the values, so that they cannot be compared."""
    return any(hasattr(value, "free_symbols") for value in values)


def shared(value: Any, names: Sequence[str], what: str, *, low: float | None = 0) -> Array:
    """Return one figure for all or one for each state as an array whose last axis counts the states (or is 1)."""
    return np.asarray(checked(per_state(value, names, what), what, low=low))


def along(values: Sequence[Any], player: int, n_players: int) -> Array:
    """Return one figure for each action of a player, laid along the player's axis.

    Figures may carry leading parameter axes. Integers and fractions stay exact.

    >>> along([1, 0], 1, 3).shape
    (1, 2, 1)
    """
    entries = [_column(value) for value in values]
    line = np.stack(np.broadcast_arrays(*entries), axis=-1)
    shape = (1,) * player + line.shape[-1:] + (1,) * (n_players - 1 - player)
    return line.reshape(*line.shape[:-1], *shape)


def _column(value: Any) -> Array:
    array = np.asarray(value)
    return array if array.dtype.kind == "f" else array.astype(object)


def on_profiles(value: Any, n_players: int) -> Any:
    """Return a parameter with one axis of length 1 for each player, after its own axes.

    >>> on_profiles(np.array([0.1, 0.2]), 2).shape
    (2, 1, 1)
    """
    array = np.asarray(value)
    return value if array.ndim == 0 else array.reshape(*array.shape, *(1,) * n_players)


def joined(tables: Sequence[Any]) -> Array:
    """Return the players' tables as one array of shape ``(*batch, n, m_0, ..., m_{n-1})``."""
    return np.stack(np.broadcast_arrays(*tables), axis=-len(tables) - 1)


def refuse_too_large(n_actions: Sequence[int], remedy: str) -> None:
    """Raise InvalidModelError when the table of payoffs would not fit in memory, with what to do instead."""
    entries = len(n_actions)
    for m in n_actions:
        entries *= m
    if entries > MOST_ENTRIES:
        raise InvalidModelError(
            f"the table would hold {entries:,} payoffs, and more than {MOST_ENTRIES:,} are refused; {remedy}"
        )
