"""Bounds on the terms of a payoff off the real line, asked of the terms themselves."""

import numpy as np
import pytest

from alignment_games.models.response.discs import ContestDiscs, product
from alignment_games.states.contest import difference_contest, ratio_contest

TURNS = np.exp(2j * np.pi * np.arange(32) / 32)


@pytest.mark.parametrize("decisiveness", [1.0, 2.0, 3.0, 1.5])
@pytest.mark.parametrize("ratio", [True, False])
def test_a_lost_contest_stays_within_its_bound_in_its_disc(ratio, decisiveness):
    defence, access, attack, proximity = np.array([0.3, 2.0]), np.array([1.0, 0.5]), np.array([0.5, 0.5]), 0.7
    bound, help_, aid = ContestDiscs(ratio, decisiveness).lost(defence, access, attack, proximity)
    contest = ratio_contest if ratio else difference_contest
    for k in range(2):
        for radius in (0.5, 1.0):
            moved = defence[k] + radius * help_[k] * access[k] * TURNS * 0.999
            assert (abs(1 - contest(moved, attack[k] + 0j, decisiveness)) <= bound[k] + 1e-9).all()
            turned = attack[k] + radius * aid[k] * proximity * TURNS * 0.999 * (1 if not ratio else 1 / proximity)
            assert (abs(1 - contest(defence[k] + 0j, turned, decisiveness)) <= bound[k] + 1e-9).all()


@pytest.mark.parametrize("decisiveness", [1.0, 2.0, 3.0])
def test_what_the_others_hold_stays_bounded_also_where_nobody_helps(decisiveness):
    coming, attack = np.array([0.0, 1e-3, 1.0]), np.array([0.5, 0.5, 0.5])
    bound, help_, _ = ContestDiscs(True, decisiveness).held_by_others(coming, attack)
    assert (help_ > 0).all()
    for k in range(3):
        moved = coming[k] + help_[k] * TURNS
        held = moved**decisiveness / (moved**decisiveness + attack[k] ** decisiveness)
        assert (abs(held) <= bound[k] + 1e-9).all()


def test_a_product_holds_where_both_do():
    one, other = (tuple(np.array([x]) for x in disc) for disc in ((1.0, 0.2, 0.5), (2.0, 0.3, 0.1)))
    bound, help_, aid = product(one, other, np.array([0.5]))
    assert (bound[0], help_[0], aid[0]) == (2.0, 0.2, 0.1)
