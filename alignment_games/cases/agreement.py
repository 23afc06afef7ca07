r"""How far two codings of the same figures agree: Cohen's kappa, weighted by squares.

With :math:`x` and :math:`y` what two coders say of the same things,

.. math:: \kappa = 1 - \frac{\overline{(x - y)^2}}{s_x^2 + s_y^2 + (\bar x - \bar y)^2}
                 = \frac{2\, s_{xy}}{s_x^2 + s_y^2 + (\bar x - \bar y)^2}:

one less the mean squared difference, as a share of what it would be if one of the codings were dealt to the things at
random (Cohen 1968). For yes and no it is the kappa of Cohen (1960), for figures on a scale the coefficient of
concordance of Lin (1989). 1 is full agreement, 0 what chance would give.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from alignment_games.errors import InvalidModelError


def kappa(first: Sequence[float], second: Sequence[float]) -> float:
    """Return the kappa of two codings, weighted by squares; NaN where both say the same one thing of all.

    Raises InvalidModelError for none, and for codings of different length.

    >>> kappa([True, True, False, False], [True, False, False, False])
    0.5
    """
    x, y = np.asarray(first, dtype=float), np.asarray(second, dtype=float)
    if x.shape != y.shape or x.ndim != 1 or not x.size:
        raise InvalidModelError(f"two codings of the same things are compared, got {x.size} and {y.size} codes")
    by_chance = float(x.var() + y.var() + (x.mean() - y.mean()) ** 2)
    return 1 - float(np.mean((x - y) ** 2)) / by_chance if by_chance else math.nan
