r"""Expected payoffs of a game of sums against mixed play, by convolution over a lattice of sums.

State k with probabilities :math:`x_k` puts the amount :math:`s_{ka}` into the sums. Where an amount lies between
points of the lattice it is replaced by weights :math:`w_{ka}` on ``nodes`` points about it, those of Lagrange's
interpolation: with two nodes a lottery of the same mean, with four weights of which some are negative and which leave
an error of the fourth order. The sum of the others then has a distribution on the lattice, a convolution, whose Fourier
transform is a product (:math:`\hat w` and :math:`\hat u` are transforms):

.. math::

   \phi_k(\omega) = \sum_a x_k(a)\, \hat w_{ka}(\omega), \qquad
   u_i(a, x_{-i}) = \frac{1}{N} \sum_\omega \overline{\hat u_{ia}(\omega)} \prod_{k \ne i} \phi_k(\omega)

(Parseval), and likewise the derivative with respect to :math:`x_j(b)`, with :math:`\hat w_{jb}` in the place of
:math:`\phi_j`. The products without one and without two states are built up from both ends: nothing is divided out.
Where all amounts are whole multiples of the spacing this is exact, up to rounding.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from alignment_games.game.sums.game_sums import Array, GameSums

#: An amount lies on a point of the lattice when it is off by no more than this share of itself: rounding.
_ON_POINT = 1e-14
#: Nodes for each amount where not all lie on the lattice, and the points left free above the largest sum and below 0:
#: with weights of either sign the distribution of a sum spreads by some of them. Of 30 states all balancing, 5e-4 of
#: the payoffs' accuracy is lost to 8 free points on either side, less than 1e-4 to 12.
_NODES, _MARGIN = 4, 10
#: Whole multiples of a share of the smallest amount are looked for down to this share.
_FINEST_SHARE = 12


@dataclass(frozen=True, eq=False)
class Lattice:
    """Points 0, h, 2h, ... for each sum, in a circle: ``spacing`` h and how many points, ``shape``.

    ``nodes``: how many points stand for an amount. ``below``: the last points stand for sums below 0, which nodes
    before an amount reach; payoffs there are those at 0.
    """

    spacing: tuple[float, ...]
    shape: tuple[int, ...]
    nodes: int = 2
    below: int = 0

    @property
    def axes(self) -> list[Array]:
        """The sums at the points of each axis."""
        numbers = (np.arange(count) for count in self.shape)
        kept = (np.where(each < len(each) - self.below, each, 0) if len(each) > 1 else each for each in numbers)
        return [each * step for each, step in zip(kept, self.spacing, strict=True)]

    def places(self, sums: GameSums) -> tuple[Array, Array]:
        """Return the first of each amount's nodes and how far past it the amount lies, shape (d, n, m) each."""
        steps = np.where(sums.offered, sums.amounts, 0) / np.reshape(self.spacing, (-1, 1, 1))
        nearest = np.round(steps)
        steps = np.where(np.abs(steps - nearest) <= _ON_POINT * nearest, nearest, steps)
        first = np.floor(steps) - (self.nodes // 2 - 1)
        return first, steps - first


def lattice_for(sums: GameSums, cells: int, most: int) -> Lattice:
    """Return a lattice on which all amounts lie where one of at most ``most`` points does, else one of ``cells``.

    ``cells``: points in all, as many for each sum to which anybody contributes.
    """
    amounts = np.where(sums.offered, sums.amounts, 0)
    totals = amounts.max(axis=2).sum(axis=1)
    steps = [_common_divisor(own[own > 0]) if total else 1.0 for own, total in zip(amounts, totals, strict=True)]
    counts = [total / step + 2 if total else 1.0 for total, step in zip(totals, steps, strict=True)]
    if np.prod(counts) <= most:
        return Lattice(tuple(steps), tuple(round(count) for count in counts), 2)
    side = round(cells ** (1 / np.count_nonzero(totals)))
    return Lattice(
        tuple(float(total) / (side - 2 * _MARGIN) if total else 1.0 for total in totals),
        tuple(side if total else 1 for total in totals),
        _NODES,
        _MARGIN,
    )


def _common_divisor(amounts: Array) -> float:
    """Return the largest share 1/1, 1/2, ... of the smallest amount that divides them all, or almost nothing."""
    for share in range(1, _FINEST_SHARE + 1):
        step = float(amounts.min()) / share
        multiples = amounts / step
        if (np.abs(multiples - np.round(multiples)) <= _ON_POINT * multiples).all():
            return step
    return float(amounts.min()) * 1e-9


@dataclass(frozen=True, eq=False)
class LatticePlay:
    """Expected payoffs, in ``scales`` above ``floors`` (n,) each, against play of shape (n, m)."""

    sums: GameSums
    lattice: Lattice
    floors: Array
    scales: Array

    @property
    def exact(self) -> bool:
        """Whether every amount lies on a point of the lattice."""
        past = self.lattice.places(self.sums)[1]
        return bool((past == np.round(past)).all())

    @cached_property
    def _payoffs(self) -> Array:
        """The transforms of the payoffs, conjugate and weighted for half of the frequencies, shape (n, m, w)."""
        (n, m), shape = self.sums.offered.shape, self.lattice.shape
        axes = self.lattice.axes
        points = np.stack([each.ravel() for each in np.meshgrid(*axes, indexing="ij")])[:, None]
        transforms = []
        for i in range(n):
            payoffs = (self.sums.bounds(np.array([i]), points, points)[0][0] - self.floors[i]) / self.scales[i]
            payoffs = np.where(self.sums.offered[i], payoffs, 0).T.reshape(m, *shape)
            transforms.append(np.fft.rfftn(payoffs, axes=range(1, payoffs.ndim)))
        weights = np.full(shape[-1] // 2 + 1, 2.0)  # each frequency stands for its mirror image too, ...
        weights[[0, -1] if shape[-1] % 2 == 0 else [0]] = 1  # ... but for those that are their own
        conjugate = np.conj(np.stack(transforms)) * (weights / np.prod(shape))
        return np.ascontiguousarray(conjugate.reshape(n, m, -1))

    @cached_property
    def _amounts(self) -> Array:
        """The transforms of the weights of each amount, shape (n, m, w)."""
        return transforms_of(self.lattice, *self.lattice.places(self.sums))

    def without_one(self, play: Array) -> Array:
        """Return the transforms of the distributions of the sums over all but each state, shape (n, w)."""
        return products_without_one(np.einsum("na,naw->nw", play, self._amounts))

    def values(self, play: Array) -> Array:
        """Return the expected payoffs of all actions, shape (n, m); of what is not offered, 0."""
        return np.asarray((self._payoffs * self.without_one(play)[:, None]).real.sum(axis=2))

    def derivatives(self, play: Array) -> tuple[Array, Array]:
        """Return the expected payoffs (n, m), and their derivatives with respect to the play, (n, m, n, m)."""
        (n, m), payoffs = play.shape, self._payoffs
        factors = np.einsum("na,naw->nw", play, self._amounts)
        derivatives = np.zeros((n, m, n, m))
        right = np.conj(self._amounts).view(float).swapaxes(1, 2)  # Re(x y) as a product of real numbers
        after = _products_from(factors)
        before = np.ones_like(factors[0])
        without = np.empty_like(factors)  # for each earlier state, the product of the factors before j but its own
        one, room = np.empty_like(factors), np.empty_like(payoffs)  # memory at hand is several times faster than new
        for j in range(n):
            one[j] = before * after[j + 1]
            two = (without[:j] * after[j + 1])[:, None]
            left = np.multiply(payoffs[:j], two, out=room[:j]).view(float)
            derivatives[:j, :, j] = (left.reshape(j * m, left.shape[2]) @ right[j]).reshape(j, m, m)
            left = np.multiply(payoffs[j], two, out=room[:j]).view(float)
            derivatives[j, :, :j] = (left @ right[:j]).swapaxes(0, 1)
            without[:j] *= factors[j]
            without[j] = before
            before = before * factors[j]
        return (payoffs * one[:, None]).real.sum(axis=2), derivatives


def transforms_of(lattice: Lattice, first: Array, past: Array) -> Array:
    """Return the Fourier transforms of the interpolation weights of amounts, shape (n, m, w)."""
    result = np.ones((*first.shape[1:], *[1] * len(lattice.shape)))
    for axis, count in enumerate(lattice.shape):
        half = axis == len(lattice.shape) - 1
        turns = -2j * np.pi * np.arange(count // 2 + 1 if half else count) / count
        line: Array = sum(
            (weight[..., None] * np.exp(turns * ((first[axis, ..., None] + j) % count)))
            for j, weight in enumerate(lagrange_weights(past[axis], lattice.nodes))
        )
        result = result * np.expand_dims(line, [2 + k for k in range(len(lattice.shape)) if k != axis])
    return np.ascontiguousarray(result.reshape(*first.shape[1:], -1))


def lagrange_weights(past: Array, nodes: int) -> list[Array]:
    """Return the weights of the nodes 0, 1, ... with which polynomials are interpolated exactly.

    >>> [float(weight) for weight in lagrange_weights(np.array(0.25), 2)]
    [0.75, 0.25]
    """
    others = [[k for k in range(nodes) if k != j] for j in range(nodes)]
    return [np.prod([(past - k) / (j - k) for k in rest], axis=0) for j, rest in enumerate(others)]


def products_without_one(factors: Array) -> Array:
    """Return the product of all rows but each, without a division."""
    before, after = np.ones_like(factors), np.ones_like(factors)
    before[1:] = np.cumprod(factors[:-1], axis=0)
    after[:-1] = np.cumprod(factors[:0:-1], axis=0)[::-1]
    return before * after


def _products_from(factors: Array) -> Array:
    """Return the products of all rows from each on, and of none, shape (n + 1, w)."""
    return np.concatenate([np.cumprod(factors[::-1], axis=0)[::-1], np.ones_like(factors[:1])])
