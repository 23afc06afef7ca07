"""The vectorised recursion against the definition written out, and the witnesses against the payoffs."""

from functools import cache
from itertools import combinations, product

import numpy as np
import pytest

from alignment_games import NormalFormGame, volunteers_dilemma
from alignment_games.errors import InvalidModelError, UnsupportedGameError
from alignment_games.refinements import coalition_proof, coalition_proof_profiles, strong


def by_definition(game):
    """Return the coalition-proof profiles by Bernheim, Peleg & Whinston's recursion, one profile at a time."""
    payoffs, sizes = game.payoffs, game.n_actions

    @cache
    def proof(coalition, at):
        if not enforcing(coalition, at):
            return False
        for joint in product(*(range(sizes[i]) for i in coalition)):
            other = list(at)
            for i, k in zip(coalition, joint, strict=True):
                other[i] = k
            other = tuple(other)
            if enforcing(coalition, other) and all(payoffs[(i, *other)] > payoffs[(i, *at)] for i in coalition):
                return False
        return True

    @cache
    def enforcing(coalition, at):
        return all(proof(part, at) for r in range(1, len(coalition)) for part in combinations(coalition, r))

    everyone = tuple(range(game.n_players))
    found = [proof(everyone, at) for at in product(*map(range, sizes))]
    return np.array(found).reshape(sizes)


@pytest.mark.parametrize("sizes", [(2, 2), (3, 2, 3), (2, 2, 2, 2)])
def test_coalition_proof_is_the_definition(sizes):
    rng = np.random.default_rng(len(sizes))
    seen = 0
    for _ in range(12):
        game = NormalFormGame(rng.integers(0, 4, (len(sizes), *sizes)).astype(float))
        expected = by_definition(game)
        assert (coalition_proof_profiles(game) == expected).all()
        seen += expected.sum()
        for at in np.ndindex(*sizes):
            labels = [own[k] for own, k in zip(game.actions, at, strict=True)]
            assert bool(coalition_proof(game, labels)) == expected[at]
    assert seen > 0


def test_every_witness_of_a_failure_gains_as_it_says():
    rng = np.random.default_rng(7)
    seen = 0
    for _ in range(40):
        game = NormalFormGame(rng.random((3, 2, 3, 2)))
        for predicate, labels in product((strong, coalition_proof), game.pure_profiles()):
            found = predicate(game, labels)
            if found.holds is False and len(found.witness["players"]) > 1:
                seen += 1
                after = dict(zip(game.players, labels, strict=True))
                after |= dict(zip(found.witness["players"], found.witness["actions"], strict=True))
                change = game.expected_payoffs(after) - game.expected_payoffs(labels)
                gains = [change[game.player_index(player)] for player in found.witness["players"]]
                np.testing.assert_allclose(gains, found.witness["gains"])
                assert min(gains) > 0
    assert seen > 10


@pytest.mark.slow
def test_strong_implies_coalition_proof():
    rng = np.random.default_rng(3)
    seen = 0
    for _ in range(60):
        game = NormalFormGame(rng.integers(0, 5, (3, 2, 2, 2)).astype(float))
        for labels in game.pure_profiles():
            if strong(game, labels):
                seen += 1
                assert coalition_proof(game, labels)
    assert seen > 10


def test_weak_gains_break_the_majority_game():
    from tests.games_refinement import MAJORITY

    # The third can buy the first at no loss to it, though not with a gain: strong, but not strictly strong.
    assert strong(MAJORITY, "2, 1, 1")
    found = strong(MAJORITY, "2, 1, 1", weak_gains=True)
    assert found.holds is False
    assert "3" in found.witness["players"]
    with pytest.raises(InvalidModelError, match="weak_gains must be"):
        strong(MAJORITY, "2, 1, 1", weak_gains=np.zeros(2))


def test_five_players_of_three_actions_with_a_common_interest():
    # The largest common payoff is the only profile that no coalition improves on, whatever else is there.
    common = np.random.default_rng(0).permutation(3**5).astype(float).reshape(3, 3, 3, 3, 3)
    found = coalition_proof_profiles(NormalFormGame([common] * 5))
    assert found.sum() == 1
    assert found[np.unravel_index(common.argmax(), common.shape)]


def test_a_state_with_an_article_and_a_response_read_as_english():
    hunt = NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, 2]]], ["Britain", "USSR"], ["balance", "buck_pass"])
    words = "not coalition-proof: Britain and the USSR gain 2 each by both balancing"
    assert str(coalition_proof(hunt, "buck_pass, buck_pass")) == words


def test_too_many_coalitions_are_left_undecided_before_they_are_gone_through():
    many = volunteers_dilemma(17, cost=0.25)
    verdict = coalition_proof(many, ["balance"] + ["buck_pass"] * 16)
    assert verdict.holds is None
    assert verdict.reason == "131,072 coalitions with 131,072 profiles are too many to be gone through"
    with pytest.raises(UnsupportedGameError, match="too many to be gone through; ask for other refinements"):
        coalition_proof_profiles(many)
