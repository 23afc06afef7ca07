from dataclasses import replace

import numpy as np
import pytest

from alignment_games.errors import InvalidModelError
from alignment_games.estimation.fitting import FitProblem
from alignment_games.estimation.quantal import QuantalResponse
from alignment_games.estimation.stack import stack_games
from alignment_games.io.sources.alignments import ObservedGame
from alignment_games.models.response import response_game
from alignment_games.solvers.logit.response import logit_response
from alignment_games.states.security import FirstForm
from alignment_games.states.state import State
from alignment_games.states.threat import perceived_threat
from tests.estimation.observed import random_games


def game_of(n, seed=5):
    rng = np.random.default_rng(seed)
    states = [State(f"S{k}", float(p)) for k, p in enumerate(0.05 * np.exp(rng.normal(0, 1.2, n)))]
    threat = perceived_threat(states, State("T", 0.15), distance_km=rng.uniform(0, 2000, n), intent=0.8)
    model = response_game(states, State("T", 0.15), threat, FirstForm()).model
    return ObservedGame("one", "one", model, ("balance",) * n, {})


PRODUCT = QuantalResponse(sources=("power", "proximity"), rate=12.0)


@pytest.mark.parametrize("n", [2, 4, 6])
def test_few_others_are_exact(n):
    # intent is 0.8 for all, so its weight is out: the game's own threat without intent
    game = game_of(n)
    play = PRODUCT.play(stack_games([game]), [1.0, 1.0])
    whole = replace(game.model, threat=replace(game.model.threat, intent=1)).game()
    for own, exact in zip(play, logit_response(whole, 12.0), strict=True):
        assert own == pytest.approx(exact, abs=1e-8)


def test_the_bloc_of_the_rest_comes_close():
    game = game_of(9)
    whole = replace(game.model, threat=replace(game.model.threat, intent=1)).game()
    exact = np.array(logit_response(whole, 12.0))
    stacks = [stack_games([game], kept) for kept in (2, 4, 7)]
    gaps = [abs(PRODUCT.play(stack, [1.0, 1.0]) - exact).max() for stack in stacks]
    assert gaps[1] < 0.02
    assert gaps[1] < gaps[0]
    assert gaps[2] < 1e-8  # of eight others, seven and the one that is left
    assert [stack.in_blocs for stack in stacks] == [["one"], ["one"], []]
    told = FitProblem(stacks[1], PRODUCT).warnings()
    assert told[-1].startswith("in 1 of 1 games the weakest of many states move as one bloc")
    assert "bloc" not in str(FitProblem(stacks[2], PRODUCT).warnings())


def test_stacking_games_does_not_mix_them():
    games = random_games(5)
    together = PRODUCT.play(stack_games(games), [1.0, 1.0])
    apart = np.concatenate([PRODUCT.play(stack_games([game]), [1.0, 1.0]) for game in games])
    assert together == pytest.approx(apart, abs=1e-8)
    stack = stack_games(games)
    chosen = np.isin(stack.games, ["g1", "g3"])
    assert PRODUCT.play(stack.take(chosen), [1.0, 1.0]) == pytest.approx(together[chosen], abs=1e-8)


def test_what_does_not_fit_together_is_refused():
    with pytest.raises(InvalidModelError, match="no games"):
        stack_games([])
    one, other = random_games(2)
    with pytest.raises(InvalidModelError, match="unknown covariate 'rivalry'"):
        stack_games([one, replace(other, covariates={"rivalry": np.zeros(len(other.played))})])
    narrow = replace(other.model, actions=(("balance", "buck_pass"),) * len(other.played))
    with pytest.raises(InvalidModelError, match="every state needs the actions"):
        stack_games([one, replace(other, model=narrow)])
