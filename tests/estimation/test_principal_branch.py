"""Play on the principal branch, against the branch of the whole game and against its equation."""

from dataclasses import replace

import numpy as np
import pytest

from alignment_games.errors import NotConvergedError
from alignment_games.estimation import principal_branch
from alignment_games.estimation.quantal import QuantalResponse
from alignment_games.estimation.stack import stack_games
from alignment_games.solvers.logit.principal import logit_path
from tests.estimation.observed import random_games, who_makes_up_whom


def whole_game(game, source, weight):
    """The game of one source alone, by the model's own formulas."""
    none = dict.fromkeys(("power", "proximity", "offence", "intent"), 0)
    form = replace(game.model.threat.form, **{**none, source: weight})
    return replace(game.model, threat=replace(game.model.threat, form=form)).game()


@pytest.mark.slow
@pytest.mark.parametrize(("source", "weight", "rate"), [("power", 0.5, 25), ("offence", -0.5, 40), ("intent", 1.0, 60)])
def test_play_is_where_the_games_own_branch_first_reaches_the_rate(source, weight, rate):
    games = random_games(8)
    stack = stack_games(games)
    play = QuantalResponse((source,), rate=rate).play(stack, [weight])
    for game in games:
        profile = logit_path(whole_game(game, source, weight), last_rate=1e4).at(rate)
        assert play[stack.games == game.name] == pytest.approx(np.array(profile), abs=1e-7)


@pytest.mark.parametrize("parameters", [[4.3, -1.6, 2.3, -2.7, -0.7], [5.0, 2.8, -2.9, 2.2, 1.9], [0.0, 0, 0, 0, 3.0]])
def test_play_is_a_logit_response_to_itself(parameters):
    theory = QuantalResponse(("power", "proximity", "intent"), ("balance",))
    games = random_games(10)
    stack = stack_games(games)
    logits = theory.logits(stack, parameters)
    play = theory.play(stack, parameters)
    others = np.full((len(stack.mixing.idle), *play.shape), 1 / 3)  # padding plays evenly
    for game in games:
        rows = np.flatnonzero(stack.games == game.name)
        table = who_makes_up_whom([state.power for state in game.model.states], len(rows) - 1, 4)
        others[: len(rows) - 1, rows] = table @ play[rows]
    threat = np.exp(sum(w * np.log(stack.sources[s]) for w, s in zip(parameters[1:4], theory.sources, strict=True)))
    payoffs = stack.base + threat.reshape(-1, *(1,) * (stack.base.ndim - 1)) * stack.slope
    slots = "defgh"[: len(others)]
    values = np.einsum(f"ab{slots},{','.join('a' + s for s in slots)}->ab", payoffs, *others)
    right = np.exp(parameters[0]) * values - parameters[4] * (np.array(stack.actions) == "balance")
    apart = logits - logits[:, :1]
    assert apart == pytest.approx(right - right[:, :1], rel=1e-9, abs=1e-8)


def test_a_lost_branch_is_said(monkeypatch):
    monkeypatch.setattr(principal_branch, "STEPS", 2)
    theory, stack = QuantalResponse(("power",), rate=40.0), stack_games(random_games(2))
    with pytest.raises(NotConvergedError, match="could not be followed at rate 40; take a lower rate"):
        theory.play(stack, [1.0])
    assert theory.log_likelihoods(stack, np.array([[1.0]])).tolist() == [-np.inf]


def test_many_parameters_at_once_are_each_alone():
    theory, stack = QuantalResponse(("power", "intent")), stack_games(random_games(5))
    points = np.array([[2.0, 0.5, 1.0], [3.0, -0.5, 0.2], [1.0, 0.0, 0.0]])
    alone = [theory.likelihood(stack, point)[0].sum() for point in points]
    assert theory.log_likelihoods(stack, points) == pytest.approx(alone, abs=1e-9)
