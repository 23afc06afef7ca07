"""Equilibria in which few of many states mix: small worlds that no pure play holds, with many small states about them.

The seeds are of `test_pure_by_sums.random_model` whose systems of three to six states have no pure equilibrium.
"""

import itertools
from dataclasses import replace

import numpy as np
import pytest

from alignment_games import GivenThreat, NormalFormGame, State, Status, solve
from alignment_games.errors import InvalidModelError
from alignment_games.game import best_reply
from alignment_games.game.sum_game import SumGame
from alignment_games.models.response import ResponseModel, response_model
from alignment_games.solvers import LogitBySums, MixedBySums, PureBySums
from alignment_games.states.contest import ratio_contest
from tests.oracles import second_form
from tests.solvers.pure.test_pure_by_sums import ACTIONS, random_model
from tests.tries import tries

WITHOUT_PURE = (27, 102, 141, 480, 575)


def with_minor_states(seed: int, n: int, share: float, draw: int = 0, most_actions: int = 4) -> ResponseModel:
    """The system of a seed with others up to n states, whose powers add up to a share of its own."""
    core, rng = random_model(seed), np.random.default_rng([seed, draw])
    few, many = len(core.states), n - len(core.states)
    powers = rng.pareto(1.0, many) + 0.02
    powers *= share * sum(state.power for state in core.states) / powers.sum()
    minor = [State(f"minor {k}", power=float(power)) for k, power in enumerate(powers)]
    actions = {state.name: list(own) for state, own in zip(core.states, core.actions, strict=True)}
    for state in minor:
        actions[state.name] = rng.choice(ACTIONS, int(rng.integers(2, most_actions + 1)), replace=False).tolist()
    spillover = np.concatenate([np.broadcast_to(core.utility.spillover, few), rng.uniform(0, 1, many)])
    values = np.concatenate([core.threat.values, rng.uniform(0, 1, many)])
    closeness = np.concatenate([core.threat.closeness, rng.uniform(0.2, 1, many)])
    states = [*core.states, *minor]
    threat = GivenThreat(tuple(state.name for state in states), values, closeness)
    return response_model(states, core.against, threat, replace(core.utility, spillover=spillover), actions=actions)


def regrets_by_enumeration(game: SumGame, profile) -> np.ndarray:
    """Each state's regret from the payoffs at every pure profile that can occur, with its chance."""
    used = [np.flatnonzero(own) for own in profile]
    payoffs = 0.0
    for played in itertools.product(*used):
        chance = np.prod([own[a] for own, a in zip(profile, played, strict=True)])
        payoffs = payoffs + chance * game.sums.payoffs_at(np.array(played))
    chosen = [own @ row[: len(own)] for own, row in zip(profile, payoffs, strict=True)]
    return payoffs.max(axis=1) - chosen


def regrets_by_hand(model: ResponseModel, profile) -> np.ndarray:
    """The same with no line of the package: one payoff after the other in the words of the oracle."""
    seen, n = model.threat, len(model.states)
    at = second_form.Situation(
        power=[state.power for state in model.states],
        proximity=np.broadcast_to(seen.closeness, n).tolist(),
        intent=[1] * n,
        threat_power=model.against.power,
        conversion=model.against.offence,
        balance=[1] * n,
        reliability=[[model.utility.reliability] * n] * n,
        backing=[0] * n,
        all_backing=0,
        parameters={name: np.asarray(figure).tolist() for name, figure in model.utility.figures().items()},
        weight=seen.values.tolist(),
        by_difference=model.utility.contest is not ratio_contest,
    )
    values = [np.zeros(len(own)) for own in model.actions]
    for played in itertools.product(*map(np.flatnonzero, profile)):
        chance = np.prod([own[a] for own, a in zip(profile, played, strict=True)])
        names = [own[a] for own, a in zip(model.actions, played, strict=True)]
        for i, own in enumerate(model.actions):
            told = [second_form.payoff(at, (*names[:i], action, *names[i + 1 :]), i) for action in own]
            values[i] += chance * np.array(told)
    return np.array([value.max() - own @ value for own, value in zip(profile, values, strict=True)])


