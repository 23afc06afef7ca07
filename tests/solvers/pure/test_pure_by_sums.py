import itertools
import os
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from alignment_games import solve
from alignment_games.errors import InvalidModelError, NotConvergedError, UnsupportedGameError
from alignment_games.game.sum_game import SumGame
from alignment_games.io.sources.capabilities import read_capabilities
from alignment_games.models.response import ResponseModel, response_model
from alignment_games.solvers import LogitBySums, PureBySums, Status
from alignment_games.states import GivenThreat, Response, SecurityUtility, State
from alignment_games.states.contest import difference_contest, ratio_contest
from tests.solvers.pure.sums_beside_tables import numbers_of_both
from tests.tries import tries

ACTIONS = ("balance", "buck_pass", "bandwagon", "arm", "neutral", "soft_balance")


def random_model(seed: int) -> ResponseModel:
    """A small game of varied kind: contests, spoils, proximity, action sets, states alike."""
    rng = np.random.default_rng(seed)
    n = int(rng.integers(3, 7))
    powers = rng.pareto(1, n) + 0.02
    if seed % 3 == 0:
        powers[:] = powers[0]  # equal powers: many equilibria, alike up to a permutation
    names = [f"state {i}" for i in range(n)]
    limit = 4 if n < 6 else 3
    actions = {name: rng.choice(ACTIONS, int(rng.integers(2, limit + 1)), replace=False).tolist() for name in names}
    return response_model(
        [State(name, power=power) for name, power in zip(names, powers, strict=True)],
        State("threat", power=float(powers.sum() * rng.uniform(0.1, 0.8)), offence=float(rng.uniform(0.7, 1.5))),
        GivenThreat(tuple(names), rng.uniform(0, 1, n), rng.uniform(0.2, 1, n)),
        SecurityUtility(
            burden=rng.choice([0, 0.02, 0.05, 0.1]),
            punishment=rng.choice([0, 0.1]),
            autonomy=rng.choice([0, 0.05, 0.2]),
            spoils=rng.choice([0, 0, 0.6]),
            spillover=rng.uniform(0, 1, n),
            decisiveness=rng.uniform(0.5, 4),
            contest=ratio_contest if seed % 2 else difference_contest,
        ),
        actions=actions,
    )


@pytest.mark.slow
def test_the_same_equilibria_as_by_enumerating_the_tensor():
    counts = numbers_of_both(map(random_model, range(tries(50, of=120))))
    assert {1, 2} < set(counts)  # the games are not all of one kind


def test_payoffs_and_their_bounds_against_the_tensor():
    for seed in range(12):
        model = random_model(seed)
        sums, payoffs = model.sums().sums, model.payoffs()
        every = np.arange(len(model.states))
        scale = abs(payoffs).max()
        for i in every:
            count, others = len(model.actions[i]), [j for j in every if j != i]
            played = np.array(list(itertools.product(*(range(len(model.actions[j])) for j in others))))
            points = sums.amounts[:, others, played].sum(axis=2)[:, None]  # of each joint action of the others
            width = 0.3 * np.arange(1, len(points) + 1)[:, None, None]
            at, _ = sums.bounds(every[i : i + 1], points, points)
            least, most = sums.bounds(every[i : i + 1], np.maximum(points - width, 0), points + width)
            own = np.moveaxis(payoffs[i], i, -1).reshape(len(played), count)
            assert np.allclose(at[0, :, :count], own, atol=1e-12 * scale, rtol=0)
            assert (least[0, :, :count] <= own + 1e-12 * scale).all()
            assert (most[0, :, :count] >= own - 1e-12 * scale).all()


def test_ties_count_as_equilibria():
    states = [State(f"state {i}", power=0.1) for i in range(4)]
    model = response_model(
        states, State("threat", power=0.3), [0] * 4, SecurityUtility(burden=0, arming=0), actions=["balance", "arm"]
    )
    solution = solve(model.sums(), PureBySums())
    assert len(solution) == 2**4  # nobody is threatened and nothing costs: every alignment is an equilibrium
    assert solution.status is Status.ALL_PURE


