"""The largest games that are solved whole, and what a small one takes beside its search.

``python -m benchmarks.large_supports 5x3 4x4 ... [--seeds N]``: random games of so many players and actions, with a
ledger, and once more from it. ``python -m benchmarks.large_supports overhead``: a solve of 2x2 and 2x2x2, beside
building its game and its search. Times are seconds and microseconds of the processor, on all threads.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import tempfile
import time
from pathlib import Path

import numpy as np

import alignment_games as ag
from alignment_games.solvers import SupportEnumeration
from alignment_games.solvers._kernel.loading import EFFORT
from alignment_games.solvers.control import Control
from alignment_games.solvers.solver import Proposal


def random_game(players, actions, seed):
    return ag.NormalFormGame(np.random.default_rng(seed).uniform(size=(players, *[actions] * players)))


def timed(run, *given, **options):
    start = time.process_time()
    found = run(*given, **options)
    return time.process_time() - start, found


def large(size, seeds):
    players, actions = map(int, size.split("x"))
    for seed in range(seeds):
        game = random_game(players, actions, seed)
        with tempfile.TemporaryDirectory() as folder:
            solver = SupportEnumeration(ledger=Path(folder) / "supports")
            seconds, found = timed(ag.solve, game, solver, throw=False)
            again, repeated = timed(ag.solve, game, solver, throw=False)
        counts = f"{found.stats['supports']:,} supports, {found.stats['cells']:,} cells, {len(found)} equilibria"
        proven = f"index sum {found.stats.get('index_sum')}, {found.status.name}"
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
        same = "the same" if len(repeated) == len(found) else f"BUT {len(repeated)} equilibria"
        print(f"{size}, seed {seed}: {seconds:.2f} s, {counts}, {proven}, at most {memory:.0f} MB", flush=True)
        print(f"  from the ledger: {again:.2f} s, {same}", flush=True)


def overhead(games=300):
    for actions in ((2, 2), (2, 2, 2)):
        rows = []
        for payoffs in np.random.default_rng(0).uniform(size=(games, len(actions), *actions)):
            building, game = timed(ag.NormalFormGame, payoffs)
            ag.solve(game)  # what a game keeps of itself is there for both
            solving, _ = timed(ag.solve, game)
            searching, _ = timed(ag.solvers.Auto().choose(game).propose, game, Proposal(), Control())
            rows.append((solving, building, searching, solving - searching))
        figures = [f"{1e6 * min(own):.0f}, {1e6 * statistics.median(own):.0f}" for own in zip(*rows, strict=True)]
        parts = ", ".join(
            f"{name} {each}" for name, each in zip(("solve", "build", "search", "beside it"), figures, strict=True)
        )
        print(f"{'x'.join(map(str, actions))}, microseconds, least and median: {parts}")


def main():
    parser = argparse.ArgumentParser(prog="python -m benchmarks.large_supports", description=__doc__.splitlines()[0])
    parser.add_argument("sizes", nargs="+", help="players x actions, or the word overhead")
    parser.add_argument("--seeds", type=int, default=3)
    options = parser.parse_args()
    EFFORT.worth_loading = 0
    for size in options.sizes:
        if size == "overhead":
            overhead()
        else:
            ag.solve(random_game(4, 2, 0), SupportEnumeration())  # loads what is compiled
            large(size, options.seeds)


if __name__ == "__main__":
    main()
