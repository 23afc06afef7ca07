"""The logit quantal response equilibrium at one given rate of a game of sums, of up to two hundred states.

What `logit_response` does, with expected payoffs from sums instead of a table (`lattice_play` in `_sums`). Where the
amounts that states put in do not lie on a lattice, payoffs are interpolated between its points: the way up is followed
on the coarser lattice, its end settled on the finer one.
"""

from __future__ import annotations

import numpy as np

from alignment_games.errors import InvalidModelError, NotConvergedError
from alignment_games.game.profile import Profile
from alignment_games.solvers._sums.expected import Expectation
from alignment_games.solvers._sums.model_sums import AggregativeModel, model_sums
from alignment_games.solvers.logit_response import followed, responding, settle


def logit_response_by_sums(model: AggregativeModel, rate: float, *, tol: float = 1e-9) -> Profile:
    """Return the logit quantal response equilibrium of a response or threshold game, one array for each state.

    ``rate``: lambda, per unit of payoff, from 0. ``tol``: the largest distance of a probability from its logit
    response to the payoffs as interpolated, which moves probabilities by some thousandths at most where amounts are
    arbitrary, and not at all where few different sums can occur. Raises InvalidModelError for a negative rate,
    UnsupportedGameError as `pure_equilibria_by_structure` does and for more than two hundred states of arbitrary
    amounts, NotConvergedError where the iteration does not settle.

    >>> from alignment_games.models.threshold import threshold_model
    >>> alike = threshold_model({f"State {k}": 1 for k in range(60)}, against=20)
    >>> play = logit_response_by_sums(alike, rate=1.0)
    >>> len(play), bool(abs(play[0] - play[59]).max() < 1e-12)
    (60, True)
    """
    if not rate >= 0 or not np.isfinite(rate):
        raise InvalidModelError(f"the rate must be a finite number of at least 0, got {rate}")
    sums = model_sums(model)
    lowest, highest = sums.ranges()
    paths = Expectation(sums, lowest, np.ones_like(highest)).paths
    play = followed(paths[0].values, sums.offered, rate, tol)
    for finer in paths[1:]:
        settled = settle(responding(finer.values, sums.offered, rate), play, tol)
        if settled is None:
            raise NotConvergedError(f"play did not settle at rate {rate:.4g}; take a lower rate")
        play = settled
    return tuple(row[own] for row, own in zip(play, sums.offered, strict=True))
