"""Families of seven and eight states with four and five responses: sweeps, draws and the nearest flip, without tables.

``python -m pytest benchmarks/test_bench_large_families.py --benchmark-enable`` prints medians of five; the times of
the tables, from a few points, are in the extra information. Each run is held against games built and solved alone.
"""

from concurrent.futures import ProcessPoolExecutor
from time import process_time

import numpy as np
import pytest
from scipy.stats import uniform

import alignment_games as ag
from alignment_games.sweeps import intent_guesses, nearest_flip, sweep, uncertain

EIGHT, SEVEN = (ag.load_case(name) for name in ("russia-2022", "europe-1938-large"))


def plane(side):
    """The phase diagram of a brief, as fine as wanted."""
    return {"burden": np.linspace(0, 0.2, side), "securitization": 2.0 ** np.linspace(-3, 3, side)}


def seconds_by_tables(case, points):
    """What a point takes where its table is built and searched, in seconds of the processor; and what is found."""
    start = process_time()
    found = [[e.actions for e in ag.solve(case.game(**point), ag.solvers.PureEnumeration())] for point in points]
    return (process_time() - start) / len(points), found


@pytest.mark.parametrize("side", [60, 400])
@pytest.mark.parametrize("case", [EIGHT, SEVEN], ids=lambda case: case.name)
def test_a_phase_diagram(benchmark, case, side):
    axes = plane(side)
    diagram = benchmark.pedantic(sweep, (case,), axes, rounds=5 if side < 100 else 1)
    at = [(0, 0), (side // 3, side // 2), (side // 2, side // 5), (side - 1, side - 1)]
    points = [{name: float(values[k]) for (name, values), k in zip(axes.items(), each, strict=True)} for each in at]
    each, found = seconds_by_tables(case, points)
    assert [diagram.equilibria_at(*where) for where in at] == found
    benchmark.extra_info["seconds by tables, reckoned"] = round(each * side**2)


@pytest.mark.parametrize("case", [EIGHT, SEVEN], ids=lambda case: case.name)
def test_ten_thousand_draws(benchmark, case):
    guesses = intent_guesses(case.model)
    found = benchmark.pedantic(uncertain, (case,), {"draws": 10_000, "rng": 1, **guesses}, rounds=5)
    assert found.counts["selected"].sum() == 10_000
    middle = {name: float(each.ppf(0.5)) for name, each in guesses["intent"].items()}
    each, equilibria = seconds_by_tables(case, [{"intent": middle}])
    assert all(found.probability(profile).value > 0 for profile in equilibria[0])
    benchmark.extra_info["seconds by tables, reckoned"] = round(each * 10_000)


def test_a_million_draws_of_seven_states_in_two_processes(benchmark):
    guesses = intent_guesses(SEVEN.model)
    with ProcessPoolExecutor(2) as pool:
        found = benchmark.pedantic(uncertain, (SEVEN,), {"draws": 1e6, "rng": 1, "executor": pool, **guesses}, rounds=1)
    few = uncertain(SEVEN, vary=guesses, draws=4096, rng=1)
    at = np.searchsorted(found.found, few.found)
    assert np.array_equal(found.counts["equilibrium"][0, at], few.counts["equilibrium"][0])


@pytest.mark.parametrize("case", [EIGHT, SEVEN], ids=lambda case: case.name)
def test_the_nearest_flip(benchmark, case):
    guesses = intent_guesses(case.model)["intent"]
    at = {"intent": {name: float(each.ppf(0.5)) for name, each in guesses.items()}}
    flip = benchmark.pedantic(nearest_flip, (case, at), rounds=5)
    assert flip.verified
    benchmark.extra_info["distance"] = round(flip.distance, 6)


def test_four_hundred_points_with_all_mixed_equilibria(benchmark):
    diagram = benchmark.pedantic(sweep, (EIGHT,), {**plane(20), "mixed": True}, rounds=5)
    assert diagram.mixed_complete.all()


def test_the_share_of_a_response_under_uncertain_costs(benchmark):
    """Draws far apart leave more open than a case's own guesses."""
    spread = {"burden": uniform(0, 0.2), "decisiveness": uniform(1, 3), "reliability": uniform(0.4, 0.6)}
    found = benchmark.pedantic(uncertain, (SEVEN,), {"draws": 5_000, "rng": 1, **spread}, rounds=5)
    assert found.counts["selected"].sum() == 5_000
