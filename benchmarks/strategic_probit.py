"""Is a published estimate of Signorino's strategic probit found again? Seven seconds on a core; no data are needed.

Monogan (2015, section 11.7) estimates the model of deterrence of Signorino (1999), an attacker who moves first and a
defender, from 100 records of 1,000 cases that R draws from a seed, and prints the mean of each coefficient and of its
absolute error. Here the same numbers are drawn: R's generator is the Mersenne Twister, seeded by a congruence, and its
normal numbers are quantiles of two uniform ones. Utilities there are in units of an error's deviation of the root of
one half, here of one.
"""

import numpy as np
from scipy.special import ndtr, ndtri

from alignment_games.estimation import StrategicProblem, TwoMoves
from alignment_games.text.tables import Table

SEED, RECORDS, CASES = 3141593, 100, 1000
#: Means of coefficients, and of their absolute errors about 1, as printed.
PUBLISHED = ([1.0037491, 1.0115165, 1.0069188, 0.9985754], [0.07875179, 0.08059979, 0.07169820, 0.07127819])
GAME = TwoMoves(
    (("status quo",), ("capitulation", "war")),
    first={"capitulation": ["x1"], "war": ["x2"]},
    second={"war": ["x3", "x4"]},
    link="probit",
)


def normal_numbers(seed):
    """Return a function of a count to so many further numbers of R's ``rnorm`` after ``set.seed``."""
    words = []
    for _ in range(50 + 625):
        seed = (69069 * seed + 1) % 2**32
        words.append(seed)
    source = np.random.MT19937()
    source.state = {"bit_generator": "MT19937", "state": {"key": np.array(words[51:], dtype=np.uint32), "pos": 624}}

    def draw(count):
        uniform = source.random_raw(2 * count).reshape(-1, 2) * 2.3283064365386963e-10
        return ndtri((np.floor(2**27 * uniform[:, 0]) + uniform[:, 1]) / 2**27)

    return draw


def record(draw):
    """Return the next record: four figures of each case, and how it ended, drawn in Monogan's order."""
    x1, x2, x3, x4 = (draw(CASES) for _ in range(4))
    stays, yields, fights = (np.sqrt(0.5) * draw(CASES) for _ in range(3))
    fought = ndtr(x3 + x4)
    attacks = fought * x2 + (1 - fought) * x1 + np.sqrt(0.5) * draw(CASES)
    ends = np.where(stays >= attacks, "status quo", np.where(yields >= x3 + x4 + fights, "capitulation", "war"))
    return {"x1": x1, "x2": x2, "x3": x3, "x4": x4, "end": ends}


def estimates(records=RECORDS):
    """Return the coefficients of each record, in the published units."""
    draw = normal_numbers(SEED)
    fits = (StrategicProblem(record(draw), GAME, outcome="end").solve(np.full(4, 0.1)) for _ in range(records))
    return np.array([fit.parameters for fit in fits]) / np.sqrt(2)


if __name__ == "__main__":
    found = estimates()
    means = (found.mean(axis=0), abs(found - 1).mean(axis=0))
    rows = [
        [name, *(f"{value:.7f}" for pair in zip(PUBLISHED, means, strict=True) for value in (pair[0][k], pair[1][k]))]
        for k, name in enumerate(GAME.names)
    ]
    print(Table(["parameter", "mean, published", "here", "mean absolute error, published", "here"], rows))
    gap = max(abs(np.subtract(*pair)).max() for pair in zip(PUBLISHED, means, strict=True))
    print(f"largest difference {gap:.1e}: Monogan's search stops a little before the maximum, by a change of 1e-8")
