r"""The payoffs of the response game, in every arithmetic.

State i of power :math:`p_i` picks a row of the table of responses (`states.security.Response`), with membership
:math:`b_i`. The *others* bring it help :math:`C_i = \sum_k \rho_{ik}\, \text{contribution}_k\, p_k`, of which the
share :math:`\rho` arrives, and its guarantors :math:`G_i`; the other bandwagoners bring the threat j aid
:math:`B_i`. As i perceives it, the threat turns its power into :math:`o_i p_j` of offence, has hostile intent
:math:`I_i`, is as near as :math:`N_i`, and has the share :math:`P_i` of the power of the pair.

.. math::

   D_i &= (\kappa + (1 - \kappa)\, \text{mobilisation}_i)\, p_i + (b_i + (1 - b_i)\, \phi)(C_i + G_i) \\
   A_i &= (o_i p_j + B_i)\, N_i, \qquad h_i = D_i^m / (D_i^m + A_i^m) \\
   F_i &= X^m / (X^m + Y^m), \qquad X = C_i + G_i, \quad Y = o_i p_j + B_i \\
   \text{lost}_i &= (1 - h_i)\, [1 - (1 - b_i)\, \delta\, (1 - f_i)\, F_i], \qquad
   f_i = I_i N_i / \textstyle\sum_k I_k N_k

*Two stands* (Christensen & Snyder 1990; Mearsheimer 2001, pp. 157-162). An outsider is the first target with the
chance f, and falls if it cannot hold; otherwise the others stand before it, and it falls only if they fail
(1 - F) and it does not hold: :math:`f + (1 - f)(1 - F) = 1 - (1 - f) F`. A member stands at once; a partial member
in proportion. That makes passing the buck rational: it needs a catcher, a barrier or distance. :math:`\delta` is
the utility's ``buffer``, 1 unless others' stand shields no outsider.

With the weight :math:`S_i` of the threat, and H the contest of the whole coalition and all guarantors E against
:math:`o_j p_j + B`,

.. math::

   U_i = -S_i \big[(1 - \psi)\, e_i\, \text{lost}_i + \psi\, w_i (1 - H)\big] - \text{cost}_i + \text{benefit}_i
         + \text{spoils} \frac{\text{share}_i\, p_i}{p_j + B} (1 - H)

where exposure e, cost and benefit are those of `states.security`.

Profiles come first here and the batch last, (m_0, ..., m_{n-1}, *batch): each operation then runs along the batch
in memory, several times faster than along the few actions, and a parameter broadcasts as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from numbers import Real
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError
from alignment_games.models.response.figures import ResponseFigures
from alignment_games.states.arguments import of_state

_TOO_FAR_APART = (
    "some payoff is no finite number: the figures are too large, too small or too far apart for floats; "
    "take powers near 1 and a lower decisiveness, and see that not both sides of a contest are 0"
)


class ResponsePayoffs:
    """The payoffs of one response game, or of a family of them, from its figures."""

    def __init__(self, figures: ResponseFigures) -> None:
        self.figures = figures
        self._columns: dict[tuple[str, int], Array] = {}

    def tables(self) -> Array:
        """Return the payoffs, shape ``(*batch, n, m_0, ..., m_{n-1})``; in memory the batch runs fastest.

        Raises InvalidModelError where the figures are so large or so far apart that floats hold no payoff.
        """
        n = len(self.figures.states)
        return _batch_first(finite(lambda: np.stack([self.table_of(i) for i in range(n)])), n + 1)

    def table_of(self, i: int) -> Array:
        """Return one state's payoffs, shape ``(m_0, ..., m_{n-1}, *batch)``."""
        shape = (*map(len, self.figures.actions), *self.figures.batch_shape)
        return np.broadcast_to(self.payoffs_of(i), shape)

    def held(self) -> Array:
        """Return the chance that the threat as a whole is held, shape ``(*batch, m_0, ..., m_{n-1})``."""
        return _batch_first(self._held, len(self.figures.states))

    @cached_property
    def _held(self) -> Array:
        figures = self.figures
        coalition = self._sum_over_others("contribution", None) + figures.backing(None)
        attack = figures.against.offence * figures.against.power + self._sum_over_others("aid", None)
        return np.asarray(figures.utility.contest(coalition, attack, figures.parameter("decisiveness", 0)))

    @cached_property
    def _weight(self) -> Array:
        return self.figures.threat.weight(self.figures.utility.nearness)

    @cached_property
    def _first_targets(self) -> Array:
        """The chance that each state is the first target, shape ``(*batch, n)``."""
        threat, n = self.figures.threat, len(self.figures.states)
        drawn = np.asarray(threat.hostility * threat.closeness)
        drawn = np.broadcast_to(drawn, (*drawn.shape[:-1], n))
        total: Any = sum(drawn[..., k] for k in range(n))
        total = total + (total == 0) * 1  # intent nowhere: nobody is a target, rather than 0 / 0
        return np.asarray(drawn / np.asarray(total)[..., None])

    def payoffs_of(self, i: int) -> Array:
        """Return one state's payoffs by the formula at the head of this module; an axis that tells nothing may be 1."""
        figures = self.figures
        parameter, weight, milieu = figures.parameter, of_state(self._weight, i), figures.parameter("milieu", i)
        hostility, power = of_state(figures.threat.hostility, i), figures.relative_power(i)
        exposure = self._column("exposure", i) - self._column("appeasement", i) * (1 - hostility)
        gone = (1 - milieu) * exposure * self._lost(i)
        if not _is_zero(milieu):
            gone = gone + milieu * parameter("stake", i) * (1 - self._held)
        cost = self._column("cost", i) + self._column("effort", i) * power
        benefit = self._column("benefit", i) * (1 - hostility) * power
        return np.asarray(self._spoils_of(i) - weight * gone - cost + benefit)

    def holds(self, i: int) -> Array:
        """Return the chance that one state holds when it is attacked, shape ``(*batch, m_0, ..., m_{n-1})``."""
        figures = self.figures
        shape = (*map(len, figures.actions), *figures.batch_shape)
        holds = self._holds(i, self._help(i), self._attack(i))
        return _batch_first(np.broadcast_to(holds, shape), len(figures.states))

    def holds_alone(self, i: int) -> Array:
        """Return the chance that one state, fully mobilised and without help, holds when attacked, ``(*batch,)``."""
        figures = self.figures
        attack = self._offence(i) * of_state(figures.threat.closeness, i)
        return np.asarray(
            figures.utility.contest(figures.states[i].power, attack, figures.parameter("decisiveness", i))
        )

    def _offence(self, i: int) -> Any:
        """Return the threat's offensive power as one state perceives it."""
        against, balance = self.figures.against, of_state(self.figures.threat.balance, i)
        return against.offence * balance * against.power

    def _help(self, i: int) -> Any:
        """Return the help of the others that arrives at one state, with its guarantors."""
        return self._sum_over_others("contribution", i) + self.figures.backing(i)

    def _attack(self, i: int) -> Any:
        """Return the power of the threat and of those who aid it, as one state perceives it, before nearness."""
        return self._offence(i) + self._sum_over_others("aid", i)

    def _holds(self, i: int, help_: Any, attack: Any) -> Any:
        figures, membership = self.figures, self._column("membership", i)
        kappa = figures.parameter("own_defence", i)
        strength = (kappa + (1 - kappa) * self._column("mobilisation", i)) * figures.states[i].power
        access = membership + (1 - membership) * figures.parameter("spillover", i)
        near = attack * of_state(figures.threat.closeness, i)
        return figures.utility.contest(strength + access * help_, near, figures.parameter("decisiveness", i))

    def _lost(self, i: int) -> Any:
        """Return the chance that one state falls."""
        figures, help_, attack = self.figures, self._help(i), self._attack(i)
        lost = 1 - self._holds(i, help_, attack)
        buffer = figures.parameter("buffer", i)
        if _is_zero(buffer):
            return lost
        stand = figures.utility.contest(help_, attack, figures.parameter("decisiveness", i))
        shielded = buffer * (1 - of_state(self._first_targets, i)) * stand
        return lost * (1 - (1 - self._column("membership", i)) * shielded)

    def _spoils_of(self, i: int) -> Any:
        figures, spoils = self.figures, self.figures.parameter("spoils", i)
        if _is_zero(spoils):
            return 0  # the usual case; saves the second contest
        side = figures.against.power + self._sum_over_others("aid", None)
        share = self._column("share", i) * figures.states[i].power / side
        return share * spoils * (1 - self._held_for_spoils)

    @property
    def _held_for_spoils(self) -> Array:
        """The chance that the threat is held, as it counts in the spoils (bounds take it from another corner)."""
        return self._held

    def _sum_over_others(self, column: str, i: int | None) -> Any:
        """Return the power that all states but i (None: all states) put into a column of the table.

        What they contribute arrives at i in part only.
        """
        figures = self.figures
        total: Any = 0
        for k, state in enumerate(figures.states):
            if k != i:
                arrives = figures.arrives(i, k) if i is not None and column == "contribution" else 1
                total = total + self._column(column, k) * (state.power * arrives)
        return total

    def _column(self, name: str, i: int) -> Array:
        """Return one column of the table of responses for state i, laid out once."""
        if (name, i) not in self._columns:
            self._columns[name, i] = self._laid_out(name, i)
        return self._columns[name, i]

    def _laid_out(self, name: str, i: int) -> Array:
        """Return one column of the table over state i's actions, laid along the profile's axis i."""
        figures, along = self.figures, self.figures.entries(name, i)
        after = len(figures.states) - 1 - i + len(figures.batch_shape) - (along.ndim - 1)
        return along.reshape(*(1,) * i, len(along), *(1,) * after, *along.shape[1:])


def finite(made: Callable[[], Array]) -> Array:
    """Return the payoffs that are made, or raise InvalidModelError where floats hold none."""
    try:
        with np.errstate(over="ignore", invalid="ignore"):  # whether it matters is seen in the payoffs
            payoffs = made()
    except OverflowError as error:
        raise InvalidModelError(_TOO_FAR_APART) from error
    if payoffs.dtype.kind == "f" and not np.isfinite(payoffs).all():
        raise InvalidModelError(_TOO_FAR_APART)
    return payoffs


def _is_zero(value: Any) -> bool:
    """Return whether the value is the number 0 for all, so that a term falls away before it is computed."""
    if isinstance(value, np.ndarray) and value.ndim == 0:  # one state's of an array of figures
        value = value.item()
    return isinstance(value, Real) and value == 0


def _batch_first(table: Array, profile_axes: int) -> Array:
    """Return a view with the batch axes, which come after ``profile_axes`` others, in front."""
    batch = range(profile_axes, table.ndim)
    return np.moveaxis(table, list(batch), list(range(len(batch))))
