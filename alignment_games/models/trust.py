r"""Trust: whether to cooperate with a state that may be greedy (Kydd 2005).

Two states, each security-seeking or greedy and the only one to know it. Payoffs to a security-seeker: 1 when
both cooperate, b < 1 when it exploits the other, -a when it is exploited, 0 when both defect. A greedy state
differs in one payoff: exploiting the other is worth more than cooperation, so that it always defects.
With p the probability that the other seeks security, cooperation by security-seekers is an equilibrium iff

.. math:: p \cdot 1 + (1 - p)(-a) \ge p\, b \iff p \ge \frac{a}{1 - b + a}

As commonly stated after Kydd, Trust and Mistrust in International Relations, 2005; the payoffs are
normalised to 1 and 0. The game is given in agent normal form (see `bayesian`): four players, one for each type.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from alignment_games.errors import InvalidModelError, only_known, shown
from alignment_games.models._tables import ModelGame, one_arithmetic
from alignment_games.models.bayesian import bayesian_game
from alignment_games.models.encoding import Meaning, encoding
from alignment_games.signatures import Figure, as_annotated
from alignment_games.states.arguments import checked

ACTIONS = ("cooperate", "defect")
TYPES = ("security-seeking", "greedy")


@as_annotated(exploited=Figure, exploiting=Figure)
def trust_threshold(exploited: Any, exploiting: Any) -> Any:
    """Return a / (1 - b + a): the least probability of a security-seeker at which cooperation can last.

    ``exploited``: the loss a > 0. ``exploiting``: the gain b < 1. Raises InvalidModelError out of range.

    >>> trust_threshold(1, 0)
    0.5
    """
    _check(exploited, exploiting)
    return exploited / (1 - exploiting + exploited)


@encoding(
    {
        "trust": Meaning(
            "chance that a state seeks security", unit="share", high=1, above=True, below=True, each="players"
        ),
        "exploited": Meaning("what being exploited costs", unit="payoff, 1 is mutual cooperation", above=True),
        "exploiting": Meaning("what exploiting is worth to the others", unit="payoff", low=None, high=1, below=True),
        "greed": Meaning("what exploiting is worth to the greedy", unit="payoff", low=1, above=True),
    },
    lambda: {"trust": 0.7},
)
@as_annotated()
def trust_game(
    trust: Any,
    *,
    exploited: Any = 1,
    exploiting: Any = 0.5,
    greed: Any = 2,
    players: tuple[str, str] = ("First", "Second"),
) -> ModelGame:
    """Return the agent normal form; ``trust`` is the probability that a state seeks security.

    One ``trust`` for both states, a pair, or one by name, strictly between 0 and 1. ``greed``: what exploiting is
    worth to the greedy, above 1. Raises InvalidModelError for figures out of range.

    >>> game = trust_game(0.7)
    >>> float(game.regrets("cooperate, defect, cooperate, defect").max())
    0.0
    """
    trust, exploited, exploiting, greed = one_arithmetic(trust, exploited, exploiting, greed)
    _check(exploited, exploiting)
    checked(greed, "greed", low=1, strictly=True)
    if isinstance(trust, Mapping):
        only_known("state", trust, players)
        trust = tuple(trust[name] for name in players if name in trust)
    each = trust if isinstance(trust, tuple) else (trust, trust)
    if len(set(players)) != 2:
        raise InvalidModelError(f"players: expected the names of two states that differ, got {shown(players)}")
    if len(each) != 2:
        raise InvalidModelError(f"trust is one probability or a pair, got {len(each)}")
    for name, probability in zip(players, each, strict=True):
        checked(probability, f"trust in {name}", low=0, high=1, strictly=True)

    def payoff(types: tuple[str, ...], actions: tuple[str, ...]) -> list[Any]:
        return [_payoff(types[i], actions[i], actions[1 - i], exploited, exploiting, greed) for i in range(2)]

    types = {name: dict(zip(TYPES, (p, 1 - p), strict=True)) for name, p in zip(players, each, strict=True)}
    return bayesian_game(types, ACTIONS, payoff, encoding="trust")


def _payoff(kind: str, own: str, other: str, exploited: Any, exploiting: Any, greed: Any) -> Any:
    if own == "cooperate":
        return 1 if other == "cooperate" else -exploited
    if other == "defect":
        return 0
    return greed if kind == "greedy" else exploiting


def _check(exploited: Any, exploiting: Any) -> None:
    checked(exploited, "exploited", low=0, strictly=True)
    checked(1 - exploiting, "1 - exploiting", low=0, strictly=True)
