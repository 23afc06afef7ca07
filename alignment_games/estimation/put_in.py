"""Parameters of a theory put into the games of a stack: the values of actions, and how they move with these."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from alignment_games.arrays import Array
from alignment_games.estimation.game_block import GameBlock, expected
from alignment_games.estimation.stack import GamesOfOneSize, Stack
from alignment_games.estimation.theory import ThreatTheory, charge


class PutIn:
    """The parameters put to work on one stack: v and its derivatives."""

    def __init__(self, theory: ThreatTheory, stack: Stack, parameters: Array) -> None:
        self.theory, self.stack = theory, stack
        each = dict(zip(theory.names, parameters, strict=True))
        self.rate = float(np.exp(each["log rate"])) if theory.rate is None else theory.rate
        self.scale = float(np.exp(each["log scale"])) if theory.scale is None else float(theory.scale or 1)
        self.inputs = theory.inputs(stack)
        weights = np.array([each[f"weight of {name}"] for name in theory.sources])
        self.threat = np.exp(self.inputs @ weights)
        self.charged = [charge(stack, name) for name in theory.costs]
        self.cost = np.zeros((len(stack), len(stack.actions)))
        for name, own in zip(theory.costs, self.charged, strict=True):
            self.cost += each[f"cost of {name}"] * own


def block_of(given: Sequence[PutIn], games: GamesOfOneSize) -> GameBlock:
    """Return the same games at some parameters, one after the other."""
    rows, times = games.rows, len(given)
    threat = np.stack([each.threat[rows] for each in given])
    factor = np.array([each.rate * each.scale for each in given])[:, None, None]
    gains = games.slope[..., None, :, :] * threat
    gains += games.base[..., None, :, :]
    gains *= factor
    return GameBlock(
        gains.reshape(*games.base.shape[:-2], -1, rows.shape[1]),
        np.concatenate([each.cost[rows] for each in given]),
        games.mixing if times == 1 else games.mixing.take(np.tile(np.arange(len(rows)), times)),
    )


def derivatives(given: PutIn, games: GamesOfOneSize, block: GameBlock, play: Array) -> Array:
    """Return the derivatives of v by the parameters, play held fixed, (games, n, m, parameters)."""
    theory, rows = given.theory, games.rows
    others = block.mixing.others(play)
    by_weight = (given.rate * given.scale * given.threat[rows])[..., None] * expected(games.slope, others)
    columns = [expected(block.gains, others)] if theory.rate is None or theory.scale is None else []
    columns += [by_weight * own[rows][..., None] for own in given.inputs.T]
    columns += [-own[rows] for own in given.charged]
    return np.stack(columns, axis=-1)
