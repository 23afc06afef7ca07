from fractions import Fraction
from math import comb

import numpy as np
import pytest
from numpy.polynomial import Polynomial

from alignment_games.models.volunteer import threshold_probabilities, volunteer_probability
from alignment_games.solvers._alike.kinds import Kind, Kinds, _add_two_groups, kinds_of
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


def one_group(gains):
    """Kinds in which all who mix do so alike, by the roots of polynomials in floats and sums over all who mix."""
    n, found = len(gains), []
    for mixing in range(2, n + 1):
        for acting in range(n - mixing + 1):
            for root in _expected(gains[acting : acting + mixing]).roots():
                if abs(root.imag) < 1e-9 and 0 < root.real < 1:
                    p, rest = root.real, n - acting - mixing
                    acts = _expected(gains[acting - 1 : acting + mixing])(p) if acting else 1
                    rests = _expected(gains[acting : acting + mixing + 1])(p) if rest else -1
                    if acts > 0 > rests:
                        found.append((acting, rest, mixing, pytest.approx(p, abs=1e-9)))
    return found


def _expected(values):
    """The mean of values by how many of some players act, as a polynomial of each one's chance."""
    m = len(values) - 1
    p = Polynomial([0, 1])
    return sum(comb(m, k) * value * p**k * (1 - p) ** (m - k) for k, value in enumerate(values))


@pytest.mark.parametrize("seed", range(12))
def test_one_group_mixes_where_a_polynomial_is_zero_and_the_others_do_best(seed):
    gains = np.random.default_rng(seed).choice([-7, -5, -2, 3, 4, 9], 5).tolist()
    found = [(kind.acting, kind.resting, *kind.groups[0]) for kind in kinds(gains).kinds if len(kind.groups) == 1]
    assert sorted(found) == one_group(gains) or sorted(found) == sorted(one_group(gains), key=lambda kind: kind[:3])


def test_three_changes_of_sign_are_not_called_all():
    assert "three groups" in kinds([6, -2, 3, -4]).doubt


def test_a_double_root_and_a_free_player_are_not_called_all():
    assert "too close" in kinds([1, -2, 4]).doubt  # all mix: (3p - 1)^2
    assert "continuum" in kinds([1, -2, 4]).doubt  # two at 1/3 keep the third indifferent whatever it does


def test_a_continuum_beside_one_who_rests_is_not_passed_over():
    """With two at one half each action gives the third and both of them the same, at whatever chance it acts.

    A fourth who rests would lose: that two act beside it brings 1, that all three do -3.
    """
    assert "a continuum" in kinds([1, -1, 1, -3]).doubt


@pytest.mark.parametrize("acting", [0, 1])
@pytest.mark.parametrize(("gain", "doubts", "kinds"), [(0.0, 1, 0), (1.0, 0, 1)])
def test_a_condition_of_two_groups_that_floats_cannot_tell_from_zero_is_a_doubt(acting, gain, doubts, kinds):
    """Four of five mix; the fifth acts, or rests, and gains as much by it whatever they do."""
    found = Kinds([])
    _add_two_groups(np.full(5, gain if acting else -gain), acting, ((2, 0.25), (2, 0.75)), found)
    assert (len(found.doubts), len(found.kinds)) == (doubts, kinds)
