"""What is asked of real systems, from seven states to two hundred, in one run: found, proven, the processor's seconds.

``python -m benchmarks.real_systems [--only PART_OF_NAME] [--draws 10000] [--figures CAPABILITIES DISTANCES]``

- *cases*: every bundled case built and solved; pure equilibria and all of them by the methods of `second_opinion`.
- *alike*: volunteers and threshold games of equal strengths, beside their count by solving for the chance to act.
- *families*: of russia-2022 two phase diagrams, draws, the nearest flip, a critical value by what others lend.
- *symbols*: of russia-2022 the conditions of one alignment in three symbols, 36 times.
- *drawn*: random systems of ten and of twelve states, of `benchmarks.random_systems`, which says what the figures are.
- *workers*: draws of seven states in one process, in two, and on a cluster of two; the same numbers.
- *mixed*: 200 states of which no play is pure; regrets by enumerating what those who mix do.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from math import comb
from typing import Any

import numpy as np

import alignment_games as ag
from alignment_games.cli.targets import symbolic_model
from alignment_games.sweeps import intent_guesses, nearest_flip, sweep, uncertain
from benchmarks.second_opinion import every_equilibrium, pure_profiles
from tests.solvers.test_mixed_by_sums import regrets_by_enumeration, with_minor_states

#: Of which the conditions are asked.
ALIGNMENT = "balance,balance,balance,balance,balance,neutral,bandwagon,bandwagon"


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """Return what the work returns and the processor's seconds that it took, workers that ended included."""
    before = sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    found = work()
    after = sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return found, after - before


def cases(options: argparse.Namespace) -> None:  # noqa: ARG001 - one signature
    """Solve every bundled case, and ask for a second opinion."""
    seconds, unlike = {}, []
    for name in ag.case_names():
        solution, seconds[name] = timed(lambda name=name: ag.solve(ag.load_case(name)))
        payoffs = ag.load_case(name).game().payoffs
        pure = sorted(tuple(int(p.argmax()) for p in each.profile) for each in solution if each.pure)
        method, left, found = every_equilibrium(payoffs)
        size = f"{len(payoffs)} states, {payoffs[0].size:,} profiles, left {left or 'one'}"
        told = f"{len(solution)} equilibria, {solution.status.name}, {seconds[name]:.2f} s"
        print(f"cases: {name}: {size}; {told}; {method} {len(found)}", flush=True)
        if not (solution.complete and pure == pure_profiles(payoffs) and same(found, solution)):
            unlike.append(name)
    slowest = max(seconds, key=seconds.__getitem__)
    print(f"cases: {len(seconds)}, slowest {slowest} {seconds[slowest]:.2f} s; not as by other methods: {unlike or 0}")


def same(found: list[Any], solution: ag.Solution) -> bool:
    """Return whether these flat profiles are those of the solution, one by one."""
    known = [np.concatenate(each.profile) for each in solution]
    return len(found) == len(known) and all(min(np.abs(p - q).max() for q in found) < 1e-6 for p in known)


def count_alike(n: int, needed: int, share: float) -> int:
    """Return how many equilibria n alike states have of whom so many must act, which costs this share of its value.

    Of v sure to act and m who mix, one who mixes tips the scales with a chance that is ``share``; one sure to act does
    so with at least, and one who stays out with at most, this chance.
    """

    def chance(p: float, mixing: int, acting: int) -> float:
        return comb(mixing, acting) * p**acting * (1 - p) ** (mixing - acting) if 0 <= acting <= mixing else 0.0

    found = comb(n, needed) + (needed > 1)  # pure: exactly as many as needed, or nobody where one is not enough
    for sure in range(needed):
        for m in range(2, n - sure + 1):
            tips = needed - 1 - sure
            if tips > m - 1:
                continue
            own = comb(m - 1, tips) * np.polynomial.Polynomial([0, 1]) ** tips
            roots = (own * np.polynomial.Polynomial([1, -1]) ** (m - 1 - tips) - share).roots()
            for p in roots[(abs(roots.imag) < 1e-9) & (roots.real > 0) & (roots.real < 1)].real:
                stays = sure == 0 or chance(p, m, tips + 1) >= share
                joins = sure + m < n and chance(p, m, tips) > share
                found += comb(n, sure) * comb(n - sure, m) * (stays and not joins)
    return found


def alike(options: argparse.Namespace) -> None:  # noqa: ARG001 - one signature
    """Count the equilibria of states that are all alike."""
    for n, needed, cost in [(12, 1, 0.25), (20, 1, 0.25), (12, 4, 0.125), (12, 9, 0.05), (20, 7, 0.1)]:
        model = ag.threshold_model({f"State {k}": 1 for k in range(n)}, against=needed, cost=cost, benefit=1)
        solution, seconds = timed(lambda model=model: ag.solve(model))
        count, expected = solution.stats.get("count", len(solution)), count_alike(n, needed, cost)
        told = f"{count} found, {expected} counted, {solution.status.name}, {seconds:.2f} s"
        print(f"alike: {needed} of {n} must act: {told}", flush=True)


