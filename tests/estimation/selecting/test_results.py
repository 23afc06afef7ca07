import numpy as np
import pytest

from alignment_games.errors import InvalidModelError
from alignment_games.estimation import coefficient_table
from tests.estimation.selecting.entry import found


def test_cases_drawn_anew_move_estimates_by_errors():
    fit = found()
    made = fit.bootstrap(2, rng=1)
    assert made.failed == 0
    gaps = abs(made.points - fit.parameters)[:, :3] / np.array(list(fit.clustered_errors.values()))[:3]
    assert 0.1 < gaps.max() < 3.5


def test_estimates_stand_in_a_table():
    fit = found()
    assert "selects joint\\_payoff" in fit.to_latex()
    assert coefficient_table(fit).rows()[-5][0] == "games"
    assert fit.incomplete == 0
    assert all(0 < share < 1 for share in fit.noise_shares.values())


def test_one_record_is_refused():
    with pytest.raises(InvalidModelError, match="at least 2 draws"):
        found().bootstrap(1)
