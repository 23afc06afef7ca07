"""One formula, every arithmetic: each encoding on floats, fractions, symbols and grids."""

from fractions import Fraction

import numpy as np
import pytest
import sympy

from alignment_games.models import (
    bayesian_game,
    both_sides_game,
    burden_sharing_game,
    campaign_game,
    chain_ganging_game,
    contest_game,
    deterrence_game,
    difference_contest_game,
    exit_game,
    landscape_game,
    response_game,
    returns_to_scale_game,
    security_dilemma,
    soft_balancing_game,
    third_party_game,
    threshold_game,
    trust_game,
    two_threats_game,
    winning_side_game,
)
from alignment_games.models.war_stable_networks import alliance_game
from alignment_games.states import GivenThreat, State, perceived_threat

RESPONSES = ["balance", "buck_pass"]


def _responses(v, against="Germany"):
    states = [State("UK", power=v["p"]), State("USSR", power=v["q"])]
    return response_game(states, State(against, power=v["a"]), [v["t"], v["t"]], actions=RESPONSES)


def _two_sides(v):
    other = [State("France", power=v["a"]), State("Austria", power=v["q"])]
    second = response_game(other, State("UK", power=v["p"]), [v["t"], v["t"]], actions=RESPONSES)
    return both_sides_game(_responses(v, "France"), second, provocation=v["b"])


def _campaign(v):
    france, states = State("France", power=v["a"]), [State("Russia", power=v["p"]), State("Austria", power=v["q"])]
    threat = perceived_threat(states, of=france, contiguous=True, intent=v["t"])
    responses = response_game(states, france, threat, actions=RESPONSES)
    return campaign_game(responses, speaker="Russia", audience=["Austria"], cost=v["c"], chance=v["t"])


#: An encoding from values by name, and values as fractions.
CASES = {
    "landscape": (lambda v: landscape_game({"A": v["a"], "B": v["b"]}, {("A", "B"): v["c"]}), "a b c"),
    "third_party": (
        lambda v: third_party_game(
            {"K": v["a"], "L": v["b"]},
            first=v["c"],
            second=v["d"],
            values={"K": (v["e"], 0), "L": (0, v["e"])},
            cost=v["f"],
        ),
        "a b c d e f",
    ),
    "burden_sharing": (
        lambda v: burden_sharing_game({"A": 5 + v["a"], "B": 6 + v["b"]}, [0, 1, v["c"]], private=2, public=3),
        "a b c",
    ),
    "contest_effort": (
        lambda v: contest_game({"A": v["a"], "B": v["b"]}, [0, v["c"], 2 * v["c"]], decisiveness=2),
        "a b c",
    ),
    "returns_to_scale": (
        lambda v: returns_to_scale_game(
            {"A": v["a"], "B": v["b"]}, attacker=v["c"], target=v["d"], decisiveness=2, cost=v["e"]
        ),
        "a b c d e",
    ),
    "essential_states": (lambda v: winning_side_game({"A": 3, "B": 2, "C": 2}, cost=v["a"], benefit=v["b"]), "a b"),
    "threshold": (lambda v: threshold_game({"A": 3, "B": 2}, against=3, cost=v["a"], benefit=v["b"]), "a b"),
    "war_stable_networks": (
        lambda v: alliance_game({"A": 1, "B": 1, "C": 1}, gamma=2, security=v["a"], link_cost=v["b"]),
        "a b",
    ),
    "dilemma": (lambda v: security_dilemma(v["a"], v["b"], v["c"], v["d"]), "a b c d"),
    "trust": (lambda v: trust_game(v["t"], exploited=v["a"], exploiting=v["u"], greed=1 + v["b"]), "t a u b"),
    "bayesian": (
        lambda v: bayesian_game(
            {"A": {"x": v["t"], "y": 1 - v["t"]}, "B": {"z": 1}},
            ["l", "r"],
            lambda kinds, a: (v["a"] if kinds[0] == "x" else 1, v["b"] if a[0] == a[1] else 0),
        ),
        "t a b",
    ),
    "chain_ganging": (
        lambda v: chain_ganging_game(
            {"A": v["a"], "B": v["b"]}, front=v["c"], threat=v["d"], offence=v["e"], cost=v["f"]
        ),
        "a b c d e f",
    ),
    "deterrence": (lambda v: deterrence_game(_responses(v), prize=v["b"], loss=v["c"]), "p q a t b c"),
    "two_threats": (lambda v: two_threats_game(_responses(v), _responses(v, "Japan")), "p q a t"),
    "both_sides": (_two_sides, "p q a t b"),
    "soft_balancing": (
        lambda v: soft_balancing_game(
            {"A": v["a"], "B": v["b"]}, ambition=9 + v["c"], harm=v["d"], stiffness=v["e"], costs=(v["f"], 1)
        ),
        "a b c d e f",
    ),
    "campaign": (_campaign, "p q a t c"),
    "exit": (
        lambda v: exit_game(v["t"], gain=v["a"], temptation=v["b"], fear=v["b"] + v["c"], fellowship=v["d"]),
        "t a b c d",
    ),
}
_FIGURES = ["3/2", "5/4", "1/3", "7/5", "2/3", "1/9", "2/5", "1/4", "1/7", "1/6"]
NUMBERS = {letter: Fraction(text) for letter, text in zip("abcdeftupq", _FIGURES, strict=True)}


