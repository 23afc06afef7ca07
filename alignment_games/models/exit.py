r"""Exit scenarios: where two states go once a threat is de-securitized.

Two states cooperate or compete. I is the aggressive intent that each perceives in the other, g > 0 the gain
from cooperation, s the temptation to exploit, l >= s the fear of being exploited, and f the fellowship that
makes exploiting a friend distasteful and standing by one worthwhile:

.. math:: R = g, \quad T = g + I s - (1 - I) f, \quad P = 0, \quad S = (1 - I) f - I l

With the odds of intent :math:`\omega = \sigma I / (1 - I)`, where sigma < 1 is de-securitization, the game
passes through three cultures:

* :math:`\omega > f/s`: competing is dominant. *Security competition* (the Hobbesian culture of Wendt 1999).
* :math:`f/l < \omega \le f/s`: a stag hunt. *Cooperation* is possible, and needs trust (Lockean).
* :math:`\omega \le f/l`: cooperating is dominant. *Security community* (Kantian; Deutsch 1957; Adler & Barnett 1998).

So de-securitization is the way out by which the odds fall, and institutions that raise f move both thresholds:
a community can outlive the threat that founded it. Our own reduction of verbal theories.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from alignment_games.errors import InvalidModelError
from alignment_games.models._tables import ModelGame, all_positive, is_symbolic
from alignment_games.models.dilemma import security_dilemma
from alignment_games.models.encoding import Meaning, encoding
from alignment_games.signatures import Figure, as_annotated
from alignment_games.states.arguments import checked
from alignment_games.states.threat import securitize

ACTIONS = ("cooperate", "compete")
SCENARIOS = ("security_competition", "cooperation", "security_community")


@encoding(
    {
        "intent": Meaning("aggressive intent that each perceives in the other", unit="share", high=1),
        "securitization": Meaning("factor on the odds of intent", unit="1 is neutral", above=True),
        "gain": Meaning("gain from cooperation", unit="payoff", above=True),
        "temptation": Meaning("what exploiting the other is worth", unit="payoff", above=True),
        "fear": Meaning("what being exploited costs; at least the temptation", unit="payoff", above=True),
        "fellowship": Meaning("distaste for exploiting a friend", unit="payoff", above=True),
    },
    lambda: {"intent": 0.6},
)
@as_annotated()
def exit_game(
    intent: Any,
    *,
    securitization: Any = 1,
    gain: Any = 1,
    temptation: Any = 1,
    fear: Any = 2,
    fellowship: Any = 1,
    players: tuple[str, str] = ("First", "Second"),
) -> ModelGame:
    """Return the game at a perceived intent between 0 and 1, after securitization of its odds.

    Raises InvalidModelError for figures out of range, or fear below temptation.

    >>> exit_game(0.9).best_replies("cooperate, cooperate")["First"]
    ('compete',)
    >>> exit_game(0.9, securitization=0.01).best_replies("compete, compete")["First"]
    ('cooperate',)
    """
    _check(intent, securitization, temptation, fear, fellowship)
    checked(gain, "gain", low=0, strictly=True)
    perceived = securitize(intent, securitization)
    friendly = (1 - perceived) * fellowship
    game = security_dilemma(
        gain, gain + perceived * temptation - friendly, 0 * gain, friendly - perceived * fear, players=players
    )
    return ModelGame("exit", game.payoffs, players, ACTIONS)


@as_annotated(intent=Figure, securitization=Figure, temptation=Figure, fear=Figure, fellowship=Figure)
def exit_scenario(
    intent: Any, *, securitization: Any = 1, temptation: Any = 1, fear: Any = 2, fellowship: Any = 1
) -> str:
    """Return security_competition, cooperation or security_community, from the odds of perceived intent.

    >>> [exit_scenario(0.6, securitization=sigma) for sigma in (1, 0.5, 0.1)]
    ['security_competition', 'cooperation', 'security_community']
    """
    _check(intent, securitization, temptation, fear, fellowship)
    if is_symbolic(intent, securitization, temptation, fear, fellowship):
        raise InvalidModelError("a scenario of symbols cannot be decided; put numbers in")
    if any(map(np.ndim, (intent, securitization, temptation, fear, fellowship))):
        raise InvalidModelError("a scenario is of one situation; give one number for each figure")
    for_exploiting = intent * securitization * temptation - (1 - intent) * fellowship
    for_guarding = intent * securitization * fear - (1 - intent) * fellowship
    if for_exploiting > 0:
        return SCENARIOS[0]
    return SCENARIOS[1] if for_guarding > 0 else SCENARIOS[2]


def _check(intent: Any, securitization: Any, temptation: Any, fear: Any, fellowship: Any) -> None:
    checked(intent, "intent", low=0, high=1)
    checked(securitization, "securitization", low=0, strictly=True)
    all_positive(temptation=temptation, fear=fear, fellowship=fellowship)
    if not is_symbolic(temptation, fear):
        checked(fear - temptation, "fear less temptation", low=0)