def families(options: argparse.Namespace) -> None:
    """Sweep, draw and flip eight states."""
    case = ag.load_case("russia-2022")
    for side in (60, 400):
        axes = {"burden": np.linspace(0, 0.2, side), "securitization": 2.0 ** np.linspace(-3, 3, side)}
        print(f"families: {side} x {side} points {timed(lambda axes=axes: sweep(case, axes))[1]:.2f} s", flush=True)
    guesses = intent_guesses(case.model)
    _, seconds = timed(lambda: uncertain(case, guesses, draws=options.draws, rng=1))
    print(f"families: {options.draws} draws {seconds:.2f} s", flush=True)
    flip, seconds = timed(lambda: nearest_flip(case, ["burden", "securitization", *guesses]))
    print(f"families: nearest flip {seconds:.2f} s, at a distance of {getattr(flip, 'distance', None)}")
    exact = ag.load_case("russia-2022", exact=True).model.with_parameters(**ag.symbolic.parameters("burden"))
    asked = (exact, "Poland", ["balance", "buck_pass"], "burden")
    told, seconds = timed(lambda: str(ag.symbolic.thresholds_by_lending(*asked)))
    print(f"families: critical value by what others lend {seconds:.2f} s, {len(told.splitlines())} lines")


def symbols(options: argparse.Namespace) -> None:  # noqa: ARG001 - one signature
    """Ask for the conditions of one alignment in three of the case's parameters."""
    known, rng = ag.load_case("russia-2022").model.parameters(), np.random.default_rng(1)
    seconds = {}
    for _ in range(36):
        drawn = [
            f"{name}.{rng.choice(list(known[name].value))}" if name in ("power", "distance_km", "guarantors") else name
            for name in rng.choice(list(known), 3, replace=False).tolist()
        ]
        model = symbolic_model(argparse.Namespace(target="russia-2022", changes=[]), drawn)
        given = getattr(model, "bounds", ())
        _, each = timed(lambda model=model, given=given: str(ag.conditions(model, ALIGNMENT, given=given)))
        seconds[", ".join(drawn)] = each
    slowest = max(seconds, key=seconds.__getitem__)
    median = statistics.median(seconds.values())
    print(f"symbols: {len(seconds)} conditions, median {median:.2f} s, slowest {slowest} {seconds[slowest]:.2f} s")


def drawn(options: argparse.Namespace) -> None:
    """Solve random systems in a process of its own, whose memory is told."""
    figures = ["--figures", *options.figures] if options.figures else []
    asked = ["--draws", "30", "--limit", "120", *figures]
    subprocess.run([sys.executable, "-m", "benchmarks.random_systems", *asked], check=True)


def workers(options: argparse.Namespace) -> None:
    """Draw seven states' intent by one process, by two, and on a cluster."""
    case = ag.load_case("europe-1938-large")
    guesses = intent_guesses(case.model)

    def drawn(executor: Any = None) -> Any:
        return uncertain(case, guesses, draws=2 * options.draws, rng=1, executor=executor)

    def in_two() -> Any:
        with ProcessPoolExecutor(2) as pool:
            return drawn(pool)

    def on_cluster() -> Any:
        from distributed import Client, LocalCluster  # of the extra dask

        with (
            LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0") as cluster,
            Client(cluster) as client,
        ):
            return drawn(client.get_executor())

    found, seconds = {}, {}
    for name, work in {"one": drawn, "two": in_two, "cluster": on_cluster}.items():
        start = time.perf_counter()
        found[name], own = timed(work)
        seconds[name] = f"{own:.1f} s ({time.perf_counter() - start:.1f} on the clock)"
    same = all(np.array_equal(each.counts[k], found["one"].counts[k]) for each in found.values() for k in each.counts)
    told = "the same numbers" if same else "DIFFERENT NUMBERS"
    print(f"workers: {2 * options.draws} draws of seven states: {seconds}, {told}", flush=True)


def mixed(options: argparse.Namespace) -> None:  # noqa: ARG001 - one signature
    """Find one mixed equilibrium of 200 states."""
    for seed in (27, 102, 141, 428, 480, 567, 575):
        game = with_minor_states(seed, 200, 0.01).sums()
        solution, seconds = timed(lambda game=game: ag.solve(game, throw=False))
        least, largest = game.sums.ranges()
        regret = [(regrets_by_enumeration(game, each.profile) / (largest - least)).max() for each in solution]
        kind = "none" if not regret else "pure" if solution[0].pure else "mixed"
        worst = max(regret, default=np.nan)
        print(f"mixed: seed {seed}: {kind}, {solution.status.name}, regret {worst:.0e}, {seconds:.2f} s", flush=True)


SECTIONS = {each.__name__: each for each in (cases, alike, families, symbols, drawn, workers, mixed)}


def main() -> None:
    """Run the sections whose names have the part that is asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.real_systems", description=__doc__.splitlines()[0])
    parser.add_argument("--only", default="", help="only sections whose name contains this")
    parser.add_argument("--draws", type=int, default=10_000, help="of eight states; twice as many of seven")
    parser.add_argument("--figures", nargs=2, metavar=("CAPABILITIES", "DISTANCES"), help="of random systems")
    options = parser.parse_args()
    for name, section in SECTIONS.items():
        if options.only in name:
            section(options)


if __name__ == "__main__":
    main()