def holds(seed: int, n: int, share: float, draw: int = 0) -> bool:
    """Whether there is no pure equilibrium; then that the mixed one found holds by the other method."""
    model = with_minor_states(seed, n, share, draw)
    game = model.sums()
    if len(solve(game, PureBySums(most=1))):
        return False
    solution = solve(game, MixedBySums())
    assert solution.status is Status.SOME
    (equilibrium,) = solution
    assert not equilibrium.pure
    least, largest = game.sums.ranges()
    assert (regrets_by_enumeration(game, equilibrium.profile) <= 1e-12 * (largest - least)).all()
    if n <= 20:
        assert (regrets_by_hand(model, equilibrium.profile) <= 1e-11 * (largest - least)).all()
    assert set(solution.stats["movers"]) >= {
        name for name, own in zip(game.players, equilibrium.profile, strict=True) if 0 < own[0] < 1
    }
    return True


@pytest.mark.slow
@pytest.mark.parametrize("seed", WITHOUT_PURE[: tries(2, of=5)])
def test_twenty_states_of_whom_few_mix(seed):
    assert holds(seed, 20, 0.01)


@pytest.mark.slow
@pytest.mark.parametrize("seed", WITHOUT_PURE[: tries(2, of=5)])
def test_two_hundred_states_of_whom_few_mix(seed):
    assert holds(seed, 200, 0.01)


def test_it_is_one_of_all_equilibria_of_the_table():
    assert are_among_all([27], sizes=(6, 7, 8), draws=1) == (3, 2)


def are_among_all(seeds, sizes, draws) -> tuple[int, int]:
    """In how many systems what is found is among all that there are, and how many of these mix; others are refused."""
    compared = mixed = 0
    for seed, n, draw in itertools.product(seeds, sizes, range(draws)):
        model = with_minor_states(seed, n, (0.01, 0.3)[n % 2], draw, most_actions=2)
        every, solution = solve(model.game(), throw=False), solve(model.sums(), MixedBySums(), throw=False)
        if every.status is not Status.ALL or not len(solution):
            continue
        (found,) = solution
        own = np.concatenate(found.profile)
        assert min(np.abs(own - np.concatenate(other.profile)).max() for other in every) < 1e-7, (seed, n, draw)
        compared, mixed = compared + 1, mixed + (not found.pure)
    return compared, mixed


@pytest.mark.parametrize("unit", [1e-9, 1e9])
def test_units_of_payoffs_change_nothing(unit):
    model = with_minor_states(141, 12, 0.1)
    costs = ("burden", "autonomy", "spoils", "arming", "neutrality")
    figures = {name: np.asarray(getattr(model.utility, name)) * unit for name in costs}
    threat = GivenThreat(model.names, model.threat.values * unit, model.threat.closeness)
    scaled = replace(model, utility=replace(model.utility, **figures), threat=threat)
    one, other = (solve(each.sums(), MixedBySums())[0] for each in (model, scaled))
    assert np.allclose(np.concatenate(one.profile), np.concatenate(other.profile), atol=1e-9, rtol=0)


def matching(amounts: dict[str, int]) -> SumGame:
    """A game of sums in which the even want to be with the many and the odd against them."""
    half, sign = sum(amounts.values()) / 2, {name: (-1) ** k for k, name in enumerate(amounts)}

    def payoff(state: str, action: str, others: int) -> float:
        return sign[state] * (others + amounts[state] / 2 - half) if action == "act" else 0.0

    return SumGame.from_function(payoff, list(amounts), {name: {"act": p, "pass": 0} for name, p in amounts.items()})


def test_where_more_would_have_to_mix_another_solver_goes_on():
    game = matching({f"State {k}": 5 for k in range(4)})
    with pytest.raises(Exception, match="did not converge"):
        solve(game, MixedBySums(most_movers=1))
    solution = solve(game, MixedBySums(most_movers=1, otherwise=LogitBySums()))
    assert solution.status is Status.SOME
    assert best_reply.regrets(as_table(game).payoffs, solution[0].profile).max() < 1e-9


def as_table(game: SumGame) -> NormalFormGame:
    return game.table([range(m) for m in game.n_actions], range(game.n_players))


def test_a_pure_equilibrium_may_come_out():
    game = with_minor_states(567, 12, 0.1).sums()
    (equilibrium,) = solve(game, MixedBySums())
    assert equilibrium.actions in {other.actions for other in solve(game, PureBySums())}


def test_at_least_one_state_may_mix():
    with pytest.raises(InvalidModelError, match="most_movers must be at least 1, got 0"):
        MixedBySums(most_movers=0)
