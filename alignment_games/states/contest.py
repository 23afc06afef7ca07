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

from alignment_games.signatures import Quantity, as_annotated


@as_annotated(defence=Quantity, attack=Quantity, decisiveness=Quantity)
def ratio_contest(defence: Any, attack: Any, decisiveness: Any = 1) -> Any:
    """Return h = D^m / (D^m + A^m); at least one of the two must be positive.

    >>> ratio_contest(3.0, 1.0, decisiveness=2)
    0.9
    """
    held = defence**decisiveness
    return held / (held + attack**decisiveness)


@as_annotated(defence=Quantity, attack=Quantity, decisiveness=Quantity, base=Quantity)
def difference_contest(defence: Any, attack: Any, decisiveness: Any = 1, base: Any = math.e) -> Any:
    """Return h = 1 / (1 + e^(k (A - D))). For exact symbols pass ``base=sympy.E``.

    >>> difference_contest(2.0, 2.0)
    0.5
    """
    return 1 / (1 + base ** (decisiveness * (attack - defence)))
