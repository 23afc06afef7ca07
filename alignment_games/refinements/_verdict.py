"""The verdict of a predicate on an equilibrium, with its witness, in words and as data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import UnsupportedGameError
from alignment_games.game import best_reply
from alignment_games.game.entrance import Given, as_game
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.profile import Profile, ProfileLike
from alignment_games.refinements._words import doing
from alignment_games.solvers.polish import nearest_fractions
from alignment_games.text.display import Displayed
from alignment_games.text.numbers import number
from alignment_games.text.play import named
from alignment_games.text.visible import visible

#: A probability at or below this counts as zero in float profiles.
SUPPORT_THRESHOLD = 1e-9
#: By game the profile last asked about, and who gains by leaving it: each of some twenty predicates asks in turn.
_ASKED: WeakKeyDictionary[NormalFormGame, tuple[Profile, tuple[str, Mapping[str, Any]] | None]] = WeakKeyDictionary()


@dataclass(frozen=True, eq=False, repr=False)
class Verdict(Displayed):
    """Whether an equilibrium has a property, and why.

    ``holds``: True, False, or None where the method cannot decide. ``reason``: the witness in words, empty
    when there is nothing to add. ``witness``: the same as data, keys by the notion. A verdict is truthy only
    when the property holds: one that is not decided is not a yes.

    >>> print(Verdict("strict", False, "Ann gains 0 by playing hare"))
    not strict: Ann gains 0 by playing hare
    """

    notion: str
    holds: bool | None
    reason: str = ""
    witness: Mapping[str, Any] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return self.holds is True

    def __str__(self) -> str:
        head = {True: self.notion, False: f"not {self.notion}", None: f"{self.notion}: not decided"}[self.holds]
        return visible(f"{head}: {self.reason}" if self.reason else head)


def probabilities(game: NormalFormGame, profile: ProfileLike) -> Profile:
    """Return the mixed profile of an equilibrium or of what a user wrote.

    In an exact game, floats stand for the nearest fractions with denominators up to a million, so that 2/3
    means two thirds. Raises UnsupportedGameError for symbolic payoffs and for families of games.
    """
    if game.arithmetic == "symbolic" or game.batch_shape:
        raise UnsupportedGameError("refinements compare numbers of one game; substitute numbers, take one game")
    found = game.profile(profile)
    exact = game.arithmetic == "exact"
    return tuple(nearest_fractions(x) if exact and x.dtype.kind == "f" else x for x in found)


def multiplied_out(values: Array) -> Array:
    """Return exact numbers with roots in the form p + q sqrt(r), in which equal ones are the same; others as they are.

    >>> from sympy import sqrt
    >>> multiplied_out(np.array([(sqrt(2) - 1) * (sqrt(2) + 1) - 1, 1 / (1 + sqrt(2))], dtype=object)).tolist()
    [0, -1 + sqrt(2)]
    """
    if not any(hasattr(value, "free_symbols") for value in values.flat):
        return values
    from sympy import radsimp

    found = np.empty(values.size, dtype=object)
    found[:] = [radsimp(v).expand() if hasattr(v, "free_symbols") else v for v in values.flat]
    return found.reshape(values.shape)


def used(profile: Sequence[Array]) -> list[list[int]]:
    """Return the positions of the actions that each player uses, rounding noise left out."""
    return [[k for k, p in enumerate(x.tolist()) if p > SUPPORT_THRESHOLD] for x in profile]


def unilateral_gain(game: NormalFormGame, profile: Profile, notion: str) -> Verdict | None:
    """Return the verdict that the profile is no equilibrium at all, or None when it is one."""
    asked = _ASKED.get(game)
    if asked is None or not _same(asked[0], profile):
        asked = _ASKED[game] = tuple(x.copy() for x in profile), _gain(game, profile)
    return None if asked[1] is None else Verdict(notion, False, *asked[1])


def _gain(game: NormalFormGame, profile: Profile) -> tuple[str, Mapping[str, Any]] | None:
    """Return who gains how much by which deviation, in words and as data, None at an equilibrium."""
    values = [multiplied_out(own) for own in game.deviation_payoffs(profile)]
    gains = multiplied_out(best_reply.regrets(game.payoffs, profile))
    # A profile given by hand carries rounding of its own, so it gets more room than a solver's.
    slack = 100 * game.tolerances()
    for i, player in enumerate(game.players):
        if gains[i] > slack[i]:
            action = game.actions[i][int(np.argmax(values[i]))]
            words = f"it is no equilibrium: {named(player)} gains {number(gains[i])} by {doing(action)}"
            return words, {"players": (player,), "actions": (action,), "gains": (gains[i],)}
    return None


def _same(one: Profile, other: Profile) -> bool:
    return all(x.dtype == y.dtype and np.array_equal(x, y) for x, y in zip(one, other, strict=True))


def entered(given: Given, profile: ProfileLike, notion: str) -> tuple[NormalFormGame, Profile, Verdict | None]:
    """Return the game, the mixed profile, and the verdict that it is no equilibrium at all, None when it is one."""
    game = as_game(given)
    x = probabilities(game, profile)
    return game, x, unilateral_gain(game, x, notion)
