"""The security dilemma: payoffs by name, the mixed equilibrium, risk dominance."""

from fractions import Fraction

import numpy as np
import pytest
import sympy

from alignment_games.errors import InvalidModelError
from alignment_games.models.dilemma import risk_dominant, security_dilemma, trust_needed

HUNTS = [
    ((4, 3, 2, 0), Fraction(2, 3), "defect"),
    ((4, 3, 1, 0), Fraction(1, 2), "neither"),
    ((3, 2, 1, 0), Fraction(1, 2), "neither"),
    ((5, 4, 2, -1), Fraction(3, 4), "defect"),
    ((5, 1, 1, 0), Fraction(1, 5), "cooperate"),
]


@pytest.mark.parametrize(("payoffs", "needed", "dominant"), HUNTS)
def test_the_mixed_equilibrium_and_risk_dominance(payoffs, needed, dominant):
    assert trust_needed(*map(Fraction, payoffs)) == needed
    assert risk_dominant(*payoffs) == dominant
    game = security_dilemma(*payoffs, players=("Athens", "Sparta"))
    profile = {name: {"cooperate": needed, "defect": 1 - needed} for name in ("Athens", "Sparta")}
    assert game.regrets(profile).tolist() == [0, 0]


def test_the_payoffs_are_where_their_names_say():
    game = security_dilemma(4, 3, 2, 0)
    assert game.payoffs[0].tolist() == [[4, 0], [3, 2]]
    assert game.payoffs[1].tolist() == [[4, 3], [0, 2]]


@pytest.mark.parametrize("payoffs", [(3, 5, 1, 0), (3.0, 5.0, 1.0, 0.0), (3, 1, 0, 1), (3, 3, 1, 0)])
def test_no_stag_hunt_no_trust_needed(payoffs):
    with pytest.raises(InvalidModelError, match="expected a stag hunt"):
        trust_needed(*payoffs)
    with pytest.raises(InvalidModelError, match="expected a stag hunt"):
        risk_dominant(*payoffs)


def test_symbols_stand_beside_arrays_and_truth_values():
    reward = sympy.Symbol("r", positive=True)
    grid = trust_needed(reward, np.array([0.0, 1.0]), True, False)
    assert [sympy.simplify(value - 1 / (reward - t + 1)) for value, t in zip(grid, (0, 1), strict=True)] == [0, 0]


def test_payoffs_must_be_numbers():
    with pytest.raises(InvalidModelError, match="temptation must be a finite number"):
        security_dilemma(4, float("inf"), 2, 0)
    with pytest.raises(InvalidModelError, match="sucker must be a number"):
        security_dilemma(4, 3, 2, "none")