def test_scale_of_the_payoffs_changes_nothing():
    model = random_model(7)
    expected = [equilibrium.actions for equilibrium in solve(model.sums(), PureBySums())]
    for scale in (1e-9, 1e9):
        figures = {name: np.asarray(getattr(model.utility, name)) * scale for name in COSTS}
        scaled = replace(
            model,
            utility=replace(model.utility, **figures),
            threat=GivenThreat(model.names, model.threat.values * scale, model.threat.closeness),
        )
        assert [equilibrium.actions for equilibrium in solve(scaled.sums(), PureBySums())] == expected


COSTS = ("burden", "autonomy", "spoils", "arming", "neutrality")


def test_the_limit_is_told_with_the_count():
    states = [State(f"state {i}", power=0.1) for i in range(40)]
    model = response_model(states, State("threat", power=0.3), [0] * 40, SecurityUtility(burden=0, autonomy=0))
    solution = solve(model.sums(), PureBySums(most=25))
    assert len(solution) == 25  # of 3 ** 40
    assert solution.status is Status.SOME_PURE
    assert not solution.complete
    assert "pure" not in solution.stats  # how many there are is not known


def test_a_search_cut_short_claims_nothing():
    model, whole = random_model(3), solve(random_model(3).sums(), PureBySums())
    cut = solve(model.sums(), PureBySums(most_nodes=1, otherwise=LogitBySums()))
    assert whole.stats["nodes"] > 1
    assert cut.stats["nodes"] == 1
    assert cut.status is Status.SOME  # not that there is none, and so no mixed one in its place
    assert "pure" not in cut.stats
    assert solve(model.sums(), PureBySums(most_nodes=whole.stats["nodes"])).status is Status.ALL_PURE


def test_the_time_limit_is_told():
    seen = []
    with pytest.raises(NotConvergedError, match="the time limit passed") as caught:
        solve(random_model(1).sums(), PureBySums(), time_limit=0, progress=lambda *each: seen.append(each))
    assert caught.value.solution.status is Status.TIME_LIMIT
    assert seen == [(0, None)]


def large_model(powers: np.ndarray, threat: float) -> ResponseModel:
    rng = np.random.default_rng(0)
    states = [State(f"state {i}", power=float(power)) for i, power in enumerate(powers)]
    return response_model(states, State("threat", power=threat, offence=1.2), rng.uniform(0.1, 1, len(states)))


def regret_by_hand(model: ResponseModel, alignment: dict[str, str]) -> float:
    """The largest regret by the formula of the response game in plain numbers (one intent, one distance, no spoils)."""
    utility, threat, n = model.utility, model.against, len(model.states)

    def of(i: int, action: str) -> list[float]:
        return [other.power for k, other in enumerate(model.states) if k != i and alignment[other.name] == action]

    def payoff(i: int, action: str) -> float:
        power, help_ = model.states[i].power, utility.reliability * sum(of(i, "balance"))
        attack = threat.offence * threat.power + sum(of(i, "bandwagon"))
        stands = action == "balance"
        defence = power + help_ if stands else utility.own_defence * power
        lost = attack**2 / (defence**2 + attack**2)
        shielded = help_**2 / (help_**2 + attack**2)
        fallen = lost if stands else lost * (1 - (n - 1) / n * shielded)
        exposure = 1 + utility.punishment if stands else 1
        effort = utility.burden * threat.power / (power + threat.power) if stands else 0
        autonomy = utility.autonomy if action == "bandwagon" else 0
        return float(-model.threat.values[i] * exposure * fallen - effort - autonomy)

    return max(
        max(payoff(i, action) for action in model.actions[i]) - payoff(i, alignment[state.name])
        for i, state in enumerate(model.states)
    )


