r"""Threat-weighted security: what a state gets from a response.

.. math::

   U_i = -S_i \big[(1 - \psi)\, e_i\, \text{lost}_i + \psi\, w_i (1 - H)\big] - \text{cost}_i + \text{benefit}_i
         + \text{share}_i\, \text{spoils} (1 - H)

S is the weight of the threat (Walt's sources, nearness set aside), lost the chance that the state falls, H the
chance that the threat as a whole is held. Three parts of a response depend on how the state sees the threat,
with :math:`I` its perceived intent and :math:`P` its share of the power of the pair:

.. math::

   e_i = \text{exposure} - \text{appeasement} (1 - I), \qquad
   \text{cost}_i = \text{cost} + \text{effort}\, P, \qquad
   \text{benefit}_i = \text{benefit} (1 - I) P

*Appeasement* works in so far as intent is not hostile (Walt 1987, pp. 25-26). *Effort* costs less against a
weaker threat (Bueno de Mesquita 1981). To align with a strong and benign state *benefits* (Schweller 1994;
Morrow 1991). A response is a row of figures, not code; `SecurityUtility.responses` makes the standard rows
from the utility's parameters, and a user adds a response by adding a row.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any

from alignment_games.states.arguments import checked, is_exact, to_exact
from alignment_games.states.contest import ratio_contest


@dataclass(frozen=True)
class Response:
    """One row of the table of responses.

    ``membership``: how far the coalition's strength defends the state (1 all of it, 0 only the spillover).
    ``contribution``: the share of its power that it lends to the coalition. ``mobilisation``: how far it
    raises its own defence from peacetime to full. ``aid``: the share of its power that it lends to the
    threat. ``exposure``: how hard a lost defence hits, 1 is par. ``cost``: paid for sure, in units of threat.
    ``share``: 1 when it takes part in the spoils in proportion to its power, else 0. ``effort``: paid in
    proportion to the threat's share of the pair's power. ``appeasement``: exposure shed in so far as intent is
    not hostile. ``benefit``: of standing with a threat that is strong and not hostile.

    >>> import alignment_games as ag
    >>> hedge = Response(membership=0.5, contribution=0.25, cost=0.02)  # half in, a quarter lent
    >>> model = ag.load_case("europe-1938").model
    >>> game = ag.response_game(
    ...     model.states, model.against, model.threat, actions=["balance", "hedge", "buck_pass"], table={"hedge": hedge}
    ... )
    >>> game.actions[0]
    ('balance', 'hedge', 'buck_pass')
    """

    membership: Any = 0
    contribution: Any = 0
    mobilisation: Any = 0
    aid: Any = 0
    exposure: Any = 1
    cost: Any = 0
    share: Any = 0
    effort: Any = 0
    appeasement: Any = 0
    benefit: Any = 0

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

    ``burden``: cost of balancing against a threat that has all the power of the pair. ``punishment``: extra
    exposure of a balancer whose coalition fails. ``appeasement``: the exposure that a bandwagoner sheds before
    a threat of no ill intent (0 to 1). ``autonomy``: cost of bandwagoning, less for a state that has conceded some to
    the threat already (Morrow 1991; Lake 2009). ``benefit``: of aligning with a threat of no ill intent and all the
    power of the pair. ``spoils``: value that the threat's side shares if the coalition fails; a state that covets
    lands of those whom the threat moves against may have its own (Schweller 1994). ``spillover``: how much of the
    coalition's strength defends an outsider when it is attacked (1 Olson and Zeckhauser's pure public good, 0 a pure
    club good). ``own_defence``: the share of its power with which a state defends itself without any effort (balancing
    and arming mobilise the rest). ``arming``: cost of arming alone, as the burden. ``softness``: how much of a
    balancer a soft balancer is, in everything, cost included. ``hiding``: how much exposure a neutral sheds.
    ``neutrality``: its lost benefits. ``reliability``: the share of the others' promised help that arrives, one number
    or one for each giver (.75: Leeds, Long & Mitchell 2000 find 74.5 % of obligations honoured). ``buffer``: how far
    the others' stand shields an outsider that is not the first target (0 to 1). ``nearness``: the power of proximity
    in the weight of the threat; 0, because nearness acts in the contest already. ``milieu``: how much of what is at
    stake is the common outcome rather than the state itself (Wolfers 1962), 0 to 1; ``stake``: how much the common
    outcome matters to the state, 1 is par. ``affinity``: how far institutions and interests shared with the state that
    it aligns with spare it the loss of autonomy (Ikenberry 2001), 0 to 1. ``contest``: the contest success function,
    of defence, attack and ``decisiveness``, which says how much a margin of strength decides.
    The defaults are round numbers, not estimates, and one set serves all cases. Every one is a number, a symbol,
    or an array that broadcasts against ``(*batch, states)``.

    >>> utility = SecurityUtility(burden=0.1, spillover=0.8)
    >>> utility.responses()["balance"].effort
    0.1
    >>> utility.figures()["reliability"]
    0.75
    """

    burden: Any = 0.05
    punishment: Any = 0.1
    appeasement: Any = 0.3
    autonomy: Any = 0.2
    benefit: Any = 0.3
    spoils: Any = 0
    spillover: Any = 0
    own_defence: Any = 0.75
    arming: Any = 0.05
    softness: Any = 0.2
    hiding: Any = 0.1
    neutrality: Any = 0.05
    reliability: Any = 0.75
    buffer: Any = 1
    nearness: Any = 0
    milieu: Any = 0
    stake: Any = 1
    affinity: Any = 0
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
        """Return the standard table: balance, arm, soft_balance, buck_pass, neutral, bandwagon, align.

        To align is to take the state for a protector against a third party: nothing is lent against those who
        balance, nothing appeased, and affinity spares autonomy.
        """
        return dict(self._responses)

    @cached_property
    def _responses(self) -> dict[str, Response]:
        return self._rows()

    def _rows(self) -> dict[str, Response]:
        soft = self.softness
        return {
            "balance": Response(
                membership=1, contribution=1, mobilisation=1, exposure=1 + self.punishment, effort=self.burden
            ),
            "arm": Response(mobilisation=1, effort=self.arming),
            "soft_balance": Response(membership=soft, contribution=soft, mobilisation=soft, effort=soft * self.burden),
            "buck_pass": Response(),
            "neutral": Response(exposure=1 - self.hiding, cost=self.neutrality),
            "bandwagon": Response(
                aid=1, appeasement=self.appeasement, cost=self.autonomy, benefit=self.benefit, share=1
            ),
            "align": Response(cost=self.autonomy * (1 - self.affinity), benefit=self.benefit),
        }


_SHARES = (
    "appeasement",
    "spillover",
    "own_defence",
    "softness",
    "hiding",
    "reliability",
    "buffer",
    "milieu",
    "affinity",
)


@dataclass(frozen=True)
class FirstForm(SecurityUtility):
    """The first form of the utility, kept to be compared with.

    Nearness counts in the weight of the threat as in the contest, promises all arrive, a coalition's strength
    spills over to outsiders but no other stands before them, appeasement works whatever the intent, costs do not
    depend on relative power, and to align has no benefit of its own.
    """

    benefit: Any = 0
    spillover: Any = 0.3
    reliability: Any = 1
    buffer: Any = 0
    nearness: Any = 1

    def _rows(self) -> dict[str, Response]:
        """Return the standard table with unconditional appeasement and costs."""
        rows = super()._rows()
        rows["bandwagon"] = replace(rows["bandwagon"], exposure=1 - self.appeasement, appeasement=0)
        return {name: replace(row, cost=row.cost + row.effort, effort=0) for name, row in rows.items()}
