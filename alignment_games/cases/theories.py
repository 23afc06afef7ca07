r"""Rival theories of alignment: each turns the same states into other threats, or other stakes.

A theory is a small frozen record. `threat` restates a perceived threat in its terms, so that it works on a
system (``theory.threat(system.perceived_threat(of="Germany"))``) and on a case alike; `model` restates a
whole response model. Nothing in it depends on the case.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Protocol

import numpy as np

from alignment_games.errors import InvalidModelError
from alignment_games.models.response import ResponseModel
from alignment_games.states.security import FirstForm
from alignment_games.states.threat import PerceivedThreat
from alignment_games.states.threat_form import AdditiveThreat, MultiplicativeThreat, PowerOnlyThreat


class Theory(Protocol):
    """What `compare` needs of a theory: a name, and the model as the theory sees it."""

    @property
    def name(self) -> str:
        """The name in tables."""

    def model(self, model: ResponseModel) -> ResponseModel:
        """Return the model in the theory's terms."""


@dataclass(frozen=True)
class BalanceOfThreat:
    """States balance against threat: power, proximity, offence and intent (Walt 1987).

    The four weights are exponents of the product, or with ``additive`` weights of a mean. ``securitization``
    multiplies the odds of intent for all states: 1 sets aside what a case says, None takes what it says.

    >>> import alignment_games as ag
    >>> case = ag.load_case("europe-1939")
    >>> game = BalanceOfThreat(intent=0).model(case.model).game()  # as if nobody could read intent
    >>> [equilibrium.actions for equilibrium in ag.solve(game)]
    [('balance', 'balance', 'balance')]
    """

    power: Any = 1
    proximity: Any = 1
    offence: Any = 1
    intent: Any = 1
    additive: bool = False
    securitization: Any = 1

    @property
    def name(self) -> str:
        """The name in tables."""
        form = " (additive)" if self.additive else ""
        return f"balance of threat{form}" if self.securitization == 1 else f"threat, securitized{form}"

    def threat(self, perceived: PerceivedThreat) -> PerceivedThreat:
        """Return the threat in the theory's terms."""
        form = AdditiveThreat if self.additive else MultiplicativeThreat
        sigma = perceived.securitization if self.securitization is None else self.securitization
        weights = form(self.power, self.proximity, self.offence, self.intent)
        return replace(perceived, form=weights, securitization=sigma)

    def model(self, model: ResponseModel) -> ResponseModel:
        """Return the model in the theory's terms."""
        return replace(model, threat=self.threat(_perceived(model)))


@dataclass(frozen=True)
class BalanceOfPower:
    """States balance against power alone (Waltz 1979): near or far, friendly or not.

    >>> import alignment_games as ag
    >>> case = ag.load_case("europe-1936")
    >>> game = BalanceOfPower().model(case.model).game()  # Germany feared for its power alone
    >>> [equilibrium.actions for equilibrium in ag.solve(game)]
    [('balance', 'balance', 'buck_pass')]
    """

    name: str = "balance of power"

    def threat(self, perceived: PerceivedThreat) -> PerceivedThreat:
        """Return the threat in the theory's terms."""
        return replace(perceived, form=PowerOnlyThreat(), securitization=1)

    def model(self, model: ResponseModel) -> ResponseModel:
        """Return the model in the theory's terms."""
        return replace(model, threat=self.threat(_perceived(model)))


@dataclass(frozen=True)
class CollectiveGoods:
    """Threat plus spillover: a coalition's strength defends outsiders too (Olson & Zeckhauser 1966).

    ``spillover``: 1 is the pure public good, at which every member's effort serves all alike.

    >>> import alignment_games as ag
    >>> case = ag.load_case("europe-1939")
    >>> game = CollectiveGoods(spillover=1).model(case.model).game()
    >>> [equilibrium.actions for equilibrium in ag.solve(game) if equilibrium.pure]
    [('balance', 'buck_pass', 'buck_pass')]
    """

    spillover: Any = 1
    name: str = "collective goods"

    def model(self, model: ResponseModel) -> ResponseModel:
        """Return the model in the theory's terms."""
        return BalanceOfThreat().model(model).with_parameters(spillover=self.spillover)


@dataclass(frozen=True)
class MilieuGoals:
    r"""States care for what becomes of the whole: each weighs the coalition's failure, whoever is attacked first.

    ``milieu``: the share of the stake that lies in the common outcome (Wolfers 1962, milieu goals); 1 is all of it.
    ``by_power``: the greater a state, the more it takes the system's interest for its own (Waltz 1979, p. 198; Olson
    & Zeckhauser 1966); its share is then the milieu times its share of the power of the pair,
    :math:`\psi_i = \psi\, p_i / (p_i + p_j)`.

    >>> import alignment_games as ag
    >>> great = MilieuGoals(by_power=True).model(ag.load_case("europe-1936").model)
    >>> great.utility.milieu.round(2).tolist()  # Britain, France, the USSR
    [0.4, 0.32, 0.56]
    >>> [equilibrium.actions for equilibrium in ag.solve(great.game()) if equilibrium.pure]
    [('buck_pass', 'balance', 'balance')]
    """

    milieu: Any = 1
    by_power: bool = False

    @property
    def name(self) -> str:
        """The name in tables."""
        return "milieu by power" if self.by_power else "milieu"

    def model(self, model: ResponseModel) -> ResponseModel:
        """Return the model in the theory's terms."""
        own = self.milieu
        if self.by_power:
            shares = [1 - model.relative_power(i) for i in range(len(model.names))]
            own = own * np.stack(np.broadcast_arrays(*map(np.asarray, shares)), axis=-1)
        return BalanceOfThreat().model(model).with_parameters(milieu=own)


@dataclass(frozen=True)
class FirstFormOfThreat:
    """The first form of the utility (`states.security.FirstForm`): one stand, and every word as good as a deed."""

    name: str = "first form"

    def model(self, model: ResponseModel) -> ResponseModel:
        """Return the model in the theory's terms, without guarantors or pairs of states that mistrust one another."""
        return replace(BalanceOfThreat().model(model), utility=FirstForm(), guarantors=(), reliability={})


def _perceived(model: ResponseModel) -> PerceivedThreat:
    if isinstance(model.threat, PerceivedThreat):
        return model.threat
    raise InvalidModelError(
        f"the threat of {model.against.name} was given outright; theories need its sources: use perceived_threat(...)"
    )


#: The theories that are compared unless others are named.
THEORIES: tuple[Theory, ...] = (
    BalanceOfThreat(),
    BalanceOfThreat(additive=True),
    BalanceOfThreat(securitization=None),
    BalanceOfPower(),
    CollectiveGoods(),
    MilieuGoals(),
    FirstFormOfThreat(),
)
#: Those that are scored on every case: one more than a page has columns for.
SCORED: tuple[Theory, ...] = (*THEORIES, MilieuGoals(by_power=True))
