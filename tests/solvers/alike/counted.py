"""Games of players who are all alike, from what actions pay by counts."""

from itertools import product

import numpy as np

from alignment_games.game.normal_form import NormalFormGame


def game_by_counts(n, m, pays):
    """Return the game in which action a pays ``pays(a, counts)`` where so many others take each action."""
    payoffs = np.zeros((n,) + (m,) * n)
    for play in product(range(m), repeat=n):
        for i in range(n):
            others = play[:i] + play[i + 1 :]
            payoffs[(i, *play)] = pays(play[i], tuple(others.count(a) for a in range(m)))
    return NormalFormGame(payoffs)


def drawn_game(n, m, seed):
    """Return one whose payoffs by counts are drawn."""
    rng, known = np.random.default_rng(seed), {}
    return game_by_counts(n, m, lambda *at: known.setdefault(at, rng.standard_normal()))
