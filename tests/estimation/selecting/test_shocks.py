import numpy as np
import pytest

from alignment_games.errors import InvalidModelError
from alignment_games.estimation.selecting import Shocks


def test_shocks_have_the_covariance_whose_inverse_is_applied():
    shape, shocks = (2, 3), Shocks(0.7, 1.3)
    drawn = np.moveaxis(shocks.source(shape, 1)(2**14).reshape(2, 6, -1), -1, 0)
    own = np.indices(shape).reshape(2, -1)
    for i in (0, 1):
        expected = 0.49 * np.eye(6) + 1.69 * np.equal.outer(own[i], own[i])
        assert np.cov(drawn[:, i].T) == pytest.approx(expected, abs=0.08)
        units = np.zeros((6, 2, 2, 3))
        units[:, i] = expected.reshape(6, *shape)
        back = shocks.precision(units, shape)
        assert back[:, i].reshape(6, 6) == pytest.approx(np.eye(6))
        assert not back[:, 1 - i].any()
    assert np.cov(drawn[:, 0, 0], drawn[:, 1, 0])[0, 1] == pytest.approx(0, abs=0.05)


@pytest.mark.parametrize(("given", "message"), [((-1, 0), "profile need a finite"), ((0, 0), "without shocks")])
def test_no_shocks_are_refused(given, message):
    with pytest.raises(InvalidModelError, match=message):
        Shocks(*given)
