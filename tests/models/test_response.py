"""The response game: the formula by hand, its limits, its signs, and one formula in every arithmetic."""

from fractions import Fraction
from itertools import product

import numpy as np
import pytest
import sympy

import alignment_games as ag
from alignment_games import (
    GivenThreat,
    InvalidModelError,
    Response,
    SecurityUtility,
    State,
    load_case,
    response_game,
    threshold_game,
)
from alignment_games.game.best_reply import pure_equilibria

GERMANY = State("Germany", power=0.15, offence=1.2)
STATES = [State("Britain", power=0.08), State("France", power=0.05), State("USSR", power=0.16)]
NAMES = ("Britain", "France", "USSR")
THREAT = [0.3, 0.7, 0.2]
ALL = ("balance", "arm", "soft_balance", "buck_pass", "neutral", "bandwagon")


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
    utility = SecurityUtility(spoils=spoils)
    proximity = [0.5, 1.0, 0.4]
    threat = GivenThreat(NAMES, THREAT, proximity)
    game = response_game(STATES, GERMANY, threat, utility, actions=ALL)
    for index in np.ndindex(6, 6, 6):
        profile = [ALL[k] for k in index]
        for i in range(3):
            expected = by_hand(i, profile, STATES, GERMANY, THREAT, proximity, utility)
            assert game.payoffs[(i, *index)] == pytest.approx(expected, abs=1e-14)


def test_floats_fractions_and_symbols_agree():
    burden, spillover, punishment = sympy.symbols("burden spillover punishment", positive=True)
    powers = sympy.symbols("p1:4", positive=True)
    threats = sympy.symbols("T1:4", positive=True)
    germany = sympy.Symbol("g", positive=True)
    values = {
        burden: Fraction(1, 20),
        spillover: Fraction(3, 10),
        punishment: Fraction(1, 10),
        germany: Fraction(3, 20),
    }
    values |= dict(zip(powers, (Fraction(8, 100), Fraction(5, 100), Fraction(16, 100)), strict=True))
    values |= dict(zip(threats, (Fraction(3, 10), Fraction(7, 10), Fraction(2, 10)), strict=True))

    def build(of):
        states = [State(name, of(p)) for name, p in zip(NAMES, powers, strict=True)]
        utility = SecurityUtility(burden=of(burden), spillover=of(spillover), punishment=of(punishment))
        return response_game(states, State("Germany", of(germany)), [of(t) for t in threats], utility)

    symbolic, exact, floats = build(lambda s: s), build(values.get), build(lambda s: float(values[s]))
    assert (symbolic.arithmetic, exact.arithmetic, floats.arithmetic) == ("symbolic", "exact", "float")
    assert symbolic.substitute(values).payoffs.tolist() == exact.payoffs.tolist()
    np.testing.assert_allclose(floats.payoffs, exact.to_float().payoffs, rtol=1e-13)


def test_a_case_read_exactly_agrees_with_floats():
    exact, floats = load_case("europe-1938", exact=True).game(), load_case("europe-1938").game()
    assert exact.arithmetic == "exact"
    np.testing.assert_allclose(floats.payoffs, exact.to_float().payoffs, rtol=1e-13)


def test_a_grid_of_parameters_is_a_family_of_games():
    case = load_case("europe-1939")
    grid = np.linspace(0, 0.2, 5)
    family = case.game(burden=grid[:, None, None], intent={"France": np.linspace(0, 1, 4)})
    assert family.batch_shape == (5, 4)
    for (i, burden), (j, intent) in product(enumerate(grid), enumerate(np.linspace(0, 1, 4))):
        one = case.game(burden=burden, intent={"France": intent})
        np.testing.assert_allclose(family.payoffs[i, j], one.payoffs, rtol=1e-13)


@pytest.mark.parametrize(
    "changes",
    [
        {"threat_power": 0.3},
        {"threat_offence": 2},
        {"power": {"France": 0.2}},
        {"securitization": 3},
        {"decisiveness": 1},
        {"distance_km": {"USSR": 278}},
        {"threat": [0.1, 0.2, 0.3]},
    ],
)
def test_every_parameter_takes_grids_and_numbers_alike(changes):
    case = load_case("europe-1938")

    def as_grid(value):
        array = np.asarray(value, dtype=float)
        return array.reshape(1, -1) if array.ndim else array.reshape(1, 1)

    grids = {
        name: {who: as_grid(x)[:, 0] if name != "power" else as_grid(x) for who, x in value.items()}
        if isinstance(value, dict)
        else as_grid(value)
        for name, value in changes.items()
    }
    family = case.game(**grids)
    assert family.batch_shape == (1,)
    np.testing.assert_allclose(family.payoffs[0], case.game(**changes).payoffs, rtol=1e-13)


def test_users_extend_the_table_and_states_may_differ_in_their_actions():
    hedge = Response(membership=0.5, contribution=0.25, mobilisation=1, cost=0.02)
    game = response_game(
        STATES, GERMANY, THREAT, actions={"France": ["balance", "hedge"], "USSR": ["buck_pass"]}, table={"hedge": hedge}
    )
    assert game.n_actions == (3, 2, 1)
    assert game.actions[1] == ("balance", "hedge")


