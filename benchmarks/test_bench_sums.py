"""Games without a table of payoffs: all pure equilibria of 195 states, one mixed equilibrium of 30.

``python -m pytest benchmarks/test_bench_structure.py --benchmark-enable`` prints the times.
"""

import numpy as np
import pytest

from alignment_games.models.response import ResponseModel, response_model
from alignment_games.models.threshold import ThresholdModel, threshold_model
from alignment_games.solvers import LogitBySums, PureBySums, Status, solve
from alignment_games.states import GivenThreat, SecurityUtility, State


def response(n: int, seed: int, threat: float, spread: float = 1.0, **utility: float) -> ResponseModel:
    """Lognormal powers that sum to one, and threat and closeness drawn at random."""
    rng = np.random.default_rng(seed)
    powers = rng.lognormal(0, spread, n)
    names = tuple(f"State {i}" for i in range(n))
    return response_model(
        [State(name, power=float(p)) for name, p in zip(names, powers / powers.sum(), strict=True)],
        State("threat", power=threat, offence=1.2),
        GivenThreat(names, rng.uniform(0.1, 1, n), rng.uniform(0.3, 1, n)),
        SecurityUtility(**utility),
    )


def threshold(n: int, seed: int, share: float, cost: float | None = None) -> ThresholdModel:
    """Lognormal strengths, of which a share is required, and costs drawn at random unless given."""
    rng = np.random.default_rng(seed)
    strengths = rng.lognormal(0, 1, n)
    costs = rng.uniform(0.05, 0.6, n).tolist() if cost is None else cost
    named = {f"State {i}": float(s) for i, s in enumerate(strengths)}
    return threshold_model(named, against=float(strengths.sum() * share), cost=costs)


@pytest.mark.parametrize("threat", [0.15, 0.4, 0.7])
def test_every_pure_equilibrium_of_a_response_game_of_195_states(benchmark, threat):
    solution = benchmark.pedantic(solve, [response(195, 1, threat).sums(), PureBySums()], rounds=5)
    assert solution.status is Status.ALL_PURE


@pytest.mark.parametrize(("share", "complete"), [(0.001, True), (0.5, False), (0.999, True)])
def test_pure_equilibria_of_a_threshold_game_of_195_states(benchmark, share, complete):
    solution = benchmark.pedantic(solve, [threshold(195, 3, share).sums(), PureBySums()], rounds=5)
    assert (solution.status is Status.ALL_PURE) is complete
    assert complete or len(solution) == 1000


NOBODY_SURE = {"burden": 0.01, "appeasement": 0.57, "autonomy": 0.1, "spillover": 0.8, "decisiveness": 4}
MIXED = {
    "response, no pure equilibrium": lambda: response(30, 200, 0.62, 1.5, own_defence=0.87, **NOBODY_SURE),
    "response, threat 0.15": lambda: response(30, 0, 0.15),
    "response, threat 0.4": lambda: response(30, 1, 0.4),
    "response, threat 0.7": lambda: response(30, 2, 0.7),
    "threshold, lognormal strengths": lambda: threshold(30, 5, 0.4),
    "threshold, ten of thirty": lambda: threshold_model({f"S{k}": 1 for k in range(30)}, against=10, cost=0.1),
    "volunteer's dilemma": lambda: threshold_model({f"S{k}": 1 for k in range(30)}, against=1, cost=0.25),
}


@pytest.mark.parametrize("name", MIXED)
def test_one_mixed_equilibrium_of_30_states(benchmark, name):
    (equilibrium,) = benchmark.pedantic(solve, [MIXED[name]().sums(), LogitBySums()], rounds=5)
    benchmark.extra_info["states that mix"] = sum(len(support) > 1 for support in equilibrium.supports)
    benchmark.extra_info["certified regret"] = equilibrium.regret


def test_expected_payoffs_of_30_states_who_all_mix(benchmark):
    model = response(30, 1, 0.4)
    profile = np.random.default_rng(1).dirichlet(np.ones(3), 30)
    play = benchmark.pedantic(model.sums().payoff_bounds, [profile], rounds=5)
    widths = [(b - a).max() / span for a, b, span in zip(play.least, play.largest, play.ranges, strict=True)]
    benchmark.extra_info["median width, of the payoff range"] = float(np.median(widths))
    assert np.median(widths) < 1e-3
