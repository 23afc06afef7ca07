r"""Closed forms of the volunteer's dilemma: how often each state balances when all mix.

One volunteer suffices (Diekmann 1985), costs c < benefit b, ratio k = c/b. Alike states:

.. math:: p = 1 - k^{1/(n-1)}, \qquad P(\text{nobody}) = k^{n/(n-1)}

so that the more states could act, the likelier nobody does. States that differ, all mixing (Diekmann 1993):

.. math:: Q = \Big(\prod_i k_i\Big)^{1/(n-1)}, \qquad 1 - p_i = Q / k_i, \qquad \text{possible iff } Q \le \min_i k_i

There the *costlier* state volunteers more: it must be kept indifferent by the others' restraint. Mixed
equilibria thus give comparative statics opposite to the theory of balancing; read them with care.
Where m of n are needed (Palfrey & Rosenthal 1984) a state is pivotal with the chance on the left:

.. math:: \binom{n-1}{m-1} p^{m-1} (1-p)^{n-m} = k

with two, one or no solutions. The games themselves are in `threshold`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from alignment_games.errors import InvalidModelError
from alignment_games.models._tables import counted, is_symbolic, named
from alignment_games.signatures import Quantity, as_annotated
from alignment_games.states.arguments import checked


@as_annotated(but=("n",), cost_ratio=Quantity)
def volunteer_probability(n: int, cost_ratio: Any) -> Any:
    """Return each state's chance of volunteering in the symmetric mixed equilibrium, 1 - k^(1/(n-1)).

    ``cost_ratio``: cost over benefit, between 0 and 1. Raises InvalidModelError out of range.

    >>> volunteer_probability(3, 0.25)
    0.5
    """
    _check(n, cost_ratio)
    return 1 - cost_ratio if n == 2 else 1 - cost_ratio ** _one_over(n - 1, cost_ratio)


@as_annotated(but=("n",), cost_ratio=Quantity)
def nobody_probability(n: int, cost_ratio: Any) -> Any:
    """Return the chance that nobody volunteers in the symmetric mixed equilibrium, k^(n/(n-1)).

    >>> nobody_probability(3, 0.25)
    0.125
    """
    return (1 - volunteer_probability(n, cost_ratio)) ** n


def asymmetric_volunteers(cost_ratios: Mapping[str, Any]) -> dict[str, Any]:
    """Return each state's chance of volunteering when all mix, for cost ratios that differ.

    Raises InvalidModelError where not all can mix, because Q exceeds the smallest ratio.

    >>> chances = asymmetric_volunteers({"UK": 0.2, "France": 0.3})
    >>> {name: round(p, 12) for name, p in chances.items()}
    {'UK': 0.7, 'France': 0.8}
    """
    names = named(cost_ratios, "cost ratio", least=2)
    for name in names:
        checked(cost_ratios[name], f"cost ratio of {name}", high=1, low=0)
    n, product = len(names), math.prod(cost_ratios.values())
    q = product if n == 2 else product ** _one_over(n - 1, product)
    if not is_symbolic(*cost_ratios.values()) and q > min(cost_ratios.values()):
        raise InvalidModelError(
            f"not all can mix: Q = {float(q):.6g} exceeds the smallest cost ratio {min(cost_ratios.values())}"
        )
    return {name: 1 - q / k for name, k in cost_ratios.items()}


@as_annotated(but=("n", "required"))
def threshold_probabilities(n: int, required: int, cost_ratio: float) -> tuple[float, ...]:
    """Return every symmetric mixed equilibrium of the dilemma in which m of n are needed, ascending.

    The chance to be pivotal rises up to p = (m-1)/(n-1) and falls from there: at most one solution on each
    side. Raises InvalidModelError out of range.

    >>> [round(p, 10) for p in threshold_probabilities(3, 2, 0.25)]
    [0.1464466094, 0.8535533906]
    """
    _check(n, cost_ratio)
    if counted(required, "required", least=1) > n:
        raise InvalidModelError(f"required must be between 1 and the {n} states, got {required}")
    from scipy.optimize import brentq

    def pivotal(p: float) -> float:
        return math.comb(n - 1, required - 1) * p ** (required - 1) * (1 - p) ** (n - required) - float(cost_ratio)

    peak = (required - 1) / (n - 1)
    found = []
    for low, high in ((0.0, peak), (peak, 1.0)):
        if low < high and pivotal(low) * pivotal(high) < 0:
            found.append(float(brentq(pivotal, low, high, xtol=1e-15)))
    if 0 < peak < 1 and pivotal(peak) == 0:
        found.append(peak)
    return tuple(found)


def _one_over(number: int, like: Any) -> Any:
    """Return 1/number, exactly where a symbol stands beside it."""
    return like**0 / number if is_symbolic(like) else 1 / number


def _check(n: int, cost_ratio: Any) -> None:
    counted(n, "the number of states")
    checked(cost_ratio, "cost ratio", low=0, high=1, strictly=True)
