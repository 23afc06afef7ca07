"""What the encodings share: figures by name, laid along the players' axes of the table of payoffs."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from numbers import Integral, Rational
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError, shown
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.states.arguments import checked, is_exact, per_state, to_exact

#: Payoff tables hold players x profiles numbers; above this a table is refused before it is built.
MOST_ENTRIES = 5_000_000


class ModelGame(NormalFormGame):
    """The normal form of an encoding of this package, which it remembers by name as ``encoding``.

    ``payoffs``: an array, or a list of the players' tables, which are `joined`. ``model``: what made it, with its
    figures, where a builder of `encoding` did.
    """

    encoding: str
    model: Any = None

    def __init__(
        self,
        encoding: str,
        payoffs: Any,
        players: Sequence[str],
        actions: Sequence[str] | Sequence[Sequence[str]],
    ) -> None:
        super().__init__(joined(payoffs) if isinstance(payoffs, list) else payoffs, players=players, actions=actions)
        object.__setattr__(self, "encoding", encoding)


def named(given: Mapping[str, Any], what: str, *, least: int = 1, strictly: bool = True) -> tuple[str, ...]:
    """Return the names, or raise InvalidModelError for too few of them or figures below 0 (or at 0).

    >>> named({"UK": 2, "USSR": 3}, "power")
    ('UK', 'USSR')
    """
    if not isinstance(given, Mapping):
        raise InvalidModelError(f"{what} must map each state's name to a number, got {shown(given)}")
    if len(given) < least:
        states = "state" if least == 1 else "states"
        raise InvalidModelError(f"{what} needs at least {least} {states}, got {', '.join(given) or 'none'}")
    for name, value in given.items():
        checked(value, f"{what} of {name}", low=0, strictly=strictly)
    return tuple(given)


def players_of(given: Mapping[str, Any], what: str, actions: Sequence[str]) -> tuple[str, ...]:
    """Return the names of states that all choose among the same actions.

    Raises InvalidModelError as `named` does, and where the table of payoffs would not fit in memory.

    >>> players_of({"UK": 2, "USSR": 3}, "power", ["balance", "buck_pass"])
    ('UK', 'USSR')
    """
    names = named(given, what)
    refuse_too_large((len(actions),) * len(names), "take fewer states")
    return names


def all_positive(**figures: Any) -> None:
    """Raise InvalidModelError for a figure, given by its name, that is not above zero."""
    for what, value in figures.items():
        checked(value, what, low=0, strictly=True)


def one_arithmetic(*values: Any) -> tuple[Any, ...]:
    """Return the values; where one holds a fraction or a symbol, floats are read as the decimals that they print as.

    Mappings and tuples are looked into, so that a default of 0.1 never dilutes a model given in fractions.

    >>> from fractions import Fraction
    >>> one_arithmetic({"UK": Fraction(1, 3)}, 0.1)
    ({'UK': Fraction(1, 3)}, Fraction(1, 10))
    """
    return tuple(_exactly(value) for value in values) if any(_holds_exact(value) for value in values) else values


def _holds_exact(value: Any) -> bool:
    if isinstance(value, Mapping):
        return is_exact(*value.values())
    return any(map(_holds_exact, value)) if isinstance(value, (tuple, list)) else is_exact(value)


def _exactly(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _exactly(each) for name, each in value.items()}
    return tuple(map(_exactly, value)) if isinstance(value, (tuple, list)) else to_exact(value)


def is_symbolic(*values: Any) -> bool:
    """Return whether a symbol is among the values, so that they cannot be compared."""
    return any(hasattr(value, "free_symbols") for value in values)


def refuse_symbols(given: Mapping[str, Any], what: str) -> None:
    """Raise InvalidModelError when a symbol is among figures that have to be compared."""
    if is_symbolic(*given.values()):
        raise InvalidModelError(f"{what} with symbols cannot be compared; put numbers in")


def in_whole_units(figures: Mapping[Any, Any], what: str) -> dict[Any, int]:
    """Return figures as whole multiples of one common unit, floats read as the decimals that they print as.

    So sums of them are compared exactly: 0.7 + 0.1 + 0.5 reaches 1.3, in whatever order it is added.
    Raises InvalidModelError for symbols, and for what is no finite number.

    >>> in_whole_units({"A": 0.7, "B": 0.1, "C": 0.5}, "strengths")
    {'A': 7, 'B': 1, 'C': 5}
    """
    exact = {}
    for name, value in figures.items():
        if is_symbolic(value) and value.free_symbols:
            raise InvalidModelError(f"{what} with symbols cannot be compared; put numbers in")
        number = to_exact(checked(value, f"{what} of {name}"))
        if is_symbolic(number) and number.is_Rational:
            number = Fraction(int(number.p), int(number.q))
        if not isinstance(number, Rational):
            raise InvalidModelError(f"{what} of {name} must be one fraction or decimal, got {shown(value)}")
        exact[name] = Fraction(number)
    unit = math.lcm(*(number.denominator for number in exact.values()))
    return {name: int(number * unit) for name, number in exact.items()}


def listed(given: Any, what: str) -> list[Any]:
    """Return the entries as a list, or raise InvalidModelError when there are none or they are no numbers.

    >>> listed(range(3), "levels")
    [0, 1, 2]
    """
    if isinstance(given, (str, Mapping)) or not isinstance(given, Collection):
        raise InvalidModelError(f"{what} must be a list of numbers, got {shown(given)}")
    if len(given) < 1:
        raise InvalidModelError(f"{what} are empty; give at least one")
    figures = list(checked(list(given), what))
    if np.ndim(np.asarray(figures, dtype=object)) != 1:
        raise InvalidModelError(f"{what} must be a list of numbers, got one of lists: {shown(given)}")
    return figures


def counted(given: Any, what: str, *, least: int = 2) -> int:
    """Return a whole number, or raise InvalidModelError when it is none or below ``least``.

    >>> counted(3, "states")
    3
    """
    if not isinstance(given, Integral) or given < least:
        raise InvalidModelError(f"{what} must be a whole number of at least {least}, got {shown(given)}")
    return int(given)


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
    if array.dtype == bool:  # numpy subtracts no truth values
        value = array = array.astype(int)
    return value if array.ndim == 0 else array.reshape(*array.shape, *(1,) * n_players)


def side(power: Any, lent: Sequence[Any], actions: Sequence[int]) -> Any:
    """Return the power of a side laid on profiles: its own, and what each state lends that plays one of the actions.

    ``lent``: laid on profiles. ``actions``: 1 for those that join the side, 0 for others.

    >>> side(5, [2, 1], [1, 0]).tolist()
    [[8, 7], [6, 5]]
    """
    n = len(lent)
    total = on_profiles(power, n)
    for i, own in enumerate(lent):
        total = total + own * along(actions, i, n)
    return total


def joined(tables: Sequence[Any]) -> Array:
    """Return the players' tables as one array of shape ``(*batch, n, m_0, ..., m_{n-1})``."""
    try:
        return np.stack(np.broadcast_arrays(*tables), axis=-len(tables) - 1)
    except ValueError:
        shapes = " and ".join(dict.fromkeys(str(np.shape(table)) for table in tables))
        raise InvalidModelError(f"figures in arrays must fit together; the players' payoffs are {shapes}") from None


def refuse_too_large(n_actions: Sequence[int], remedy: str) -> None:
    """Raise InvalidModelError when the table of payoffs would not fit in memory, with what to do instead."""
    entries = len(n_actions)
    for m in n_actions:
        entries *= m
    if entries > MOST_ENTRIES:
        raise InvalidModelError(
            f"the table would hold {entries:,} payoffs, and more than {MOST_ENTRIES:,} are refused; {remedy}"
        )


def refuse_unfit_axes(figures: Mapping[str, Any], batch: tuple[int, ...]) -> None:
    """Raise InvalidModelError where axes of figures do not fit each other's or those of a family of responses."""
    shapes = {"responses": batch, **{what: np.shape(value) for what, value in figures.items()}}
    try:
        np.broadcast_shapes(*shapes.values())
    except ValueError:
        told = ", ".join(f"{what} {shape}" for what, shape in shapes.items() if shape)
        raise InvalidModelError(f"axes must fit one another, got {told}; give one number for all games") from None
