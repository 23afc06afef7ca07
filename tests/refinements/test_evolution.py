"""Evolutionary stability against its definition: mutants drawn at random and along every edge."""

import numpy as np

from alignment_games import NormalFormGame, solve
from alignment_games.refinements import evolutionarily_stable
from alignment_games.solvers import VertexEnumeration


def margin(payoffs, x, rng):
    """Return the smallest u(x, y) - u(y, y) per squared distance over best replies y near x and far."""
    values = payoffs @ x
    replies = np.flatnonzero(values >= values.max() - 1e-9)
    mutants = rng.dirichlet(np.ones(len(replies)) * 0.4, size=4000)
    y = np.zeros((len(mutants) + len(replies), len(x)))
    y[: len(mutants), replies] = mutants
    y[len(mutants) :][np.arange(len(replies)), replies] = 1
    distance = ((y - x) ** 2).sum(axis=1)
    y, distance = y[distance > 1e-4], distance[distance > 1e-4]
    if not len(y):
        return np.inf
    return (((x - y) * (y @ payoffs.T)).sum(axis=1) / distance).min()


def test_verdicts_agree_with_mutants_drawn_at_random():
    rng = np.random.default_rng(0)
    seen = {True: 0, False: 0}
    for _ in range(60):
        payoffs = rng.integers(-3, 4, (3, 3)).astype(float)
        game = NormalFormGame([payoffs, payoffs.T])
        for equilibrium in solve(game, VertexEnumeration()):
            x, y = equilibrium.profile
            if np.abs(x - y).max() < 1e-9:
                found, least = evolutionarily_stable(game, equilibrium), margin(payoffs, x, rng)
                if least < -1e-3:
                    assert found.holds is False
                if found.holds is False:
                    assert least < 5e-3
                seen[bool(found.holds)] += 1
    assert min(seen.values()) > 20


def test_not_defined_for_three_players_or_asymmetric_games():
    assert evolutionarily_stable(NormalFormGame(np.zeros((3, 2, 2, 2))), "1, 1, 1").holds is None
    assert evolutionarily_stable(NormalFormGame([[[1, 0], [0, 0]], [[2, 0], [0, 1]]]), "1, 1").holds is None


def test_symmetry_is_seen_in_any_units():
    # Hawks and doves, the second one's payoffs in other units: half hawks, whoever counts in what.
    fight = np.array([[-1.0, 2.0], [0.0, 1.0]])
    for unit, constant in ((1e-9, 0.0), (1e9, -3.0), (1 / 3, 7.0)):
        game = NormalFormGame([fight, fight.T * unit + constant])
        assert evolutionarily_stable(game, [[0.5, 0.5], [0.5, 0.5]])
    exact = NormalFormGame([[[-1, 2], [0, 1]], [[-3, 0], [6, 3]]])
    assert evolutionarily_stable(exact, [[0.5, 0.5], [0.5, 0.5]])


def test_a_player_to_whom_nothing_matters_is_like_no_other():
    game = NormalFormGame([[[2, 2], [1, 1]], [[0, 0], [0, 0]]])
    assert evolutionarily_stable(game, "1, 1").holds is None
