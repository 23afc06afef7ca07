"""The plane around a model: its axes, and that it says of the model itself what solving it says."""

from collections import Counter

import numpy as np
import pytest

import alignment_games as ag
from alignment_games.analysis.plane import Upward, affordable_share, plane
from alignment_games.solvers import PureEnumeration

MODEL = ag.load_case("europe-1938").model


@pytest.fixture(scope="module")
def munich():
    return plane(MODEL)


def test_figures_by_name_do_as_well_as_in_order():
    alike = MODEL.with_parameters(securitization={"Britain": 1, "France": 1, "USSR": 1})
    assert Upward.of(alike) == Upward("securitization", 1.0)
    uneven = MODEL.with_parameters(securitization={"Britain": 1, "France": 2, "USSR": 1})
    assert Upward.of(uneven) == Upward("threat_power", float(MODEL.against.power))


def test_where_the_model_stands_the_plane_has_its_equilibria(munich):
    at = int(np.argmin(abs(munich.across - munich.burden))), int(np.argmin(abs(munich.levels - munich.upward.now)))
    assert (munich.across[at[0]], munich.levels[at[1]]) == pytest.approx(munich.now)
    assert munich.diagram.counts[at] == len(ag.solve(MODEL, PureEnumeration()))


def test_the_axes_run_three_doublings_either_way_and_to_twice_the_burden(munich):
    assert munich.levels[[0, -1]] == pytest.approx([1 / 8, 8])
    assert munich.across[[0, -1]] == pytest.approx([0, 0.2])


def test_shares_of_responses_are_counted(munich):
    for player, shares in munich.responses().items():
        counted = Counter(munich.diagram.response(player).ravel().tolist())
        assert dict(shares) == pytest.approx({name: count / 61**2 for name, count in counted.items()})
        assert [share for _, share in shares] == sorted(dict(shares).values(), reverse=True)


def test_large_games_are_asked_in_fewer_points():
    assert affordable_share(MODEL) == pytest.approx(10**7 / (3 * 3**3))
