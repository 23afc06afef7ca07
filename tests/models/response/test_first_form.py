"""The first form of the utility, kept for comparison: its formula by hand, its limits and its signs."""

import numpy as np
import pytest

from alignment_games import GivenThreat, State, response_game, threshold_game
from alignment_games.states import FirstForm
from tests.models.response.three_states import ALL, GERMANY, NAMES, STATES, THREAT


def by_hand(i, profile, states, against, threat, proximity, u):
    """One state's payoff at one profile, with branches instead of a table of responses."""
    p = [state.power for state in states]
    lent = {"balance": 1, "soft_balance": u.softness}
    others = [k for k in range(len(p)) if k != i]
    coalition = sum(lent.get(profile[k], 0) * p[k] for k in others)
    aid = sum(p[k] for k in others if profile[k] == "bandwagon")
    action = profile[i]
    if action in ("balance", "arm"):
        own = p[i]
    elif action == "soft_balance":
        own = (u.own_defence + (1 - u.own_defence) * u.softness) * p[i]
    else:
        own = u.own_defence * p[i]
    access = {"balance": 1, "soft_balance": u.softness + (1 - u.softness) * u.spillover}.get(action, u.spillover)
    defence = own + access * coalition
    attack = (against.offence * against.power + aid) * proximity[i]
    lost = attack**u.decisiveness / (defence**u.decisiveness + attack**u.decisiveness)
    exposure = {"balance": 1 + u.punishment, "neutral": 1 - u.hiding, "bandwagon": 1 - u.appeasement}.get(action, 1)
    cost = {
        "balance": u.burden,
        "arm": u.arming,
        "soft_balance": u.softness * u.burden,
        "neutral": u.neutrality,
        "bandwagon": u.autonomy,
    }.get(action, 0)
    payoff = -threat[i] * exposure * lost - cost
    if action == "bandwagon":
        side = against.power + aid + p[i]
        all_lost = side_attack(against, aid + p[i]) ** u.decisiveness
        all_held = coalition**u.decisiveness
        payoff += u.spoils * p[i] / side * all_lost / (all_held + all_lost)
    return payoff


def side_attack(against, aid):
    return against.offence * against.power + aid


@pytest.mark.parametrize("spoils", [0, 0.4])
def test_every_payoff_by_hand(spoils):
    utility = FirstForm(spoils=spoils)
    proximity = [0.5, 1.0, 0.4]
    threat = GivenThreat(NAMES, THREAT, proximity)
    game = response_game(STATES, GERMANY, threat, utility, actions=ALL)
    for index in np.ndindex(6, 6, 6):
        profile = [ALL[k] for k in index]
        for i in range(3):
            expected = by_hand(i, profile, STATES, GERMANY, THREAT, proximity, utility)
            assert game.payoffs[(i, *index)] == pytest.approx(expected, abs=1e-14)


def test_the_threshold_game_is_the_limit_of_decisive_contests():
    # Full spillover, no own defence, equal proximity, decisiveness to infinity: held iff the balancers are stronger.
    utility = FirstForm(burden=0.1, punishment=0, spillover=1, own_defence=0, decisiveness=600)
    states = [State(state.name, 10 * state.power) for state in STATES]
    two = ["balance", "buck_pass"]
    game = response_game(states, State("Germany", power=1.8), [0.4, 0.4, 0.4], utility, actions=two)
    strengths = {state.name: state.power for state in states}
    limit = threshold_game(strengths, against=1.8, cost=0.1, benefit=0.4)
    np.testing.assert_allclose(game.payoffs + 0.4, limit.payoffs, atol=1e-12)


# Signs, the others' play held fixed. Each is checked at every profile of the others, over random parameters.


def own_payoffs(rng, **changes):
    """Payoffs of state 0 over its own actions (first axis) at all play of the others, at random parameters."""
    draw = {
        "burden": rng.uniform(0, 0.2),
        "punishment": rng.uniform(0, 0.5),
        "spillover": rng.uniform(0, 1),
        "own_defence": rng.uniform(0.1, 1),
        "decisiveness": rng.uniform(0.5, 3),
    }
    draw |= {k: v for k, v in changes.items() if k in draw}
    states = [State(name, rng.uniform(0.02, 0.3)) for name in NAMES]
    against = State("Germany", rng.uniform(0.05, 0.4), rng.uniform(0.5, 2))
    proximity = rng.uniform(0.2, 1, 3)
    threat = rng.uniform(0, 1, 3) if "threat" not in changes else changes["threat"]
    game = response_game(states, against, GivenThreat(NAMES, threat, proximity), FirstForm(**draw))
    return game.payoffs[0]


@pytest.mark.parametrize("seed", range(30))
def test_more_threat_never_makes_a_state_leave_balancing_where_joining_helps(seed):
    low, high = sorted(np.random.default_rng(seed).uniform(0, 1, 2))
    none = own_payoffs(np.random.default_rng(seed + 100), threat=[0, 0, 0], burden=0)
    one = own_payoffs(np.random.default_rng(seed + 100), threat=[1, 1, 1], burden=0)
    # With threat 1 and burden 0 the gain of balancing over passing is the bracket: joining helps where it is positive.
    helps = (one - none)[0] > (one - none)[1]
    gains = []
    for threat in (low, high):
        payoffs = own_payoffs(np.random.default_rng(seed + 100), threat=[threat, 1, 1], burden=0.05)
        gains.append(payoffs[0] - payoffs[1])
    assert (gains[1][helps] >= gains[0][helps]).all()
    assert (gains[1][~helps] <= gains[0][~helps]).all()


@pytest.mark.parametrize("seed", range(30))
def test_more_spillover_never_makes_a_state_join(seed):
    gains = []
    for spillover in (0.1, 0.4, 0.9):
        payoffs = own_payoffs(np.random.default_rng(seed), spillover=spillover)
        gains.append(payoffs[0] - payoffs[1])
    assert (np.diff(gains, axis=0) <= 1e-14).all()
