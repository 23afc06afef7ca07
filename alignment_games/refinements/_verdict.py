"""The verdict of a predicate on an equilibrium, with its witness, in words and as data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alignment_games.errors import UnsupportedGameError
from alignment_games.game import best_reply
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.profile import Profile, ProfileLike
from alignment_games.solvers import Equilibrium

Array = NDArray[Any]

#: A probability at or below this counts as zero in float profiles.
SUPPORT_THRESHOLD = 1e-9

#: Gerunds of the responses to a threat; other actions are "playing" their label.
_GERUNDS = {
    "arm": "arming",
    "balance": "balancing",
    "bandwagon": "bandwagoning",
    "buck_pass": "passing the buck",
    "defect": "defecting",
    "cooperate": "cooperating",
    "neutral": "staying neutral",
    "soft_balance": "soft balancing",
}
#: Names of states that English gives an article.
_WITH_ARTICLE = frozenset({"UK", "USA", "USSR", "Netherlands", "Ottoman Empire", "Soviet Union", "United States"})


@dataclass(frozen=True, eq=False)
class Verdict:
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
        return f"{head}: {self.reason}" if self.reason else head


def probabilities(game: NormalFormGame, profile: ProfileLike | Equilibrium) -> Profile:
    """Return the mixed profile of an equilibrium or of what a user wrote.

    Raises UnsupportedGameError for symbolic payoffs and for families of games.
    """
    if game.arithmetic == "symbolic" or game.batch_shape:
        raise UnsupportedGameError("refinements compare numbers of one game; substitute numbers, take one game")
    return profile.profile if isinstance(profile, Equilibrium) else game.profile(profile)


def used(profile: Sequence[Array]) -> list[list[int]]:
    """Return the positions of the actions that each player uses, rounding noise left out."""
    return [[k for k, p in enumerate(x.tolist()) if p > SUPPORT_THRESHOLD] for x in profile]


def unilateral_gain(game: NormalFormGame, profile: Profile, notion: str) -> Verdict | None:
    """Return the verdict that the profile is no equilibrium at all, or None when it is one."""
    values = game.deviation_payoffs(profile)
    gains = best_reply.regrets(game.payoffs, profile)
    # A profile given by hand carries rounding of its own, so it gets more room than a solver's.
    slack = 100 * game.tolerances()
    for i, player in enumerate(game.players):
        if gains[i] > slack[i]:
            action = game.actions[i][int(np.argmax(values[i]))]
            words = f"it is no equilibrium: {named(player)} gains {number(gains[i])} by {doing(action)}"
            return Verdict(notion, False, words, {"players": (player,), "actions": (action,), "gains": (gains[i],)})
    return None


def gain_in_words(players: Sequence[str], actions: Sequence[str], gains: Sequence[Any]) -> str:
    """Return who gains how much by doing what together.

    >>> gain_in_words(["Britain", "USSR"], ["balance", "balance"], [0.04, 0.11])
    'Britain and the USSR gain 0.04 and 0.11 by both balancing'
    >>> gain_in_words(["France"], ["buck_pass"], [0.2])
    'France gains 0.2 by passing the buck'
    """
    verb = "gains" if len(players) == 1 else "gain"
    amounts = [number(gain) for gain in gains]
    much = f"{amounts[0]} each" if len(amounts) > 1 and len(set(amounts)) == 1 else joined(amounts)
    return f"{joined(map(named, players))} {verb} {much} by {together(players, actions)}"


def together(players: Sequence[str], actions: Sequence[str]) -> str:
    """Return 'both balancing', 'all balancing', or each one's action in turn."""
    if len(players) == 1:
        return doing(actions[0])
    if len(set(actions)) == 1:
        return f"{'both' if len(players) == 2 else 'all'} {doing(actions[0])}"
    return f"{joined(doing(action) for action in actions)}, in that order"


def doing(action: str) -> str:
    """Return an action as a gerund."""
    return _GERUNDS.get(action, f"playing {action}")


def named(player: str) -> str:
    """Return a player's name with the article that English gives it."""
    return f"the {player}" if player in _WITH_ARTICLE else player


def joined(parts: Iterable[str], link: str = "and") -> str:
    """Return 'a', 'a and b', or 'a, b and c'."""
    words = list(parts)
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {link} {words[-1]}"


def number(value: Any) -> str:
    """Return a payoff for reading: four figures of a float, an exact number as it is."""
    return format(value, ".4g") if isinstance(value, (float, np.floating)) else str(value)
