"""Games with known equilibria, through our solvers and every installed peer, side by side.

``python -m benchmarks [--limit SECONDS] [--repeats N] [--games PART_OF_NAME]``

Each method meets each game in a process of its own with a limit. ``found`` counts the different equilibria, each
verified by its regret, against those expected (the ends of continua where there are any, for which methods differ in
the members that they report); ``wrong`` counts profiles that are no equilibrium. Times are medians; ratios are to ours.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import statistics
import subprocess
import sys
from typing import Any

from alignment_games.catalogue.known_games import KnownGame, known_games
from benchmarks.methods import METHODS, PEERS


def main() -> int:
    """Run the catalogue and print one line for each game and method."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__.splitlines()[0])
    parser.add_argument("--limit", type=float, default=30, help="seconds for each method on each game")
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--games", default="", help="only games whose name contains this")
    options = parser.parse_args()
    missing = [name for name, module in PEERS.items() if importlib.util.find_spec(module) is None]
    if missing:
        print(f"not installed, left out: {', '.join(missing)}")
    print(f"{'game':<44}{'method':<20}{'found':>7}{'expected':>9}{'wrong':>6}{'median':>11}{'ratio':>9}")
    failures = 0
    for known in known_games():
        if options.games in known.name:
            failures += _game(known, missing, options)
    print(f"{failures} of our answers missed or were wrong")
    return int(failures > 0)


def _game(known: KnownGame, missing: list[str], options: argparse.Namespace) -> int:
    ours, failed = None, 0
    for method, (_, players) in METHODS.items():
        if known.game.n_players not in players or method.split()[0] in missing:
            continue
        answer = _run(known.name, method, options)
        if isinstance(answer, str):
            row = f"{answer:>33}"
        else:
            median = statistics.median(answer["seconds"])
            ours = median if ours is None else ours
            row = (
                f"{answer['right']:>7}{known.count:>9}{answer['wrong']:>6}{median * 1000:>9.2f}ms{median / ours:>9.1f}"
            )
        print(f"{known.name[:42]:<44}{method:<20}{row}", flush=True)
        if method == "alignment_games":
            failed = int(isinstance(answer, str) or answer["wrong"] > 0 or not known.allows(answer["right"]))
    return failed


def _run(game: str, method: str, options: argparse.Namespace) -> Any:
    """Return what the child prints, or in words why it prints nothing."""
    command = [sys.executable, "-m", "benchmarks.child", game, method, str(options.repeats)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=options.limit, check=False)
    except subprocess.TimeoutExpired:
        return f"no answer in {options.limit:g} s"
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["crashed"])[-1]
        return last.split(":")[0][-30:] if done.returncode > 0 else f"crashed, signal {-done.returncode}"
    return json.loads(done.stdout)


if __name__ == "__main__":
    sys.exit(main())
