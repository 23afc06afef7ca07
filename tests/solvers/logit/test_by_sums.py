import numpy as np
import pytest

from alignment_games import solve
from alignment_games.errors import NotConvergedError, UnsupportedGameError
from alignment_games.game import best_reply
from alignment_games.models.response import response_model
from alignment_games.models.threshold import threshold_model
from alignment_games.models.volunteer import threshold_probabilities
from alignment_games.solvers import (
    LogitBySums,
    LogitTracing,
    PureBySums,
    Status,
    SupportEnumeration,
)
from alignment_games.states import FirstForm, GivenThreat, State
from tests.tries import tries


def limit(model):
    """The one equilibrium that the branch ends at, and the solution that it came in."""
    solution = solve(model.sums(), LogitBySums())
    assert solution.status is Status.SOME
    (equilibrium,) = solution
    return equilibrium


def within_rounding(model, equilibrium):
    """Whether no state can gain more than 1e-10 of its payoff range, proven."""
    return bool(
        (model.sums().regrets(equilibrium.profile) <= 1e-10 * np.subtract(*model.sums().sums.ranges()[::-1])).all()
    )


def threshold(strengths, **figures):
    return threshold_model({f"state {i}": strength for i, strength in enumerate(strengths)}, **figures)


def response(powers, threat, weights, closeness, utility):
    names = tuple(f"state {i}" for i in range(len(powers)))
    return response_model(
        [State(name, power=float(p)) for name, p in zip(names, powers, strict=True)],
        State("threat", power=threat, offence=1.2),
        GivenThreat(names, weights, closeness),
        utility,
    )


def lognormal(n, seed, utility, threat=0.5, spread=1.0):
    rng = np.random.default_rng(seed)
    powers = rng.lognormal(0, spread, n)
    return response(powers / powers.sum(), threat, rng.uniform(0.1, 1, n), rng.uniform(0.3, 1, n), utility)


@pytest.mark.parametrize(("n", "ratio"), [(2, 0.5), (5, 0.25), (30, 0.25), (30, 0.9), (45, 0.1)])
def test_the_volunteers_dilemma(n, ratio):
    equilibrium = limit(threshold([1] * n, against=1, cost=2 * ratio, benefit=2))
    closed_form = 1 - ratio ** (1 / (n - 1))
    assert all(abs(x[0] - closed_form) < 1e-10 for x in equilibrium.profile)
    assert equilibrium.regret < 1e-10
    assert not equilibrium.pure


def test_ten_of_thirty_are_needed():
    equilibrium = limit(threshold([1] * 30, against=10, cost=0.1))
    chances = np.array([x[0] for x in equilibrium.profile])
    assert min(np.abs(chances - p).max() for p in threshold_probabilities(30, 10, 0.1)) < 1e-9


