"""Correlated equilibria: published figures, closed forms, and a second look at every distribution."""

from fractions import Fraction

import numpy as np
import pytest

from alignment_games import InvalidModelError, NormalFormGame, UnsupportedGameError, solve
from alignment_games.catalogue.known_games import known_game
from alignment_games.solvers import (
    PureEnumeration,
    VertexEnumeration,
    correlated_equilibrium,
    correlated_polytope,
    maximum_entropy_correlated,
)
from alignment_games.solvers.correlated.programs import correlated_regret
from tests.games_refinement import CHICKEN, DILEMMA, PENNIES, SEXES, rock_paper_scissors

#: Nau, Gomez Canovas & Hansen (2004), section 4.
IRRATIONAL = known_game("irrational").game


def gain_from_disobedience(game, p, *, coarse=False):
    """Return the largest gain, by the definition, one player and one piece of advice at a time."""
    payoffs, worst = game.to_float().payoffs, 0.0
    for i, m in enumerate(game.n_actions):
        own, drawn = np.moveaxis(payoffs[i], i, 0), np.moveaxis(p, i, 0)
        for c in range(m):
            gains = [(drawn[b] * (own[c] - own[b])).sum() for b in range(m)]
            worst = max(worst, sum(gains) if coarse else max(gains))
    return worst


@pytest.mark.slow
@pytest.mark.parametrize(
    ("game", "dimension", "vertices"),
    [
        # Nau, Gomez Canovas & Hansen (2004), sections 4 to 6, publish the vertices, and the dimensions 7 and 4 of
        # the first and the last; the test below shows that the middle one is of full dimension.
        pytest.param(IRRATIONAL, 7, 33, id="section 4: one irrational equilibrium"),
        pytest.param(known_game("curve").game, 7, 8, id="section 5: a curve of equilibria"),
        pytest.param(known_game("segment").game, 4, 6, id="section 6: a segment of equilibria"),
        # Two strict equilibria in a 2x2 game: five vertices (Calvó-Armengol 2006); a unique one: a point.
        pytest.param(CHICKEN, 3, 5, id="chicken"),
        pytest.param(SEXES, 3, 5, id="battle of the sexes"),
        pytest.param(PENNIES, 0, 1, id="matching pennies"),
        pytest.param(DILEMMA, 0, 1, id="prisoner's dilemma"),
        pytest.param(rock_paper_scissors(1, 1), 0, 1, id="rock-paper-scissors"),
        # Nobody cares: every distribution over four profiles, the tetrahedron.
        pytest.param(NormalFormGame(np.zeros((2, 2, 2), dtype=int).tolist()), 3, 4, id="everything ties"),
    ],
)
def test_exact_polytopes(game, dimension, vertices):
    found = correlated_polytope(game)
    assert (found.dimension, len(found.vertices)) == (dimension, vertices)
    for vertex in found.vertices:
        assert all(isinstance(entry, Fraction) and entry >= 0 for entry in vertex.flat)
        assert vertex.sum() == 1
        assert gain_from_disobedience(game, vertex.astype(float)) <= 1e-12


def test_obeying_can_be_strictly_better_throughout_where_the_dimension_is_full():
    # Around a distribution at which no constraint binds there is room in all directions: the simplex's seven.
    game = known_game("curve").game
    centre = np.mean([vertex.astype(float) for vertex in correlated_polytope(game).vertices], axis=0)
    assert centre.min() > 0.01
    for i in range(3):
        own, drawn = np.moveaxis(game.to_float().payoffs[i], i, 0), np.moveaxis(centre, i, 0)
        assert all((drawn[b] * (own[b] - own[1 - b])).sum() > 0.01 for b in range(2))


def test_the_best_linear_aim_is_at_a_vertex():
    vertices = correlated_polytope(IRRATIONAL).vertices
    rng = np.random.default_rng(0)
    for _ in range(10):
        aim = rng.normal(size=IRRATIONAL.n_actions)
        values = [float((aim * vertex).sum()) for vertex in vertices]
        assert correlated_equilibrium(IRRATIONAL, aim).value == pytest.approx(max(values), abs=1e-9)
        assert correlated_equilibrium(IRRATIONAL, aim, maximise=False).value == pytest.approx(min(values), abs=1e-9)


