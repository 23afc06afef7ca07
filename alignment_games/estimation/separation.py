r"""Separation: costs that predict some choices perfectly, so that the likelihood rises for ever as they grow.

Along a direction d of the costs, every state's own choice loses nothing against any alternative, and somewhere
it gains:

.. math:: \sum_k d_k (\text{charge}_{rbk} - \text{charge}_{r a_r k}) \ge 0 \quad\text{for all r, b.}

Then no finite estimate exists (Albert & Anderson 1984). The direction is found by linear programming (Konis 2007).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from alignment_games.estimation.quantal import QuantalResponse
from alignment_games.estimation.stack import Stack

#: A direction's share, of at most 1, below which a cost has no part in it.
_PART = 1e-6


def separating_costs(stack: Stack, theory: QuantalResponse) -> tuple[str, ...]:
    """Return the names of the costs that separate the choices, none where a finite maximum may exist."""
    if not theory.costs:  # nor is SciPy loaded for nothing
        return ()
    from scipy.optimize import linprog

    charges = theory.charges(stack)  # (rows, m, costs)
    largest = np.maximum(abs(charges).max(axis=(0, 1)), np.finfo(float).tiny)
    chosen = charges[np.arange(len(stack)), stack.played]
    gains: NDArray[Any] = ((charges - chosen[:, None, :]) / largest).reshape(-1, len(theory.costs))
    gains = np.unique(gains[gains.any(axis=1)], axis=0)
    if not len(gains):
        return ()
    found = linprog(-gains.sum(axis=0), A_ub=-gains, b_ub=np.zeros(len(gains)), bounds=(-1, 1), method="highs")
    if found.status != 0 or (gains @ found.x).max() < _PART:
        return ()
    return tuple(f"cost of {name}" for name, part in zip(theory.costs, found.x, strict=True) if abs(part) > _PART)
