r"""Which equilibrium is played where there are several.

A selection is any callable ``(payoffs, equilibria) -> index``: payoffs ``(games, n, m_0, ..., m_{n-1})``,
equilibria ``(games, m_0, ..., m_{n-1})`` true where a pure profile is an equilibrium, index ``(games,)`` the
selected profile, counted with the last player's action fastest. Games without a pure equilibrium are set aside
afterwards, whatever is said of them. These three are the simple ones that have a name here:

``first``
    the first in the order of the actions. Arbitrary, and repeatable.
``payoff_dominant``
    the largest sum of payoffs; so the payoff-dominant equilibrium, better for all, wherever there is one.
``risk_dominant``
    the largest product of what each player would lose by its best deviation,
    :math:`\prod_i (u_i(a) - \max_{b \ne a_i} u_i(b, a_{-i}))`. In a 2x2 game with two strict equilibria this is
    risk dominance (Harsanyi & Selten 1988, section 5.4); beyond, it is this product and no more.

Ties go to the first. What rounding makes of a tie is one: equilibria that are the same but for an exchange of states
who are alike have sums of the same payoffs, added in another order.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import unknown_name
from alignment_games.game.best_reply import player_payoffs
from alignment_games.signatures import as_annotated

Selection = Callable[[Array, Array], Array]

#: Scores that differ by less than this share of their size are equal but for rounding.
_TIE = 1e-12


@as_annotated(payoffs=np.ndarray, equilibria=np.ndarray)
def first(payoffs: Array, equilibria: Array) -> Array:  # noqa: ARG001 - the signature of every selection
    """Return the first equilibrium of each game."""
    return highest(np.zeros(equilibria.shape), equilibria)


@as_annotated(payoffs=np.ndarray, equilibria=np.ndarray)
def payoff_dominant(payoffs: Array, equilibria: Array) -> Array:
    """Return the equilibrium with the largest sum of payoffs, of each game.

    >>> stag_hunt = np.array([[[[4.0, 0.0], [3.0, 2.0]], [[4.0, 3.0], [0.0, 2.0]]]])
    >>> equilibria = np.array([[[True, False], [False, True]]])
    >>> payoff_dominant(stag_hunt, equilibria).tolist(), risk_dominant(stag_hunt, equilibria).tolist()
    ([0], [3])
    """
    axes = tuple(range(1, payoffs.ndim))
    size = payoffs.shape[1] * np.maximum(payoffs.max(axis=axes), -payoffs.min(axis=axes))
    return highest(payoffs.sum(axis=1), equilibria, size)


@as_annotated(payoffs=np.ndarray, equilibria=np.ndarray)
def risk_dominant(payoffs: Array, equilibria: Array) -> Array:
    """Return the equilibrium with the largest product of deviation losses, of each game."""
    n = payoffs.shape[1]
    product = np.ones(equilibria.shape)
    for i in range(n):
        own = player_payoffs(payoffs, i, n)
        if own.shape[i + 1] > 1:
            product = product * np.maximum(own - _best_other(own, i + 1), 0)
    return highest(product, equilibria)


SELECTIONS: dict[str, Selection] = {
    "first": first,
    "payoff_dominant": payoff_dominant,
    "risk_dominant": risk_dominant,
}


def as_selection(given: str | Selection) -> Selection:
    """Return the selection of that name, or the callable as it is. Raises InvalidModelError for an unknown name."""
    if callable(given):
        return given
    if given not in SELECTIONS:
        raise unknown_name("selection", given, SELECTIONS)
    return SELECTIONS[given]


def highest(score: Array, equilibria: Array, size: Array | None = None) -> Array:
    """Return the position of the highest score among the equilibria, the first of equals.

    ``size``: of what the scores of each game are made of, which says what rounding is worth; by default the highest.
    Scores in fractions are compared as they are.

    >>> highest(np.array([[0.5, 0.1 + 0.2, 0.3]]), np.array([[False, True, True]])).tolist()
    [1]
    >>> highest(np.array([[0.5, 0.3, 0.1 + 0.2]]), np.array([[False, True, True]])).tolist()
    [1]
    """
    flat = np.where(equilibria, score, -np.inf).reshape(len(score), -1)
    best = flat.max(axis=1)
    if flat.dtype != object:
        best = best - np.where(np.isfinite(best), _TIE * np.abs(best if size is None else size), 0)
    return np.asarray((flat >= best[:, None]).argmax(axis=1))


def _best_other(own: Array, axis: int) -> Array:
    """Return the largest entry along the axis among the entries other than one's own place."""
    ordered = np.sort(own, axis=axis)
    best, second = np.take(ordered, [-1], axis), np.take(ordered, [-2], axis)
    ties = (own == best).sum(axis=axis, keepdims=True) > 1
    return np.asarray(np.where((own == best) & ~ties, second, best))
