r"""Contest success: the chance that defence D holds against attack A.

.. math::

   h &= D^m / (D^m + A^m)        && \text{ratio form (Tullock 1980)} \\
   h &= 1 / (1 + e^{k (A - D)})  && \text{difference form (Hirshleifer 1989)}

m and k are the decisiveness: how much a margin of strength decides. The ratio form counts in ratios and
needs no unit; the difference form counts in units of power. With decisiveness in the hundreds, state
power in units near 1: the powers of smaller floats vanish.
"""

from __future__ import annotations

import math
from typing import Any

from alignment_games.errors import InvalidModelError, shown
from alignment_games.signatures import Quantity, as_annotated

#: What Python raises of figures that do not go together.
_UNFIT = (ArithmeticError, TypeError, ValueError)


@as_annotated(defence=Quantity, attack=Quantity, decisiveness=Quantity)
def ratio_contest(defence: Any, attack: Any, decisiveness: Any = 1) -> Any:
    """Return h = D^m / (D^m + A^m); at least one of the two must be positive.

    >>> ratio_contest(3.0, 1.0, decisiveness=2)
    0.9
    """
    try:
        held = defence**decisiveness
        return held / (held + attack**decisiveness)
    except _UNFIT as error:
        raise _unfit(error, defence, attack, decisiveness) from None


@as_annotated(defence=Quantity, attack=Quantity, decisiveness=Quantity, base=Quantity)
def difference_contest(defence: Any, attack: Any, decisiveness: Any = 1, base: Any = math.e) -> Any:
    """Return h = 1 / (1 + e^(k (A - D))). For exact symbols pass ``base=sympy.E``.

    >>> difference_contest(2.0, 2.0)
    0.5
    """
    try:
        return 1 / (1 + base ** (decisiveness * (attack - defence)))
    except _UNFIT as error:
        raise _unfit(error, defence, attack, decisiveness, base) from None


def _unfit(error: Exception, *figures: Any) -> InvalidModelError:
    """Return what is said of figures that do not go together: arrays of other shapes, texts in them, too large ones."""
    told = dict(zip(("defence", "attack", "decisiveness", "base"), map(shown, figures), strict=False))
    given = ", ".join(f"{name} {value}" for name, value in told.items())
    return InvalidModelError(
        f"a contest needs figures of fitting shapes and sizes, decisiveness at least 0; got {given} ({error})"
    )
