import numpy as np
import pytest

from alignment_games.estimation.selecting import PlayedGames
from alignment_games.estimation.selecting.pure_logit import PureLogit
from alignment_games.game.best_reply import pure_equilibria


def drawn_games(shape, count, seed):
    rng = np.random.default_rng(seed)
    n, played = len(shape), np.zeros((count, len(shape)), dtype=int)
    return PlayedGames(("a", "b"), rng.normal(size=(count, n, *shape)), rng.normal(size=(count, 2, n, *shape)), played)


def simulated(games, parameters, draws=40_000):
    """Which profiles are pure equilibria in draws of shocks to own actions, (draws, profiles), of the first game."""
    rng = np.random.default_rng(0)
    payoffs = np.repeat(games.payoffs(parameters)[:1], draws, axis=0)
    for i, m in enumerate(games.shape):
        axes = tuple(m if j == i else 1 for j in range(games.n_players))
        payoffs[:, i] += rng.gumbel(size=(draws, m)).reshape(-1, *axes)
    return pure_equilibria(payoffs, games.n_players).reshape(draws, -1)


def test_chances_and_slopes_of_single_profiles():
    games, point = drawn_games((2, 3), 3, 1), np.array([0.4, -0.7])
    logs, slopes = PureLogit(games).logs(point)
    assert np.exp(logs[0]) == pytest.approx(simulated(games, point).mean(axis=0), abs=0.01)
    step = 1e-6
    for k in (0, 1):
        ends = [PureLogit(games).logs(point + side * step * np.eye(2)[k])[0] for side in (1, -1)]
        assert slopes[..., k] == pytest.approx((ends[0] - ends[1]) / (2 * step), abs=1e-7)


@pytest.mark.parametrize("shape", [(2, 2), (2, 2, 2)])
def test_chances_of_sets_of_profiles(shape):
    games, point = drawn_games(shape, 1, 2), np.array([0.4, -0.7])
    capacities = PureLogit(games).capacities(point)[0]
    equilibria = simulated(games, point)
    for members in np.random.default_rng(3).integers(1, 1 << equilibria.shape[1], size=20).tolist():
        inside = [members >> k & 1 == 1 for k in range(equilibria.shape[1])]
        assert capacities[members] == pytest.approx(equilibria[:, inside].any(axis=1).mean(), abs=0.01)
    assert capacities[0] == 0


def test_sets_have_a_closed_form_where_actions_are_two():
    assert PureLogit(drawn_games((2, 2, 2), 1, 1)).sharp
    assert not PureLogit(drawn_games((2, 3), 1, 1)).sharp
