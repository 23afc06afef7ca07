r"""Ordinal potentials: one function that every improving deviation raises.

P is an *ordinal potential* iff :math:`u_i(b, a_{-i}) > u_i(a) \iff P(b, a_{-i}) > P(a)` for every deviation
(Monderer & Shapley 1996). A finite game has one iff no circle of unilateral deviations, none of
them to the deviator's loss, has one to the deviator's gain (Voorneveld & Norde 1997). So: draw an arrow for
every deviation that loses nothing, and look whether some arrow that gains lies inside a strongly connected
part; if none does, the order of the parts is a potential. Exact and weighted potentials are in
`alignment_games.game.structure`.
"""

from __future__ import annotations

from math import prod

import numpy as np

from alignment_games.arrays import Array
from alignment_games.game.entrance import Given, as_game
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.refinements._verdict import Verdict, probabilities
from alignment_games.refinements._words import doing
from alignment_games.text.numbers import number
from alignment_games.text.play import named


def ordinal_potential(game: Given) -> Verdict:
    """Return whether the game has an ordinal potential; ``witness["potential"]`` is one, in whole numbers.

    When there is none, the witness is an improving deviation that lies on a circle of deviations without loss.

    >>> dilemma = NormalFormGame([[[3, 0], [5, 1]], [[3, 5], [0, 1]]], ["Ann", "Bob"], ["cooperate", "defect"])
    >>> ordinal_potential(dilemma).witness["potential"].tolist()
    [[0, 1], [1, 2]]
    >>> print(ordinal_potential(NormalFormGame([[[1, -1], [-1, 1]], [[-1, 1], [1, -1]]], ["Even", "Odd"], ["h", "t"])))
    not an ordinal potential game: play comes back in a circle to (h, t), where Even gains 2 by playing t
    """
    game = as_game(game)
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    probabilities(game, [[1] + [0] * (m - 1) for m in game.n_actions])
    tails, heads, gains, movers = _deviations(game)
    size = prod(game.n_actions)
    arrows = csr_array((np.ones(len(tails), dtype=np.int8), (tails, heads)), shape=(size, size))
    parts, part = connected_components(arrows, directed=True, connection="strong")
    circular = np.flatnonzero((part[tails] == part[heads]) & gains)
    if len(circular):
        return _circle(game, tails[circular[0]], heads[circular[0]], movers[circular[0]])
    height = _heights(part[tails], part[heads], parts)
    potential = height[part].reshape(game.n_actions)
    return Verdict("an ordinal potential game", True, "", {"potential": potential})


def _deviations(game: NormalFormGame) -> tuple[Array, Array, Array, Array]:
    """Return tail, head, whether it gains, and who moves, for every deviation that loses nothing."""
    numbers = np.arange(prod(game.n_actions)).reshape(game.n_actions)
    found: list[tuple[Array, Array, Array, Array]] = []
    slack = game.tolerances()
    for i, m in enumerate(game.n_actions):
        own, at = np.moveaxis(game.payoffs[i], i, 0), np.moveaxis(numbers, i, 0)
        for b in range(m):
            for c in range(m):
                if b != c:
                    gain = (own[c] - own[b]).ravel()
                    keep = (gain >= -slack[i]).astype(bool)
                    strict = (gain > slack[i]).astype(bool)
                    movers = np.full(int(keep.sum()), i)
                    found.append((at[b].ravel()[keep], at[c].ravel()[keep], strict[keep], movers))
    if not found:
        empty = np.zeros(0, dtype=int)
        return empty, empty, empty.astype(bool), empty
    tails, heads, gains, who = (np.concatenate(column) for column in zip(*found, strict=True))
    return tails, heads, gains, who


def _heights(tails: Array, heads: Array, parts: int) -> Array:
    """Return the length of the longest chain of arrows below each part of an acyclic graph."""
    arrows = np.unique(np.c_[tails, heads][tails != heads], axis=0)
    height = np.zeros(parts, dtype=int)
    while len(arrows):
        raised = height.copy()
        np.maximum.at(raised, arrows[:, 1], height[arrows[:, 0]] + 1)
        if (raised == height).all():
            break
        height = raised
    return height


def _circle(game: NormalFormGame, tail: int, head: int, mover: int) -> Verdict:
    start, end = (np.unravel_index(int(k), game.n_actions) for k in (tail, head))
    gain = game.payoffs[(mover, *end)] - game.payoffs[(mover, *start)]
    at = ", ".join(labels[k] for labels, k in zip(game.actions, start, strict=True))
    player, action = game.players[mover], game.actions[mover][end[mover]]
    words = f"play comes back in a circle to ({at}), where {named(player)} gains {number(gain)} by {doing(action)}"
    data = {"profile": tuple(int(k) for k in start), "player": player, "action": action, "gain": gain}
    return Verdict("an ordinal potential game", False, words, data)
