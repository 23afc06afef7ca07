r"""A game of rational payoffs whose only equilibrium is irrational (Nau, Gomez Canovas & Hansen 2004).

Three players, two actions each, whole payoffs. With p, q, r the chances of the first action, indifference of
the three says

.. math:: q (1 + 2r) = (1 - q)(2 - r), \quad (1 - p)(3 - 2r) = p (1 + r), \quad 2 p q = 3 (1 - p)(1 - q)

so :math:`2 r^2 + 23 r - 9 = 0`, hence :math:`r = (\sqrt{601} - 23)/4`, :math:`q = (2 - r)/(3 + r)`,
:math:`p = (3 - 2r)/(4 - r)`. No solver that works in fractions alone can state it. Payoffs from "On the
geometry of Nash equilibria and correlated equilibria", International Journal of Game Theory 32, 2004, section 4.
"""

from __future__ import annotations

import math

import numpy as np

from alignment_games.models._tables import ModelGame
from alignment_games.models.encoding import encoding

_ACTIONS = ("first", "second")


@encoding(
    {},
    dict,
)
def irrational_game() -> ModelGame:
    """Return the three-player game, in floats; ``to_exact()`` gives it in the whole numbers that it is made of.

    >>> irrational_game().expected_payoffs("first, first, first").tolist()
    [3.0, 0.0, 2.0]
    """
    one = [[[3, 1], [0, 0]], [[0, 0], [1, 2]]]
    two = [[[0, 0], [2, 1]], [[1, 3], [0, 0]]]
    three = [[[2, 0], [0, 0]], [[0, 0], [0, 3]]]
    return ModelGame("irrational", np.array([one, two, three], dtype=float), ("One", "Two", "Three"), _ACTIONS)


def irrational_equilibrium() -> tuple[float, float, float]:
    """Return each player's chance of its first action in the one equilibrium, from the closed form above.

    >>> [round(p, 6) for p in irrational_equilibrium()]
    [0.619233, 0.479804, 0.378825]
    """
    r = (math.sqrt(601) - 23) / 4
    return (3 - 2 * r) / (4 - r), (2 - r) / (3 + r), r
