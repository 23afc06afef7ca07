r"""Signs that hold everywhere, each with its proof in a line, counted over drawn situations.

With everybody else's play fixed, a state of weight S gains from joining over passing the buck, and from bandwagoning,

.. math::

   g_b = S [\text{lost}_p - (1 + \pi)\, \text{lost}_b] - \text{burden} \cdot P, \qquad
   g_w = S\, \alpha (1 - I)\, \text{lost}_p - \text{autonomy} + \beta (1 - I) P
         + \text{share} \cdot \text{spoils} (1 - H).

- *Spoils* enter g_w alone, times a chance: it cannot fall in them.
- *Weakness.* Alone, a weaker state has a larger lost, P and so S: g_w rises as its power falls.
- *Allies*, where no other stands before an outsider (buffer 0, spillover 0): they lower lost_b and leave lost_p.
- *Intent* raises S and the chance to be the first target, and so lost_p, but not lost_b: where the bracket is positive,
  where joining helps, g_b rises.
- *Appeasement* is worth :math:`\alpha o I (1 - I)\,\text{lost}_p` of P, the benefit :math:`\beta (1 - I)`. With
  lost_p = (1 - h) [1 - (1 - f) F] and df = f (1 - f) d ln I the first rises in I by at most
  :math:`\alpha o (1 - I) [1 - (1 - f)^2 F]`, the second falls by :math:`\beta`: g_w falls where
  :math:`\alpha o \le \beta`.
- *Strength.* lost_p is at most 1 - h, with h the chance that the state holds alone as it is. So where
  :math:`S (1 - h) \le \text{burden} \cdot P` joining never gains, whatever the others do: at the defaults where h
  is at least 1 - .05 / (o I). In a system of many states with one intent that is true of the great and the distant, and
  the coalition consists of the weak. Only a stake in the common outcome (``milieu``) brings the others in.
- *A coalition of the weak stays* even so. With a share :math:`\psi` of the stake in the common outcome, joining gains
  at most :math:`S [(1 - \psi)(1 - h) + \psi w (1 - H)]` less its burden, H the chance that the others hold the threat
  without the state. Where h and, at par (w = 1), H are both at least :math:`1 - \text{burden} \cdot P / S`, it stays
  out at every :math:`\psi` from 0 to 1, so at every share that rises with its power.
- *Behind a catcher* that holds the threat with chance F nobody joins for whom :math:`o I [1 - (1 - f) F] \le` burden,
  however weak or near: an outsider is lost at most with the bracket's chance. So one sure stand, such as that of an
  alliance that is costly to leave, keeps all others out. Without one a coalition fills from below: a state with no
  strength of its own gains that bracket of its weight by joining, one that holds alone nothing, so that the weak enter
  until F leaves them no gain, and the great never.
- *A public good is the great's to provide* (Olson & Zeckhauser 1966). At spillover 1 the others' help X defends an
  outsider too, and joining only mobilises: h rises by at most m/4 times the rise of ln D. So with b = burden P / S
  nobody joins whose own power p is below :math:`b X / [\tfrac m4 (1 - \kappa) - \kappa b]`, or at any p where the
  bracket is not positive. What makes the coalition of the weak is that its strength is kept for members.

Elsewhere they can fail, and do: `alignment_games.cases.scorecard` says where.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

import numpy as np

from alignment_games.catalogue.claim import Claim
from alignment_games.models.response import ResponseModel, response_model
from alignment_games.models.response.own_payoffs import payoffs_against
from alignment_games.states.security import SecurityUtility
from alignment_games.states.state import State
from alignment_games.states.threat import perceived_threat

_SITUATIONS = 120
#: A fall below this is rounding: payoffs are of the order of one.
_ROUNDING = 1e-12
_BALANCE, _PASS, _BANDWAGON = 0, 1, 2


@cache
def _drawn() -> tuple[ResponseModel, ...]:
    """Return models of three to six states, all figures drawn from wide ranges; the first state is looked at."""
    return tuple(_draw())


def _draw() -> Iterator[ResponseModel]:
    rng = np.random.default_rng(1)
    for _ in range(_SITUATIONS):
        n = int(rng.integers(3, 7))
        states = [State(f"State {i}", float(power)) for i, power in enumerate(rng.uniform(0.005, 0.25, n))]
        against = State("Threat", float(rng.uniform(0.05, 0.3)))
        distance, intent = rng.uniform(100, 6000, n), rng.uniform(0.05, 0.9, n)
        threat = perceived_threat(
            states, against, distance_km=distance, intent=intent, offence_balance=rng.uniform(0.6, 1.4)
        )
        names = ("burden", "autonomy", "benefit", "appeasement", "punishment", "reliability")
        utility = SecurityUtility(**dict(zip(names, rng.uniform(0, 0.6, len(names)).tolist(), strict=True)))
        yield response_model(states, against, threat, utility)


def _gain(model: ResponseModel, action: int, others: int) -> float:
    """Return what an action gains the first state over passing the buck, the others all playing one action."""
    own = payoffs_against(model, 0, [0] + [others] * (len(model.names) - 1))
    return float(own[action] - own[_PASS])


def _violations(change: Callable[[ResponseModel], float | None]) -> int:
    """Count the situations in which a change that cannot be a fall is one; None where it does not apply."""
    changes = [found for model in _drawn() if (found := change(model)) is not None]
    if len(changes) < _SITUATIONS / 10:
        raise ArithmeticError("a sign that is hardly ever tried is no claim: a mistake in what is drawn")
    return sum(found < -_ROUNDING for found in changes)


def _by_spoils(model: ResponseModel) -> float:
    gains = [_gain(model.with_parameters(spoils=spoils), _BANDWAGON, _PASS) for spoils in (0, 0.5, 1)]
    return min(gains[1] - gains[0], gains[2] - gains[1])


def _by_weakness(model: ResponseModel) -> float:
    weaker = model.with_parameters(power={model.names[0]: 0.7 * model.states[0].power})
    return _gain(weaker, _BANDWAGON, _PASS) - _gain(model, _BANDWAGON, _PASS)


def _by_allies(model: ResponseModel) -> float:
    alone = replace(model, utility=replace(model.utility, buffer=0))
    return _gain(alone, _BALANCE, _BALANCE) - _gain(alone, _BALANCE, _PASS)


def _by_intent(model: ResponseModel) -> float | None:
    """Return the change where joining helps: where it would be done if it were free."""
    free = replace(model, utility=replace(model.utility, burden=0))
    if _gain(free, _BALANCE, _BALANCE) <= 0:
        return None
    intent = float(model.threat.hostility[0])
    worse = model.with_parameters(intent={model.names[0]: intent + 0.5 * (1 - intent)})
    return _gain(worse, _BALANCE, _BALANCE) - _gain(model, _BALANCE, _BALANCE)


def _by_appeasement(model: ResponseModel) -> float | None:
    """Return by how much bandwagoning loses as intent rises, where to stand with the benign gives at least as much."""
    if model.utility.appeasement * model.threat.balance[0] > model.utility.benefit:
        return None
    intent = float(model.threat.hostility[0])
    worse = model.with_parameters(intent={model.names[0]: intent + 0.5 * (1 - intent)})
    return min(_gain(model, _BANDWAGON, others) - _gain(worse, _BANDWAGON, others) for others in (_BALANCE, _PASS))


def _by_strength(model: ResponseModel) -> float | None:
    """Return how far joining is from a gain where a state holds alone for less than joining costs."""
    utility, threat, power, other = model.utility, model.threat, model.states[0].power, model.against.power
    relative, offence = other / (power + other), threat.balance[0]
    strength, attack = (utility.own_defence * power) ** 2, (offence * other * threat.closeness[0]) ** 2
    risk = relative * offence * threat.hostility[0] * attack / (strength + attack)
    if risk > utility.burden * relative:
        return None
    return -max(_gain(model, _BALANCE, others) for others in (_BALANCE, _PASS))


def _by_milieu(model: ResponseModel) -> float | None:
    """Return the same at any share of milieu goals where the others, all of whom balance, hold the threat as surely."""
    others, attack = sum(state.power for state in model.states[1:]) ** 2, model.against.power**2
    if model.threat.weight(0)[0] * attack / (others + attack) > model.utility.burden * model.relative_power(0):
        return None
    if _by_strength(model) is None:
        return None
    return -max(_gain(model.with_parameters(milieu=share), _BALANCE, _BALANCE) for share in (0, 0.3, 0.7, 1))


def _by_catcher(model: ResponseModel) -> float | None:
    """Return how far joining is from a gain behind others, all of whom balance, that hold the threat surely enough."""
    threat, n = model.threat, len(model.names)
    intent, offence = threat.hostility[0], threat.balance[0]
    arrives = model.utility.reliability * sum(state.power for state in model.states[1:])
    stand = arrives**2 / (arrives**2 + (offence * model.against.power) ** 2)
    drawn = np.broadcast_to(threat.hostility * threat.closeness, (n,))
    first = drawn[0] / drawn.sum()
    if offence * intent * (1 - (1 - first) * stand) > model.utility.burden:
        return None
    return -_gain(model, _BALANCE, _BALANCE)


def _by_publicness(model: ResponseModel) -> float | None:
    """Return how far joining is from a gain, of a pure public good, for a state that is too small beside the others."""
    model = model.with_parameters(spillover=1)
    utility, power = model.utility, model.states[0].power
    bar = utility.burden * model.relative_power(0) / model.threat.weight(0)[0]
    room = utility.decisiveness / 4 * (1 - utility.own_defence) - utility.own_defence * bar
    arrives = utility.reliability * sum(state.power for state in model.states[1:])
    return -_gain(model, _BALANCE, _BALANCE) if room * power < bar * arrives else None


CLAIMS = tuple(
    Claim("response", f"{words}: violations in {_SITUATIONS} drawn situations", f"{source}; derived", 0, find)
    for words, source, find in (
        ("spoils raise bandwagoning", "Schweller 1994", lambda: _violations(_by_spoils)),
        ("the weaker and alone, the stronger the pull to bandwagon", "Walt 1987", lambda: _violations(_by_weakness)),
        (
            "available allies raise balancing where no other stands before an outsider",
            "Walt 1987",
            lambda: _violations(_by_allies),
        ),
        (
            "more hostile intent raises joining the others wherever joining helps",
            "Walt 1987",
            lambda: _violations(_by_intent),
        ),
        (
            "intent never makes bandwagoning gain on passing where appeasement times offence is at most the benefit",
            "Walt 1987",
            lambda: _violations(_by_appeasement),
        ),
        (
            "a state that holds alone at less risk than joining costs never joins",
            "the bound above",
            lambda: _violations(_by_strength),
        ),
        (
            "nor does any share of milieu goals bring it to others who hold the threat as surely without it",
            "the bound above",
            lambda: _violations(_by_milieu),
        ),
        (
            "behind others whose stand leaves an outsider less risk than joining costs nobody joins, however weak",
            "Christensen & Snyder 1990, the bound above",
            lambda: _violations(_by_catcher),
        ),
        (
            "of a pure public good nobody joins who is too small beside those who provide it",
            "Olson & Zeckhauser 1966",
            lambda: _violations(_by_publicness),
        ),
    )
)
