import numpy as np
import pytest

from alignment_games.game.best_reply import pure_equilibria
from alignment_games.sweeps import sweep
from alignment_games.sweeps.selection import as_selection, first, payoff_dominant, risk_dominant
from tests.sweeps import builders


def games(seed, count, shape):
    return np.random.default_rng(seed).integers(0, 6, (count, len(shape), *shape)).astype(float)


def test_every_selection_takes_an_equilibrium_where_there_is_one():
    payoffs = games(0, 300, (3, 2, 2))
    equilibria = pure_equilibria(payoffs, 3)
    some = equilibria.any(axis=(1, 2, 3))
    for select in (first, payoff_dominant, risk_dominant):
        chosen = select(payoffs, equilibria)
        flat = equilibria.reshape(len(payoffs), -1)
        assert flat[np.arange(len(payoffs)), chosen][some].all()


def test_payoff_dominance_is_never_worse_for_all():
    payoffs = games(1, 300, (2, 3))
    equilibria = pure_equilibria(payoffs, 2)
    for table, where, k in zip(payoffs, equilibria, payoff_dominant(payoffs, equilibria), strict=True):
        found = [table[(slice(None), *at)] for at in np.argwhere(where)]
        chosen = table.reshape(2, -1)[:, k]
        assert not any((other >= chosen).all() and (other > chosen).any() for other in found)


def test_risk_dominance_in_2x2_is_that_of_harsanyi_and_selten():
    # Payoffs of a coordination game by its deviation losses: u at (1, 1), v at (2, 2), one number for each player.
    u, v = np.random.default_rng(2).uniform(0.1, 1, (2, 200, 2))
    payoffs = np.zeros((200, 2, 2, 2))
    payoffs[:, 0, 0, 0], payoffs[:, 1, 0, 0] = u[:, 0], u[:, 1]
    payoffs[:, 0, 1, 1], payoffs[:, 1, 1, 1] = v[:, 0], v[:, 1]
    expected = np.where(u.prod(axis=1) > v.prod(axis=1), 0, 3)
    assert np.array_equal(risk_dominant(payoffs, pure_equilibria(payoffs, 2)), expected)


def test_ties_and_single_actions_do_not_disturb():
    payoffs = np.zeros((1, 2, 2, 1))
    assert [
        int(select(payoffs, np.ones((1, 2, 1), bool))[0]) for select in (first, payoff_dominant, risk_dominant)
    ] == [0, 0, 0]


def last(payoffs, equilibria):
    """The last equilibrium of each game."""
    flat = equilibria.reshape(len(equilibria), -1)
    return flat.shape[1] - 1 - flat[:, ::-1].argmax(axis=1)


def test_a_callable_is_a_selection():
    assert as_selection(last) is last
    diagram = sweep(builders.boxes, vary={"x": [0.0], "y": [0.0]}, select=last)
    assert diagram.counts.tolist() == [[4]]
    assert diagram.response("Ann").tolist() == [["down"]]


@pytest.mark.parametrize("name", ["first", "payoff_dominant", "risk_dominant"])
def test_names_are_known(name):
    assert as_selection(name).__name__ == name
