r"""Contests with endogenous effort: how hard states arm for a prize.

State i values the prize at :math:`v_i` and pays its effort :math:`x_i`. Ratio form (Tullock 1980), with
decisiveness m, and difference form for two states (Hirshleifer 1989):

.. math::

   u_i &= v_i \frac{x_i^m}{\sum_k x_k^m} - x_i, && 1/n \text{ each when nobody makes an effort} \\
   u_i &= v_i / (1 + e^{k (x_j - x_i)}) - x_i

Closed forms. Equal values V: :math:`x = m (n-1) V / n^2`, an equilibrium for :math:`m \le n / (n-1)`.
Unequal values and m = 1 (Hillman & Riley 1989): with t active states, those of largest value,

.. math:: X = (t - 1) / \textstyle\sum_{active} 1/v_i, \qquad x_i = X (1 - X / v_i), \qquad v_i > X

Difference form, equal values: nobody makes an effort in equilibrium iff :math:`kV \le 4`, since the first
unit of effort gains :math:`kV/4`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from alignment_games.errors import InvalidModelError, shown
from alignment_games.models._tables import (
    ModelGame,
    along,
    counted,
    is_symbolic,
    listed,
    named,
    on_profiles,
    one_arithmetic,
    refuse_symbols,
    refuse_too_large,
)
from alignment_games.models.encoding import Meaning, encoding
from alignment_games.signatures import Quantity, as_annotated
from alignment_games.states.arguments import checked, is_exact
from alignment_games.states.contest import difference_contest
from alignment_games.text.display import DisplayedRecord

#: e to a power beyond this overflows; chances are 0 or 1 long before.
MOST_EXPONENT = 700


@dataclass(frozen=True, repr=False)
class ContestEfforts(DisplayedRecord):
    """The equilibrium: each state's effort, their total, each state's chance of the prize."""

    efforts: dict[str, Any]
    total: Any
    chances: dict[str, Any]


@as_annotated(but=("n",), value=Quantity, decisiveness=Quantity)
def symmetric_effort(n: int, value: Any, decisiveness: Any = 1) -> Any:
    """Return each state's equilibrium effort m (n - 1) V / n^2 when all value the prize alike.

    Raises InvalidModelError when m exceeds n / (n - 1), where this is no equilibrium: all would lose by it.

    >>> symmetric_effort(2, 1.0)
    0.25
    """
    n = counted(n, "the number of states")
    checked(value, "value", low=0, strictly=True)
    checked(decisiveness, "decisiveness", low=0, strictly=True)
    if not is_symbolic(decisiveness) and decisiveness * (n - 1) > n:
        raise InvalidModelError(
            f"decisiveness must be at most n/(n-1) = {n / (n - 1):.4g} for {n} states, got {decisiveness}; "
            "above it no state makes this effort for sure"
        )
    return decisiveness * (n - 1) * value / n**2


def equilibrium_efforts(values: Mapping[str, Any]) -> ContestEfforts:
    """Return the equilibrium of the ratio contest with m = 1 and unequal values; fractions stay exact.

    Raises InvalidModelError for fewer than two states, or symbols, whose values cannot be compared.

    >>> equilibrium_efforts({"UK": 3.0, "France": 2.0, "Italy": 1.0}).efforts["Italy"]
    0.0
    """
    names = named(values, "value", least=2)
    refuse_symbols(values, "values")
    largest_first = sorted(names, key=lambda name: values[name], reverse=True)
    total: Any = 0
    for t in range(2, len(names) + 1):
        candidate = (t - 1) / sum(1 / values[name] for name in largest_first[:t])
        if not values[largest_first[t - 1]] > candidate:
            break
        total = candidate
    efforts = {name: total * (1 - total / v) if v > total else 0 * total for name, v in values.items()}
    return ContestEfforts(efforts, total, {name: effort / total for name, effort in efforts.items()})


@encoding(
    {
        "values": Meaning("what the prize is worth to each state", unit="effort", above=True),
        "decisiveness": Meaning("how much a margin of effort decides", unit="exponent of the contest", above=True),
    },
    lambda: {"values": {"UK": 1, "France": 1}, "levels": [0, 0.25, 0.5]},
)
@as_annotated(but=("levels",))
def contest_game(values: Mapping[str, Any], levels: Sequence[Any], *, decisiveness: Any = 1) -> ModelGame:
    """Return the ratio contest with levels of effort as actions.

    Raises InvalidModelError for levels below 0 or fewer than two states.

    >>> contest_game({"UK": 1, "France": 1}, levels=[0, 0.25]).payoffs[0].tolist()
    [[0.5, 0.0], [0.75, 0.25]]
    """
    names, n = named(values, "value", least=2), len(values)
    checked(decisiveness, "decisiveness", low=0, strictly=True)
    labels = _labels(levels, n)
    values, levels, decisiveness = one_arithmetic(values, tuple(levels), decisiveness)
    raised = [along([level**decisiveness for level in levels], i, n) for i in range(n)]
    # Where nobody makes an effort the sum is 0: one unit each gives 1/n without a branch on values.
    idle: Any = 1
    for i in range(n):
        idle = idle * along([int(_is_zero(level)) for level in levels], i, n)
    total = sum(raised) + n * idle
    tables = [
        on_profiles(values[name], n) * (raised[i] + idle) / total - along(levels, i, n) for i, name in enumerate(names)
    ]
    return ModelGame("contest_effort", tables, names, labels)


@encoding(
    {
        "values": Meaning("what the prize is worth to each state", unit="effort", above=True),
        "decisiveness": Meaning("how much a margin of effort decides", unit="per unit of effort", above=True),
    },
    lambda: {"values": {"UK": 1, "France": 1}, "levels": [0, 0.5, 1]},
)
@as_annotated(but=("levels",))
def difference_contest_game(
    values: Mapping[str, Any], levels: Sequence[Any], *, decisiveness: Any = 1, base: Any = math.e
) -> ModelGame:
    """Return the difference contest of two states with levels of effort as actions.

    For exact symbols pass ``base=sympy.E``. Raises InvalidModelError unless there are exactly two states.

    >>> difference_contest_game({"UK": 1, "France": 1}, levels=[0, 1]).payoffs[0].tolist()[0][0]
    0.5
    """
    names = named(values, "value", least=2)
    if len(names) != 2:
        raise InvalidModelError(f"the difference contest is for two states, got {', '.join(names)}")
    checked(decisiveness, "decisiveness", low=0, strictly=True)
    labels = _labels(levels, 2)
    if not is_exact(decisiveness, *levels):
        widest = np.max(decisiveness) * (max(levels) - min(levels))
        checked(widest, "decisiveness times the widest difference of levels", low=0, high=MOST_EXPONENT)
    efforts = [along(levels, i, 2) for i in range(2)]
    k = on_profiles(decisiveness, 2)
    tables = [
        on_profiles(values[names[i]], 2) * difference_contest(efforts[i], efforts[1 - i], k, base) - efforts[i]
        for i in range(2)
    ]
    return ModelGame("contest_effort", tables, names, labels)


def _is_zero(level: Any) -> bool:
    return bool(level == 0)


def _labels(levels: Sequence[Any], n: int) -> list[str]:
    if any(map(np.ndim, listed(levels, "levels"))):
        raise InvalidModelError(f"levels must be a list of numbers, got {shown(levels)}")
    checked(levels, "levels", low=0)
    refuse_too_large((len(levels),) * n, "take fewer levels")
    return [f"effort {level}" for level in levels]
