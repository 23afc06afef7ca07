r"""Games to and from other packages: pygambit, nashpy, QuantEcon.

Each function needs the package that it names. Conventions differ, and only here: QuantEcon gives player i
an array whose axes begin with i's *own* actions and go on cyclically, i, i + 1, ..., n - 1, 0, ..., i - 1;
nashpy takes the row and the column player's matrices with the same axes. Neither keeps labels, so what
comes back from them has numbered players and actions unless names are given.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import numpy as np

from alignment_games.errors import InvalidModelError, UnsupportedGameError, require
from alignment_games.game.entrance import Given, as_game
from alignment_games.game.nfg_text import nfg_lines
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.io.game_files.nfg import parse_nfg


def to_gambit(game: Given, *, title: str = "") -> Any:
    """Return the game as a ``pygambit.Game``, labels and fractions kept. Needs the ``gambit`` extra.

    >>> theirs = to_gambit(NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, 2]]], ["Ann", "Bob"]))
    >>> [player.label for player in theirs.players]
    ['Ann', 'Bob']
    """
    game = as_game(game)
    pygambit = require("pygambit", extra="gambit")
    return pygambit.read_nfg(BytesIO("".join(nfg_lines(game, title=title)).encode()))


def from_gambit(theirs: Any, *, exact: bool | None = None) -> NormalFormGame:
    """Return a ``pygambit.Game`` in normal form as our game; ``exact`` as in `read_nfg`.

    >>> game = NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, 2]]], ["Ann", "Bob"])
    >>> from_gambit(to_gambit(game)).payoffs.tolist() == game.payoffs.tolist()
    True
    """
    return parse_nfg(_part(theirs, "to_nfg", "pygambit")(), exact=exact, place="pygambit's game")


def to_nashpy(game: Given) -> Any:
    """Return a two-player game as a ``nashpy.Game``. Raises UnsupportedGameError for other numbers.

    >>> game = NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, 2]]])
    >>> [[int(x) for x in row] for row in to_nashpy(game).payoff_matrices[1]]
    [[4, 3], [0, 2]]
    """
    game = as_game(game)
    import nashpy

    _one_game(game, "nashpy")
    if game.n_players != 2:
        raise UnsupportedGameError(f"nashpy holds games of two players; this one has {game.n_players}")
    return nashpy.Game(*game.payoffs)


def from_nashpy(
    theirs: Any, players: Sequence[str] | None = None, actions: Sequence[Any] | None = None
) -> NormalFormGame:
    """Return a ``nashpy.Game`` as our game, with the given names.

    >>> import nashpy
    >>> game = from_nashpy(nashpy.Game([[4, 0], [3, 2]], [[4, 3], [0, 2]]), ["Ann", "Bob"], ["stag", "hare"])
    >>> game.best_replies("stag, hare")
    {'Ann': ('hare',), 'Bob': ('stag',)}
    """
    matrices = _part(theirs, "payoff_matrices", "nashpy")
    return NormalFormGame([np.asarray(matrix) for matrix in matrices], players, actions)


def to_quantecon(game: Given) -> Any:
    """Return the game as a ``quantecon.game_theory.NormalFormGame`` of floats.

    >>> theirs = to_quantecon(NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, 2]]]))
    >>> theirs.nums_actions
    (2, 2)
    """
    game = as_game(game)
    theory = require("quantecon.game_theory", extra="test")
    _one_game(game, "QuantEcon")
    n = game.n_players
    tables = game.to_float().payoffs
    return theory.NormalFormGame([theory.Player(tables[i].transpose(_own_first(i, n)).copy()) for i in range(n)])


def from_quantecon(
    theirs: Any, players: Sequence[str] | None = None, actions: Sequence[Any] | None = None
) -> NormalFormGame:
    """Return a ``quantecon.game_theory.NormalFormGame`` as our game, with the given names.

    >>> game = NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, 2]]])
    >>> from_quantecon(to_quantecon(game)).payoffs.tolist() == game.payoffs.tolist()
    True
    """
    n = _part(theirs, "N", "QuantEcon")
    tables = [
        np.asarray(player.payoff_array).transpose(np.argsort(_own_first(i, n)))
        for i, player in enumerate(theirs.players)
    ]
    return NormalFormGame(tables, players, actions)


def _part(theirs: Any, name: str, package: str) -> Any:
    """Return a part of another package's game. Raises InvalidModelError for what has no such part."""
    if not hasattr(theirs, name):
        raise InvalidModelError(f"expected a game of {package}, got a {type(theirs).__name__}")
    return getattr(theirs, name)


def _own_first(i: int, n: int) -> list[int]:
    return [*range(i, n), *range(i)]


def _one_game(game: NormalFormGame, package: str) -> None:
    if game.batch_shape or game.arithmetic == "symbolic":
        kind = f"a family of games (batch {game.batch_shape})" if game.batch_shape else "a game of symbols"
        raise UnsupportedGameError(f"{package} holds one game of numbers; this is {kind}")
