"""The second form by its sums: payoffs and equilibria of the tensor."""

import numpy as np
import pytest

from alignment_games import (
    NotConvergedError,
    solve,
)
from alignment_games.game.sums.game_sums import over_others
from alignment_games.solvers import LogitBySums, PureBySums, PureEnumeration, Status
from tests.models.response.drawn_models import drawn


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(12))
def test_payoffs_and_pure_equilibria_are_those_of_the_tensor(seed):
    model = drawn(seed)
    game, sums, every = model.game(), model.sums().sums, np.arange(len(model.states))
    for profile in np.ndindex(*game.n_actions):
        others = over_others(sums.amounts[:, every, list(profile)])[..., None]
        payoffs = sums.bounds(every, others, others)[0][:, 0][every, list(profile)]
        np.testing.assert_allclose(payoffs, game.payoffs[(slice(None), *profile)], atol=1e-14)
    by_sums = solve(model.sums(), PureBySums())
    assert by_sums.status is Status.ALL_PURE
    assert sorted(e.actions for e in by_sums) == sorted(e.actions for e in solve(game, PureEnumeration(), throw=False))


@pytest.mark.parametrize("seed", range(4))
def test_a_mixed_equilibrium_of_the_sums_is_one_of_the_tensor(seed):
    model = drawn(2 * seed, n=3, milieu=0, spoils=0, decisiveness=2)
    try:
        (found,) = solve(model.sums(), LogitBySums())
    except NotConvergedError:
        pytest.skip("the path by sums did not end at an equilibrium of this model")
    regrets = model.game().regrets([row[: len(own)] for row, own in zip(found.profile, model.actions, strict=True)])
    assert max(regrets) <= 1e-8
