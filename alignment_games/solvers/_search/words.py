"""Continua in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.profile import Profile
from alignment_games.solvers._search.factors import Curve, Factor, Flat, Piece
from alignment_games.solvers._search.supports import Support
from alignment_games.solvers.smaller_games._copies import Copies, copying
from alignment_games.text.lists import listed


class Words:
    """What sets of profiles are, with the names of one game's players and actions.

    ``copies``: for each player, for each action searched, the positions of it and its copies in the full game.
    """

    def __init__(self, game: NormalFormGame, copies: Copies) -> None:
        self.players, self.copies = game.players, copies
        self.exact = game.arithmetic == "exact"
        #: For each player, the label of each action searched.
        self.labels = [[labels[c[0]] for c in own] for labels, own in zip(game.actions, copies, strict=True)]
        self.every_label = game.actions

    def point(self, profile: Profile) -> str:
        """Return one profile of the full game."""
        rows = zip(self.players, self.every_label, profile, strict=True)
        return ", ".join(f"{player} plays {_in_words(labels, p)}" for player, labels, p in rows)

    def mixtures(self, profile: Profile) -> str:
        """Return which actions of the full game are mixed."""
        rows = zip(self.players, self.every_label, profile, strict=True)
        ends = ((player, [label for label, x in zip(labels, p, strict=True) if x > 0]) for player, labels, p in rows)
        return ", ".join(
            f"{player} plays {used[0]}" if len(used) == 1 else f"{player} mixes {listed(used)}" for player, used in ends
        )

    def copying(self, support: Support) -> str:
        """Return which actions may be exchanged for copies."""
        return copying(self.players, self.every_label, self.copies, support)

    def piece(self, support: Support, order: Sequence[int], piece: Piece) -> str:
        """Return what a set of equilibria of one support is."""
        clauses = {i: f"{player} plays {self._used(support, i)[0]}" for i, player in enumerate(self.players)}
        joint: list[str] = []
        bounded, connected = False, True
        for factor in piece.factors:
            names = [order[axis] for axis in factor.axes]
            for place, i in enumerate(names):
                if isinstance(factor, Curve):
                    clauses.pop(i, None)
                else:
                    vertices = self._numbers(factor.parts[place].vertices)
                    clauses[i] = f"{self.players[i]} {_mixing(self._used(support, i), vertices)}"
            bounded |= factor.bounded
            connected &= factor.connected
            joint += self._jointly(support, order, factor)
        text = "; ".join([", ".join(clauses[i] for i in sorted(clauses)), *joint] if clauses else joint)
        text += ", as far as nobody gains by another action" * bounded
        return text if connected else f"{text}, in one part or several"

    def _jointly(self, support: Support, order: Sequence[int], factor: Factor) -> list[str]:
        """Return how several players depend on each other."""
        names = [order[axis] for axis in factor.axes]
        who = listed([self.players[i] for i in names]) if names else ""
        if isinstance(factor, Flat):
            return []
        if isinstance(factor, Curve):
            start, end = (
                ", ".join(
                    f"{self.players[i]}: {_in_words(self._used(support, i), self._numbers(x))}"
                    for i, x in zip(names, point, strict=True)
                )
                for point in factor.points[:2]
            )
            return [f"{who} mix together along a curve of profiles, from ({start}) to ({end})"]
        indifferent = [self.players[i] for i in sorted({order[axis] for axis in factor.players})]
        verb = "stays" if len(indifferent) == 1 else "stay"
        return [f"{who} mix only so that {listed(indifferent)} {verb} indifferent"]

    def _numbers(self, probabilities: Array) -> Array:
        return probabilities if self.exact else probabilities.astype(float)

    def _used(self, support: Support, player: int) -> list[str]:
        return [self.labels[player][a] for a in support[player]]


def _mixing(labels: Sequence[str], vertices: Array) -> str:
    """Return 'plays a', 'mixes a and b in any proportion' or 'plays any mixture of (...) and (...)'."""
    ends = [_in_words(labels, vertex) for vertex in vertices]
    if len(ends) == 1:
        return f"plays {ends[0]}"
    if all((vertex != 0).sum() == 1 for vertex in vertices):
        return f"mixes {listed(ends)} in any proportion"
    return f"plays any mixture of {listed([f'({end})' for end in ends])}"


def _in_words(labels: Sequence[str], vertex: Array) -> str:
    used = [(p, label) for p, label in zip(np.asarray(vertex).tolist(), labels, strict=True) if p != 0]
    return used[0][1] if len(used) == 1 else " + ".join(f"{_number(p)} {label}" for p, label in used)


def _number(probability: Any) -> str:
    return format(probability, ".4g") if isinstance(probability, float) else str(probability)
