from fractions import Fraction

import numpy as np
import pytest

from alignment_games.errors import InvalidModelError
from alignment_games.models.model import Input
from alignment_games.sweeps import boundaries, disagreements, sweep
from tests import first_form
from tests.sweeps import builders
from tests.tries import tries

CASE = first_form.load_case("europe-1938")


@pytest.mark.slow
def test_pixels_and_exact_conditions_agree_at_every_point():
    points = tries(24, of=60)
    diagram = sweep(CASE, vary={"burden": np.linspace(0, 0.4, points), "intent": np.linspace(0, 1, points)})
    found = disagreements(diagram)
    assert len(found) == 27
    assert set(found.values()) == {0}


@pytest.mark.slow
def test_they_agree_by_state_too():
    diagram = sweep(
        CASE, vary={"burden": np.linspace(0, 0.1, 20), "intent": {"France": np.linspace(0, 1, 20), "USSR": [0.3, 0.9]}}
    )
    assert sum(disagreements(diagram).values()) == 0


@pytest.mark.slow
def test_a_difference_would_be_seen():
    diagram = sweep(CASE, vary={"burden": np.linspace(0, 0.4, 6), "intent": np.linspace(0, 1, 6)})
    object.__setattr__(diagram, "listed", np.full_like(diagram.listed, 26))
    diagram.__dict__.pop("_owner", None)
    assert sum(disagreements(diagram).values()) > 0


def test_a_boundary_is_the_exact_bound():
    diagram = sweep(CASE, vary={"intent": {"France": np.linspace(0.5, 1, 11)}})
    (passing,) = (b for b in boundaries(diagram) if b.profile == ("buck_pass",) * 3)
    bound = Fraction(12579773278809870978190723, 16902569498807051312832000)
    axis = Input("intent", "France")
    assert passing.holds_exactly({axis: float(bound) - 1e-9})
    assert not passing.holds_exactly({axis: float(bound) + 1e-9})
    assert passing.holds({axis: np.array([0.7, 0.8])}).tolist() == [True, False]


def test_curves_are_zero_on_the_boundary_and_end_with_it():
    diagram = sweep(CASE, vary={"burden": np.linspace(0.01, 0.4, 30), "intent": np.linspace(0, 1, 30)})
    (passing,) = boundaries(diagram, [("buck_pass",) * 3])
    told = dict(passing.curves(diagram.axes))
    bandwagon = told["France would not rather bandwagon than pass the buck"]
    where = diagram.is_equilibrium(("buck_pass",) * 3)
    assert (bandwagon[where] >= 0).all()
    assert np.isnan(bandwagon).any()
    assert (bandwagon[:, -1][~np.isnan(bandwagon[:, -1])] < 0).all()


def test_a_builder_of_numbers_has_no_exact_boundaries():
    with pytest.raises(InvalidModelError, match="does not take symbols"):
        boundaries(sweep(builders.one_at_a_time, vary={"x": [-1.0, 1.0]}))