@pytest.mark.slow
def test_the_same_limit_as_with_the_tensor():
    rng = np.random.default_rng(1)
    mixed = 0
    for seed in range(count := tries(8, of=16)):
        n = int(rng.integers(2, 7))
        if seed % 4 == 0:
            model = threshold(
                rng.lognormal(0, 0.7, n).tolist(), against=n * 0.4, cost=rng.uniform(0.1, 0.9, n).tolist()
            )
        elif seed % 4 == 1:
            model = lognormal(n, seed, FirstForm(spillover=rng.uniform(0, 1), burden=0.03, decisiveness=3))
        elif seed % 4 == 2:
            model = threshold([1] * n, against=1 + n // 4, cost=0.15)
        else:  # states alike, some of whom mix
            utility = FirstForm(spillover=1, burden=0.02, punishment=0, decisiveness=4, own_defence=0.5)
            powers = np.array([0.3] * (n // 2) + [0.11] * (n - n // 2))
            model = response(powers / powers.sum(), 0.3, np.full(n, 0.6), np.full(n, 0.8), utility)
        equilibrium = limit(model)
        expected = solve(model.game(), LogitTracing())[0].profile
        assert max(np.abs(a - b).max() for a, b in zip(equilibrium.profile, expected, strict=True)) < 1e-8, seed
        assert max(best_reply.regrets(model.game().payoffs, equilibrium.profile)) <= equilibrium.regret + 1e-15
        mixed += not equilibrium.pure
    assert mixed >= count // 4


def test_it_is_among_all_equilibria():
    for seed, strengths in enumerate(([1, 1, 1], [2, 1, 1], [3, 2, 2], [1.3, 1.3, 0.9])):
        model = threshold(strengths, against=sum(strengths) / 2, cost=0.2 + 0.1 * seed)
        every = solve(model.game(), SupportEnumeration())
        assert every.complete
        found = limit(model).profile
        assert min(max(np.abs(a - b).max() for a, b in zip(found, x.profile, strict=True)) for x in every) < 1e-8


@pytest.mark.slow
@pytest.mark.parametrize(("n", "seed", "threat"), [(12, 15, 0.4), (16, 34, 0.62), (16, 47, 0.4)])
def test_a_response_game_without_a_pure_equilibrium(n, seed, threat):
    utility = FirstForm(
        burden=0.01, punishment=0.1, appeasement=0.57, autonomy=0.1, spillover=0.8, decisiveness=4, own_defence=0.87
    )
    model = lognormal(n, seed, utility, threat=threat, spread=1.5)  # figures of which few have no pure equilibrium
    pure = solve(model.sums(), PureBySums())
    assert pure.status is Status.ALL_PURE
    assert len(pure) == 0
    (equilibrium,) = solution = solve(model.sums(), PureBySums(otherwise=LogitBySums()))
    assert solution.status is Status.NO_PURE
    assert within_rounding(model, equilibrium)
    assert sum(len(support) > 1 for support in equilibrium.supports) >= 2
    if n == 12:  # the table of 6 million payoffs says so too
        assert max(best_reply.regrets(model.game().payoffs, equilibrium.profile)) < 1e-10


def test_strengths_that_have_nothing_in_common():
    rng = np.random.default_rng(5)
    model = threshold(rng.lognormal(0, 1, 18).tolist(), against=12.0, cost=rng.uniform(0.05, 0.6, 18).tolist())
    equilibrium = limit(model)
    assert within_rounding(model, equilibrium)


def test_strengths_that_differ_and_make_no_difference():
    strengths = np.random.default_rng(2).uniform(1, 1.01, 24)  # any nine suffice, no eight do
    model = threshold(strengths.tolist(), against=8.3, cost=0.1)
    equilibrium = limit(model)
    chances = np.array([x[0] for x in equilibrium.profile])
    assert min(np.abs(chances - p).max() for p in threshold_probabilities(24, 9, 0.1)) < 1e-9
    assert within_rounding(model, equilibrium)


def test_a_pure_limit_is_among_the_pure_equilibria():
    model = lognormal(20, 3, FirstForm())
    equilibrium = limit(model)
    assert equilibrium.pure
    named = {name: max(own, key=own.get) for name in model.names for own in [equilibrium[name]]}
    assert tuple(named.values()) in {each.actions for each in solve(model.sums(), PureBySums())}


def test_an_unfinished_run_says_where_it_stood():
    model = lognormal(10, 3, FirstForm())
    with pytest.raises(NotConvergedError, match="LogitBySums: the time limit passed") as caught:
        solve(model.sums(), LogitBySums(), time_limit=0)
    assert len(caught.value.solution) == 0
    seen = []

    def interrupt(done, total):
        seen.append((done, total))
        if done == 5:
            raise KeyboardInterrupt

    stopped = solve(model.sums(), LogitBySums(), progress=interrupt, throw=False)
    assert seen == [(k, None) for k in range(1, 6)]
    assert stopped.stats["steps"] == 4
    assert stopped.stats["rate"] > 0
    assert stopped.status is Status.INTERRUPTED


def test_a_game_that_cannot_be_evaluated_is_refused_before_anything_runs():
    model = threshold(np.random.default_rng(1).lognormal(0, 1, 60).tolist(), against=10.0)
    with pytest.raises(UnsupportedGameError, match=r"LogitBySums: mixed play of 60 states .* at most 34 states"):
        solve(model.sums(), LogitBySums())
