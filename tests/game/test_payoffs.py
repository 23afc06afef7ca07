import numpy as np
import pytest

from alignment_games.errors import InvalidModelError
from alignment_games.game.payoffs import as_payoffs, refuse_non_finite


def test_payoffs_are_an_array_of_their_own():
    given = np.ones((1, 2))
    array, arithmetic, expressions = as_payoffs(given)
    given[:] = 7
    assert array.tolist() == [[1.0, 1.0]]
    assert (arithmetic, expressions) == ("float", None)


def test_a_payoff_that_is_not_finite_is_named_with_its_place_but_large_sums_are_none():
    refuse_non_finite(np.array([[1.7e308, 1.7e308]]), ("Ann",), (("a", "b"),))
    with pytest.raises(InvalidModelError, match=r"the payoff of Ann at \(b\) is inf"):
        refuse_non_finite(np.array([[0.0, np.inf]]), ("Ann",), (("a", "b"),))