@pytest.mark.parametrize("name", CASES)
def test_floats_fractions_and_symbols_agree(name):
    build, letters = CASES[name]
    values = {letter: NUMBERS[letter] for letter in letters.split()}
    exact = build(values)
    floats = build({letter: float(value) for letter, value in values.items()})
    symbolic = build({letter: sympy.Symbol(letter, positive=True) for letter in values})
    assert (floats.arithmetic, exact.arithmetic, symbolic.arithmetic) == ("float", "exact", "symbolic")
    assert floats.players == exact.players == symbolic.players
    np.testing.assert_allclose(floats.payoffs, exact.to_float().payoffs, rtol=1e-12, atol=1e-13)
    used = {str(symbol) for entry in symbolic.payoffs.flat for symbol in getattr(entry, "free_symbols", ())}
    numbers = symbolic.substitute({letter: sympy.Rational(values[letter]) for letter in used})
    assert [Fraction(int(x.numerator), int(x.denominator)) for x in numbers.payoffs.flat] == list(exact.payoffs.flat)


#: An encoding and the parameter of it that becomes a grid.
GRIDS = {
    "third_party": "c",
    "contest_effort": "a",
    "returns_to_scale": "c",
    "dilemma": "b",
    "chain_ganging": "e",
    "deterrence": "b",
    "campaign": "c",
    "exit": "t",
}


@pytest.mark.parametrize("name", GRIDS)
def test_a_grid_of_one_parameter_is_the_games_one_by_one(name):
    build, letters = CASES[name]
    values = {letter: float(NUMBERS[letter]) for letter in letters.split()}
    grid = np.array([0.3, 0.5, 0.7])
    family = build({**values, GRIDS[name]: grid})
    assert family.batch_shape == (3,)
    for k, value in enumerate(grid):
        one = build({**values, GRIDS[name]: float(value)})
        np.testing.assert_allclose(family.payoffs[k], one.payoffs, atol=1e-12)


def test_the_difference_contest_takes_symbols_with_a_symbolic_base():
    k = sympy.Symbol("k", positive=True)
    game = difference_contest_game({"A": 1, "B": 1}, [0, 1], decisiveness=k, base=sympy.E)
    assert sympy.simplify(game.payoffs[0, 0, 1] - 1 / (1 + sympy.exp(k))) == 0


def test_a_threat_given_outright_has_no_intent_to_shift():
    states = [State("Russia", power=0.2), State("Austria", power=0.1)]
    threat = GivenThreat(("Russia", "Austria"), [0.5, 0.2])
    responses = response_game(states, State("France", power=0.3), threat, actions=RESPONSES)
    with pytest.raises(ValueError, match="given outright"):
        campaign_game(responses, speaker="Russia", audience=["Austria"])
