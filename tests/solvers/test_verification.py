"""What a solver proposes passes by its regret or is left out, and the status says so."""

from fractions import Fraction

import numpy as np
import pytest

import alignment_games as ag
from alignment_games.solvers import PureEnumeration
from alignment_games.solvers.control import Control
from alignment_games.solvers.solver import Proposal
from alignment_games.solvers.status import Component, Status
from alignment_games.solvers.verification import as_equilibrium, verified

HUNT = ag.NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, 2]]], ["Ann", "Bob"], ["stag", "hare"])
MIXED = (np.array([2 / 3, 1 / 3]), np.array([2 / 3, 1 / 3]))


def check(*given, status=Status.ALL, components=()):
    profiles = [HUNT.profile(each) if isinstance(each, str) else each for each in given]
    return verified(HUNT, PureEnumeration(), Proposal(profiles, status, list(components)), Control())


def test_what_is_no_equilibrium_is_left_out_and_nothing_is_proven_any_more():
    found = check("stag, stag", "stag, hare")
    assert [each.actions for each in found] == [("stag", "stag")]
    assert found.status is Status.UNPROVEN
    assert found.stats["rejected"] == 1
    assert check("stag, stag", "stag, hare", status=Status.SOME).status is Status.SOME


@pytest.mark.parametrize("copies", [1, 2])
def test_of_pure_play_what_somebody_would_change_is_left_out(copies):
    """Two who meet, one who loses by one half where she acts: each alone, two or all three may do better."""
    payoffs = np.zeros((3, 2, 2, 2))
    for at in np.ndindex(2, 2, 2):
        x, y, z = at
        payoffs[(slice(None), *at)] = [4.0 * (x == y), 3.0 * (x == y), 1.0 - z / 2]
    profiles = [tuple(np.eye(2)[a] for a in at) for at in np.ndindex(2, 2, 2)] * copies
    game = ag.NormalFormGame(payoffs)
    found = verified(game, PureEnumeration(), Proposal(profiles, Status.ALL, []), Control())
    assert [each.supports for each in found] == [((0,), (0,), (0,)), ((1,), (1,), (0,))] * copies
    assert [(each.payoffs.tolist(), each.regret) for each in found] == [([4.0, 3.0, 1.0], 0)] * 2 * copies
    assert (found.status, found.stats["rejected"]) == (Status.UNPROVEN, 6 * copies)


def test_pure_ones_come_first_and_components_follow_their_members():
    found = check(MIXED, "stag, hare", "hare, hare", components=(Component((0, 1, 2), 1, "a segment"),))
    assert [each.pure for each in found] == [True, False]
    assert found.components[0].members == (1, 0)


@pytest.mark.parametrize("play", [[0.5, 0.4], [1.5, -0.5]])
def test_what_is_no_probability_is_no_equilibrium(play):
    assert as_equilibrium(HUNT, (np.array(play), np.array([1.0, 0.0]))) is None
    exact = tuple(np.array([Fraction(p) for p in own], dtype=object) for own in (play, [1, 0]))
    for nobody_cares in (ag.NormalFormGame(np.zeros((2, 2, 2))), ag.NormalFormGame([[[0, 0], [0, 0]]] * 2)):
        assert as_equilibrium(nobody_cares, (np.array(play), np.array([1.0, 0.0]))) is None
        assert as_equilibrium(nobody_cares, exact) is None


def test_exact_games_give_exact_regrets():
    half = np.array([Fraction(1, 2)] * 2, dtype=object)
    stakes = [[[1, -1], [-1, 1]], [[-1, 1], [1, -1]]]
    pennies = ag.NormalFormGame(np.array([[list(map(Fraction, row)) for row in own] for own in stakes], dtype=object))
    found = as_equilibrium(pennies, (half, half))
    assert (found.regret, found.payoffs.tolist()) == (0, [0, 0])
    near = np.array([Fraction(1, 2) + Fraction(1, 10**30), Fraction(1, 2) - Fraction(1, 10**30)], dtype=object)
    assert as_equilibrium(pennies, (near, half)) is None


@pytest.mark.parametrize("copies", [1, 20])
@pytest.mark.parametrize("scale", [1.0, 1e9, 1e-150])
def test_many_at_once_are_judged_as_each_by_itself(scale, copies):
    game = ag.NormalFormGame(scale * np.array([[[4.0, 0.0, 1.0], [3.0, 2.0, 1.0]], [[4.0, 3.0, 1.0], [0.0, 2.0, 1.0]]]))
    mixed = (MIXED[0], np.array([2 / 3, 1 / 3, 0.0]))
    wrong = (np.array([2 / 3 + 1e-8, 1 / 3 - 1e-8]), mixed[1])
    off = (np.array([2 / 3, 1 / 3 + 1e-11]), mixed[1])
    pure = (np.array([0.0, 1.0]), np.array([0.0, 1.0, 0.0]))
    found = verified(game, PureEnumeration(), Proposal([mixed, wrong, off, pure] * copies, Status.ALL, []), Control())
    assert [each.supports for each in found] == [((1,), (1,))] * copies + [((0, 1), (0, 1))] * copies
    assert found.stats["rejected"] == 2 * copies
    for each, profile in zip(found, [pure] * copies + [mixed] * copies, strict=True):
        alone = as_equilibrium(game, profile)
        assert abs(each.payoffs - alone.payoffs).max() <= 1e-15 * scale * 4
        assert abs(each.regret - alone.regret) <= 1e-15 * scale * 4
    assert abs(found[copies].payoffs - scale * np.array([8 / 3, 8 / 3])).max() <= 1e-15 * scale * 4


@pytest.mark.parametrize("copies", [1, 20])
def test_players_with_unequal_numbers_of_actions_are_weighed_alike(copies):
    rng, sizes = np.random.default_rng(0), (2, 4, 3)
    payoffs = np.array([rng.uniform(size=sizes).take([0] * m, axis=i) for i, m in enumerate(sizes)])
    for i, own in enumerate(payoffs):
        np.moveaxis(own, i, 0)[-1] -= 1  # all else is indifferent, whatever the others play
    game, profile = ag.NormalFormGame(payoffs), tuple(np.append(rng.dirichlet(np.ones(m - 1)), 0.0) for m in sizes)
    found = verified(game, PureEnumeration(), Proposal([profile] * copies), Control())
    assert [each.regret for each in found] == [0.0] * copies
    assert all(abs(each.payoffs - game.expected_payoffs(profile)).max() <= 1e-15 for each in found)


@pytest.mark.parametrize(("other", "share"), [(1.5e308, 1.0), (1.0, 0.5)])
def test_a_loss_beyond_the_largest_float_is_a_loss(other, share):
    """Ann loses 3e308, which is no float, by the second row, whatever Bob's payoffs are."""
    units = np.array([1.5e308, other])[:, None, None]
    game = ag.NormalFormGame(units * np.array([[[1.0, -1.0], [-1.0, 1.0]], [[1.0, -1.0], [1.0, -1.0]]]))
    wrong, right = [(row, np.array([1.0, 0.0])) for row in (np.array([1 - share, share]), np.array([1.0, 0.0]))]
    found = verified(game, PureEnumeration(), Proposal([wrong, right], Status.ALL, []), Control())
    assert [each.profile[0].tolist() for each in found] == [[1.0, 0.0]]
    assert found.stats["rejected"] == 1
