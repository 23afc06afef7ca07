import numpy as np
import pytest

from alignment_games.models.threshold import threshold_model
from tests.game.sums.test_certified import response
from tests.solvers.pure import test_pure_by_sums, test_pure_by_sums_threshold


@pytest.mark.slow
@pytest.mark.parametrize("random_model", [test_pure_by_sums.random_model, test_pure_by_sums_threshold.random_model])
def test_of_few_states_the_same_goes_as_from_the_whole_table(random_model):
    gone = 0
    for seed in range(60):
        model = random_model(seed)
        by_sums, by_table = model.sums().undominated, model.game().undominated
        assert [own.tolist() for own in by_sums] == [own.tolist() for own in by_table], seed
        gone += sum(int((~own).sum()) for own in by_sums)
    assert gone > 20


def test_whoever_pays_more_than_it_gains_never_balances():
    strengths = {f"state {k}": float(s) for k, s in enumerate(np.random.default_rng(1).lognormal(0, 1, 150))}
    costs = [2.0] * 50 + [0.5] * 100
    left = threshold_model(strengths, against=30.0, cost=costs, benefit=1).sums().undominated
    assert [own.tolist() for own in left] == [[False, True]] * 50 + [[True, True]] * 100


@pytest.mark.slow
def test_of_many_states_what_goes_is_worse_wherever_one_looks():
    rng = np.random.default_rng(2)
    model = response(60, rng, actions=("balance", "buck_pass", "bandwagon", "neutral"))
    sums, left = model.sums().sums, model.sums().undominated
    gone = [(i, a) for i, own in enumerate(left) for a in np.flatnonzero(~own)]
    assert len(gone) > 60
    alive = np.array(left)
    for _ in range(300):  # against play of what is left, some action that is left is better
        profile = np.array([rng.choice(np.flatnonzero(own)) for own in left])
        payoffs = sums.payoffs_at(profile)
        best = np.where(alive, payoffs, -np.inf).max(axis=1)
        assert all(payoffs[i, a] < best[i] for i, a in gone)


def test_ties_stay():
    model = threshold_model({"a": 1.0, "b": 1.0}, against=1.0, cost=0, benefit=1)
    assert all(own.all() for own in model.sums().undominated)
