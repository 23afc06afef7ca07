"""What the search takes, beside what is wanted of it: the rows of `speed.md`.

``python -m benchmarks.speed MEASURE ...``, each in a process of its own:

- ``PxM``: a random game of P players with M actions, solved whole with its proof; ``PxM:SEEDS`` for other than seed 0.
- ``part-PxM``: of the supports that dominance leaves some are drawn and searched, for ``--seconds`` of the processor.
  What all would take is *extrapolated* from their mean, with its standard error; it was not run. Supports that are
  drawn are no neighbours, of which each begins where the last one ended, so that this tells rather too much.
- ``batches``, ``stacked``: games a second with all equilibria, with the compiled kernel and without it.
- ``response``: games of three states with three responses, all mixed equilibria, told for a million.
- ``overhead``: one small solve, beside its search.
- ``first``: the first solve of a process that needs the kernel, compiled anew and from the cache.
- ``peer-PxM``: medians beside Gambit's ``enumpoly``, in one run, games prebuilt.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator

import numpy as np

import alignment_games as ag
from alignment_games.io.interchange import to_gambit
from alignment_games.solvers import SupportEnumeration, solve_batch
from alignment_games.solvers._kernel.loading import EFFORT
from alignment_games.solvers._search.compiled import left_by_dominance, settle
from alignment_games.solvers._search.gaps import Gaps
from alignment_games.solvers.control import Control, unhurried
from alignment_games.solvers.solver import Proposal
from benchmarks.kernel import GERMANY, STATES, random_payoffs
from benchmarks.large_supports import random_game
from benchmarks.speed_table import Row, keep

#: Seconds on the clock of two processors.
WANTED = {"5x3": "2 s", "4x4": "10 s", "3x6": "10 s", "10x2": "30 s", "6x3": "180 s", "3x7": "180 s"}
WANTED |= {"4x5": "1,200 s", "12x2": "1,200 s", "5x4": "1,800 s"}
RATES = {"4x2": (10_000, 4_000), "5x2": (2_000, 1_000), "3x3": (1_500, 1_000)}
#: How often enumpoly's time is wanted to be ours at least, and the games of each shape.
PEER = {"3x2": (1, 60), "4x2": (1, 40), "5x2": (1, 10), "3x3": (1, 20), "7x2": (10, 3), "3x4": (10, 3), "4x3": (10, 3)}
#: Seconds that a part of the supports takes at least, from some on, and runs of which the median is told.
_SHORT, _RUNS = 0.05, 3
_FIRST = """
import time, numpy as np, alignment_games as ag
from alignment_games.solvers import SupportEnumeration
from alignment_games.solvers._kernel.loading import EFFORT
EFFORT.worth_loading = 0
game = ag.NormalFormGame(np.random.default_rng(0).uniform(size=(4, 2, 2, 2, 2)))
start, clock = time.process_time(), time.perf_counter()
ag.solve(game, SupportEnumeration())
print(time.process_time() - start, time.perf_counter() - clock)
"""


def timed(run: Callable[[], object]) -> tuple[float, float, object]:
    """Return seconds of the processor, seconds on the clock, and what a run returns."""
    start, clock = time.process_time(), time.perf_counter()
    found = run()
    return time.process_time() - start, time.perf_counter() - clock, found


def shape_of(size: str) -> tuple[int, ...]:
    players, actions = map(int, size.split("x"))
    return (actions,) * players


def load_kernel() -> None:
    EFFORT.worth_loading = 0
    ag.solve(random_game(4, 2, 0), SupportEnumeration())


def memory() -> str:
    return f"at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:,.0f} MB"


def whole(size: str, seeds: str) -> Iterator[Row]:
    load_kernel()
    for seed in map(int, (seeds or "0").split(",")):
        game = ag.NormalFormGame(random_payoffs(shape_of(size), 1, seed)[0])
        cpu, wall, found = timed(lambda own=game: ag.solve(own, SupportEnumeration(), throw=False))
        counts = f"{found.stats['supports']:,} supports, {found.stats['cells']:,} cells, {memory()}"
        proof = f"{len(found)} equilibria, {found.status.name}, index sum {found.stats.get('index_sum')}"
        yield Row(f"{size}:{seeds}", f"{size}, seed {seed}", WANTED.get(size, ""), proof, cpu, wall, counts)


def part(size: str, seconds: float) -> Iterator[Row]:
    """Draw supports with as many unknowns each for an equal time: those with most take longest, and differ most."""
    load_kernel()
    gaps, start = Gaps(ag.NormalFormGame(random_payoffs(shape_of(size), 1)[0])), time.perf_counter()
    dominance, _, masks = timed(lambda: np.concatenate(list(left_by_dominance(gaps, unhurried))))
    unknowns = np.bitwise_count(masks).sum(axis=1) - masks.shape[1]
    settle(gaps, masks[unknowns == unknowns.min()][:1], lambda _: None, workers=1)  # the first call loads code
    groups, spent, estimate, variance, searched, cells = np.unique(unknowns), 0.0, dominance, 0.0, 0, 0
    for k, group in enumerate(groups):
        own = np.random.default_rng(0).permutation(masks[unknowns == group])
        runs = list(drawn_parts(gaps, own, (seconds - spent) / (len(groups) - k)))
        count, cpu, looked_at = np.array(runs).T
        off = ((cpu - cpu.sum() / count.sum() * count) ** 2).sum() * len(runs) / max(1, len(runs) - 1)
        estimate += cpu.sum() / count.sum() * len(own)
        variance += off * (len(own) / count.sum()) ** 2 * (1 - count.sum() / len(own))
        spent, searched, cells = spent + cpu.sum(), searched + int(count.sum()), cells + int(looked_at.sum())
    share = f"{searched:,} of {len(masks):,} supports ({searched / len(masks):.2%}), {cells:,} cells, {memory()}"
    found = f"extrapolated: {estimate:,.0f} ± {variance**0.5:,.0f} CPU s"
    wall, wanted = time.perf_counter() - start, WANTED.get(size, "")
    yield Row(f"part-{size}", f"{size}, seed 0, a part", wanted, found, spent + dominance, wall, share)


def drawn_parts(gaps: Gaps, masks: np.ndarray, seconds: float) -> Iterator[tuple[int, float, int]]:
    """Yield how many supports were searched, one at least, the seconds of the processor that took, and the cells."""
    place, size, end = 0, 1, time.process_time() + seconds
    while place < len(masks) and (place == 0 or time.process_time() < end):
        some = masks[place : place + size]
        cpu, _, settled = timed(lambda own=some: settle(gaps, own, lambda _: None, workers=1))
        yield len(some), cpu, settled.cells
        place, size = place + size, 2 * size if cpu < _SHORT else size


def batches(worth_loading: int) -> Iterator[Row]:
    name = "stacked" if worth_loading else "batches"
    load_kernel()
    EFFORT.worth_loading = worth_loading
    for size, (wanted, count) in RATES.items():
        payoffs = random_payoffs(shape_of(size), count // (10 if worth_loading else 1))
        runs = [timed(lambda own=payoffs: solve_batch(own)) for _ in range(_RUNS)]
        cpu, wall = (statistics.median(run[k] for run in runs) for k in (0, 1))
        rate = f"{len(payoffs) / cpu:,.0f} games a CPU second"
        alone = f"{runs[0][2].complete.mean():.2%} complete, {runs[0][2].one_by_one.mean():.2%} alone, {memory()}"
        target = "told" if worth_loading else f"{wanted:,}/s of two processors"
        yield Row(name, f"{len(payoffs):,} games {size}", target, rate, cpu, wall, alone)


def response(count: int = 200_000) -> Iterator[Row]:
    load_kernel()
    threats = np.random.default_rng(0).uniform(size=(count, 3))
    cpu, wall, found = timed(lambda: solve_batch(ag.response_game(STATES, against=GERMANY, threat=threats)))
    told = f"{found.complete.mean():.2%} complete, {found.one_by_one.mean():.2%} alone, {memory()}"
    rate = f"{cpu / count * 1e6:.1f} CPU s for a million, in proportion"
    yield Row("response", f"{count:,} response games, built too", "30 s of two processors", rate, cpu, wall, told)


def overhead(games: int = 300) -> Iterator[Row]:
    for shape in ((2, 2), (2, 2, 2)):
        beside, start = [], time.perf_counter()
        for game in map(ag.NormalFormGame, random_payoffs(shape, games)):
            ag.solve(game)  # what a game keeps of itself is there for both
            solving, _, _ = timed(lambda own=game: ag.solve(own))
            solver = ag.solvers.Auto().choose(game)
            searching, _, _ = timed(lambda own=game, by=solver: by.propose(own, Proposal(), Control()))
            beside.append((solving - searching, solving))
        own, all_of_it = (1e6 * statistics.median(column) for column in zip(*beside, strict=True))
        cpu, name = sum(solving for _, solving in beside), "x".join(map(str, shape))
        found = f"{own:.0f} microseconds beside the search"
        told = f"median of {games}; {all_of_it:.0f} with it"
        yield Row("overhead", f"one solve of {name}", "100 microseconds", found, cpu, time.perf_counter() - start, told)


def first() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as cache:
        for what in ("compiled anew", "from the cache"):
            run = subprocess.run(
                [sys.executable, "-c", _FIRST],
                env=os.environ | {"NUMBA_CACHE_DIR": cache},
                capture_output=True,
                text=True,
                check=True,
            )
            cpu, wall = map(float, run.stdout.split())
            yield Row("first", f"first solve of 4x2, {what}", "told", f"{cpu:.2f} CPU s", cpu, wall, "")


def peer(size: str) -> Iterator[Row]:
    import pygambit

    load_kernel()
    (wanted, count), own, theirs, lost, start = PEER[size], [], [], 0, time.perf_counter()
    for payoffs in random_payoffs(shape_of(size), count):
        game = ag.NormalFormGame(payoffs)
        converted = to_gambit(game)
        cpu, _, solution = timed(lambda it=game: ag.solve(it, SupportEnumeration()))
        other, _, found = timed(lambda it=converted: pygambit.nash.enumpoly_solve(it, use_strategic=True).equilibria)
        own.append(cpu)
        theirs.append(other)
        lost += len(solution) - len(found)
    ours, its, wall = statistics.median(own), statistics.median(theirs), time.perf_counter() - start
    told = f"ours {1e3 * ours:.3g} ms, enumpoly {1e3 * its:,.4g} ms, medians of {count}; it lost {lost}"
    found = f"{its / ours:.3g} times ours"
    yield Row(f"peer-{size}", f"enumpoly, {size}", f"at least {wanted}", found, sum(own) + sum(theirs), wall, told)


def rows(measure: str, seconds: float) -> Iterator[Row]:
    """Return what takes the rows of a measure."""
    named = {
        "batches": lambda: batches(0),
        "stacked": lambda: batches(sys.maxsize),
        "response": response,
        "overhead": overhead,
        "first": first,
    }
    if measure in named:
        return named[measure]()
    if measure.startswith("part-"):
        return part(measure.removeprefix("part-"), seconds)
    if measure.startswith("peer-"):
        return peer(measure.removeprefix("peer-"))
    return whole(*measure.partition(":")[::2])


def main() -> None:
    """Run each measure in a process of its own, one after the other."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__.splitlines()[0])
    parser.add_argument("measures", nargs="+", help="see the head of the file")
    parser.add_argument("--seconds", type=float, default=180, help="of the processor, for a part")
    options = parser.parse_args()
    if len(options.measures) > 1:
        for measure in options.measures:
            command = [sys.executable, "-m", "benchmarks.speed", measure, "--seconds", str(options.seconds)]
            subprocess.run(command, check=False)
        return
    measure, found = options.measures[0], []
    for row in rows(measure, options.seconds):
        print(f"{row.what}: {row.found}; {row.cpu:.3g} CPU s, {row.wall:.3g} on the clock; {row.beside}", flush=True)
        found.append(row)
        keep(measure, found)  # one at a time: a run may be cut short


if __name__ == "__main__":
    main()
