from fractions import Fraction
from math import comb

import pytest

from alignment_games.models.volunteer import threshold_probabilities, volunteer_probability
from alignment_games.solvers._alike.kinds import Kind, kinds_of
from alignment_games.solvers.control import Control


def pivotal(n, required, cost):
    gains = [-Fraction(cost)] * n
    gains[required - 1] += 1
    return gains


def kinds(gains):
    return kinds_of([Fraction(gain) for gain in gains], Control(None))


@pytest.mark.parametrize("n", [2, 3, 7, 12, 20])
def test_volunteers_have_all_subsets_but_the_empty_one(n):
    found = kinds(pivotal(n, 1, "1/4"))
    assert found.doubt == ""
    assert sum(kind.multiplicity for kind in found.kinds) == 2**n - 1
    mixed = {kind.groups[0][0]: kind for kind in found.kinds if kind.groups}
    assert sorted(mixed) == list(range(2, n + 1))
    for m, kind in mixed.items():
        assert kind == Kind(0, n - m, ((m, pytest.approx(volunteer_probability(m, 0.25), abs=1e-14)),))


@pytest.mark.parametrize(("n", "required", "cost"), [(3, 2, "1/4"), (5, 3, "1/4"), (9, 4, "1/5")])
def test_all_mix_alike_as_the_binomial_says(n, required, cost):
    mixed = [kind.groups for kind in kinds(pivotal(n, required, cost)).kinds if len(kind.groups) == 1]
    found = [p for ((count, p),) in mixed if count == n]
    assert found == pytest.approx(list(threshold_probabilities(n, required, float(Fraction(cost)))), abs=1e-12)


def test_pure_kinds_of_a_threshold_are_the_minimal_coalitions_and_nobody():
    found = [kind for kind in kinds(pivotal(9, 4, "1/5")).kinds if not kind.groups]
    assert {(kind.acting, kind.multiplicity) for kind in found} == {(4, comb(9, 4)), (0, 1)}


def test_a_dominant_action_leaves_one():
    assert kinds([3, 1, 2]).kinds == [Kind(3, 0)]
    assert kinds([-3, -1, -2]).kinds == [Kind(0, 3)]


def test_three_changes_of_sign_are_not_called_all():
    assert "three groups" in kinds([6, -2, 3, -4]).doubt


def test_a_double_root_and_a_free_player_are_not_called_all():
    assert "too close" in kinds([1, -2, 4]).doubt  # all mix: (3p - 1)^2
    assert "continuum" in kinds([1, -2, 4]).doubt  # two at 1/3 keep the third indifferent whatever it does
