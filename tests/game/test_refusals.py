import numpy as np
import pytest

from alignment_games.errors import InvalidModelError
from alignment_games.game.normal_form import NormalFormGame


def masked(where):
    mask = np.zeros((2, 2), dtype=bool)
    mask[where] = True
    return np.ma.masked_array([[3.0, 99.0], [5.0, 1.0]], mask=mask)


@pytest.mark.parametrize(
    "payoffs",
    [
        [masked((0, 1)), np.zeros((2, 2))],
        np.ma.stack([masked((0, 1)), masked((0, 1))]),
        [[[1, np.ma.masked], [0, 1]], [[0, 0], [0, 0]]],
    ],
    ids=["one player's array", "all payoffs", "one entry"],
)
def test_a_masked_payoff_is_missing(payoffs):
    with pytest.raises(InvalidModelError, match="is masked, that is missing"):
        NormalFormGame(payoffs)


def test_a_mask_that_hides_nothing_does_no_harm():
    game = NormalFormGame(np.ma.masked_array([[[1.0, 2.0]], [[3.0, 4.0]]]))
    assert game.payoffs.tolist() == [[[1, 2]], [[3, 4]]]
    assert not isinstance(game.payoffs, np.ma.MaskedArray)


def test_a_table_that_no_machine_holds_is_refused_before_it_is_made():
    with pytest.raises(InvalidModelError, match=r"2e\+12 payoffs need 14,901.2 GiB"):
        NormalFormGame(np.broadcast_to(0.0, (2, 10**6, 10**6)))
    with pytest.raises(InvalidModelError, match="payoffs need"):
        NormalFormGame([np.broadcast_to(0.0, (10**6, 10**6))] * 2)
    with pytest.raises(InvalidModelError, match="payoffs need"):
        NormalFormGame.from_function(lambda *_: [0] * 40, [f"state {i}" for i in range(40)], ["a", "b"])
    with pytest.raises(InvalidModelError, match="players, got 90"):
        NormalFormGame.from_function(lambda *_: [0] * 90, [f"state {i}" for i in range(90)], ["a"])
