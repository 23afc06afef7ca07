from fractions import Fraction

import numpy as np
import pytest
from sympy import Symbol

from alignment_games.cases import load_case
from alignment_games.models.response.own_payoffs import payoff_bounds, payoffs_against, payoffs_of_each
from tests.response_families import RandomFamily

SEEDS = [(seed, ties) for seed in range(12) for ties in (False, True)]


def table(model, games):
    payoffs = model.payoffs()
    return np.broadcast_to(payoffs, (games, *payoffs.shape[-len(model.names) - 1 :]))


def sums_of_others(model, i, profile):
    """The others' help, coalition and aid at a profile, added up one by one from their rows."""
    total = np.zeros((3, *model.batch_shape))
    for k, state in enumerate(model.states):
        if k != i:
            row = model.rows[model.actions[k][profile[k]]]
            lent = row.contribution * state.power
            total += [lent * model.arrives(i, k), lent, row.aid * state.power]
    return total


@pytest.mark.parametrize(("seed", "ties"), SEEDS)
def test_payoffs_against_a_profile_are_a_line_of_the_table(seed, ties):
    family = RandomFamily(seed, ties=ties)
    model = family(family.every)
    whole = table(model, family.games)
    for profile in np.ndindex(*map(len, model.actions)):
        if family.rng.random() < 0.1:
            for i in range(len(profile)):
                line = whole[(slice(None), i, *profile[:i], slice(None), *profile[i + 1 :])]
                np.testing.assert_allclose(payoffs_against(model, i, profile), line, rtol=1e-13)
                np.testing.assert_array_equal(payoffs_against(model, i, profile), payoffs_of_each(model, profile)[i])


@pytest.mark.parametrize("name", ["europe-1938", "middle-east-1955"])
def test_in_exact_arithmetic_what_all_put_in_is_added_up_once(name):
    burden, reliability = Symbol("burden", nonnegative=True), Symbol("reliability", nonnegative=True)
    case = load_case(name)
    for known in ({"burden": burden, "reliability": reliability}, {"reliability": Fraction(1, 3)}):
        model = case.model.exact().with_parameters(**known)
        play = [k % len(menu) for k, menu in enumerate(model.actions)]
        one_by_one = [payoffs_against(model, i, play).tolist() for i in range(len(play))]
        assert [own.tolist() for own in payoffs_of_each(model, play)] == one_by_one


@pytest.mark.parametrize(("seed", "ties"), SEEDS)
def test_bounds_hold_for_every_sum_in_the_box_and_are_the_payoffs_at_its_corner(seed, ties):
    family = RandomFamily(seed, ties=ties, states=3)
    model = family(family.every)
    whole = table(model, family.games)
    profiles = list(np.ndindex(*map(len, model.actions)))
    for i in range(3):
        sums = np.stack([sums_of_others(model, i, profile) for profile in profiles], axis=1)
        low, high = sums.min(axis=1, keepdims=True), sums.max(axis=1, keepdims=True)
        least, largest = (each[:, 0].T for each in payoff_bounds(model, i, low, high))
        own = np.moveaxis(whole[:, i], i + 1, 1).reshape(family.games, len(model.actions[i]), -1)
        slack = 1e-12 * np.abs(own).max()
        assert (least <= own.min(axis=2) + slack).all()
        assert (largest >= own.max(axis=2) - slack).all()
        same = payoff_bounds(model, i, sums, sums)
        np.testing.assert_array_equal(*same)
        for place, profile in enumerate(profiles):
            at = np.moveaxis(payoffs_against(model, i, profile), -1, 0)
            np.testing.assert_allclose(
                same[0][:, place], np.broadcast_to(at, (len(at), family.games)), rtol=1e-10, atol=1e-14
            )
