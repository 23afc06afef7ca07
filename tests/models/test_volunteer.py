"""Volunteers: closed forms are equilibria of the games, thresholds have all their roots."""

from fractions import Fraction
from math import comb

import numpy as np
import pytest
import sympy

from alignment_games.errors import InvalidModelError
from alignment_games.models.threshold import threshold_game, volunteers_dilemma
from alignment_games.models.volunteer import (
    asymmetric_volunteers,
    nobody_probability,
    threshold_probabilities,
    volunteer_probability,
)


@pytest.mark.parametrize("n", [2, 3, 5, 7])
@pytest.mark.parametrize("ratio", [0.1, 0.25, 0.5, 0.75])
def test_the_symmetric_mixture_is_an_equilibrium(n, ratio):
    p = volunteer_probability(n, ratio)
    assert volunteers_dilemma(n, cost=ratio).regrets([[p, 1 - p]] * n).max() == pytest.approx(0, abs=1e-12)
    assert nobody_probability(n, ratio) == pytest.approx(ratio ** (n / (n - 1)), abs=1e-12)


@pytest.mark.parametrize(
    ("n", "ratio", "p", "nobody"),
    [
        (3, 0.5, 0.2928932188, 0.3535533906),
        (5, 0.25, 0.2928932188, 0.1767766953),
        (10, 0.1, 0.2257363173, 0.0774263683),
        (20, 0.75, 0.0150271107, 0.738729667),
    ],
)
def test_figures_of_the_closed_form(n, ratio, p, nobody):
    assert volunteer_probability(n, ratio) == pytest.approx(p, abs=1e-10)
    assert nobody_probability(n, ratio) == pytest.approx(nobody, abs=1e-9)


def test_exact_and_symbolic():
    assert volunteer_probability(2, Fraction(1, 4)) == Fraction(3, 4)
    k = sympy.Symbol("k", positive=True)
    assert sympy.simplify(volunteer_probability(4, k) - (1 - k ** sympy.Rational(1, 3))) == 0
    assert sympy.simplify(nobody_probability(3, k) - k ** sympy.Rational(3, 2)) == 0


@pytest.mark.parametrize(
    ("ratios", "chances"),
    [
        ((0.2, 0.3), (0.7, 0.8)),
        ((0.3, 0.35, 0.4), (0.3168699489, 0.4144599562, 0.4876524617)),
        ((0.2, 0.3, 0.5), (0.1339745962, 0.4226497308, 0.6535898385)),
        ((0.3, 0.3, 0.3, 0.3), (0.3305670499,) * 4),
    ],
)
def test_states_that_differ(ratios, chances):
    names = [f"S{k}" for k in range(len(ratios))]
    found = asymmetric_volunteers(dict(zip(names, ratios, strict=True)))
    assert list(found.values()) == pytest.approx(chances, abs=1e-10)
    game = threshold_game(dict.fromkeys(names, 1), against=1, cost=dict(zip(names, ratios, strict=True)))
    assert game.regrets([[p, 1 - p] for p in found.values()]).max() == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize(
    ("n", "m", "ratio", "roots"),
    [
        (3, 2, 0.25, (0.1464466094, 0.8535533906)),
        (3, 2, 0.4, (0.2763932023, 0.7236067977)),
        (3, 2, 0.5, (0.5,)),
        (3, 2, 0.6, ()),
        (4, 2, 0.25, (0.103741393, 0.6388241378)),
        (4, 3, 0.25, (0.3611758622, 0.896258607)),
        (5, 3, 0.25, (0.2858135047, 0.7141864953)),
        (5, 2, 0.3, (0.1044068429, 0.4494574431)),
        (4, 1, 0.25, (1 - 0.25 ** (1 / 3),)),
        (4, 4, 0.25, (0.25 ** (1 / 3),)),
    ],
)
def test_thresholds_have_every_root_and_each_is_an_equilibrium(n, m, ratio, roots):
    found = threshold_probabilities(n, m, ratio)
    assert found == pytest.approx(roots, abs=1e-9)
    game = volunteers_dilemma(n, cost=ratio, required=m)
    for p in found:
        assert game.regrets([[p, 1 - p]] * n).max() == pytest.approx(0, abs=1e-12)
    grid = np.linspace(0, 1, 20001)
    pivotal = comb(n - 1, m - 1) * grid ** (m - 1) * (1 - grid) ** (n - m) - ratio
    if ratio != 0.5:  # there the curve touches the line without crossing it
        assert int((np.diff(np.sign(pivotal)) != 0).sum()) == len(roots)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: volunteer_probability(1, 0.5), "a whole number of at least 2, got 1"),
        (lambda: volunteer_probability(3, 1.5), "cost ratio must be between"),
        (lambda: asymmetric_volunteers({"A": 0.1, "B": 0.9, "C": 0.9}), "not all can mix"),
        (lambda: asymmetric_volunteers({"A": 0.1}), "at least 2 states"),
        (lambda: volunteer_probability("x", 0.5), "a whole number of at least 2, got 'x'"),
        (lambda: threshold_probabilities(3, 1.5, 0.5), "required must be a whole number of at least 1"),
        (lambda: threshold_probabilities(3, 4, 0.5), "required must be between 1 and the 3 states"),
    ],
)
def test_bad_dilemmas_are_refused_in_words(call, words):
    with pytest.raises(InvalidModelError, match=words):
        call()