def test_aumanns_chicken():
    best = correlated_equilibrium(CHICKEN)
    assert best.value == pytest.approx(10.5)
    np.testing.assert_allclose(best.distribution, [[0.5, 0.25], [0.25, 0]], atol=1e-9)
    assert correlated_equilibrium(CHICKEN, "Row").value == pytest.approx(7)
    assert correlated_equilibrium(CHICKEN, "Row", maximise=False).value == pytest.approx(2)
    # Both dare with chance p at most: the worst for peace, at a vertex.
    vertices = correlated_polytope(CHICKEN).vertices
    worst = max(float(vertex[1, 1]) for vertex in vertices)
    assert correlated_equilibrium(CHICKEN, ["dare, dare"]).value == pytest.approx(worst)


@pytest.mark.parametrize("coarse", [False, True])
@pytest.mark.parametrize("shape", [(2, 3, 3), (3, 2, 3, 2), (4, 2, 2, 2, 2)])
def test_random_games_are_obeyed_and_bracket_the_nash_equilibria(shape, coarse):
    rng = np.random.default_rng(1)
    for _ in range(4):
        game = NormalFormGame(rng.random(shape))
        best = correlated_equilibrium(game, coarse=coarse)
        worst = correlated_equilibrium(game, maximise=False, coarse=coarse)
        for found in (best, worst, maximum_entropy_correlated(game, coarse=coarse)):
            assert gain_from_disobedience(game, found.distribution, coarse=coarse) <= 1e-9
            assert found.distribution.sum() == pytest.approx(1)
        nash = solve(game, VertexEnumeration() if len(shape) == 3 else PureEnumeration())
        for equilibrium in nash:
            assert worst.value - 1e-9 <= equilibrium.payoffs.sum() <= best.value + 1e-9


def test_the_coarse_set_is_larger():
    # Rock-paper-scissors: never a tie is obeyed coarsely (Moulin & Vial 1978), though not finely.
    game = rock_paper_scissors(1, 1)
    off = (np.ones((3, 3)) - np.eye(3)) / 6
    assert correlated_regret(game, off, coarse=True) == pytest.approx(0, abs=1e-12)
    assert correlated_regret(game, off) > 0.1
    ties = [f"{a}, {a}" for a in game.actions[0]]
    assert correlated_equilibrium(game, ties, maximise=False, coarse=True).value == pytest.approx(0, abs=1e-9)
    assert correlated_equilibrium(game, ties, maximise=False).value == pytest.approx(1 / 3)


def test_maximum_entropy_by_a_general_purpose_optimiser():
    from scipy.optimize import minimize

    game, rng = IRRATIONAL, np.random.default_rng(0)
    found = maximum_entropy_correlated(game)
    vertices = np.array([v.astype(float).ravel() for v in correlated_polytope(game).vertices])

    def negative_entropy(weights):
        p = np.clip(weights @ vertices, 1e-300, None)
        return (p * np.log(p)).sum()

    one = {"type": "eq", "fun": lambda w: w.sum() - 1}
    start = rng.dirichlet(np.ones(len(vertices)))
    bounds = [(0, 1)] * len(start)
    other = minimize(negative_entropy, start, bounds=bounds, constraints=[one], method="SLSQP", tol=1e-12)
    assert found.value == pytest.approx(-other.fun, abs=1e-7)


def test_maximum_entropy_leaves_out_what_is_never_advised():
    found = maximum_entropy_correlated(DILEMMA)
    np.testing.assert_allclose(found.distribution, [[0, 0], [0, 1]], atol=1e-12)
    assert found.value == pytest.approx(0, abs=1e-12)


def test_without_choices_and_without_stakes():
    assert correlated_equilibrium(NormalFormGame(np.ones((2, 1, 1)))).value == pytest.approx(2)
    flat = maximum_entropy_correlated(NormalFormGame(np.zeros((2, 2, 3))))
    np.testing.assert_allclose(flat.distribution, np.full((2, 3), 1 / 6))


