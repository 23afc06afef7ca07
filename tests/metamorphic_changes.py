"""Changes of a game of which it is known how every answer changes, and small games to try them on.

Players and actions are told by their names, so that an answer in names need not be translated when their order changes.
A change says which of its names stand for which of the old ones: a copy for its original, nothing for what is new.
"""

from __future__ import annotations

import io
import json
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import numpy as np

from alignment_games import NormalFormGame
from alignment_games.cli import main

#: Numbers of actions that are drawn, and the payoffs: few values, so that ties are frequent, or many.
SHAPES = [(2, 2), (2, 3), (3, 3), (4, 2), (2, 2, 2), (3, 2, 2), (1, 3, 2)]
VALUES = [(0, 2), (0, 3), (0, 3), (-9, 10)]


@dataclass(frozen=True)
class Changed:
    """The changed game, and the old name of each new (player, action); None for what answers leave out."""

    game: NormalFormGame
    old: dict = field(default_factory=dict)

    def back(self, play):
        """Return a play, {(player, action): probability}, in the names of the game before."""
        found = {}
        for name, chance in play.items():
            if (before := self.old.get(name, name)) is not None:
                found[before] = found.get(before, 0) + chance
        return found


def random_game(rng):
    """Return a small game in whole numbers, degenerate more often than not."""
    shape = SHAPES[rng.integers(len(SHAPES))]
    low, high = VALUES[rng.integers(len(VALUES))]
    return named(rng.integers(low, high, size=(len(shape), *shape)).tolist())


def named(payoffs):
    """Return the game with players A, B, ... whose actions are a1, a2, ..., b1, ..."""
    shape = np.shape(payoffs)[1:]
    players = "ABCD"[: len(shape)]
    return NormalFormGame(
        payoffs, players, [[f"{p.lower()}{k + 1}" for k in range(m)] for p, m in zip(players, shape, strict=True)]
    )


def relabel(game, rng):
    """List every player's actions in another order."""
    return Changed(game.restrict([rng.permutation(m).tolist() for m in game.n_actions]))


def permute_players(game, rng):
    """List the players in another order."""
    order = rng.permutation(game.n_players).tolist()
    payoffs = game.payoffs[order].transpose([0, *(i + 1 for i in order)])
    return Changed(NormalFormGame(payoffs, [game.players[i] for i in order], [game.actions[i] for i in order]))


def each_player(game, numbers):
    """Return one number for each player in the shape of payoffs."""
    column = np.empty(game.n_players, dtype=object)
    column[:] = numbers
    return column.reshape(-1, *[1] * game.n_players)


def with_payoffs(game, payoffs):
    """Return the game of the same names with other payoffs."""
    return Changed(NormalFormGame(payoffs, game.players, game.actions))


def rescale(game, rng):
    """Take each player's payoffs in other units, 1e-9 to 1e9."""
    units = [Fraction(10) ** int(power) for power in rng.integers(-9, 10, size=game.n_players)]
    return with_payoffs(game, game.payoffs * each_player(game, units))


def rescale_together(game, rng):
    """Take all payoffs in other units, the same for all."""
    return with_payoffs(game, game.to_float().payoffs * 10.0 ** rng.integers(-9, 10))


def rescale_floats(game, rng):
    """The same in floats, which rounds."""
    units = 10.0 ** rng.integers(-9, 10, size=game.n_players)
    return with_payoffs(game, game.to_float().payoffs * each_player(game, units).astype(float))


def add_constants(game, rng):
    """Add a constant to all payoffs of each player."""
    return with_payoffs(game, game.payoffs + each_player(game, rng.integers(-99, 100, size=game.n_players).tolist()))


def add_by_others(game, rng):
    """Add to each player's payoffs what depends on the others' actions alone."""
    payoffs = game.payoffs.copy()
    for i in range(game.n_players):
        others = [1 if j == i else m for j, m in enumerate(game.n_actions)]
        payoffs[i] = payoffs[i] + rng.integers(-9, 10, size=others).astype(object)
    return with_payoffs(game, payoffs)


def with_action(game, rng, label, less):
    """Give a player a copy of an action that pays that much less."""
    i = int(rng.integers(game.n_players))
    k = int(rng.integers(game.n_actions[i]))
    copy = np.take(game.payoffs, [k], axis=i + 1)
    copy[i] = copy[i] - less
    actions = [list(labels) for labels in game.actions]
    actions[i].append(label)
    changed = NormalFormGame(np.concatenate([game.payoffs, copy], axis=i + 1), game.players, actions)
    return changed, (game.players[i], game.actions[i][k])


def duplicate(game, rng):
    """Give a player a copy of an action."""
    changed, original = with_action(game, rng, "copy", 0)
    return Changed(changed, {(original[0], "copy"): original})


def add_dominated(game, rng):
    """Give a player an action that is worse than another one everywhere and makes no other difference."""
    return Changed(with_action(game, rng, "worse", 1)[0])


def with_player(game, actions):
    """Add a player who matters to nobody and to whom nothing matters."""
    payoffs = np.repeat(game.payoffs[..., None], len(actions), axis=-1)
    own = np.zeros((1, *payoffs.shape[1:]), dtype=object)
    changed = NormalFormGame(np.concatenate([payoffs, own]), [*game.players, "idle"], [*game.actions, actions])
    return Changed(changed, {("idle", action): None for action in actions})


def idle_player(game, rng):
    """Add a player with one action."""
    return with_player(game, ["stay"])


def indifferent_player(game, rng):
    """Add a player with two actions who matters to nobody and is indifferent."""
    return with_player(game, ["this", "that"])


def in_floats(game, rng):
    """Take the same numbers as floats."""
    return Changed(game.to_float())


CHANGES = {
    change.__name__: change
    for change in (
        relabel,
        permute_players,
        rescale,
        rescale_together,
        rescale_floats,
        add_constants,
        add_by_others,
        duplicate,
        add_dominated,
        idle_player,
        indifferent_player,
        in_floats,
    )
}


def by_command_line(game, path: Path):
    """Return what `alignment-games solve FILE --json` says of the game's file."""
    game.to_nfg(path)
    with redirect_stdout(io.StringIO()) as output:
        code = main(["solve", str(path), "--json"])
    return code, json.loads(output.getvalue())
