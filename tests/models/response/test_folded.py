"""Folded tables against the whole table, contracted profile by profile."""

from math import prod

import numpy as np
import pytest

from alignment_games.errors import InvalidModelError
from alignment_games.game.best_reply import deviation_payoffs
from alignment_games.models.response.folded import FoldedPayoffs
from tests.models.response.drawn_models import drawn


@pytest.mark.parametrize("seed", range(6))
def test_expected_payoffs_are_those_of_the_whole_table(seed):
    model, rng = drawn(seed, 3 + seed % 2), np.random.default_rng(seed)
    model = model.with_actions([own[: int(rng.integers(1, 8))] for own in model.actions])  # menus of any length
    play = [rng.dirichlet(np.ones(len(own))) for own in model.actions]
    folded = FoldedPayoffs(model)
    for found, expected in zip(folded.expected(play), deviation_payoffs(model.payoffs(), play), strict=True):
        assert found == pytest.approx(expected, rel=1e-12, abs=1e-14)
    assert folded.size == sum(table.size for table in folded._tables)
    assert folded.size <= len(play) * prod(map(len, model.actions))


def test_the_others_have_an_axis_of_four_where_all_is_on_offer():
    model = drawn(0, 3)
    model = model.with_actions([list(model.rows)] * 3)
    assert [len(own) for own in model.actions] == [7, 7, 7]
    assert FoldedPayoffs(model).size == 3 * 7 * 4 * 4  # to balance, softly, to bandwagon, or to lend nothing


def test_payoffs_that_no_float_holds_are_refused():
    model = drawn(1, 2, decisiveness=2)
    play = [np.full(len(own), 1 / len(own)) for own in model.actions]
    with pytest.raises(InvalidModelError, match="finite"):
        FoldedPayoffs(model.with_parameters(power={"S0": 1e200}, threat_power=1e200)).expected(play)
