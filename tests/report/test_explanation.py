import re

import numpy as np
import pytest

from alignment_games import NormalFormGame, State, explain, load_case, response_game, solve, threshold_game
from alignment_games.game.best_reply import pure_equilibria
from alignment_games.solvers import PureEnumeration


def test_the_words_hold_the_numbers():
    solution = solve(load_case("europe-1939").game(), PureEnumeration())
    text = explain(solution)
    game = solution.game
    loss = game.payoffs[1, 0, 0, 0] - game.payoffs[1, 0, 1, 0]  # France balancing instead of passing the buck
    assert f"France balances; its best deviation, passing the buck, would cost it {loss:.3g}" in re.sub(
        r"\s+", " ", text
    )
    assert "Balancing has one shape: Britain, France and USSR balance" in text
    assert max(map(len, text.splitlines())) <= 96


def test_mixed_play_is_told_as_indifference():
    text = re.sub(r"\s+", " ", explain(solve(load_case("europe-1938").game())))
    told = re.search(
        r"France mixes balancing \(([\d.]+)\) and passing the buck \(([\d.]+)\), indifferent among them", text
    )
    assert float(told[1]) + float(told[2]) == pytest.approx(1, abs=1e-3)
    assert 0 < float(told[1]) < 1


@pytest.mark.parametrize(
    ("tau", "sentence"),
    [
        (1, "A buck-passing game: somebody has to catch the buck"),
        (1.5, "A stag hunt"),
    ],
)
def test_kinds_of_threshold_games(tau, sentence):
    game = threshold_game({"UK": 0.077, "France": 0.053, "USSR": 0.148}, against=0.115, tau=tau)
    assert sentence in explain(solve(game, PureEnumeration()))


def test_a_bandwagoning_cascade():
    # Each gains by bandwagoning only if the other does too.
    game = NormalFormGame([[[1, 0], [0, 0.5]], [[1, 0], [0, 0.5]]], ["A", "B"], ["balance", "bandwagon"])
    assert "A bandwagoning cascade" in explain(solve(game, PureEnumeration()))


def test_a_game_without_states_is_explained_too():
    game = NormalFormGame([[[3, 0], [5, 1]], [[3, 5], [0, 1]]], ["A", "B"], ["silent", "talk"])
    text = explain(solve(game))
    assert "Each of A and B plays talk; its best deviation, playing silent, would cost it 1 (0 instead of" in text
    assert pure_equilibria(game.payoffs, 2).tolist() == [[False, False], [False, True]]


def test_states_in_the_same_position_are_told_together():
    game = load_case("russia-2022").game()
    solution = solve(game, PureEnumeration())
    text = re.sub(r"\s+", " ", explain(solution))
    together = "Each of Ukraine, Poland, Estonia, Finland and Sweden balances; its best deviation, passing the buck,"
    (found,) = re.findall(together + r" would cost it ([\d.]+) to ([\d.]+) ", text)
    losses = []
    for i in range(5):
        at = tuple(s[0] for s in solution[0].supports)
        own = game.payoffs[(i, *at[:i], slice(None), *at[i + 1 :])]
        losses.append(own[at[i]] - np.delete(own, at[i]).max())
    assert list(map(float, found)) == pytest.approx([min(losses), max(losses)], rel=5e-3)
    assert text.count("Attacked, it would hold") < 8


@pytest.mark.parametrize("name", ["europe-1936", "europe-1938"])
def test_how_every_state_would_stand_is_told(name):
    solution = solve(load_case(name).game())
    text = re.sub(r"\s+", " ", explain(solution))
    assert len(re.findall(r"Attacked, it would hold", text)) == 3 * len(solution)


def test_it_is_said_where_no_coalition_holds_a_state():
    states = [State("A", 0.1), State("C", 0.05)]
    game = response_game(states, State("T", 0.5), [0.5, 0.5], actions=["balance", "buck_pass"])
    text = re.sub(r"\s+", " ", explain(solve(game)))
    # A alone .1^2 / (.1^2 + .5^2) = .0385; here, in peace, .075^2 / (.075^2 + .5^2) = .022; at best, with .75 of what
    # the other promises, (.1 + .75 * .05)^2 / (.1375^2 + .5^2) = .0703.
    assert "A balances" not in text
    assert (
        "it would hold with chance 0.0385 alone and 0.022 in this equilibrium; no coalition here holds it (at best"
        in text
    )
    assert "(at best 0.0703)" in text
