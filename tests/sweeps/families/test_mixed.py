import numpy as np
import pytest

import alignment_games as ag
from alignment_games.game.dominance import eliminate_dominated
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.solvers import solve
from alignment_games.sweeps.families._mixed import solve_mixed, undominated


@pytest.mark.parametrize("shape", [(2, 2), (3, 3), (2, 3, 2), (2, 2, 1)])
def test_mixed_equilibria_are_those_of_each_game_alone(shape):
    payoffs = np.random.default_rng(3).random((12, len(shape), *shape))
    found = solve_mixed(payoffs)
    for k, table in enumerate(payoffs):
        solution = solve(NormalFormGame(table))
        assert found["mixed_counts"][k] == sum(not equilibrium.pure for equilibrium in solution)
        assert found["mixed_complete"][k] == solution.complete


def test_dominated_actions_go_and_no_others():
    payoffs = np.random.default_rng(4).integers(0, 5, (200, 3, 3, 2, 3)).astype(float)
    alive = undominated(payoffs)
    for k, table in enumerate(payoffs):
        game = NormalFormGame(table)
        left = eliminate_dominated(game, by_mixtures=False).game
        for own, labels, lives in zip(left.actions, game.actions, alive, strict=True):
            assert list(own) == [label for label, lives_on in zip(labels, lives[k], strict=True) if lives_on]


def test_a_hundred_three_state_games_are_solved_whole():
    case = ag.load_case("europe-1938")
    diagram = ag.sweep(
        case, vary={"burden": np.linspace(0.001, 0.4, 10), "intent": np.linspace(0.1, 1, 10)}, mixed=True
    )
    assert diagram.mixed_complete.all()
    for at in [(0, 0), (2, 9), (5, 5)]:
        burden, intent = (float(values[k]) for values, k in zip(diagram.axes.values(), at, strict=True))
        solution = solve(case.game(burden=burden, intent=intent))
        assert solution.complete
        assert diagram.mixed_counts[at] == sum(not equilibrium.pure for equilibrium in solution)
