"""How states and their responses to a threat are told in words."""

from __future__ import annotations

#: What a state does, and the doing of it; other actions are played.
_VERBS = {
    "balance": ("balances", "balancing"),
    "arm": ("arms alone", "arming alone"),
    "soft_balance": ("balances softly", "balancing softly"),
    "buck_pass": ("passes the buck", "passing the buck"),
    "neutral": ("stays neutral", "staying neutral"),
    "bandwagon": ("bandwagons", "bandwagoning"),
    "align": ("aligns", "aligning"),
}
#: Names of states that English gives an article.
_WITH_ARTICLE = frozenset({"UK", "USA", "USSR", "Netherlands", "Ottoman Empire", "Soviet Union", "United States"})


def does(action: str) -> str:
    """Return what a state does, 'plays x' for an action without a verb.

    >>> does("buck_pass"), does("hedge")
    ('passes the buck', 'plays hedge')
    """
    return _VERBS.get(action, (f"plays {action}",))[0]


def doing(action: str) -> str:
    """Return the action as a noun, 'playing x' for an action without a verb.

    >>> doing("buck_pass"), doing("hedge")
    ('passing the buck', 'playing hedge')
    """
    return _VERBS.get(action, ("", f"playing {action}"))[1]


def named(state: str) -> str:
    """Return a state's name with the article that English gives it.

    >>> named("USSR"), named("France")
    ('the USSR', 'France')
    """
    return f"the {state}" if state in _WITH_ARTICLE else state
