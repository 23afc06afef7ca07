"""Certificates of many games: whether they are valid, their size, and how long checking takes beside solving.

    python -m benchmarks.certificates known ties=100 3x2=200 3x3=200 4x2=200 5x2=200 3x4=200 4x3=20

``3x4=200``: as many random games of three players with four actions; ``ties``: games with payoffs 0, 1 or 2; ``known``:
those of the catalogue whose equilibria are known. Seconds are those of the processor, all threads together, each the
better of two runs for solving, one for all else; the clock decides nothing unless a game gets less than its share of
ten minutes. Ratios are medians: what the checker takes beside ``solve`` with the compiled kernel, beside ``solve`` in
plain numpy, as it is installed without extras, and beside ``solve(certificate=...)``, which finds the equilibria and
writes the proof. Games of two players have no kernel, and those of three with two actions need none.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import numpy as np

import alignment_games as ag
from alignment_games.catalogue.known_games import known_games
from alignment_games.certificates import checker
from alignment_games.solvers._kernel.loading import EFFORT
from benchmarks.kernel import timed

#: Seconds on the clock after which what is left of a proof stays open: far more than any of these games takes.
LIMIT = 600
HEAD = f"{'games':>12} {'':>5} {'valid':>5} {'open':>5} {'same':>5} {'one':>5}  beside"
HEAD += f" {'kernel':>7} {'numpy':>7} {'writing':>7} {'seconds':>8} {'lines':>7} {'most bytes':>11}"
TIES = ((2, 2, 2), (3, 3), (2, 2, 2, 2), (3, 2, 2), (2, 4))


def games(name, count):
    """Yield the games of one row of the table."""
    if name == "known":
        yield from (entry.game for entry in known_games())
        return
    for seed in range(count):
        rng = np.random.default_rng(seed)
        if name == "ties":
            shape = TIES[seed % len(TIES)]
            yield ag.NormalFormGame(rng.integers(0, 3, (len(shape), *shape)).tolist())
        else:
            players, actions = map(int, name.split("x"))
            yield ag.NormalFormGame(rng.normal(size=(players, *(actions,) * players)))


def solved(game, worth):
    """Return the fewest seconds of two runs, and the solution, with the kernel (0) or without."""
    EFFORT.worth_loading = worth
    runs = [timed(lambda: ag.solve(game, throw=False, time_limit=LIMIT)) for _ in range(2)]
    return min(seconds for seconds, _ in runs), runs[0][1]


def measured(game, path):
    """Return what one game shows: seconds, and what is true of its certificate."""
    slow, _ = solved(game, sys.maxsize)
    fast, solution = solved(game, 0)
    writing, _ = timed(lambda: ag.solve(game, throw=False, time_limit=LIMIT, certificate=path))
    try:
        with path.open(encoding="utf-8") as lines:
            seconds, proof = timed(lambda: checker.check(lines))
        words = proof.theorem()
    except ValueError as error:
        print("INVALID", error, game.payoffs.tolist(), flush=True)
        return {"valid": False}
    groups = len(proof.components())
    continua = len(solution.components)
    alone = len(solution) - len({k for own in solution.components for k in own.members})
    return {
        "valid": True,
        "open": bool(proof.open),
        "one": "The indices add up to one." in words,
        "same": groups == alone + continua and solution.complete,
        "ratios": (seconds / fast, seconds / slow, seconds / writing),
        "seconds": seconds,
        "lines": len(path.read_text("utf-8").splitlines()),
        "bytes": path.stat().st_size,
    }


def told(name, rows):
    """Return the line of the table."""
    count = Counter(key for row in rows for key in ("valid", "open", "same", "one") if row.get(key))
    proven = [row for row in rows if row["valid"]]
    ratios = [statistics.median(row["ratios"][k] for row in proven) for k in range(3)]
    middle = [statistics.median(row[key] for row in proven) for key in ("seconds", "lines")]
    most = max(row["bytes"] for row in proven)
    line = f"{name:>12} {len(rows):5} {count['valid']:5} {count['open']:5} {count['same']:5} {count['one']:5}        "
    line += "".join(f" {ratio:7.2f}" for ratio in ratios)
    return f"{line} {middle[0]:8.4f} {middle[1]:7.0f} {most:11,}"


def main(*asked):
    """Print the table: a row for each of what is asked for."""
    start = time.process_time()
    EFFORT.worth_loading = 0
    ag.solve(ag.NormalFormGame(np.random.default_rng(0).normal(size=(3, 3, 3, 3))))
    print(HEAD, flush=True)
    invalid = 0
    with tempfile.TemporaryDirectory() as folder:
        for each in asked:
            name, _, count = each.partition("=")
            rows = [measured(game, Path(folder, "proof.jsonl")) for game in games(name, int(count or 0))]
            invalid += sum(not row["valid"] for row in rows)
            print(told(name, rows), flush=True)
    print(f"{time.process_time() - start:.0f} seconds of the processor")
    return int(invalid > 0)


if __name__ == "__main__":
    sys.exit(main(*(sys.argv[1:] or ["known", "ties=100", "3x2=20", "3x3=20", "4x2=20", "5x2=20", "3x4=5", "4x3=2"])))
