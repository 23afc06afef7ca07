import numpy as np
import pytest

from alignment_games.estimation.selecting.traits import TRAITS, Candidates
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.refinements import coalition_proof_profiles, risk_dominance
from alignment_games.solvers import solve_batch


def several(shape, count, seed):
    """Games drawn at random that have several equilibria, and these."""
    payoffs = np.random.default_rng(seed).normal(size=(count, len(shape), *shape))
    found = solve_batch(payoffs)
    many = found.counts > 1
    kept = many[found.game]
    place = np.cumsum(many) - 1
    return Candidates(payoffs[many], place[found.game[kept]], tuple(own[kept] for own in found.profiles))


@pytest.mark.parametrize("shape", [(2, 2), (3, 3), (2, 2, 2)])
def test_traits_are_those_of_the_refinements(shape):
    rows = several(shape, 60, seed=4)
    marks = {name: trait(rows) for name, trait in TRAITS.items()}
    players = [str(k) for k in range(len(shape))]
    for game in range(len(rows.payoffs)):
        one = NormalFormGame(rows.payoffs[game], players)
        own = np.flatnonzero(rows.game == game)
        profiles = [tuple(each[k] for each in rows.profiles) for k in own]
        values = np.array([one.expected_payoffs(profile) for profile in profiles])
        pure = [all(p.max() == 1 for p in profile) for profile in profiles]
        assert marks["pure"][own].tolist() == pure
        assert marks["joint_payoff"][own].tolist() == (values.sum(axis=1) == values.sum(axis=1).max()).tolist()
        better = (values[:, None] > values[None]).all(axis=-1).any(axis=0)
        assert marks["undominated"][own].tolist() == (~better).tolist()
        table = coalition_proof_profiles(one)
        at = [tuple(p.argmax() for p in profile) for profile in profiles]
        proof = [is_pure and table[place] for is_pure, place in zip(pure, at, strict=True)]
        assert marks["coalition_proof"][own].tolist() == proof
        corners = [k for k, is_pure in zip(range(len(own)), pure, strict=True) if is_pure]
        if shape == (2, 2) and len(corners) == 2:
            dominant = risk_dominance(one, *(profiles[k] for k in corners)).witness["dominant"]
            assert np.flatnonzero(marks["risk_dominant"][own]).tolist() == [corners[dominant - 1]]
    assert marks["coalition_proof"].any()
    assert not marks["coalition_proof"].all()
