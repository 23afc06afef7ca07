r"""Which input made how much of a change: Shapley values of the game in which inputs move from one value to another.

With :math:`v(S)` an outcome where the inputs in S have their second value and all others their first, input i makes

.. math::

   \phi_i = \sum_{S \not\ni i} \frac{|S|!\, (n - |S| - 1)!}{n!} \left( v(S \cup i) - v(S) \right)

of the change (Shapley 1953): the mean of what it adds over all orders in which the inputs can move. The
values add up to the whole change, an input that never matters gets nothing, and two that do the same get the same.

All coalitions are looked at where they are few. Beyond, orders are drawn (Castro, Gómez & Tejada 2009), each with its
reverse; each order's additions add up to the whole change, so their means do too, and the spread over pairs of an order
and its reverse gives the standard error.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import factorial

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError, UnsupportedGameError
from alignment_games.game.seeds import Seed, generator
from alignment_games.sweeps._inputs import whole_number

#: Up to so many inputs all coalitions are looked at, unless orders are asked for: 4,096 games.
MOST_EXACT = 12
#: Orders that are drawn beyond, unless the caller says how many.
ORDERS = 24
#: Up to so many coalitions are asked for at once.
_MOST_COALITIONS = 1_000_000


@dataclass(frozen=True, eq=False)
class Coalitions:
    """The coalitions that have to be looked at, and how values come from their outcomes.

    ``taken``: which inputs are in each coalition, ``(coalitions, inputs)``; the first has none of them, the last all.
    ``orders``: those drawn, ``(orders, inputs)``, each followed by its reverse; None where all coalitions are there.

    >>> plan = Coalitions.of(2)
    >>> plan.taken.astype(int).tolist()
    [[0, 0], [1, 0], [0, 1], [1, 1]]
    >>> plan.attribution(np.array([[0.0], [1.0], [0.0], [2.0]])).values.tolist()
    [[1.5], [0.5]]
    """

    taken: Array
    orders: Array | None

    @classmethod
    def of(cls, inputs: int, orders: int | None = None, rng: Seed = None, most: int = MOST_EXACT) -> Coalitions:
        """Return the coalitions of so many inputs: all, or those along ``orders`` drawn with the seed ``rng``.

        ``orders``: None takes all coalitions of up to ``most`` inputs and draws beyond, 0 takes all. Raises
        InvalidModelError for orders that come in no pairs, or fewer than two pairs, UnsupportedGameError for more
        coalitions than are ever worth it.
        """
        if orders == 0 or (orders is None and inputs <= most):
            _check_number(f"all coalitions of {inputs:,} inputs", 2**inputs)
            return cls((np.arange(2**inputs)[:, None] >> np.arange(inputs)) % 2 == 1, None)
        count = whole_number("orders", ORDERS if orders is None else orders, least=4)
        if count % 2:
            raise InvalidModelError(f"orders come with their reverse, so their number must be even; got {count}")
        _check_number(f"{count:,} orders of {inputs:,} inputs", count * inputs)
        random = generator(rng)
        drawn = np.stack([random.permutation(inputs) for _ in range(count // 2)])
        both = np.stack([drawn, drawn[:, ::-1]], axis=1).reshape(count, inputs)
        return cls(np.unique(_along(both).reshape(-1, inputs), axis=0), both)

    def attribution(self, outcomes: Array) -> Attribution:
        """Return the values of the inputs from the outcomes of the coalitions, ``(coalitions, outcomes)``."""
        if self.orders is None:
            values = self._exact(outcomes)
            return Attribution(values, np.zeros(values.shape))
        added = self._additions(outcomes)
        pairs = added.reshape(-1, 2, *added.shape[1:]).mean(axis=1)
        return Attribution(pairs.mean(axis=0), pairs.std(axis=0, ddof=1) / np.sqrt(len(pairs)))

    def _exact(self, outcomes: Array) -> Array:
        inputs = self.taken.shape[1]
        weights = np.array([factorial(s) * factorial(inputs - s - 1) / factorial(inputs) for s in range(inputs)])
        sizes, place = self.taken.sum(axis=1), np.arange(len(self.taken))
        values = np.empty((inputs, outcomes.shape[1]))
        for i in range(inputs):
            without = place[~self.taken[:, i]]
            values[i] = weights[sizes[without]] @ (outcomes[without + 2**i] - outcomes[without])
        return values

    def _additions(self, outcomes: Array) -> Array:
        """Return what each input adds in each order, ``(orders, inputs, outcomes)``."""
        if self.orders is None:
            raise TypeError("no orders were drawn")
        where = {row.tobytes(): k for k, row in enumerate(self.taken)}
        added = np.empty((*self.orders.shape, outcomes.shape[1]))
        for order, chain, own in zip(self.orders, _along(self.orders), added, strict=True):
            own[order] = np.diff(outcomes[[where[row.tobytes()] for row in chain]], axis=0)
        return added


@dataclass(frozen=True, eq=False)
class Attribution:
    """What each input made of a change, and its standard error: shape ``(inputs, outcomes)``, errors 0 where exact."""

    values: Array
    errors: Array


def _check_number(what: str, games: int) -> None:
    if games > _MOST_COALITIONS:
        raise UnsupportedGameError(f"{what} make up to {games:,} games; draw fewer orders, or move inputs together")


def _along(orders: Array) -> Array:
    """Return which inputs have moved after each step of each order, ``(orders, steps, inputs)``, the start included."""
    rank = np.argsort(orders, axis=1)
    steps = np.arange(orders.shape[1] + 1)
    return np.asarray(rank[:, None, :] < steps[None, :, None])
