"""Where the time of a search goes, the compiled kernel beside the numpy path, and both held against each other.

``python -m benchmarks.kernel [games] [batches] [response]``, all by default, or ``agree SECONDS [SEED]``, which draws
games and lists those in which the paths differ. Times are seconds of the processor, medians, in one run.

Shares of the time of the numpy path, and what it looks at in a random game, which is why there is a kernel (the
arithmetic of a cell takes 1 to 10 microseconds):

    players x actions   3x2   4x2   5x2   7x2   3x3   4x3
    supports             27    13    55   860    54   787
    cells                 -    23   130  4184    75  1988
    closed form         46%
    systems                   15%   14%   14%   15%   11%
    cells                     43%   50%   58%   50%   71%
      of it separation        12%   16%   25%   17%   31%
    settling, roots           15%   16%   11%   16%    9%
    verification        54%   13%   13%   14%    8%    5%
    all else                  14%    7%    3%   11%    4%

Beside enumpoly (Gambit 16.7, one thread, games prebuilt, `test_bench_support_enumeration`; medians of one run, in
milliseconds of the processor), the kernel loaded; every game proven complete with index sum one:

    players x actions   3x2    4x2    5x2    3x3    7x2    3x4     4x3
    this package        .26    1.6    3.2    2.3    48     17      25
    enumpoly            .54    3.0    17     16     719    1,722   1,314
    its time over ours  2.1    1.9    5.3    7.0    15     99      52
    equilibria it lost  4/60   21/40  31/15  23/20  93/5   26/5    44/5

`speed.md` has what larger games, batches and small ones take, as `python -m benchmarks.speed` finds it.

Three players with two actions need no kernel. Others are searched without it until a process has searched as many
supports as take as long as loading it: .6 seconds.

Among games with sentinels of -1e11 and probabilities of 1e-11 a few supports are proven empty by one path that the
other leaves undecided: ``agree`` lists such games, too, where only that count differs.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections import Counter

import numpy as np

import alignment_games as ag
from alignment_games.solvers import SupportEnumeration, solve_batch
from alignment_games.solvers._kernel.loading import EFFORT
from benchmarks.drawn_games import drawn

#: What the two paths of the search are compared on: shapes, and kinds of payoffs with sentinels up to 1e12.
COMPARED = (
    ((2, 2, 2), (2, 2, 2, 2), (3, 3, 3), (2, 2, 3), (2, 3, 2, 2), (2, 3), (3, 3), (1, 3, 3), (2, 1, 2, 2)),
    ("uniform", "ties", "sentinels", "gaps", "scaled", "exact"),
    12,
)
SHAPES = {"4x2": (2,) * 4, "5x2": (2,) * 5, "7x2": (2,) * 7, "3x3": (3,) * 3, "4x3": (3,) * 4, "3x4": (4,) * 3}
GERMANY = ag.State("Germany", power=0.154, offence=1.2)
STATES = [ag.State(name, power=power) for name, power in (("Britain", 0.078), ("France", 0.046), ("USSR", 0.164))]


def random_payoffs(shape, games, seed=0):
    return np.random.default_rng(seed).uniform(size=(games, len(shape), *shape))


def timed(run):
    start = time.process_time()
    found = run()
    return time.process_time() - start, found


def by_both(payoffs):
    """Return the seconds and the solution of one game without and with the kernel."""
    game, answers = ag.NormalFormGame(payoffs), []
    for worth in (sys.maxsize, 0):
        EFFORT.worth_loading = worth
        answers.append(timed(lambda: ag.solve(game, SupportEnumeration(), throw=False)))
    return answers


def differences(one, other):
    """Return whether two solutions differ in anything but the work that they took."""
    told = [solution.to_dict() for solution in (one, other)]
    for each in told:
        for work in ("seconds", "cells"):
            each["stats"].pop(work, None)
    return told[0] != told[1]


def games():
    print("one game, seconds of the processor: without the kernel, with it, their ratio")
    by_both(random_payoffs((2, 2, 3), 1)[0])
    for name, shape in SHAPES.items():
        pairs = [by_both(payoffs) for payoffs in random_payoffs(shape, 5)]
        without, kernel = (statistics.median(pair[k][0] for pair in pairs) for k in (0, 1))
        same = not any(differences(pair[0][1], pair[1][1]) for pair in pairs)
        print(f"  {name}: {without:.4f} {kernel:.4f} {without / kernel:.1f}, {'the same' if same else 'DIFFERENT'}")


def batches():
    print("random games a second of the processor, all equilibria")
    EFFORT.worth_loading = 0
    for name, count in (("4x2", 4000), ("5x2", 1000), ("3x3", 1000)):
        payoffs = random_payoffs(SHAPES[name], count)
        rates = [(timed(lambda own=payoffs: solve_batch(own))) for _ in range(3)]
        seconds = statistics.median(rate[0] for rate in rates)
        found = rates[0][1]
        shares = f"complete {found.complete.mean():.4f}, alone {found.one_by_one.mean():.4f}"
        print(f"  {name}: {count / seconds:,.0f}; {shares}")


def response(count=200_000):
    EFFORT.worth_loading = 0
    threats = np.random.default_rng(0).uniform(size=(count, 3))
    family = ag.response_game(STATES, against=GERMANY, threat=threats)
    seconds, found = timed(lambda: solve_batch(family))
    mixed = (~np.isin(found.profiles[0], (0, 1)).all(axis=1)).mean()
    print(f"response games, 3 states x 3: {seconds / count * 1e6:.1f} s of the processor for a million; {found!r}")
    print(f"  {mixed:.0%} of the rows are mixed, {found.one_by_one.mean():.2%} of the games were solved alone")


def agree(seconds, seed=0):
    rng, end, count = np.random.default_rng(seed), time.monotonic() + seconds, Counter()
    while time.monotonic() < end:
        kind, payoffs = drawn(rng, *COMPARED)
        (_, one), (_, other) = by_both(payoffs)
        count[kind] += 1
        if differences(one, other):
            count[f"{kind}, DIFFERENT"] += 1
            print(kind, np.array(payoffs).tolist(), one, other, sep="\n")
    print("games by both paths:", dict(count))
    return int(any("DIFFERENT" in kind for kind in count))


if __name__ == "__main__":
    if sys.argv[1:2] == ["agree"]:
        sys.exit(agree(float(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 0))
    for name in sys.argv[1:] or ["games", "batches", "response"]:
        {"games": games, "batches": batches, "response": response}[name]()
