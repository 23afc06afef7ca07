"""How many minimal winning coalitions there are, counted without listing them, beside the definition."""

import itertools
import math

import numpy as np
import pytest

from alignment_games import solve
from alignment_games.models.threshold import threshold_model
from alignment_games.solvers import PureBySums, Status


def _named(strengths):
    return {f"state {i}": strength for i, strength in enumerate(strengths)}


def minimal_winning(strengths: list[int], required: int) -> int:
    """By definition: winning, and losing without any one member; plus nobody where no single state suffices."""
    coalitions = itertools.product([0, 1], repeat=len(strengths))
    sums = [(sum(itertools.compress(strengths, each)), each) for each in coalitions]
    return sum(
        total >= required and all(total - s < required for s in itertools.compress(strengths, each))
        for total, each in sums
    ) + (max(strengths) < required)


@pytest.mark.parametrize("seed", range(20))
def test_the_count_beyond_the_limit_is_by_definition(seed):
    rng = np.random.default_rng(seed)
    strengths = rng.integers(0, 9, 11).tolist()
    required = int(rng.integers(1, sum(strengths) + 2))
    solution = solve(threshold_model(_named(strengths), against=required).sums(), PureBySums(most=2))
    expected = minimal_winning(strengths, required)
    assert solution.stats["pure"] == expected
    assert solution.status is (Status.SOME_PURE if expected > 2 else Status.ALL_PURE)
    assert not solution.complete


def test_states_whose_cost_exceeds_the_benefit_are_left_out_of_the_count():
    model = threshold_model(_named([1] * 12), against=3, cost=[2] * 4 + [0.5] * 8)
    assert solve(model.sums(), PureBySums(most=5)).stats["pure"] == math.comb(8, 3) + 1


@pytest.mark.parametrize("cost", [0, 1])
def test_no_count_is_claimed_where_states_are_indifferent(cost):
    solution = solve(threshold_model(_named([1] * 12), against=3, cost=cost).sums(), PureBySums(most=5))
    assert "pure" not in solution.stats
    assert solution.status is Status.SOME_PURE


def test_no_count_is_claimed_for_too_many_different_sums():
    strengths = np.random.default_rng(1).lognormal(0, 1, 40).tolist()
    model = threshold_model(_named(strengths), against=sum(strengths) / 2)
    solution = solve(model.sums(), PureBySums(most=5))
    assert "pure" not in solution.stats
    assert solution.status is Status.SOME_PURE
