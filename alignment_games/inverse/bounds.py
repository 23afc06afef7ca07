r"""What an inequality asks of the parameters: a bound on one of them, and which way the others move it.

Where a slack is affine in one parameter, :math:`s = c_0 + c_1 \theta`, with :math:`c_1` of one sign over the box, the
inequality is a bound :math:`\theta \ge -c_0 / c_1` (or :math:`\le`) that depends on the other parameters. How low and
how high it runs, and which way each other parameter moves it, is proven by intervals on a fine grid of boxes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from sympy import Expr

from alignment_games.inverse.inequalities import Inequality, linear_in, symbols_of
from alignment_games.inverse.intervals import enclosed
from alignment_games.models.model import Input

#: About how many boxes the others' box is cut into.
_CELLS = 1024


@dataclass(frozen=True)
class Bound:
    """That a parameter is ``at_least`` (or at most) a formula of the others, which runs from ``low`` to ``high``.

    ``raised_by`` and ``lowered_by``: the parameters that move the bound one way all over the box.
    """

    parameter: Input
    at_least: bool
    formula: Expr
    low: float
    high: float
    raised_by: tuple[Input, ...]
    lowered_by: tuple[Input, ...]


def bound_of(row: Inequality, box: Mapping[Input, tuple[float, float]]) -> Bound | None:
    """Return the inequality as a bound on the first parameter in which it is one; None where it is none.

    >>> from alignment_games.cases import load_case
    >>> from alignment_games.inverse.inequalities import inequalities
    >>> munich = load_case("europe-1938")
    >>> box = {Input("burden"): (0, 0.3), Input("threat_offence"): (0.5, 2)}
    >>> bound = bound_of(inequalities(munich.model, munich.recorded, list(box))[4], box)
    >>> str(bound.parameter), bound.at_least, [str(each) for each in bound.raised_by]
    ('burden', True, ['threat_offence'])
    """
    symbols = symbols_of(list(box))
    for parameter, symbol in symbols.items():
        parts = linear_in(row.slack, symbol)
        if parts is None or parts[1].is_zero:
            continue
        others = [each for each in box if each != parameter and symbols[each] in row.slack.free_symbols]
        at = [symbols[each] for each in others]
        low, high = _cells([box[each] for each in others])
        slope, _ = enclosed(parts[1], at, low, high)
        at_least, at_most = bool((slope.low > 0).all()), bool((slope.high < 0).all())
        if not (at_least or at_most):
            continue
        formula = -parts[0] / parts[1]
        value, moves = enclosed(formula, at, low, high)
        return Bound(
            parameter,
            at_least,
            formula,
            float(value.low.min()),
            float(value.high.max()),
            tuple(each for k, each in enumerate(others) if (moves.low[k] >= 0).all()),
            tuple(each for k, each in enumerate(others) if (moves.high[k] <= 0).all()),
        )
    return None


def _cells(ends: list[tuple[float, float]]) -> tuple[np.ndarray, np.ndarray]:
    """Return the lower and upper ends of a grid of boxes, ``(boxes, inputs)``; one box without inputs."""
    if not ends:
        return np.zeros((1, 0)), np.zeros((1, 0))
    side = max(2, round(_CELLS ** (1 / len(ends))))
    edges = [np.linspace(a, b, side + 1) for a, b in ends]
    low, high = ([each[part] for each in edges] for part in (slice(None, -1), slice(1, None)))
    return tuple(np.stack(np.meshgrid(*each, indexing="ij"), axis=-1).reshape(-1, len(ends)) for each in (low, high))  # type: ignore[return-value]
