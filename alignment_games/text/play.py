"""How states and their responses to a threat are told in words, one way for each response."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from alignment_games.text.lists import listed

#: To do it, what a state does, and the doing of it; other actions are played.
_VERBS = {
    "balance": ("balance", "balances", "balancing"),
    "arm": ("arm alone", "arms alone", "arming alone"),
    "soft_balance": ("balance softly", "balances softly", "balancing softly"),
    "buck_pass": ("pass the buck", "passes the buck", "passing the buck"),
    "neutral": ("stay neutral", "stays neutral", "staying neutral"),
    "bandwagon": ("bandwagon", "bandwagons", "bandwagoning"),
    "align": ("align", "aligns", "aligning"),
}
#: Labels of several words in small letters, as programs write them.
_PROGRAMMED = re.compile(r"[a-z]+(_[a-z]+)+")
#: Names of states that English gives an article.
_WITH_ARTICLE = frozenset({"UK", "USA", "USSR", "Netherlands", "Ottoman Empire", "Soviet Union", "United States"})


def do(action: str) -> str:
    """Return the action as one is told to do it, 'play x' for an action without a verb.

    >>> do("buck_pass"), do("hedge")
    ('pass the buck', 'play hedge')
    """
    return _VERBS.get(action, (f"play {action}",))[0]


def does(action: str) -> str:
    """Return what a state does, 'plays x' for an action without a verb.

    >>> does("buck_pass"), does("hedge")
    ('passes the buck', 'plays hedge')
    """
    return _VERBS.get(action, ("", f"plays {action}"))[1]


def doing(action: str) -> str:
    """Return the action as a noun, 'playing x' for an action without a verb.

    >>> doing("buck_pass"), doing("hedge")
    ('passing the buck', 'playing hedge')
    """
    return _VERBS.get(action, ("", "", f"playing {action}"))[2]


def heading(action: str) -> str:
    """Return the action as it heads a column for readers: in words, where its label is one that programs write.

    >>> heading("buck_pass"), heading("hold_back"), heading("x_1")
    ('pass the buck', 'hold back', 'x_1')
    """
    if action in _VERBS:
        return _VERBS[action][0]
    return action.replace("_", " ") if _PROGRAMMED.fullmatch(action) else action


def named(state: str) -> str:
    """Return a state's name with the article that English gives it.

    >>> named("USSR"), named("France")
    ('the USSR', 'France')
    """
    return f"the {state}" if state in _WITH_ARTICLE else state


def who_plays(pairs: Iterable[tuple[str, str]]) -> str:
    """Return who does what, from pairs of a player and its action.

    >>> who_plays([("Britain", "balance"), ("France", "buck_pass"), ("USSR", "balance")])
    'balancing: Britain and USSR; passing the buck: France'
    """
    groups: dict[str, list[str]] = {}
    for player, action in pairs:
        groups.setdefault(action, []).append(player)
    return "; ".join(f"{doing(action)}: {listed(players)}" for action, players in groups.items())


def who_does_what(players: Sequence[str], profile: Sequence[str]) -> str:
    """Return who does what, those who pass the buck last.

    >>> who_does_what(["Britain", "France", "USSR"], ("buck_pass", "balance", "buck_pass"))
    'balancing: France; passing the buck: Britain, USSR'
    """
    by_action: dict[str, list[str]] = {}
    for player, action in zip(players, profile, strict=True):
        by_action.setdefault(action, []).append(player)
    if len(by_action) == 1:
        return f"all {doing(profile[0])}"
    ordered = sorted(by_action, key=lambda action: (action == "buck_pass", len(by_action[action])))
    return "; ".join(f"{doing(action)}: {', '.join(by_action[action])}" for action in ordered)
