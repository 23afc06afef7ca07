from itertools import combinations

import numpy as np
import pytest

import alignment_games as ag
from alignment_games.report.classroom.map import HIGH, WIDE, page_map


@pytest.mark.parametrize("name", ["europe-1938", "russia-2022", "iraq-1990", "south-on-nato-2022"])
def test_discs_are_apart_on_the_map_and_areas_are_power(name):
    case = ag.load_case(name)
    discs = np.array(page_map(case, case.model)["discs"])
    assert len(discs) == len(case.model.names) + 1
    for a, b in combinations(discs, 2):
        assert np.hypot(*(a[:2] - b[:2])) > a[2] + b[2]
    assert (discs[:, :2] - discs[:, 2:3] >= 0).all()
    assert (discs[:, :2] + discs[:, 2:3] <= [WIDE, HIGH]).all()
    powers = np.array([state.power for state in (*case.model.states, case.model.against)])
    large = discs[:, 2] > 9
    assert discs[large, 2] ** 2 / powers[large] == pytest.approx(discs[:, 2].max() ** 2 / powers.max(), rel=0.02)


def test_every_action_on_offer_has_its_own_look():
    case = ag.load_case("russia-2022")
    looks = page_map(case, case.model)["looks"]
    assert set(looks) == {action for own in case.model.actions for action in own}
    assert len({letter for _, letter, _ in looks.values()}) == len(looks)
    assert len({colour for colour, _, _ in looks.values()}) == len(looks)


def test_a_model_without_places_is_laid_out_around_the_threat():
    model = ag.response_model([ag.State("A", 1), ag.State("B", 1)], ag.State("T", 2), [0.5, 0.3])
    discs = np.array(page_map(None, model)["discs"])
    assert discs[-1, 0] == pytest.approx(WIDE / 2, abs=1)
