"""Actions that come to the same on a support: what merging settles, and what it must leave alone."""

from fractions import Fraction

import numpy as np
import pytest

from alignment_games.game.normal_form import NormalFormGame
from alignment_games.solvers._search.gaps import Gaps
from alignment_games.solvers._search.merged import merged_pieces
from alignment_games.solvers._search.supports import exact_system, stacked_systems

HALF = Fraction(1, 2)


def merged(first, others):
    """Return the pieces where all mix, by player, and None where merging leaves that open.

    ``first``: whether each action of the first player counts as one, and what it pays by y and z. ``others``: what the
    second actions of the others gain by x, y and z.
    """
    payoffs = np.zeros((3, len(first), 2, 2), dtype=object)
    for a, y, z in np.ndindex(len(first), 2, 2):
        x, pays = first[a]
        payoffs[:, a, y, z] = [pays(y, z), y * others[0](x, z), z * others[1](x, y)]
    gaps = Gaps(NormalFormGame(np.vectorize(Fraction, otypes=[object])(payoffs)))
    (systems,) = stacked_systems(gaps, np.array([[2 ** len(first) - 1, 3, 3]]))
    exact = exact_system(gaps, systems.supports[0], systems.order[0])
    found = merged_pieces(systems, 0, exact, lambda: None, 1000)
    return found and [
        [flat.parts[systems.order[0].index(i)] for i in range(3)] for (flat,) in (p.factors for p in found)
    ]


def nothing(_y, _z):
    return 0


def product(y, z):
    return 4 * y * z - 1


ALL_ALIKE = lambda x, z: z - x, lambda x, y: x - y


def test_what_is_the_same_shares_the_weight_of_one_root():
    """With x = y = z and 4 y z = 1 all are one half; the first player's is any mixture of two actions."""
    ((first, second, third),) = merged([(0, nothing), (1, product), (1, product)], ALL_ALIKE)
    assert sorted(first.vertices.tolist()) == [[HALF, 0, HALF], [HALF, HALF, 0]]
    assert second.vertices.tolist() == third.vertices.tolist() == [[HALF, HALF]]


@pytest.mark.parametrize(
    ("first", "others"),
    [
        ([(0, nothing), (1, product)], ALL_ALIKE),  # nothing to merge
        ([(0, nothing), (1, product), (1, lambda y, z: 4 * y * z)], ALL_ALIKE),  # to the others the same: no root
        ([(0, nothing), (1, product), (1, product)], (lambda _x, _z: 0, lambda x, y: x - y)),  # a curve of roots
    ],
)
def test_equations_that_are_not_as_many_as_unknowns_are_left(first, others):
    assert merged(first, others) is None
