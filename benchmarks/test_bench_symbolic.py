"""Every pure profile's exact condition: the response game in symbols, two and three states.

``python -m pytest benchmarks --benchmark-enable`` prints the times. ``SYMPY_GROUND_TYPES=python`` in the environment
takes python-flint away, which the ``fast`` extra brings; compare the two runs.
"""

import pytest
from sympy import Symbol

import alignment_games as ag
from alignment_games.symbolic._analysis import Analysis
from alignment_games.symbolic.equilibrium_conditions import pure_conditions

LETTERS = "BFU"
AFFINE = ("burden", "autonomy", "spoils", "T_B", "T_F", "T_U")


def game(n, symbolic):
    def value(name, number):
        return Symbol(name, positive=True) if symbolic(name) else number

    names = tuple(LETTERS[:n])
    states = [ag.State(x, power=value(f"p_{x}", k + 2)) for k, x in enumerate(names)]
    threats = [value(f"T_{x}", 1) for x in names]
    threat = ag.GivenThreat(names, threats, [value(f"r_{x}", 1) for x in names])
    figures = {"burden": 0.05, "punishment": 0.1, "appeasement": 0.3, "autonomy": 0.2, "spoils": 0.1}
    shares = {"spillover": 0.3, "own_defence": 0.75}
    utility = ag.SecurityUtility(decisiveness=1, **{k: value(k, v) for k, v in {**figures, **shares}.items()})
    against = ag.State("J", power=value("P", 5), offence=value("o", 1))
    return ag.response_game(states, against, threat, utility)


def all_conditions(n, symbolic):
    analysis = Analysis(game(n, symbolic))
    return [pure_conditions(analysis, index) for index in analysis.indices()]


@pytest.mark.parametrize("n", [2, 3])
def test_all_parameters_symbolic(benchmark, n):
    found = benchmark.pedantic(all_conditions, args=(n, lambda _: True), rounds=1)
    assert len(found) == 3**n
    assert all(c.undecided == () for c in found)


def test_affine_in_costs_spoils_and_threats(benchmark):
    found = benchmark.pedantic(all_conditions, args=(3, lambda name: name in AFFINE), rounds=1)
    assert len(found) == 27
    assert all(c.undecided == () for c in found)
