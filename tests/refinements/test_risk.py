"""Risk dominance: the product rule, its agreement with the tracing procedure, and p-dominance in closed form."""

from fractions import Fraction

import numpy as np
import pytest

from alignment_games import InvalidModelError, NormalFormGame
from alignment_games.refinements import bicentric_prior, p_dominance, risk_dominance, trace_from_prior
from tests.games_refinement import CONVENTIONS, SEXES, STAG_HUNT, minimum_effort


@pytest.mark.parametrize(("R", "T", "P", "S"), [(4, 3, 2, 0), (5, 3, 2, 0), (4, 1, 2, 0), (9, 8, 7, 0)])
def test_stag_hunts_by_the_rule_of_the_security_dilemma(R, T, P, S):
    # Risk-dominant to defect iff R - T < P - S.
    game = NormalFormGame([[[R, S], [T, P]], [[R, T], [S, P]]], actions=["cooperate", "defect"])
    assert bool(risk_dominance(game, "defect, defect", "cooperate, cooperate")) == (R - T < P - S)
    assert bool(risk_dominance(game, "cooperate, cooperate", "defect, defect")) == (R - T > P - S)


def test_the_product_rule_and_the_tracing_procedure_agree_on_2x2_games():
    # Harsanyi & Selten (1988) prove it; here on random games that are not symmetric.
    rng = np.random.default_rng(0)
    seen = 0
    while seen < 25:
        a, b = payoffs = rng.random((2, 2, 2))
        if a[0, 0] > a[1, 0] and a[1, 1] > a[0, 1] and b[0, 0] > b[0, 1] and b[1, 1] > b[1, 0]:
            seen += 1
            game = NormalFormGame(payoffs)
            first = (a[0, 0] - a[1, 0]) * (b[0, 0] - b[0, 1]) > (a[1, 1] - a[0, 1]) * (b[1, 1] - b[1, 0])
            end = trace_from_prior(game, bicentric_prior(game, "1, 1", "2, 2"))
            assert end[0].argmax() == end[1].argmax() == (0 if first else 1)
            assert bool(risk_dominance(game, "1, 1", "2, 2")) == first


def test_neither_sex_wins_its_battle():
    found = risk_dominance(SEXES, "opera, opera", "football, football")
    assert found.holds is False
    assert str(found).startswith("not risk-dominant: neither dominates")
    prior = bicentric_prior(SEXES, "opera, opera", "football, football")
    np.testing.assert_allclose(prior[0], [2 / 3, 1 / 3])
    end = trace_from_prior(SEXES, prior)
    np.testing.assert_allclose(end[0].astype(float), [2 / 3, 1 / 3], atol=1e-9)


def test_the_prior_of_the_minimum_effort_game():
    # With everybody at 3 with chance z and at 1 otherwise, effort 3 beats 1 by 0.2 * 2 z - 0.1 * 2: from z = 1/2.
    # Effort 2 lies between, so it is never the only best reply.
    game = minimum_effort(3)
    for prior in bicentric_prior(game, "3, 3, 3", "1, 1, 1"):
        np.testing.assert_allclose(prior, [0.5, 0, 0.5], atol=1e-12)


def test_the_safe_effort_is_risk_dominant_among_three():
    # Against the prior that is right half the time, a third player's minimum of two others is 3 with chance 1/4.
    found = risk_dominance(minimum_effort(3), "1, 1, 1", "3, 3, 3")
    assert found.holds is True
    assert risk_dominance(minimum_effort(3), "3, 3, 3", "1, 1, 1").holds is False


def test_p_dominance_of_conventions_in_closed_form():
    # L / (L + g) by hand: b against c: 3 / (3 + 2); c against b: 5 / (5 + 3); a against b: 7 / (7 + 1).
    for profile, expected in {"a, a": 7 / 8, "b, b": 3 / 5, "c, c": 5 / 8}.items():
        for p in p_dominance(CONVENTIONS, profile).values():
            assert float(p) == pytest.approx(expected)


def test_p_dominance_is_for_pure_equilibria():
    with pytest.raises(InvalidModelError, match="it is mixed"):
        p_dominance(STAG_HUNT, [[2 / 3, 1 / 3], [2 / 3, 1 / 3]])
    with pytest.raises(InvalidModelError, match="no equilibrium"):
        p_dominance(STAG_HUNT, "stag, hare")


def test_scaling_one_player_changes_no_comparison():
    payoffs = STAG_HUNT.to_float().payoffs * np.array([1e-3, 50.0]).reshape(2, 1, 1)
    game = NormalFormGame(payoffs, STAG_HUNT.players, STAG_HUNT.actions)
    assert risk_dominance(game, "hare, hare", "stag, stag")


def test_the_tracing_procedure_does_not_ask_for_units():
    game = minimum_effort(3)
    payoffs = game.to_float().payoffs * np.array([1e-9, 1.0, 1e9]).reshape(3, 1, 1, 1)
    other = NormalFormGame(payoffs, game.players, game.actions)
    assert risk_dominance(other, "1, 1, 1", "3, 3, 3").holds is True


@pytest.mark.parametrize("unit", [1, 10**400, Fraction(1, 10**400)], ids=["1", "1e400", "1e-400"])
def test_units_beyond_the_floats_change_no_comparison(unit):
    one = np.array([[[4, 0], [3, 2]], [[4, 3], [0, 2]]], dtype=object) * unit
    verdict = risk_dominance(NormalFormGame(one, actions=["stag", "hare"]), "hare, hare", "stag, stag")
    assert bool(verdict)
    assert verdict.witness["losses"] == [[2 * unit] * 2, [unit] * 2]
    two = np.array([[[4, 0, 0], [3, 2, 2], [0, 0, 1]], [[4, 3, 0], [0, 2, 0], [0, 2, 1]]], dtype=object) * unit
    game = NormalFormGame(two, actions=["stag", "hare", "stay"])
    assert bool(risk_dominance(game, "hare, hare", "stag, stag"))
    assert p_dominance(game, "stag, stag") == {"Player 1": Fraction(2, 3), "Player 2": Fraction(2, 3)}
