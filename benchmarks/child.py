"""One method on one game, several times, in a process of its own: ``python -m benchmarks.child GAME METHOD REPEATS``.

Prints one line of JSON: the profiles found that are equilibria, those that are not, and the seconds of each run.
"""

from __future__ import annotations

import json
import sys
import time
import warnings

import numpy as np

from alignment_games.catalogue.known_games import known_game
from alignment_games.game.best_reply import payoff_ranges, regrets
from benchmarks.methods import METHODS

#: Peers compute in floats: a profile counts as an equilibrium up to this share of the payoff range.
LENIENT = 1e-6
SAME = 1e-6


def main() -> None:
    """Run, judge by regret, print."""
    name, method, repeats = sys.argv[1], sys.argv[2], int(sys.argv[3])
    game = known_game(name).game
    warnings.simplefilter("ignore")
    run = METHODS[method][0]
    seconds = []
    for _ in range(repeats):
        start = time.perf_counter()
        profiles = run(game)
        seconds.append(time.perf_counter() - start)
        if sum(seconds) > 10:
            break
    floats = game.to_float()
    payoffs = floats.payoffs - floats.payoffs.min(axis=tuple(range(1, floats.payoffs.ndim)), keepdims=True)
    slack = LENIENT * np.maximum(payoff_ranges(payoffs, game.n_players), 1e-300)
    right: list[list[list[float]]] = []
    wrong = 0
    for profile in profiles:
        own = [np.asarray(p, dtype=float) for p in profile]
        if not all(np.isfinite(p).all() for p in own) or (regrets(payoffs, own) > slack).any():
            wrong += 1
        elif not any(
            all(abs(a - np.array(b)).max() < SAME for a, b in zip(own, known, strict=True)) for known in right
        ):
            right.append([p.tolist() for p in own])
    print(json.dumps({"right": len(right), "wrong": wrong, "seconds": seconds}))


if __name__ == "__main__":
    main()
