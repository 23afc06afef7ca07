import itertools
from fractions import Fraction

import numpy as np
import pytest

from alignment_games import solve
from alignment_games.errors import UnsupportedGameError
from alignment_games.models.threshold import ThresholdModel, threshold_model
from alignment_games.solvers import PureBySums, PureEnumeration, Status
from tests.models.test_threshold import EXPECTED, FIGURES
from tests.solvers.pure.sums_beside_tables import numbers_of_both, pure_equilibria
from tests.tries import tries


def random_model(seed: int) -> ThresholdModel:
    """Two to eight states, alike or not; sums that tie, costs of nothing, costs as high as the benefit or higher."""
    rng = np.random.default_rng(seed)
    n = int(rng.integers(2, 9))
    strengths = [rng.pareto(1, n), rng.integers(0, 4, n) / 10, np.full(n, 0.1)][seed % 3]
    costs = [rng.uniform(0.1, 0.9, n), rng.choice([0, 0.5, 1, 1.5], n), np.full(n, 0.3)][int(rng.integers(3))]
    against = [strengths.sum() * rng.uniform(0.05, 1.1), strengths[: n // 2 + 1].sum()][int(rng.integers(2))]
    names = [f"state {i}" for i in range(n)]
    figures = dict(zip(names, strengths.tolist(), strict=True))
    return threshold_model(figures, against=float(against) or 0.1, cost=costs.tolist(), benefit=1)


@pytest.mark.slow
def test_the_same_equilibria_as_by_enumerating_the_tensor():
    counts = numbers_of_both(map(random_model, range(tries(60, of=150))))
    assert max(counts) > 50
    assert len(set(counts)) > 10


@pytest.mark.parametrize(("year", "tau"), EXPECTED)
def test_the_thirties(year, tau):
    strengths, germany = FIGURES[year]
    solution = solve(threshold_model(strengths, against=germany, tau=tau).sums(), PureBySums())
    found = {frozenset(s for s in strengths if each[s]["balance"]) for each in solution}
    assert found == {frozenset(members) for members in EXPECTED[year, tau]}


@pytest.mark.parametrize("order", list(itertools.permutations([0.1, 0.2, 0.7])))
def test_a_sum_of_floats_reaches_what_is_required_in_every_order(order):
    model = threshold_model(_named(order), against=1.0)  # 0.1 + 0.2 + 0.7 is 1 in some orders only
    everybody = ("balance",) * 3
    assert everybody in pure_equilibria(solve(model.sums(), PureBySums()))
    assert everybody in pure_equilibria(solve(model.game(), PureEnumeration()))


def test_one_hundred_and_ninety_five_states():
    strengths = np.random.default_rng(3).lognormal(0, 1, 195)
    model = threshold_model(_named(strengths.tolist()), against=float(strengths.sum() * 0.9995), cost=0.4)
    solution = solve(model.sums(), PureBySums())
    assert solution.status is Status.ALL_PURE
    required = strengths.sum() * 0.9995
    assert len(pure_equilibria(solution)) == len(solution)
    for alignment in pure_equilibria(solution):
        balancing = np.array(alignment) == "balance"
        total = strengths[balancing].sum()
        if balancing.any():
            assert total >= required > total - strengths[balancing].min()
    # The states that stay out lack together less than 0.0005: count the maximal sets of them by brute force.
    idle = 0.0005 * strengths.sum()
    small = strengths[strengths <= idle]
    sets = (np.arange(2 ** len(small))[:, None] >> np.arange(len(small))) & 1
    left = idle - sets @ small
    maximal = int(((left >= 0) & (np.where(sets == 0, small, np.inf).min(axis=1) > left)).sum())
    assert len(solution) == maximal + 1  # and nobody


def test_an_interrupted_search_keeps_what_it_found():
    def interrupt(done, total):
        if done == 100:
            raise KeyboardInterrupt

    model = threshold_model(_named([1] * 30), against=15)
    solution = solve(model.sums(), PureBySums(), progress=interrupt, throw=False)
    assert solution.status is Status.INTERRUPTED
    assert 0 < len(solution) < 1000


def test_what_is_refused_is_told():
    with pytest.raises(UnsupportedGameError, match="plain numbers"):
        threshold_model({"A": Fraction(1, 2), "B": 1}, against=1).sums()
    with pytest.raises(UnsupportedGameError, match="it takes a game by its sums"):
        solve(threshold_model({"A": 1, "B": 1}, against=1).game(), PureBySums())


def _named(strengths):
    return {f"state {i}": strength for i, strength in enumerate(strengths)}


@pytest.mark.parametrize(
    ("excess", "tied"), [(0.0, True), (4e-16, True), (1e-14, False), (1e-11, False), (1e-3, False)]
)
def test_a_cost_above_the_benefit_is_a_tie_within_rounding_alone(excess, tied):
    # Whoever could hold the threat alone is indifferent where that costs what it is worth, and passes beyond.
    model = threshold_model({"a": 1.0, "b": 1.0}, against=1.0, cost=1 + excess, benefit=1)
    expected = {("buck_pass", "buck_pass")} | ({("balance", "buck_pass"), ("buck_pass", "balance")} if tied else set())
    assert pure_equilibria(solve(model.sums(), PureBySums())) == expected
    assert pure_equilibria(solve(model.game(), PureEnumeration())) == expected
