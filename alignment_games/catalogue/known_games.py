r"""Games whose equilibria are known, by proof or publication: what a solver must find, and nothing else.

Beside the games of the file (`known_game`) there are families and combinations whose counts follow from a line of
proof.

- A coordination game has one equilibrium for each set of actions that both may mix.
- The volunteer's dilemma of n players has exactly :math:`2^n - 1` equilibria: k \ge 1 players volunteer, for
  sure if alone and with probability :math:`1 - (c/b)^{1/(k-1)}` otherwise, and the others wait.
- Games played side by side by separate players have the products of their equilibria.
- A player with one action, a strictly dominated action, and positive affine changes of payoffs add nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import numpy as np

from alignment_games.catalogue.known_game import KnownGame, named_games
from alignment_games.errors import unknown_name
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.models.threshold import volunteers_dilemma
from alignment_games.signatures import as_annotated


@as_annotated()
def known_game(name: str) -> KnownGame:
    """Return a known game by name. Raises InvalidModelError with the closest one.

    >>> known_game("volunteer's dilemma, 3 players").count
    7
    """
    games = {known.name: known for known in known_games()}
    if name not in games:
        raise unknown_name("game", name, games)
    return games[name]


def known_games() -> Iterator[KnownGame]:
    """Yield every known game, the smallest families first."""
    yield from named_games()
    yield from (_coordination(n) for n in range(1, 6))
    for n in range(2, 9):
        game = volunteers_dilemma(n, cost=0.25)
        yield KnownGame(f"volunteer's dilemma, {n} players", game, 2**n - 1, "Diekmann 1985; closed form")
    yield from _changed()
    yield from _side_by_side()


def _coordination(n: int) -> KnownGame:
    identity = np.eye(n, dtype=int).tolist()
    game = NormalFormGame([identity, identity])
    return KnownGame(f"coordination {n}", game, 2**n - 1, "one for each common support")


def _changed() -> Iterator[KnownGame]:
    """Yield the volunteer's dilemma of three, changed in ways that change no equilibrium."""
    three = volunteers_dilemma(3, cost=0.25)
    base = np.asarray(three.payoffs, dtype=float)
    for scale in (1e9, 1e-9):
        yield KnownGame(f"volunteers, payoffs times {scale:g}", NormalFormGame(base * scale), 7, "affine change")
    yield KnownGame("volunteers, payoffs above 1e6", NormalFormGame(base + 1e6), 7, "affine change")
    padded = np.concatenate([base, np.zeros((1, 2, 2, 2))])[..., None]
    yield KnownGame("volunteers and a bystander", NormalFormGame(padded), 7, "a player with one action")
    worse = np.concatenate([base, base[:, 1:] - 1], axis=1)
    worse[1:, 2] = base[1:, 1]
    yield KnownGame("volunteers and a dominated action", NormalFormGame(worse), 7, "strict dominance")
    exact = volunteers_dilemma(3, cost=Fraction(1, 4))
    yield KnownGame("volunteers, exact", exact, 7, "closed form; all probabilities rational")


def _side_by_side() -> Iterator[KnownGame]:
    """Yield games whose players fall into groups that do not concern each other."""
    hunt = next(known.game for known in named_games() if known.name == "stag hunt").to_float()
    volunteers = volunteers_dilemma(3, cost=0.25).to_float()
    four = volunteers_dilemma(4, cost=0.25).to_float()
    pennies = NormalFormGame(np.array([[[1, -1], [-1, 1]], [[-1, 1], [1, -1]]]))
    three_actions = _coordination(3).game.to_float()
    for name, parts, count in (
        ("two stag hunts", [hunt] * 2, 9),
        ("three stag hunts", [hunt] * 3, 27),
        ("four stag hunts", [hunt] * 4, 81),
        ("a stag hunt beside three volunteers", [hunt, volunteers], 21),
        ("a stag hunt beside four volunteers", [hunt, four], 45),
        ("three volunteers twice", [volunteers] * 2, 49),
        ("coordination of three actions twice", [three_actions] * 2, 49),
        ("coordination of three beside a stag hunt", [three_actions, hunt], 21),
        ("coordination of three beside three volunteers", [three_actions, volunteers], 49),
        ("matching pennies beside a stag hunt", [pennies, hunt], 3),
        ("matching pennies beside three volunteers", [pennies, volunteers], 7),
        ("coordination of six", [_coordination(6).game], 63),
    ):
        yield KnownGame(name, _product(parts), count, "product of the equilibria of separate games")


def _product(parts: list[NormalFormGame]) -> NormalFormGame:
    """Return the game in which each group of players plays its own game."""
    shape = [m for part in parts for m in part.n_actions]
    rows: list[Any] = []
    before = 0
    for part in parts:
        after = len(shape) - before - part.n_players
        tables = (own.reshape(*(1,) * before, *own.shape, *(1,) * after) for own in part.payoffs)
        rows += [np.broadcast_to(table, shape) for table in tables]
        before += part.n_players
    return NormalFormGame(np.array(rows))
