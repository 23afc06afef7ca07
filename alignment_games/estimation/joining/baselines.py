"""What a theory of joining must beat: frequencies, a rule of thumb, and a multinomial logit without theory.

Each is learned from decisions and returns a forecast: a function from decisions to the chances of staying out, joining
a and joining b, shape (n, 3).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from alignment_games.arrays import Array
from alignment_games.estimation.joining.choice import probabilities, summit
from alignment_games.estimation.joining.fitting import fit_joiners
from alignment_games.estimation.joining.theory import nearness
from alignment_games.io.sources.third_parties import ThirdParties

Forecast = Callable[[ThirdParties], Array]

#: The multinomial logit's penalty: half the sum of the squared standardised weights, so that a maximum exists and rare
#: columns do not ruin what it says of disputes that it has not seen.
RIDGE = 1.0
#: Powers below this, which the records give to the smallest states, are as good as none.
_LEAST_POWER = 1e-7


def structural(record: ThirdParties) -> Forecast:
    """Return the forecast of the theory's fit."""
    return fit_joiners(record).predict


def frequencies(record: ThirdParties) -> Forecast:
    """Return the forecast that gives every state the record's shares: almost always out; an intercept alone."""
    shares = (np.bincount(record.taken, minlength=3) + 0.5) / (len(record) + 1.5)
    return lambda asked: np.tile(shares, (len(asked), 1))


def rule_of_thumb(record: ThirdParties) -> Forecast:
    """Return the forecast: join the ally, else the rival's enemy, else the weaker side.

    The rule names a side and its reason; how often those with that reason join, and how often on that side, are shares
    of the record.
    """
    side, reason = rule(record)
    joins, right = np.zeros(len(REASONS)), np.zeros(len(REASONS))
    for k in range(len(REASONS)):
        joined = (reason == k) & (record.taken > 0)
        joins[k] = (joined.sum() + 0.5) / ((reason == k).sum() + 1)
        right[k] = ((record.taken == side)[joined].sum() + 0.5) / (joined.sum() + 1)

    def forecast(asked: ThirdParties) -> Array:
        side, reason = rule(asked)
        on_side, off_side = joins[reason] * right[reason], joins[reason] * (1 - right[reason])
        first = side == 1
        return np.stack(
            [1 - joins[reason], np.where(first, on_side, off_side), np.where(first, off_side, on_side)], axis=1
        )

    return forecast


#: What the rule says, in words.
RULE_OF_THUMB = "rule of thumb: join the ally, else the rival's enemy, else the weaker side"
REASONS = ("ally", "rival's enemy", "weaker")


def rule(record: ThirdParties) -> tuple[Array, Array]:
    """Return the side that the rule of thumb names, 1 for a and 2 for b, and the place of its reason in `REASONS`."""
    side = np.where(record.power[:, 0] < record.power[:, 1], 1, 2)
    reason = np.full(len(record), 2)
    for k, leaning in ((1, record.rival[:, ::-1]), (0, record.defence_pact)):
        lean = leaning[:, 0] - leaning[:, 1]
        side = np.where(lean > 0, 1, np.where(lean < 0, 2, side))
        reason = np.where(lean != 0, k, reason)
    return side, reason


def multinomial_logit(record: ThirdParties) -> Forecast:
    """Return the forecast of a multinomial logit on the table's columns: a weight for each column and side."""
    columns = _columns(record)
    mean, spread = columns.mean(axis=0), columns.std(axis=0)
    spread[spread == 0] = 1

    def blocks(asked: ThirdParties) -> Array:
        unit = (_columns(asked) - mean) / spread
        unit = np.concatenate([np.ones((len(unit), 1)), unit], axis=1)
        none = np.zeros_like(unit)
        return np.stack([np.concatenate([unit, none], axis=1), np.concatenate([none, unit], axis=1)], axis=1)

    here = blocks(record)
    # Each column is of unit size in one of the two sides, hence the half.
    found = summit(here, record.taken, [""] * here.shape[2], bounded=False, penalty=RIDGE / 2)
    return lambda asked: probabilities(blocks(asked), found.parameters)


def _columns(record: ThirdParties) -> Array:
    """Return what the table tells of each decision, shape (n, 19): powers in logarithms, the distance as nearness."""
    own = (record.hostility, record.major, np.log(np.maximum(record.cinc, _LEAST_POWER)))
    sides = (
        np.log(np.maximum(record.power, _LEAST_POWER)),
        np.log(np.maximum(record.states, 1)),
        record.revisionist,
        record.contiguity == 1,
        nearness(record),
        record.defence_pact,
        record.other_pact,
        record.rival,
    )
    return np.concatenate([np.stack(own, axis=1), *sides], axis=1).astype(float)


#: All forecasts by name, the theory's first.
FORECASTS: Mapping[str, Callable[[ThirdParties], Forecast]] = {
    "structural": structural,
    "always out": frequencies,
    "rule of thumb": rule_of_thumb,
    "multinomial logit": multinomial_logit,
}
