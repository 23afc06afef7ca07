"""The words in which verdicts are told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

#: Gerunds of the responses to a threat; other actions are "playing" their label.
_GERUNDS = {
    "arm": "arming alone",
    "balance": "balancing",
    "bandwagon": "bandwagoning",
    "buck_pass": "passing the buck",
    "defect": "defecting",
    "cooperate": "cooperating",
    "neutral": "staying neutral",
    "soft_balance": "balancing softly",
}
#: Names of states that English gives an article.
_WITH_ARTICLE = frozenset({"UK", "USA", "USSR", "Netherlands", "Ottoman Empire", "Soviet Union", "United States"})


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