def test_the_threshold_game_is_the_limit_of_decisive_contests():
    # Full spillover, no own defence, equal proximity, decisiveness to infinity: held iff the balancers are stronger.
    utility = SecurityUtility(burden=0.1, punishment=0, spillover=1, own_defence=0, decisiveness=600)
    states = [State(state.name, 10 * state.power) for state in STATES]
    two = ["balance", "buck_pass"]
    game = response_game(states, State("Germany", power=1.8), [0.4, 0.4, 0.4], utility, actions=two)
    strengths = {state.name: state.power for state in states}
    limit = threshold_game(strengths, against=1.8, cost=0.1, benefit=0.4)
    np.testing.assert_allclose(game.payoffs + 0.4, limit.payoffs, atol=1e-12)


def test_without_a_threat_passing_the_buck_is_dominant():
    game = response_game(STATES, GERMANY, [0, 0, 0], actions=ALL)
    for i in range(3):
        own = np.moveaxis(game.payoffs[i], i, 0)
        passing = own[ALL.index("buck_pass")]
        for k, action in enumerate(ALL):
            if action != "buck_pass":
                assert (passing > own[k]).all()


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
    game = response_game(states, against, GivenThreat(NAMES, threat, proximity), SecurityUtility(**draw))
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


def test_intent_and_securitization_act_through_the_threat_alone():
    case = load_case("europe-1938")
    for changes in ({"intent": {"France": 0.9}}, {"securitization": {"Britain": 1, "France": 4, "USSR": 1}}):
        changed = case.model.with_parameters(**changes)
        direct = case.model.with_parameters(threat=changed.threat.values)
        np.testing.assert_allclose(changed.payoffs(), direct.payoffs(), rtol=1e-14)
        assert changed.threat["France"] > case.model.threat["France"]


def test_at_equal_threat_the_weaker_state_bandwagons_first_as_appeasement_grows():
    appeasement = np.linspace(0, 1, 401)
    states = [State("weak", 0.02), State("strong", 0.2)]
    family = response_game(states, GERMANY, [0.6, 0.6], SecurityUtility(appeasement=appeasement[:, None]))
    replies = family.payoffs[:, 0, :, 1].argmax(axis=-1), family.payoffs[:, 1, 1, :].argmax(axis=-1)
    first = [appeasement[np.argmax(reply == 2)] if (reply == 2).any() else np.inf for reply in replies]
    assert first[0] < first[1]


def test_in_the_threats_power_balancing_rises_and_then_falls():
    power = np.linspace(0.01, 3, 600)
    family = load_case("europe-1939").game(threat_power=power[:, None])
    gain = family.payoffs[:, 1, 0, 0, 1] - family.payoffs[:, 1, 0, 1, 1]  # France, Britain balancing, the USSR passing
    top = int(gain.argmax())
    assert 0 < top < len(power) - 1
    assert (np.diff(gain[: top + 1]) > 0).all()
    assert (np.diff(gain[top:]) < 0).all()
    assert gain[0] < 0 < gain[top]
    assert gain[-1] < 0


def test_passing_the_buck_in_1938_is_an_equilibrium_over_a_wide_range():
    burden, spillover = np.meshgrid(np.linspace(0.02, 0.4, 20), np.linspace(0, 1, 21), indexing="ij")
    family = load_case("europe-1938").game(burden=burden[..., None], spillover=spillover[..., None])
    assert pure_equilibria(family.payoffs, 3)[..., 1, 1, 1].all()


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: response_game(STATES[:1], GERMANY, [0.3]), "at least two states that face Germany, got Britain"),
        (lambda: response_game([], GERMANY, []), "got none"),
        (lambda: response_game([*STATES, GERMANY], GERMANY, [1] * 4), "both the threat and a responder"),
        (lambda: response_game([*STATES, STATES[0]], GERMANY, [1] * 4), "'Britain' is listed twice"),
        (lambda: response_game(STATES, GERMANY, [0.3, 0.2]), "threat needs one value for each of 3 states"),
        (lambda: response_game(STATES, GERMANY, [0.3, 0.2, -1]), "threat must be a finite number of at least 0"),
        (lambda: response_game(STATES, GERMANY, THREAT, actions=["balence"]), "did you mean 'balance'"),
        (lambda: response_game(STATES, GERMANY, THREAT, actions={"Frans": ["arm"]}), "did you mean 'France'"),
        (lambda: response_game(STATES, GERMANY, THREAT, actions={"France": []}), "France has no actions"),
        (lambda: response_game(STATES, GERMANY, GivenThreat(("A", "B"), [1, 1])), "perceived by A, B, but"),
        (lambda: load_case("europe-1938").game(brden=1), "unknown parameter 'brden'; did you mean 'burden'"),
        (lambda: load_case("europe-1938").game(power={"Frane": 1}), "did you mean 'France'"),
        (
            lambda: response_game(STATES, GERMANY, THREAT).model.with_parameters(intent=0.5),
            "given outright, so intent cannot change it",
        ),
        (lambda: load_case("europe-1938").game(burden=np.zeros(7)), r"a grid of values takes a last axis of 1"),
    ],
)
def test_bad_models_are_refused_in_words(make, message):
    with pytest.raises(InvalidModelError, match=message):
        make()


def test_an_exponent_beyond_exact_arithmetic_is_refused_in_one_line():
    model = ag.load_case("europe-1938", exact=True).model
    with pytest.raises(ag.InvalidModelError, match="up to 1000 in exact arithmetic"):
        model.with_parameters(decisiveness=Fraction(10) ** 300)
