"""Random games through our solver, a second method of ours and every installed peer, each disagreement explained.

``python -m benchmarks.agreement [--games N] [--ties N] [--limit SECONDS] [--shapes 3x3 ...]``

N games of each of five shapes with uniform payoffs, and N with payoffs from {0, 1, 2}. The second method follows paths
over every support (`tests.oracles.path_following`); for two players with ties it solves every basis in fractions. A
method that exceeds the limit on a game gives no answer there. What another method lists and ours does not is one of

- *wrong*: no equilibrium, by its regret;
- *continuum*: an equilibrium that lies on a component that ours lists by its ends;
- *inexact*: near one of ours, at which the game is singular, so that a small regret leaves a larger distance;
- *open*: an equilibrium of a game that ours does not call complete;
- *unexplained*: anything else. There should be none.

What ours lists and the other does not is one of

- *missed*: an isolated equilibrium, of which the second method *confirms* so many;
- *ends*: an end of a continuum, of which methods list different members.
"""

from __future__ import annotations

import argparse
import importlib.util
import multiprocessing
import sys
import warnings
from collections import Counter
from collections.abc import Callable, Sequence
from multiprocessing.pool import Pool

import numpy as np
from scipy.optimize import linprog

from alignment_games import NormalFormGame, Solution, solve
from alignment_games.arrays import Array
from alignment_games.solvers import nash_subsets
from benchmarks.methods import METHODS, PEERS
from tests.oracles.path_following import equilibria as by_paths
from tests.oracles.path_following import regrets
from tests.oracles.two_players import every_basis

SHAPES = ((3, 3), (4, 5), (2, 2, 2), (2, 2, 2, 2), (3, 3, 3))
SECOND = "second method"
COLUMNS = ("same", "wrong", "continuum", "inexact", "open", "unexplained", "missed", "confirmed", "ends", "no answer")

#: Peers compute in floats: a profile counts as an equilibrium up to this share of the payoff range.
LENIENT = 1e-6
#: Profiles closer than this are one.
SAME = 1e-5
#: At a double root a regret that is a square of the distance is below `LENIENT` up to here.
SINGULAR = LENIENT**0.5


class Limited:
    """Calls in another process, which is replaced when a call exceeds its limit or crashes."""

    def __init__(self, limit: float) -> None:
        self.limit = limit
        self.pool: Pool | None = None

    def __call__(self, method: str, payoffs: Array) -> Array | None:
        """Return the profiles as flat rows, None without an answer in time."""
        self.pool = self.pool or multiprocessing.get_context("spawn").Pool(1)
        try:
            return self.pool.apply_async(_profiles, (method, payoffs)).get(self.limit)
        except Exception:  # noqa: BLE001 - whatever a peer raises, it gave no answer
            self.close()
            return None

    def close(self) -> None:
        """End the other process."""
        if self.pool is not None:
            self.pool.terminate()
            self.pool.join()
            self.pool = None


def _profiles(method: str, payoffs: Array) -> Array:
    warnings.simplefilter("ignore")
    game = NormalFormGame(payoffs)
    rows = [np.concatenate([np.asarray(p, dtype=float) for p in profile]) for profile in METHODS[method][0](game)]
    return np.array(rows).reshape(len(rows), sum(game.n_actions))


def _second(games: Array, *, ties: bool) -> list[Array]:
    if ties and games.shape[1] == 2:
        return [np.array(sorted(every_basis(*payoffs.astype(int).astype(object))), dtype=float) for payoffs in games]
    return by_paths(games)


class Answer:
    """Our solution of one game: its equilibria as rows, which are on continua, and whether a profile is."""

    def __init__(self, payoffs: Array, *, exact: bool) -> None:
        self.payoffs = payoffs
        self.solution: Solution = solve(NormalFormGame(payoffs.astype(int).tolist() if exact else payoffs), throw=False)
        self.rows = np.array([np.concatenate(e.profile) for e in self.solution], dtype=float)
        on_continua = {k for component in self.solution.components for k in component.members}
        self.isolated = np.array([k not in on_continua for k in range(len(self.rows))])

    def split(self, row: Array) -> list[Array]:
        """Return a flat row as one array for each player."""
        return np.split(row, np.cumsum(self.solution.game.n_actions)[:-1])

    def is_equilibrium(self, row: Array) -> bool:
        """Return whether nobody gains more than peers' rounding."""
        profile = self.split(row)
        proper = np.isfinite(row).all() and all(p.min() > -SAME and abs(p.sum() - 1) < SAME for p in profile)
        return bool(proper and regrets(self.payoffs, profile).max() <= LENIENT)

    def on_continuum(self, row: Array) -> bool:
        """Return whether each player's part is a mixture of that player's parts at the ends of one continuum."""
        if self.solution.game.n_players == 2:
            sets: Sequence[Sequence[int]] = [subset.members for subset in nash_subsets(self.solution)]
        else:
            sets = [component.members for component in self.solution.components]
        return any(
            len(members) > 1 and all(_is_mixture(p, ends) for p, ends in zip(self.split(row), parts, strict=True))
            for members in sets
            for parts in [list(zip(*(self.split(self.rows[k]) for k in members), strict=True))]
        )


