r"""Threat-weighted security: what a state gets from a response.

.. math::

   U_i = -T_i \cdot \text{exposure} \cdot (1 - h_i) - \text{cost} + \text{share} \cdot \text{spoils} \cdot (1 - h)

T is the perceived threat, :math:`h_i` the chance that i itself is held, h the chance that the threat as a
whole is held. A response is a row of figures, not code; `SecurityUtility.responses` makes the standard
rows from the utility's parameters, and a user adds a response by adding a row.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from typing import Any

from alignment_games.states._values import checked, is_exact, to_exact
from alignment_games.states.contest import ratio_contest


@dataclass(frozen=True)
class Response:
    """One row of the table of responses.

    ``membership``: how far the coalition's strength defends the state (1 all of it, 0 only the spillover).
    ``contribution``: the share of its power that it lends to the coalition. ``mobilisation``: how far it
    raises its own defence from peacetime to full. ``aid``: the share of its power that it lends to the
    threat. ``exposure``: how hard a lost defence hits, 1 is par. ``cost``: paid for sure, in units of threat.
    ``share``: 1 when it takes part in the spoils in proportion to its power, else 0.
    """

    membership: Any = 0
    contribution: Any = 0
    mobilisation: Any = 0
    aid: Any = 0
    exposure: Any = 1
    cost: Any = 0
    share: Any = 0

    def __post_init__(self) -> None:
        for each in fields(self):
            checked(getattr(self, each.name), each.name)

    @property
    def is_exact(self) -> bool:
        """Whether a fraction or a symbol is among the figures."""
        return is_exact(*(getattr(self, each.name) for each in fields(self)))

    def exact(self) -> Response:
        """Return the row with its floats read as the decimals that they print as."""
        return Response(**{each.name: to_exact(getattr(self, each.name)) for each in fields(self)})


@dataclass(frozen=True)
class SecurityUtility:
    """The parameters of threat-weighted security; costs are in units of threat, which runs from 0 to about 1.

    ``burden``: cost of balancing. ``punishment``: extra exposure of a balancer whose coalition fails.
    ``appeasement``: how much of its exposure a bandwagoner sheds (0 to 1). ``autonomy``: cost of
    bandwagoning. ``spoils``: value that the threat's side shares if the coalition fails. ``spillover``: how
    much of the coalition's strength defends an outsider (1 Olson and Zeckhauser's pure public good, 0 a pure
    club good). ``own_defence``: the share of its power with which a state defends itself without any effort
    (balancing and arming mobilise the rest). ``arming``: cost of arming alone. ``softness``: how much of a
    balancer a soft balancer is, in everything, cost included. ``hiding``: how much exposure a neutral sheds.
    ``neutrality``: its lost benefits. ``contest``: the contest success function, of defence, attack and
    ``decisiveness``, which says how much a margin of strength decides.
    The defaults are round numbers at which passing, balancing and bandwagoning all occur for states like those
    of the 1930s; they are not estimates. Every one is a number, a symbol, or an array that broadcasts against
    ``(*batch, states)``.
    """

    burden: Any = 0.05
    punishment: Any = 0.1
    appeasement: Any = 0.3
    autonomy: Any = 0.2
    spoils: Any = 0
    spillover: Any = 0.3
    own_defence: Any = 0.75
    arming: Any = 0.05
    softness: Any = 0.2
    hiding: Any = 0.1
    neutrality: Any = 0.05
    decisiveness: Any = 2
    contest: Callable[[Any, Any, Any], Any] = ratio_contest

    def __post_init__(self) -> None:
        for name, value in self.figures().items():
            high = 1 if name in _SHARES else None
            checked(value, name, low=0, high=high, strictly=name == "decisiveness")

    def figures(self) -> dict[str, Any]:
        """Return every parameter but the contest's form, by name."""
        return {each.name: getattr(self, each.name) for each in fields(self) if each.name != "contest"}

    @property
    def is_exact(self) -> bool:
        """Whether a fraction or a symbol is among the parameters."""
        return is_exact(*self.figures().values())

    def exact(self) -> SecurityUtility:
        """Return the utility with its floats read as the decimals that they print as."""
        return replace(self, **{name: to_exact(value) for name, value in self.figures().items()})

    def responses(self) -> dict[str, Response]:
        """Return the standard table: balance, arm, soft_balance, buck_pass, neutral, bandwagon."""
        soft = self.softness
        return {
            "balance": Response(
                membership=1, contribution=1, mobilisation=1, exposure=1 + self.punishment, cost=self.burden
            ),
            "arm": Response(mobilisation=1, cost=self.arming),
            "soft_balance": Response(membership=soft, contribution=soft, mobilisation=soft, cost=soft * self.burden),
            "buck_pass": Response(),
            "neutral": Response(exposure=1 - self.hiding, cost=self.neutrality),
            "bandwagon": Response(aid=1, exposure=1 - self.appeasement, cost=self.autonomy, share=1),
        }


_SHARES = ("appeasement", "spillover", "own_defence", "softness", "hiding")
