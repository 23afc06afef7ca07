"""Random games in floats by the numpy path and by compiled code, beside the same numbers as fractions.

``python -m benchmarks.exact_twins SECONDS [SEED]``. Payoffs are uniform, tied, on sentinels of -1e3 to -1e9, next to
ties, or far from zero. *missed*: isolated equilibria of the fractions that a path lacks where both are complete.
*false*: profiles of a path whose regret in fractions is more than rounding, by the rule of the standing test.
*different*: games in which the paths differ in anything but their work. There should be none of any.
"""

from __future__ import annotations

import sys
import time
from collections import Counter

import numpy as np

import alignment_games as ag
from alignment_games.solvers import SupportEnumeration
from benchmarks.drawn_games import drawn
from benchmarks.kernel import by_both, differences
from tests.solvers.test_exact_twins import assert_within_the_rule, fractions

KINDS = ("uniform", "ties", "sentinels", "gaps", "offset")
SHAPES = ((2, 2, 2), (2, 2, 2, 2), (3, 3, 3))
#: Profiles closer than this are one.
SAME = 1e-6


def row(profile):
    return np.concatenate([np.asarray(own, dtype=float) for own in profile])


def missed(solution, twin):
    """Return how many of the twin's isolated equilibria are not there; None where that cannot be told."""
    if not (solution.complete and twin.complete) or solution.components or twin.components:
        return None
    found = [row(each.profile) for each in solution]
    return sum(not any(abs(row(each.profile) - own).max() < SAME for own in found) for each in twin)


def false(solution):
    """Return how many profiles are no equilibria of the fractions by the rule for rounding."""
    count = 0
    for each in solution:
        try:
            assert_within_the_rule(solution.game.payoffs, each.profile)
        except AssertionError:
            count += 1
    return count


def main(seconds, seed=0):
    rng, end, count = np.random.default_rng(seed), time.monotonic() + seconds, Counter()
    while time.monotonic() < end:
        kind, payoffs = drawn(rng, SHAPES, KINDS)
        twin = ag.solve(ag.NormalFormGame(fractions(payoffs)), SupportEnumeration(), throw=False)
        (_, one), (_, other) = by_both(payoffs)
        count[kind] += 1
        count["different"] += differences(one, other)
        for solution in (one, other):
            lost = missed(solution, twin)
            count["compared"] += lost is not None
            count["missed"] += lost or 0
            count["false"] += false(solution)
        if count["missed"] + count["false"] + count["different"]:
            print("the last of", dict(count), payoffs.tolist(), sep="\n")
            return 1
        if sum(count[each] for each in KINDS) % 20 == 0:
            print(dict(count), flush=True)
    print(dict(count))
    return 0


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]), *map(int, sys.argv[2:])))
