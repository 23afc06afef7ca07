"""Exact forms of the mixed equilibria of random games: degrees, seconds of the processor, digits, errors of floats.

    python -m benchmarks.exact_equilibria 3x3x3 20 100   # actions, how many games, payoffs from -100 to 99

An equilibrium without an exact form is printed with the reason.
"""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from statistics import median

import numpy as np

import alignment_games as ag


def measured(shape, games, largest):
    """Yield, for each exact form: degree, seconds, digits of the longest coefficient, distance of the floats."""
    for seed in range(games):
        payoffs = np.random.default_rng(seed).integers(-largest, largest, size=(len(shape), *shape)).astype(object)
        game = ag.NormalFormGame(payoffs)
        for equilibrium in ag.solve(game):
            if equilibrium.pure:
                continue
            start = time.process_time()
            try:
                form = ag.symbolic.exact_equilibrium(game, equilibrium)
            except ag.UnsupportedGameError as error:
                print(f"game {seed}: {error}")
                continue
            seconds = time.process_time() - start
            digits = max(len(str(abs(int(c)))) for c in form.minimal_polynomial.all_coeffs())
            pairs = zip(form.profile, equilibrium.profile, strict=True)
            yield form.degree, seconds, digits, max(float(abs(x - y.astype(float)).max()) for x, y in pairs)


def main(arguments):
    """Print a line for each degree."""
    shape, games, largest = tuple(map(int, arguments[0].split("x"))), int(arguments[1]), int(arguments[2])
    rows = defaultdict(list)
    for degree, *figures in measured(shape, games, largest):
        rows[degree].append(figures)
    for degree, found in sorted(rows.items()):
        seconds, digits, away = zip(*found, strict=True)
        print(
            f"degree {degree}: {len(found)}, median {median(seconds):.2f} s, at most {max(seconds):.2f} s, "
            f"coefficients of up to {max(digits)} digits, floats at most {max(away):.1e} off"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
