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
:math:`\phi_j`. The products without one state are built up from both ends. To be without a second, j, they are divided
by the very number :math:`\phi_j` that they were multiplied by, so that no digit is lost: the derivatives of all
states are one product of matrices. Where :math:`\phi_j` vanishes they are built up without both.
Where all amounts are whole multiples of the spacing this is exact, up to rounding.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from alignment_games.arrays import Array
from alignment_games.game.sums.game_sums import GameSums

#: An amount lies on a point of the lattice when it is off by no more than this share of itself: rounding.
_ON_POINT = 1e-14
#: Nodes for each amount where not all lie on the lattice, and the points left free above the largest sum and below 0:
#: with weights of either sign the distribution of a sum spreads by some of them. Of 30 states all balancing, 5e-4 of
#: the payoffs' accuracy is lost to 8 free points on either side, less than 1e-4 to 12.
_NODES, _MARGIN = 4, 10
#: A factor below this is not divided out again: products in which it was may have left the range of floats.
_VANISHING = 1e-100
#: Payoffs that are looked at in one go, few enough for the cache.
_MOST_AT_ONCE = 2**17
#: Whole multiples of a share of the smallest amount are looked for down to this share.
_FINEST_SHARE = 12


@dataclass(frozen=True)
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
    """Expected payoffs, in ``scales`` above ``floors`` (n,) each, against play of shape (n, m).

    ``beside``: of other games, from which the transforms of states with the same figures are taken over.
    """

    sums: GameSums
    lattice: Lattice
    floors: Array
    scales: Array
    beside: tuple[LatticePlay, ...] = ()

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
        together = max(1, _MOST_AT_ONCE // (points.shape[2] * m))
        weights = np.full(shape[-1] // 2 + 1, 2.0)  # each frequency stands for its mirror image too, ...
        weights[[0, -1] if shape[-1] % 2 == 0 else [0]] = 1  # ... but for those that are their own
        conjugate = np.empty((n, m, *shape[:-1], len(weights)), dtype=complex)
        known = self._known
        for i, own in known.items():
            conjugate[i] = own.reshape(conjugate.shape[1:])
        left = np.array([i for i in range(n) if i not in known], dtype=int)
        for who in np.split(left, range(together, len(left), together)) if len(left) else ():
            at = np.broadcast_to(points, (len(points), len(who), points.shape[2]))
            payoffs = (self.sums.bounds(who, at, at)[0] - self.floors[who, None, None]) / self.scales[who, None, None]
            payoffs = np.where(self.sums.offered[who, None], payoffs, 0).swapaxes(1, 2).reshape(len(who), m, *shape)
            transforms = np.fft.rfftn(payoffs, axes=range(2, payoffs.ndim))
            conjugate[who] = np.conj(transforms) * (weights / np.prod(shape))
        return conjugate.reshape(n, m, -1)

    @property
    def _known(self) -> dict[int, Array]:
        """The transforms of the payoffs of states that a game beside this one has too, by state."""
        found: dict[int, Array] = {}
        for other in self.beside:
            if other.lattice == self.lattice:
                same = self.sums.same_states(other.sums) & (self.floors == other.floors) & (self.scales == other.scales)
                found.update((i, other._payoffs[i]) for i in np.flatnonzero(same).tolist())  # noqa: SLF001 - of this class
        return found

    @cached_property
    def _amounts(self) -> Array:
        """The transforms of the weights of each amount, shape (n, m, w)."""
        return transforms_of(self.lattice, *self.lattice.places(self.sums))

    @cached_property
    def _mirrored(self) -> Array:
        """The conjugates of these: the real part of x y is the product of x and of y's conjugate as real numbers."""
        return np.conj(self._amounts)

    def _factors(self, play: Array) -> Array:
        """Return the transforms of the distributions of what each state puts in, shape (n, w)."""
        return np.asarray(np.matmul(play[:, None], self._amounts.view(float))[:, 0].view(complex))

    def values(self, play: Array) -> Array:
        """Return the expected payoffs of all actions, shape (n, m); of what is not offered, 0."""
        others = np.conj(products_without_one(self._factors(play))).view(float)
        return np.asarray(np.matmul(self._payoffs.view(float), others[..., None])[..., 0])

    def derivatives(self, play: Array) -> tuple[Array, Array]:
        """Return the expected payoffs (n, m), and their derivatives with respect to the play, (n, m, n, m)."""
        every = np.arange(len(play))
        factors = self._factors(play)
        left = self._payoffs * products_without_one(factors)[:, None]
        gone = np.abs(factors) < _VANISHING
        right = self._mirrored * np.conj(np.where(gone, 0, 1 / np.where(gone, 1, factors)))[:, None]
        derivatives = _products(left, right)
        for j in np.flatnonzero(gone.any(axis=1)).tolist():
            at, others = np.flatnonzero(gone[j]), every != j
            beside = np.zeros((len(play), len(at)), dtype=complex)
            beside[others] = products_without_one(factors[np.ix_(others, at)])
            without = self._payoffs[..., at] * beside[:, None]
            derivatives[:, :, j] += _products(without, self._mirrored[j : j + 1, :, at])[:, :, 0]
        derivatives[every, :, every] = 0
        return left.real.sum(axis=2), derivatives


def _products(left: Array, right: Array) -> Array:
    """Return the sums of products over the last axis, as real numbers of twice as many, of all rows: (n, m, k, l)."""
    rows, columns = (np.ascontiguousarray(each).view(float) for each in (left, right))
    return np.asarray(np.einsum("naw,kbw->nakb", rows, columns, optimize=True))


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
    """Return the product of all rows but each, without a division.

    Row by row, which takes a third of the time of `numpy.cumprod`: that goes down one column after the other.
    """
    before, after = np.empty_like(factors), np.empty_like(factors)
    before[0] = after[-1] = 1
    for k in range(1, len(factors)):
        np.multiply(before[k - 1], factors[k - 1], out=before[k])
        np.multiply(after[-k], factors[-k], out=after[-k - 1])
    return np.multiply(before, after, out=before)