def test_one_hundred_and_ninety_five_states():
    powers = np.random.default_rng(1).pareto(1.0, 195) + 0.01
    model = large_model(powers / powers.sum(), threat=0.15)
    solution = solve(model.sums(), PureBySums())
    assert solution.status is Status.ALL_PURE
    assert len(solution) > 0
    assert max(equilibrium.regret for equilibrium in solution) < 1e-10
    played = [dict(zip(model.names, equilibrium.actions, strict=True)) for equilibrium in solution]
    assert max(regret_by_hand(model, alignment) for alignment in played) < 1e-10


@pytest.mark.parametrize(("year", "threat"), [(1938, 255), (2016, 710), (2016, None)])
def test_the_capabilities_of_a_year(year, threat):
    file = Path(os.environ.get("ALIGNMENT_GAMES_DATA", "no data")) / "nmc_v7_abridged.csv"
    if not file.exists():
        pytest.skip("needs the capabilities file; set ALIGNMENT_GAMES_DATA to its folder")
    capabilities = read_capabilities(file)
    powers = [capabilities.power(code, year) for code in capabilities.states(year) if code != threat]
    outsider = 0.15  # all 195 states of 2016 against a power from elsewhere
    against = outsider if threat is None else capabilities.power(threat, year)
    solution = solve(large_model(np.array(powers), against).sums(), PureBySums())
    assert solution.status is Status.ALL_PURE
    assert max(equilibrium.regret for equilibrium in solution) < 1e-10


def own_contest(defence, attack, decisiveness):
    return ratio_contest(defence, attack, decisiveness)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"utility": SecurityUtility(contest=own_contest)}, "ratio_contest or difference_contest"),
        ({"utility": SecurityUtility(burden=np.array([[0.1], [0.2]]))}, "one game of a family at a time"),
        ({"utility": SecurityUtility(burden=Fraction(1, 10))}, "plain numbers"),
        ({"table": {"balance": Response(contribution=-1)}}, "of state 0 at 'balance' is negative"),
        ({"utility": SecurityUtility(decisiveness=1e5)}, "smaller decisiveness"),
    ],
)
def test_what_is_refused_is_told(changes, words):
    model = replace(large_model(np.full(3, 0.2), threat=0.3), **changes)
    with pytest.raises(UnsupportedGameError, match=words):
        solve(model.sums(), PureBySums())


def test_a_threat_without_power_is_refused_with_its_model():
    with pytest.raises(InvalidModelError, match="power of threat, the threat, must be a finite number above 0, got 0"):
        replace(large_model(np.full(3, 0.2), threat=0.3), against=State("threat", power=0))


@pytest.mark.parametrize("name", ["most", "most_nodes"])
def test_most_is_at_least_one(name):
    with pytest.raises(InvalidModelError, match=f"{name} must be at least 1, got 0"):
        PureBySums(**{name: 0})


def test_of_pursuers_and_evaders_without_a_pure_equilibrium_one_mixed_one_is_certified():
    # Every second state joins where the others put in much, the others where they put in little.
    rng = np.random.default_rng(0)
    strength = dict(zip([f"State {k}" for k in range(20)], rng.integers(1, 10, 20).tolist(), strict=True))
    total, pursuers = sum(strength.values()), set(list(strength)[::2])
    aims = dict(zip(strength, rng.uniform(0.45, 0.55, 20) * total, strict=True))

    def payoff(state: str, action: str, others: int) -> float:
        gain = (others + strength[state] / 2 - aims[state]) / total
        return 0.0 if action == "pass" else gain if state in pursuers else -gain

    amounts = {state: {"act": power, "pass": 0} for state, power in strength.items()}
    solution = solve(SumGame.from_function(payoff, list(strength), amounts))
    assert solution.status is Status.NO_PURE
    (equilibrium,) = solution
    mixing = 0
    for state in strength:  # what acting pays is linear in the others' sum: expectations suffice
        others = sum(equilibrium[other]["act"] * power for other, power in strength.items() if other != state)
        gain, chance = payoff(state, "act", others), equilibrium[state]["act"]
        assert abs(gain) < 1e-9 or chance == float(gain > 0)
        mixing += 0 < chance < 1
    assert mixing > 1
