r"""The security dilemma: two states restrain themselves or arm (Jervis 1978).

Payoffs: R both cooperate, T (temptation) to the one who defects alone, P both defect, S (sucker) to the one who
cooperates alone. With R > T >= P > S it is a stag hunt, with T > R > P > S a prisoner's dilemma, with
T > R > S > P chicken, and with R > T, S > P a harmony.

.. math:: p = \frac{P - S}{(R - T) + (P - S)}

is the chance of cooperation in the mixed equilibrium of a stag hunt: the trust that cooperation needs.
Defection is risk-dominant iff :math:`R - T < P - S` (Harsanyi & Selten 1988). What makes security scarce, an
offence that has the advantage or cannot be told from defence, raises T and lowers S (Jervis, "Cooperation
under the security dilemma", World Politics 30, 1978).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from alignment_games.errors import InvalidModelError, shown
from alignment_games.models._tables import ModelGame, along, is_symbolic, on_profiles
from alignment_games.models.encoding import Meaning, encoding
from alignment_games.signatures import Quantity, as_annotated
from alignment_games.states.arguments import checked

ACTIONS = ("cooperate", "defect")
#: The four payoffs, in the order of the builder's arguments.
_PAYOFFS = {
    "reward": "where both cooperate",
    "temptation": "of the one who defects alone",
    "punishment": "where both defect",
    "sucker": "of the one who cooperates alone",
}


@encoding(
    {name: Meaning(f"payoff {whose}", unit="payoff", low=None) for name, whose in _PAYOFFS.items()},
    lambda: {"reward": 4, "temptation": 3, "punishment": 2, "sucker": 0},
)
@as_annotated()
def security_dilemma(
    reward: Any, temptation: Any, punishment: Any, sucker: Any, *, players: tuple[str, str] = ("First", "Second")
) -> ModelGame:
    """Return the symmetric game of two states with payoffs R, T, P and S.

    Raises InvalidModelError for payoffs that are no numbers.

    >>> game = security_dilemma(4, 3, 2, 0)
    >>> from alignment_games.solvers import PureEnumeration, solve
    >>> [equilibrium.actions for equilibrium in solve(game, PureEnumeration())]
    [('cooperate', 'cooperate'), ('defect', 'defect')]
    """
    for what, value in zip(_PAYOFFS, (reward, temptation, punishment, sucker), strict=True):
        checked(value, what)
    first, second = along([1, 0], 0, 2), along([1, 0], 1, 2)
    r, t, p, s = (on_profiles(value, 2) for value in (reward, temptation, punishment, sucker))
    tables = [
        r * own * other + t * (1 - own) * other + s * own * (1 - other) + p * (1 - own) * (1 - other)
        for own, other in ((first, second), (second, first))
    ]
    return ModelGame("dilemma", tables, players, ACTIONS)


@as_annotated(reward=Quantity, temptation=Quantity, punishment=Quantity, sucker=Quantity)
def trust_needed(reward: Any, temptation: Any, punishment: Any, sucker: Any) -> Any:
    """Return the chance of the other's cooperation above which a state cooperates: (P-S)/((R-T)+(P-S)).

    Raises InvalidModelError where no such chance exists, because one action is always better.

    >>> trust_needed(4.0, 3.0, 2.0, 0.0)
    0.6666666666666666
    """
    named = {"reward": reward, "temptation": temptation, "punishment": punishment, "sucker": sucker}
    for name, value in named.items():
        checked(value, name)
    reward, temptation, punishment, sucker = (value + 0 for value in named.values())  # symbols take no truth values
    together, alone = reward - temptation, punishment - sucker
    if not is_symbolic(*np.ravel(together), *np.ravel(alone)) and not (np.all(together > 0) and np.all(alone > 0)):
        raise InvalidModelError(
            f"expected a stag hunt (reward > temptation, punishment > sucker), got {shown(reward)}, "
            f"{shown(temptation)}, {shown(punishment)}, {shown(sucker)}; one action is always at least as good"
        )
    return alone / (together + alone)


@as_annotated(reward=Quantity, temptation=Quantity, punishment=Quantity, sucker=Quantity)
def risk_dominant(reward: Any, temptation: Any, punishment: Any, sucker: Any) -> str:
    """Return the action of the risk-dominant equilibrium of a stag hunt, or "neither" at a tie.

    >>> risk_dominant(4, 3, 2, 0)
    'defect'
    """
    trust_needed(reward, temptation, punishment, sucker)
    difference = (reward - temptation) - (punishment - sucker)
    if is_symbolic(difference) or np.ndim(difference):
        raise InvalidModelError("which equilibrium is risk-dominant is told of one game in numbers; put numbers in")
    if difference == 0:
        return "neither"
    return "cooperate" if difference > 0 else "defect"
