"""The words in which deviations are told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from alignment_games.text import play
from alignment_games.text.lists import listed
from alignment_games.text.numbers import number
from alignment_games.text.play import named

#: Gerunds of actions that textbook games have and threats do not call for.
_GERUNDS = {"cooperate": "cooperating", "defect": "defecting"}


def gain_in_words(players: Sequence[str], actions: Sequence[str], gains: Sequence[Any]) -> str:
    """Return who gains how much by doing what together.

    >>> gain_in_words(["Britain", "USSR"], ["balance", "balance"], [0.04, 0.11])
    'Britain and the USSR gain 0.04 and 0.11 by both balancing'
    >>> gain_in_words(["France"], ["buck_pass"], [0.2])
    'France gains 0.2 by passing the buck'
    """
    verb = "gains" if len(players) == 1 else "gain"
    amounts = [number(gain) for gain in gains]
    much = f"{amounts[0]} each" if len(amounts) > 1 and len(set(amounts)) == 1 else listed(amounts)
    return f"{listed(map(named, players))} {verb} {much} by {together(players, actions)}"


def together(players: Sequence[str], actions: Sequence[str]) -> str:
    """Return 'both balancing', 'all balancing', or each one's action in turn."""
    if len(players) == 1:
        return doing(actions[0])
    if len(set(actions)) == 1:
        return f"{'both' if len(players) == 2 else 'all'} {doing(actions[0])}"
    return f"{listed(doing(action) for action in actions)}, in that order"


def doing(action: str) -> str:
    """Return an action as a gerund."""
    return _GERUNDS.get(action) or play.doing(action)
