"""Payoffs from what the others lend, against the table of all profiles."""

import numpy as np
import pytest

import alignment_games as ag
from alignment_games.models.response.lent import LentPayoffs, alike


@pytest.mark.parametrize("milieu", [0, 0.4])
def test_they_are_those_of_the_table(milieu):
    case = ag.load_case("europe-1938-large")
    model = case.model.with_parameters(milieu=milieu, spoils=0.1, spillover=0.3)
    game, rng = model.game(), np.random.default_rng(3)
    for _ in range(40):
        index = [int(rng.integers(m)) for m in game.n_actions]
        i = int(rng.integers(7))
        rows = [model.rows[own[a]] for own, a in zip(model.actions, index, strict=True)]
        others = [k for k in range(7) if k != i]
        powers = [state.power for state in model.states]
        given = {
            "help_": sum(model.arrives(i, k) * rows[k].contribution * powers[k] for k in others),
            "aid": sum(rows[k].aid * powers[k] for k in others),
            "coalition": sum(rows[k].contribution * powers[k] for k in others),
        }
        table = game.payoffs[(i, *index[:i], slice(None), *index[i + 1 :])]
        assert LentPayoffs(model, i, **given).by_action() == pytest.approx(table, rel=1e-12)


def test_responses_are_alike_where_they_lend_alike_at_every_game_of_a_family():
    lent = np.array([[[1.0, 0.0, 1.0, 0.0], [2.0, 0.0, 2.0, 0.0]], [[0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 1.0]]])
    assert alike(lent) == [[0, 2], [1], [3]]
