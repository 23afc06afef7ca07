"""Claims about war-stable networks of alliances, checked by looking at every network."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from alignment_games.catalogue.claim import Claim
from alignment_games.models.war_stable_networks import AllianceNetwork, all_war_stable_networks


def _nonempty_war_stable(n: int) -> int:
    strengths = dict.fromkeys("ABCDE"[:n], 1)
    return sum(
        bool(network.links) for gamma in (1, 1.5, 2, 3) for network in all_war_stable_networks(strengths, gamma=gamma)
    )


def _empty_is_stable() -> tuple[bool, ...]:
    """Return, for each gamma, whether the network without alliances is war-stable among 3, 4 and 5 equal states."""
    return tuple(
        all(AllianceNetwork(dict.fromkeys("ABCDE"[:n], 1), gamma=gamma).war_stable() for n in (3, 4, 5))
        for gamma in (1, 1.5, 1.99, 2, 3)
    )


def _drawn_strengths() -> list[dict[str, int]]:
    """Return strengths of three and four states, some nearly equal; few enough networks to look at all."""
    rng = np.random.default_rng(3)
    return [
        dict(zip("ABCD", rng.integers(low, 9, n).tolist(), strict=False)) for n in (3, 3, 3, 3, 4) for low in (1, 6)
    ]


_ADVANTAGES = (Fraction(1, 2), 1, Fraction(3, 2), 2, Fraction(5, 2), 3)


def _nonempty_of_unequal() -> int:
    return sum(
        any(network.links for network in all_war_stable_networks(strengths, gamma=gamma))
        for strengths in _drawn_strengths()
        for gamma in _ADVANTAGES
    )


def _empty_of_unequal() -> int:
    """Count the drawn strengths for which the empty network is stable where two may beat a third, or the reverse."""
    wrong = 0
    for strengths in _drawn_strengths():
        rivals = {name: sorted(m for other, m in strengths.items() if other != name)[-2:] for name in strengths}
        for gamma in _ADVANTAGES:
            peaceful = all(sum(rivals[name]) <= gamma * m for name, m in strengths.items())
            wrong += peaceful != AllianceNetwork(strengths, gamma=gamma).war_stable()
    return wrong


CLAIMS = (
    *(
        Claim(
            "war_stable_networks",
            f"nonempty war-stable networks of {n} equal states, gamma in 1, 1.5, 2, 3, no trade",
            "Jackson & Nei 2015",
            0,
            lambda n=n: _nonempty_war_stable(n),  # type: ignore[misc] # the default binds this n
        )
        for n in (3, 4, 5)
    ),
    Claim(
        "war_stable_networks",
        "nonempty war-stable networks of 3 or 4 unequal states, offence or defence at an advantage, no trade",
        "Jackson & Nei 2015; strengths drawn",
        0,
        _nonempty_of_unequal,
    ),
    Claim(
        "war_stable_networks",
        "the empty network is war-stable iff no two states together beat a third: exceptions among drawn strengths",
        "derived; strengths drawn",
        0,
        _empty_of_unequal,
    ),
    Claim(
        "war_stable_networks",
        "the empty network of 3, 4, 5 equal states is stable at gamma = 1, 1.5, 1.99, 2, 3",
        "Jackson & Nei 2015: iff gamma >= 2",
        (False, False, False, True, True),
        _empty_is_stable,
    ),
)
