"""What dominance takes away is beaten at every profile, and nothing that an equilibrium uses goes."""

import numpy as np

import alignment_games as ag
from alignment_games.analysis.elimination import remainder


def test_the_actions_that_go_are_beaten_at_every_profile():
    game = ag.load_case("europe-1938-large").game()
    left = remainder(game)
    first = [reason for reason in left.reasons if reason.round == 1]
    assert first
    for reason in first:
        for player in reason.players:
            i = game.players.index(player)
            own = np.moveaxis(game.payoffs[i], i, 0).reshape(game.n_actions[i], -1)
            at = game.actions[i].index
            for worse in reason.worse:
                assert (own[at(reason.better)] > own[at(worse)]).all()
    kept = dict(zip(left.game.players, left.game.actions, strict=True))
    for equilibrium in ag.solve(game):
        for player in game.players:
            for action, share in equilibrium[player].items():
                assert share == 0 or action in kept.get(player, [left.settled.get(player)])


def test_a_game_that_dominance_solves_leaves_none():
    dilemma = ag.NormalFormGame([[[3, 0], [5, 1]], [[3, 5], [0, 1]]], ["Ann", "Bob"], ["hold", "defect"])
    left = remainder(dilemma)
    assert left.settled == {"Ann": "defect", "Bob": "defect"}
    assert left.game is None