@pytest.mark.parametrize("scale", [1e-9, 1e9])
def test_scaling_payoffs_scales_the_value(scale):
    game = NormalFormGame(CHICKEN.to_float().payoffs * scale)
    assert correlated_equilibrium(game).value == pytest.approx(10.5 * scale)


def test_errors_name_what_was_given():
    with pytest.raises(InvalidModelError, match="did you mean 'Row'"):
        correlated_equilibrium(CHICKEN, "row")
    with pytest.raises(InvalidModelError, match=r"\(2, 2\), got \(3,\)"):
        correlated_equilibrium(CHICKEN, np.ones(3))
    with pytest.raises(UnsupportedGameError, match="at most 32 pure profiles"):
        correlated_polytope(NormalFormGame(np.zeros((2, 6, 6))))


def test_words_and_rows():
    best = correlated_equilibrium(CHICKEN)
    assert str(best) == "0.5 (swerve, swerve) + 0.25 (swerve, dare) + 0.25 (dare, swerve)"
    assert best.to_records()[0] == {"Row": "swerve", "Column": "swerve", "probability": pytest.approx(0.5)}


UNITS = [1e-9, 1e-4, 1e4, 1e9]


def rescaled(game, scales, constants=0.0):
    """Return the float game with each player's payoffs in other units, after a constant was added."""
    shape = (-1, *[1] * game.n_players)
    shifted = game.to_float().payoffs + np.reshape(np.broadcast_to(constants, game.n_players), shape)
    return NormalFormGame(shifted * np.reshape(scales, shape), game.players, game.actions)


@pytest.mark.parametrize("coarse", [False, True])
@pytest.mark.parametrize("unit", UNITS)
def test_no_players_unit_is_too_small_to_count(unit, coarse):
    # c is strictly dominated, so only (d, d) is obeyed, finely and coarsely, in any units.
    game = rescaled(DILEMMA, [1.0, unit])
    for aim in ("welfare", *game.players):
        for maximise in (True, False):
            found = correlated_equilibrium(game, aim, coarse=coarse, maximise=maximise)
            np.testing.assert_allclose(found.distribution, [[0, 0], [0, 1]], atol=1e-9)
    np.testing.assert_allclose(
        maximum_entropy_correlated(game, coarse=coarse).distribution, [[0, 0], [0, 1]], atol=1e-9
    )


@pytest.mark.parametrize("coarse", [False, True])
@pytest.mark.parametrize("shape", [(2, 3, 3), (3, 2, 2, 2)])
def test_the_best_for_one_player_is_the_same_share_in_all_units(shape, coarse):
    rng = np.random.default_rng(3)
    game = NormalFormGame(rng.integers(0, 4, size=shape).tolist())
    scales = rng.choice(UNITS, size=game.n_players - 1)
    other = rescaled(game, [*scales, 1.0], rng.integers(-9, 10, size=game.n_players))
    for i, player in enumerate(game.players):
        here, there = (correlated_equilibrium(g, player, coarse=coarse) for g in (game, other))
        axes = [(g.to_float().payoffs[i].min(), np.ptp(g.to_float().payoffs[i])) for g in (game, other)]
        shares = [(c.value - low) / span for c, (low, span) in zip((here, there), axes, strict=True)]
        assert shares[0] == pytest.approx(shares[1], abs=1e-7)
    entropies = [maximum_entropy_correlated(g, coarse=coarse).value for g in (game, other)]
    assert entropies[0] == pytest.approx(entropies[1], abs=1e-7)


def test_a_forbidden_action_takes_no_advice_and_hides_no_constraint():
    # The dilemma with a third action that costs -1e12: strictly dominated, and the rest is as without it.
    payoffs = np.full((2, 3, 3), -1e12)
    payoffs[:, :2, :2] = DILEMMA.to_float().payoffs
    payoffs[0, :2, 2] = payoffs[1, 2, :2] = 0
    found = correlated_equilibrium(NormalFormGame(payoffs))
    assert found.distribution[1, 1] == pytest.approx(1, abs=1e-9)
