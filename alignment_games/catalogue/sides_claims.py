r"""Claims about two sides that perceive each other: the security dilemma, the spiral and deterrence.

With everybody else's play fixed, what the other side musters adds to the power y that attacks a state, and to nothing
else that it sees. Its chances to lose as a member and as an outsider rise in ln y by

.. math::

   \text{lost}_b' = m\, h_b (1 - h_b), \qquad
   \text{lost}_p' = m\, h_p (1 - h_p) [1 - (1 - f) F] + m\, (1 - h_p) (1 - f) F (1 - F),

so nobody is safer for it, and to muster gains where :math:`\text{lost}_p' > (1 + \pi)\, \text{lost}_b'`: there it
provokes the like (the spiral), elsewhere it discourages (deterrence), as Jervis (1976) has both.
"""

from __future__ import annotations

from itertools import product

import numpy as np

from alignment_games.catalogue.claim import Claim
from alignment_games.models.both_sides import BothSidesModel, both_sides_model
from alignment_games.models.both_sides.build import example_side
from alignment_games.models.response import ResponseModel, response_model
from alignment_games.solvers import PureEnumeration, solve
from alignment_games.states.state import State
from alignment_games.states.threat import perceived_threat

_GAMES = 30
_BALANCE, _PASS = 0, 1
_PUNISHMENT, _RELIABILITY, _OWN, _DECISIVENESS = 0.1, 0.75, 0.75, 2


def _drawn_side(rng: np.random.Generator, own: dict[str, float], against: tuple[str, float]) -> ResponseModel:
    states, threat = [State(*each) for each in own.items()], State(*against)
    km, intent = rng.uniform(0, 3000, len(states)), rng.uniform(0.05, 1, len(states))
    seen = perceived_threat(states, of=threat, distance_km=km, intent=intent)
    return response_model(states, threat, seen, actions=["balance", "buck_pass"])


def _drawn(rng: np.random.Generator, provocation: float = 1) -> BothSidesModel:
    """Return two sides of two states at the default utility, drawn over all that they perceive."""
    powers = rng.uniform(0.02, 0.3, 4).tolist()
    first, second = dict(zip("AB", powers[:2], strict=True)), dict(zip("CD", powers[2:], strict=True))
    sides = _drawn_side(rng, first, ("C", powers[2])), _drawn_side(rng, second, ("A", powers[0]))
    return both_sides_model(*sides, provocation=provocation)


def _safer_for_arms_of_others() -> int:
    """Count the states and profiles in drawn games at which a state gains by what one of the other side musters."""
    rng, gained = np.random.default_rng(11), 0
    for _ in range(_GAMES):
        payoffs = _drawn(rng).game().payoffs
        for i, k in product(range(4), range(4)):
            if (i < 2) != (k < 2):
                change = np.take(payoffs[i], _BALANCE, axis=k) - np.take(payoffs[i], _PASS, axis=k)
                gained += int((change > 0).sum())
    return gained


def _spirals_follow_the_contest() -> tuple[bool, bool, bool]:
    """Return whether mustering is met by more or less of it exactly as derived, and whether each of both occurs."""
    rng, agree, rises = np.random.default_rng(12), True, []
    step = 1e-6  # of what the other side musters: its effect is the derivative
    for _ in range(_GAMES):
        model = _drawn(rng, step)
        payoffs = model.game().payoffs
        joining = payoffs[0, _BALANCE] - payoffs[0, _PASS]
        for mate in (_BALANCE, _PASS):
            change = float(joining[mate, _BALANCE, _BALANCE] - joining[mate, _PASS, _PASS])
            slope = _slope(model, mate)
            if abs(slope) > 1e-4:  # elsewhere rounding decides
                agree &= (change > 0) == (slope > 0)
                rises.append(slope > 0)
    return agree, any(rises), not all(rises)


def _slope(model: BothSidesModel, mate: int) -> float:
    """Return by how much what C and D muster raises what A gains by joining, of its weight, for a rise of ln y."""
    side, m = model.first, _DECISIVENESS
    own, help_ = side.states[0].power, _RELIABILITY * side.states[1].power * (mate == _BALANCE)
    nearness, hostility = np.asarray(side.threat.closeness), np.asarray(side.threat.hostility)
    attack = side.against.power
    first = hostility[0] * nearness[0] / (hostility @ nearness)

    def wins(one: float, other: float) -> float:
        return one**m / (one**m + other**m)

    member, outside = wins(own + help_, attack * nearness[0]), wins(_OWN * own, attack * nearness[0])
    stand = wins(help_, attack)
    passed = m * outside * (1 - outside) * (1 - (1 - first) * stand)
    passed += m * (1 - outside) * (1 - first) * stand * (1 - stand)
    return float(passed - (1 + _PUNISHMENT) * m * member * (1 - member))


def _races(provocations: tuple[float, ...]) -> tuple[tuple[str, ...], ...]:
    """Return, for each provocation, the pure equilibria of two wary alliances: B musters, P does not."""
    found = []
    for provocation in provocations:
        leaders = ("Athens", "Sparta"), ("Sparta", "Athens")
        sides = (example_side({own: 0.3, f"ally of {own}": 0.05}, against) for own, against in leaders)
        game = both_sides_model(*sides, provocation=provocation).game()
        initials = {"balance": "B", "buck_pass": "P"}
        pure = solve(game, PureEnumeration())
        found.append(tuple(sorted("".join(initials[action] for action in each.actions) for each in pure)))
    return tuple(found)


CLAIMS = (
    Claim(
        "both_sides",
        "one state's gain in security is another's loss: states and profiles of 30 drawn games at which a state gains "
        "by what one of the other side musters",
        "Jervis 1978, sign test",
        0,
        _safer_for_arms_of_others,
    ),
    Claim(
        "both_sides",
        "to muster is met by more of it exactly where the derivative of the contest is positive (the spiral), by less "
        "where it is negative (deterrence), and both occur in 30 drawn games",
        "Jervis 1976, derived",
        (True, True, True),
        _spirals_follow_the_contest,
    ),
    Claim(
        "both_sides",
        "two wary alliances, invented figures: at a provocation of 0 nobody musters; at 1 nobody or everybody",
        "Jervis 1978, own reduction",
        (("PPPP",), ("BBBB", "PPPP")),
        lambda: _races((0, 1)),
    ),
)
