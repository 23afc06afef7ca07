"""One equilibrium of games of eight players, beside pygambit's fastest method for that.

``python -m benchmarks.test_bench_one_equilibrium`` prints the table: random games of 8 players with 3 actions by
seed, the volunteer's dilemma of 8, a response game of 8 states; seconds of processor time, the largest regret in
units of the payoff range, and the ratio of medians. Every solve runs in a process of its own under a limit of processor
time, because pygambit's methods may not end. As pytest file, ``--benchmark-enable`` prints our times.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import resource
import statistics
import subprocess
import sys
import time

import numpy as np
import pytest

from alignment_games import NormalFormGame, SecurityUtility, State, response_game, solve
from alignment_games.io.interchange import to_gambit
from alignment_games.models import volunteers_dilemma
from alignment_games.solvers import LogitTracing
from benchmarks.methods import from_gambit

SEEDS = range(20)
METHODS = ("LogitTracing", "gambit ipa_solve", "gambit gnm_solve", "gambit logit_solve")


def game_of(name: str) -> NormalFormGame:
    """Return ``random-SEED``, ``volunteers`` or ``response``."""
    if name == "volunteers":
        return volunteers_dilemma(8, cost=0.25).to_float()
    if name == "response":
        states = [State(f"S{i}", power=0.03 + 0.02 * i) for i in range(8)]
        against = State("Threat", power=0.2, offence=1.2)
        return response_game(states, against=against, threat=[0.5] * 8, utility=SecurityUtility(burden=0.1)).to_float()
    seed = int(name.removeprefix("random-"))
    return NormalFormGame(np.random.default_rng(seed).uniform(size=(8, *[3] * 8)))


def run(method: str, game: NormalFormGame) -> dict[str, float]:
    """Return processor seconds, the least regret among what was found (payoff range), and how many were found."""
    if method == "LogitTracing":
        start = time.process_time()
        profiles = [equilibrium.profile for equilibrium in solve(game, LogitTracing(), throw=False)]
        seconds = time.process_time() - start
    else:
        import pygambit

        theirs = to_gambit(game)
        options = {"use_strategic": True} if method.endswith("logit_solve") else {}
        start = time.process_time()
        found = getattr(pygambit.nash, method.split()[1])(theirs, **options).equilibria
        seconds = time.process_time() - start
        profiles = [from_gambit(theirs, profile) for profile in found]
    regrets = [float(max(game.regrets(list(profile)))) for profile in profiles]
    return {
        "seconds": seconds,
        "regret": min(regrets, default=float("nan")) / np.ptp(game.payoffs),
        "found": len(regrets),
    }


def measured(method: str, name: str, limit: int) -> dict[str, float] | None:
    """Return what a child process prints, None when the system ends it at the limit or it breaks down."""
    command = [sys.executable, "-m", "benchmarks.test_bench_one_equilibrium", "--one", method, name]
    done = subprocess.run([*command, "--limit", str(limit)], capture_output=True, text=True, check=False)
    return json.loads(done.stdout) if done.returncode == 0 else None


def table(limit: int) -> None:
    """Print one line for each kind of game and method."""
    methods = METHODS if importlib.util.find_spec("pygambit") else METHODS[:1]
    print(f"{'games':<14}{'method':<22}{'solved':>8}{'median s':>10}{'worst s':>9}{'regret':>9}{'ratio':>8}")
    for kind, names in {
        "random 8x3": [f"random-{seed}" for seed in SEEDS],
        "volunteers 8": ["volunteers"],
        "response 8x3": ["response"],
    }.items():
        ours = None
        for method in methods:
            # What gives no answer to the first games is not asked about the rest.
            rows = [measured(method, name, limit) for name in names[:2]]
            rows += [measured(method, name, limit) for name in names[2:]] if any(rows) else []
            solved = [row for row in rows if row is not None and row["found"]]
            line = f"{kind:<14}{method:<22}{f'{len(solved)}/{len(rows)}':>8}"
            if solved:
                median = statistics.median(row["seconds"] for row in solved)
                ours = ours or median
                worst, regret = (max(row[key] for row in solved) for key in ("seconds", "regret"))
                line += f"{median:>10.3f}{worst:>9.3f}{regret:>9.0e}{median / ours:>8.1f}"
            print(line if solved else f"{line}   no answer in {limit} s", flush=True)


@pytest.mark.parametrize("name", ["random-0", "random-1", "volunteers", "response"])
def test_one_equilibrium(benchmark, name):
    solution = benchmark.pedantic(solve, (game_of(name), LogitTracing()), rounds=3)
    assert len(solution) == 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--limit", type=int, default=20, help="seconds of processor time for each solve")
    parser.add_argument("--one", nargs=2, metavar=("METHOD", "GAME"), help="solve one game and print JSON")
    chosen = parser.parse_args()
    if chosen.one:
        resource.setrlimit(resource.RLIMIT_CPU, (chosen.limit, chosen.limit))
        print(json.dumps(run(chosen.one[0], game_of(chosen.one[1]))))
    else:
        table(chosen.limit)
