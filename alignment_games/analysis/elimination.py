"""Which actions go because another is better whatever the others do, and what is left."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from alignment_games.game.dominance import EliminatedAction, Elimination, eliminate_dominated
from alignment_games.game.normal_form import NormalFormGame


@dataclass(frozen=True)
class Reason:
    """That some players do better by one action than by others, whatever is left to the others in a round."""

    round: int
    players: tuple[str, ...]
    better: str
    worse: tuple[str, ...]


@dataclass(frozen=True)
class Remainder:
    """What dominance leaves of a game.

    ``reasons``: why each action goes, round after round. ``settled``: what those with one action left do.
    ``game``: of the others, None where nobody has a choice left.
    """

    reasons: tuple[Reason, ...]
    settled: dict[str, str]
    game: NormalFormGame | None


def remainder(game: NormalFormGame) -> Remainder:
    """Return what iterated strict dominance by pure actions leaves of a game of numbers.

    >>> dilemma = NormalFormGame([[[3, 0], [5, 1]], [[3, 5], [0, 1]]], ["Ann", "Bob"], ["hold", "defect"])
    >>> found = remainder(dilemma)
    >>> found.reasons
    (Reason(round=1, players=('Ann', 'Bob'), better='defect', worse=('hold',)),)
    >>> found.settled, found.game
    ({'Ann': 'defect', 'Bob': 'defect'}, None)
    """
    found = eliminate_dominated(game, by_mixtures=False)
    left = zip(found.game.players, found.game.actions, strict=True)
    settled = {player: own[0] for player, own in left if len(own) == 1}
    return Remainder(tuple(_reasons(found.steps)), settled, _movers(found))


def _movers(found: Elimination) -> NormalFormGame | None:
    """Return the game of the players that still have a choice, the others doing what is left to them."""
    game = found.game
    moving = [i for i, m in enumerate(game.n_actions) if m > 1]
    if not moving:
        return None
    idle = tuple(1 + i for i in range(game.n_players) if i not in moving)
    table = np.squeeze(game.expressions[moving], axis=idle)
    return NormalFormGame(table, [game.players[i] for i in moving], [game.actions[i] for i in moving])


def _reasons(steps: Sequence[EliminatedAction]) -> Iterable[Reason]:
    """Yield a reason for each round and each set of actions that go for the same better one."""
    going: dict[tuple[int, str], dict[str, list[str]]] = {}
    for step in steps:
        (better,) = step.dominated_by
        going.setdefault((step.round, better), {}).setdefault(step.player, []).append(step.action)
    for (round_number, better), by_player in going.items():
        alike: dict[tuple[str, ...], list[str]] = {}
        for player, worse in by_player.items():
            alike.setdefault(tuple(worse), []).append(player)
        for gone, players in alike.items():
            yield Reason(round_number, tuple(players), better, gone)
