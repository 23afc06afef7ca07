r"""What one figure's rise does to a response's gain on another, exactly and by the way in which it acts.

With others' play fixed, state i's payoff from a response (see `payoffs`) has these parts, and each its derivative:

.. math::

   U = -S\,[(1 - \psi)\, E\, (1 - h)(1 - z) + \psi\, w\, (1 - H)] - \text{cost} - \text{effort} \cdot P
       + \text{benefit}\,(1 - I) P + R\,(1 - H), \qquad z = \delta (1 - b)(1 - f) F

   dh = m\, h (1 - h)(d\ln D - d\ln A), \quad dF = m F (1 - F)(d\ln X - d\ln Y), \quad df = f (1 - f)\, d\ln(I N)

H moves like F, with the whole coalition and the threat's power as all see it. A proposition "when the figure rises, a
gains on b" holds at the margin exactly where the sum of the parts of U(a) - U(b) is not negative: that is its region.

The parts: the *stake* (S, the weight of the threat), the own *defence* (h), the others' *shield* (F), who is the
*first target* (f), *appeasement* (E and the benefit, by intent), *relative power* (P), the *milieu* and *spoils* (H).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from alignment_games.errors import UnsupportedGameError
from alignment_games.models.response.model import ResponseModel
from alignment_games.models.response.own_payoffs import AgainstPlay
from alignment_games.states.arguments import of_state, per_state
from alignment_games.states.threat import PerceivedThreat
from alignment_games.states.threat_form import MultiplicativeThreat

#: The figures whose rise can be looked at.
FIGURES = ("intent", "threat_power", "threat_offence", "nearness", "power", "reliability")


def marginal_gains(
    model: ResponseModel, i: int, play: Sequence[str], action: str, alternative: str, figure: str
) -> dict[str, float]:
    """Return the derivative of state i's gain from an action over another by ln(figure), part by part.

    ``play``: every state's response, i's left aside. Intent is the perceived one, securitized; nearness is 1 across a
    border, where its rise has no meaning. The parts add up to the derivative.

    Raises UnsupportedGameError for a threat that is no product of its sources, and for unknown figures.

    >>> from alignment_games import load_case
    >>> case = load_case("europe-1938")
    >>> play = ["buck_pass", "balance", "buck_pass"]
    >>> parts = marginal_gains(case.model, 0, play, "balance", "buck_pass", "threat_power")
    >>> {name: round(part, 3) for name, part in parts.items() if part}
    {'stake': 0.022, 'defence': 0.016, 'shield': 0.015, 'relative power': -0.011}
    """
    if figure not in FIGURES:
        raise UnsupportedGameError(f"unknown figure {figure!r}; figures: {', '.join(FIGURES)}")
    threat = model.threat
    if not isinstance(threat, PerceivedThreat) or not isinstance(threat.form, MultiplicativeThreat):
        raise UnsupportedGameError("marginal gains are for threats that are the product of their four sources")
    menus: list[Any] = [[each] for each in play]
    menus[i] = [action, alternative]
    found = _Marginal(model.with_actions(menus), i, figure, threat.form).parts()
    each = {name: np.broadcast_to(part, 2).tolist() for name, part in found.items()}
    return {name: float(own - other) for name, (own, other) in each.items()}


class _Marginal(AgainstPlay):
    """The derivatives of the payoffs of one state's actions by the logarithm of one figure."""

    def __init__(self, model: ResponseModel, i: int, figure: str, form: MultiplicativeThreat) -> None:
        super().__init__(model, i, [0] * len(model.names))
        self.figure, self.form = figure, form
        self.power, self.relative = model.states[i].power, self.figures.relative_power(i)
        self.intent = of_state(model.threat.hostility, i)
        self.decisiveness = self.figures.parameter("decisiveness", i)

    def _rises(self, figure: str) -> int:
        """Return 1 for the figure that rises, else 0."""
        return int(figure == self.figure)

    @property
    def _relative_rise(self) -> Any:
        """The rise of ln P."""
        return (1 - self.relative) * (self._rises("threat_power") - self._rises("power"))

    @property
    def _weight_rise(self) -> Any:
        """The rise of ln S, a product of powers of the sources."""
        form, figures = self.form, self.figures
        nearness = of_state(per_state(figures.utility.nearness, figures.threat.names, "nearness"), self.i)
        return (
            form.power * self._relative_rise
            + form.offence * self._rises("threat_offence")
            + form.proximity * nearness * self._rises("nearness")
            + form.intent * self._rises("intent")
        )

    @property
    def _attack_rise(self) -> Any:
        """The rise of ln Y, of which the others' aid to the threat is no part."""
        own = self._rises("threat_power") + self._rises("threat_offence")
        return own * self._offence(self.i) / self._attack(self.i)

    def _help_rise(self) -> Any:
        """Return by how much the others' help rises."""
        return self._rises("reliability") * self._sum_over_others("contribution", self.i)

    def _defence_rise(self) -> Any:
        """Return dh."""
        figures, i = self.figures, self.i
        membership, kappa = self._column("membership", i), figures.parameter("own_defence", i)
        strength = (kappa + (1 - kappa) * self._column("mobilisation", i)) * self.power
        access = membership + (1 - membership) * figures.parameter("spillover", i)
        rise = self._rises("power") * strength + access * self._help_rise()
        h = self._holds(i, self._help(i), self._attack(i))
        relative = rise / (strength + access * self._help(i)) - self._attack_rise - self._rises("nearness")
        return self.decisiveness * h * (1 - h) * relative

    def _stand_rise(self, stand: Any) -> Any:
        """Return dF."""
        help_ = self._help(self.i)
        rise = self._help_rise() / help_ if help_ else 0
        return self.decisiveness * stand * (1 - stand) * (rise - self._attack_rise)

    def _held_rise(self) -> Any:
        """Return dH, and by how much ln of the threat's side rises in the share of the spoils."""
        figures, i = self.figures, self.i
        coalition = self._sum_over_others("contribution", None) + figures.backing(None)
        aid, own_aid = self._sum_over_others("aid", None), self._column("aid", i) * self.power
        attack = figures.against.offence * figures.against.power
        rise = self._rises("power") * self._column("contribution", i) * self.power / np.where(coalition, coalition, 1)
        threat = self._rises("threat_power") + self._rises("threat_offence")
        against = (threat * attack + self._rises("power") * own_aid) / (attack + aid)
        held = self._held
        return figures.parameter("decisiveness", 0) * held * (1 - held) * (rise - against)

    def parts(self) -> dict[str, Any]:
        """Return the parts of the derivative, each ``(m_i,)`` or a number."""
        figures, i = self.figures, self.i
        weight, milieu, wide = of_state(self._weight, i), figures.parameter("milieu", i), figures.parameter("stake", i)
        outside = 1 - self._column("membership", i)
        stand = figures.utility.contest(self._help(i), self._attack(i), self.decisiveness)
        first, buffer = of_state(self._first_targets, i), figures.parameter("buffer", i)
        drawn = first * (1 - first) * (self._rises("intent") + self._rises("nearness"))
        exposure = self._column("exposure", i) - self._column("appeasement", i) * (1 - self.intent)
        lost, fall = self._lost(i), 1 - self._holds(i, self._help(i), self._attack(i))
        at_risk = weight * (1 - milieu) * exposure
        lowered = self._rises("intent") * self.intent
        held, benefit = self._held_rise(), self._column("benefit", i)
        return {
            "stake": -self._weight_rise * (at_risk * lost + weight * milieu * wide * (1 - self._held)),
            "defence": at_risk * (1 - buffer * outside * (1 - first) * stand) * self._defence_rise(),
            "shield": at_risk * fall * buffer * outside * (1 - first) * self._stand_rise(stand),
            "first target": -at_risk * fall * buffer * outside * stand * drawn,
            "appeasement": -lowered
            * (weight * (1 - milieu) * self._column("appeasement", i) * lost + benefit * self.relative),
            "relative power": self._relative_rise
            * self.relative
            * (benefit * (1 - self.intent) - self._column("effort", i)),
            "milieu": weight * milieu * wide * held,
            "spoils": self._spoils_rise(held),
        }

    def _spoils_rise(self, held_rise: Any) -> Any:
        """Return the rise of R (1 - H)."""
        figures, i = self.figures, self.i
        side = figures.against.power + self._sum_over_others("aid", None)
        share = self._column("share", i) * self.power * figures.parameter("spoils", i) / side
        own_aid = self._column("aid", i) * self.power
        grown = self._rises("threat_power") * figures.against.power + self._rises("power") * own_aid
        return share * ((self._rises("power") - grown / side) * (1 - self._held) - held_rise)
