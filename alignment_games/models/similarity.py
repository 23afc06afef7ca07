r"""Similarity of alliance portfolios, from which third parties' interests are read.

A portfolio lists one state's commitment to each state, such as 3 defence, 2 neutrality, 1 entente, 0 none.

*tau-b* (Kendall 1938; Bueno de Mesquita 1975): with C concordant and D discordant pairs of entries, and
:math:`n_0 = n(n-1)/2` pairs of which :math:`t_a, t_b` are tied within one portfolio,

.. math:: \tau_b = (C - D) / \sqrt{(n_0 - t_a)(n_0 - t_b)}

*S* (Signorino & Ritter 1999, "Tau-b or not tau-b", International Studies Quarterly 43): with weights
:math:`w_k` (one each, or capabilities) and :math:`\Delta` the widest possible difference of entries,

.. math:: S = 1 - 2\, \frac{\sum_k w_k |a_k - b_k|}{\Delta \sum_k w_k}

Both run from -1 to 1. tau-b counts orders, and so takes two states that ally with nobody much for unlike
each other; S counts distances.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError
from alignment_games.models._tables import listed
from alignment_games.signatures import as_annotated
from alignment_games.states.arguments import checked


@as_annotated(but=("first", "second"))
def portfolio_similarity(
    first: Sequence[Any], second: Sequence[Any], *, weights: Sequence[Any] | None = None, widest: Any = 3
) -> Any:
    """Return Signorino and Ritter's S of two portfolios, from -1 to 1.

    ``weights``: one for each entry, None for equal ones. ``widest``: the largest possible difference of two
    entries (alliances run from 0 to 3). Fractions stay exact.
    Raises InvalidModelError for portfolios of different lengths or differences beyond ``widest``.

    >>> portfolio_similarity([3, 0, 0], [0, 3, 0])
    -0.33333333333333326
    """
    a, b = _portfolios(first, second)
    checked(widest, "widest", low=0, strictly=True)
    distance = abs(a - b)
    if (distance > widest).any():
        raise InvalidModelError(
            f"entries differ by {distance.max()}, more than widest={widest}; give the scale's width"
        )
    w = np.array([1] * len(a) if weights is None else list(weights), dtype=object)
    if w.shape != a.shape:
        raise InvalidModelError(f"weights need one entry for each of {len(a)}, got {len(w)}")
    checked(w, "weights", low=0)
    if not sum(w) > 0:
        raise InvalidModelError("weights are all 0; at least one must count")
    return 1 - 2 * sum(w * distance) / (widest * sum(w))


def tau_b(first: Sequence[Any], second: Sequence[Any]) -> float:
    """Return Kendall's tau-b of two portfolios, from -1 to 1.

    Raises InvalidModelError for portfolios of different lengths, or one whose entries are all equal.

    >>> round(tau_b([3, 3, 0, 0], [3, 0, 3, 0]), 12) + 0
    0.0
    """
    from scipy.stats import kendalltau

    a, b = _portfolios(first, second)
    for which, portfolio in (("first", a), ("second", b)):
        if (portfolio == portfolio[0]).all():
            raise InvalidModelError(f"tau-b is not defined: the {which} portfolio has the same entry everywhere; use S")
    return float(kendalltau(a.astype(float), b.astype(float), variant="b").statistic)


def _portfolios(first: Sequence[Any], second: Sequence[Any]) -> tuple[Array, Array]:
    a, b = (np.array(listed(each, "portfolio entries"), dtype=object) for each in (first, second))
    if a.shape != b.shape:
        raise InvalidModelError(f"portfolios need one entry for each state, got {len(a)} and {len(b)} entries")
    return a, b
