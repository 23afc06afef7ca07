"""Notebook tables: escaped, marked, and short for games that are too large."""

import numpy as np

import alignment_games as ag
from alignment_games.game.html import payoff_panels


def test_labels_are_escaped():
    page = payoff_panels(ag.NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, 2]]], ["<i>Ann", "B&B"], ['"stag"', "hare"]))
    assert "<i>" not in page
    assert "&lt;i&gt;Ann" in page
    assert "&quot;stag&quot;" in page


def test_best_replies_are_underlined_and_equilibria_boxed():
    page = ag.NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, 2]]], ["Ann", "Bob"], ["stag", "hare"])._repr_html_()
    assert page.count('class="equilibrium"') == 2
    assert "<b><u>4</u>, <u>4</u></b>" in page
    assert "<td>0, 3</td>" in page


def test_one_panel_for_each_choice_of_the_other_players():
    game = ag.NormalFormGame(np.zeros((4, 2, 3, 2, 2)))
    assert payoff_panels(game).count("<table") == 4
    assert "Player 3: 2, Player 4: 1" in payoff_panels(game)


def test_large_games_families_and_one_player():
    assert "too many" in payoff_panels(ag.NormalFormGame(np.zeros((7, *[3] * 7))))
    assert "too many" in payoff_panels(ag.NormalFormGame(np.zeros((4, 2, 2, 2)), ["Ann", "Bob"]))
    assert payoff_panels(ag.NormalFormGame([[1, 2]], ["Ann"], [["x", "y"]])).count("<td") == 2