def _is_mixture(point: Array, ends: Sequence[Array]) -> bool:
    """Return whether a point is within `SAME` of the convex hull of others."""
    matrix, width = np.array(ends).T, len(point)
    slack = np.hstack([np.eye(width), -np.eye(width)])
    rows = np.vstack([np.hstack([matrix, slack]), np.hstack([np.ones(len(ends)), np.zeros(2 * width)])])
    cost = np.hstack([np.zeros(len(ends)), np.ones(2 * width)])
    run = linprog(cost, A_eq=rows, b_eq=np.append(point, 1), method="highs")
    return bool(run.status == 0 and run.fun <= width * SAME)


def compared(ours: Answer, theirs: Array, second: Array) -> Counter[str]:
    """Return how many profiles of each kind of disagreement there are between ours and another method."""
    count: Counter[str] = Counter()
    for row in theirs:
        if not ours.is_equilibrium(row):
            count["wrong"] += 1
        elif not _near(row, ours.rows):
            count[_kind(ours, row)] += 1
    for row, isolated in zip(ours.rows, ours.isolated, strict=True):
        if not _near(row, theirs):
            count["missed" if isolated else "ends"] += 1
            count["confirmed"] += int(isolated and _near(row, second))
    count["same"] += int(not count)
    return count


def _kind(ours: Answer, row: Array) -> str:
    if ours.on_continuum(row):
        return "continuum"
    if _near(row, ours.rows, SINGULAR):
        return "inexact"
    return "unexplained" if ours.solution.complete else "open"


def _near(row: Array, rows: Array, distance: float = SAME) -> bool:
    return len(rows) > 0 and bool(np.abs(rows - row).max(axis=1).min() <= distance)


def _games(shape: tuple[int, ...], count: int, *, ties: bool) -> Array:
    rng = np.random.default_rng([*shape, int(ties)])
    size = (count, len(shape), *shape)
    return rng.integers(0, 3, size=size).astype(float) if ties else rng.uniform(size=size)


def _family(shape: tuple[int, ...], games: Array, run: Callable[..., Array | None], *, ties: bool) -> Counter[str]:
    """Compare one shape's games; print a line for each method; return our own totals."""
    answers = [Answer(payoffs, exact=ties) for payoffs in games]
    second = _second(games, ties=ties)
    complete = sum(answer.solution.complete for answer in answers)
    found = sum(len(answer.rows) for answer in answers)
    name = "x".join(map(str, shape)) + (" ties" if ties else "")
    print(f"{name}: {len(games)} games, {found} equilibria found, {complete} games proven complete", flush=True)
    total: Counter[str] = Counter(games=len(games), complete=complete)
    for method, (_, players) in METHODS.items():
        if method != "alignment_games" and (len(shape) not in players or not _installed(method)):
            continue
        count: Counter[str] = Counter()
        for k, answer in enumerate(answers):
            theirs = second[k] if method == "alignment_games" else run(method, games[k])
            count += Counter({"no answer": 1}) if theirs is None else compared(answer, theirs, second[k])
        label = SECOND if method == "alignment_games" else method
        print(f"  {label:<20}" + "".join(f"{count[column]:>12}" for column in COLUMNS), flush=True)
        total += count
    return total


def _installed(method: str) -> bool:
    return importlib.util.find_spec(PEERS[method.split(maxsplit=1)[0]]) is not None


def main() -> int:
    """Run all families and print the table; 1 when a disagreement is unexplained."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.agreement", description=__doc__.splitlines()[0])
    parser.add_argument("--games", type=int, default=200, help="of each shape, uniform payoffs")
    parser.add_argument("--ties", type=int, default=60, help="of each shape, payoffs from {0, 1, 2}")
    parser.add_argument("--limit", type=float, default=20, help="seconds for each peer on each game")
    parser.add_argument("--shapes", nargs="*", default=["x".join(map(str, shape)) for shape in SHAPES])
    options = parser.parse_args()
    run, total = Limited(options.limit), Counter[str]()
    print(f"{'':22}" + "".join(f"{column:>12}" for column in COLUMNS))
    for ties, count in ((False, options.games), (True, options.ties)):
        for text in options.shapes:
            shape = tuple(map(int, text.split("x")))
            total += _family(shape, _games(shape, count, ties=ties), run, ties=ties) if count else Counter()
    run.close()
    print(f"{total['games']} games, {total['complete']} proven complete; {total['unexplained']} profiles unexplained")
    return int(total["unexplained"] > 0)


if __name__ == "__main__":
    sys.exit(main())
