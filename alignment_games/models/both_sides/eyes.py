r"""What one side of a game of two sides sees: a response game with the responses of the other side in its threat.

The states of side s face :math:`j`, the leader of the other side t, and their payoffs are those of the response game
(`models.response.payoffs`), with two sums to which the states of t add. What t musters is added to the power that
attacks, and what those of t lend who bandwagon with s is added to the help:

.. math::

   B_i &= \sum_{k \in s, k \ne i} \text{aid}_k\, p_k + \gamma_s \Big[(1 - \kappa_j)\, \text{mobilisation}_j\, p_j
          + \sum_{k \in t, k \ne j} \rho_{jk}\, \text{contribution}_k\, p_k\Big] \\
   C_i &= \sum_{k \in s, k \ne i} \rho_{ik}\, \text{contribution}_k\, p_k
          + \sum_{k \in t, k \ne j} \rho_k\, \text{aid}_k\, p_k

The leader's power in peacetime is the threat's already; to mobilise brings the rest that its own defence counts,
:math:`1 - \kappa`, and from its allies comes what reaches it, :math:`\rho` of what they promise. :math:`\gamma_s`, the
*provocation*, is the share of all this that side s takes to be meant for attack: 1 where arms of defence cannot be told
from those of offence, 0 where they can (Jervis 1978).

So each side's eyes are the figures of a response game of all states, in which those of the other side perceive nothing
and have rows of their own in the table of responses; every arithmetic, and the sums, come with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from alignment_games.arrays import Array
from alignment_games.models.response import ResponseModel
from alignment_games.models.response.figures import ResponseFigures
from alignment_games.states.arguments import of_state, per_state, stacked
from alignment_games.states.given_threat import GivenThreat
from alignment_games.states.security import Response


@dataclass(frozen=True, eq=False)
class Eyes:
    """One side, ``own``, that looks at the ``other``. ``first``: whether its states come first among the players."""

    own: ResponseModel
    other: ResponseModel
    provocation: Any
    first: bool

    def figures(self) -> ResponseFigures:
        """Return the figures of the game of all states as this side sees it; payoffs of the others mean nothing."""
        own, other = self.own, self.other
        offered = dict.fromkeys(action for actions in other.actions for action in actions)
        table = {name: self._on_all(row) for name, row in own.table.items()}
        return ResponseFigures(
            tuple(self._joined(own.states, other.states)),
            own.against,
            self._threat(),
            replace(own.utility, **self._utility()),
            tuple(self._joined(own.actions, [tuple(map(_label, actions)) for actions in other.actions])),
            table | {_label(action): self._lent(other.rows[action]) for action in offered},
            own.guarantors,
            own.reliability,
        )

    def _joined(self, own: Sequence[Any], other: Sequence[Any]) -> list[Any]:
        """Return what each side has, one entry for each state, in the order of the players."""
        return [*own, *other] if self.first else [*other, *own]

    def _lent(self, row: Response) -> Response:
        """Return the row of a response of the other side: what it lends to this side's attackers and helpers."""
        nothing, states = [0] * len(self.own.states), range(len(self.other.states))
        mustered = [self.provocation * self._mustered(k, row) for k in states]
        return Response(
            aid=stacked(self._joined(nothing, mustered)),
            contribution=stacked(self._joined(nothing, [self._brought(k, row) for k in states])),
        )

    def _brought(self, k: int, row: Response) -> Any:
        """Return the share of its power that a state of the other side lends this one; its leader lends none."""
        return 0 if self.other.names[k] == self.own.against.name else of_state(row.aid, k)

    def _mustered(self, k: int, row: Response) -> Any:
        """Return the share of its power that a state of the other side adds to what that side attacks with."""
        other, leader = self.other, self.own.against.name
        if other.names[k] == leader:
            return (1 - other.parameter("own_defence", k)) * of_state(row.mobilisation, k)
        known = leader in other.names
        arrives = other.arrives(other.names.index(leader), k) if known else other.parameter("reliability", k)
        return arrives * of_state(row.contribution, k)

    def _threat(self) -> GivenThreat:
        """Return the threat as this side's states perceive it; the other's perceive none."""
        seen = self.own.threat
        weight = seen.weight(self.own.utility.nearness)
        figures = ((weight, 0), (seen.closeness, 1), (seen.hostility, 0), (seen.balance, 1))
        names = tuple(self._joined(self.own.names, self.other.names))
        return GivenThreat(names, *(self._spread(value, idle) for value, idle in figures))

    def _spread(self, value: Any, idle: Any) -> Array:
        """Return a figure of this side's states, with ``idle`` for each state of the other."""
        own = [of_state(value, i) for i in range(len(self.own.states))]
        return stacked(self._joined(own, [idle] * len(self.other.states)))

    def _utility(self) -> dict[str, Any]:
        """Return the figures of the utility that differ by state, and who of all keeps what it promises."""
        own, other = self.own, self.other
        found = {name: self._of_all(value) for name, value in own.utility.figures().items()}
        kept = ([side.parameter("reliability", k) for k in range(len(side.states))] for side in (own, other))
        return {**found, "reliability": stacked(self._joined(*kept))}

    def _of_all(self, value: Any) -> Any:
        """Return a figure that differs by state, if it does, for all states; the first of this side's serves others."""
        return self._spread(value, of_state(value, 0)) if per_state(value, self.own.names, "").shape[-1] > 1 else value

    def _on_all(self, row: Response) -> Response:
        return Response(**{each.name: self._of_all(getattr(row, each.name)) for each in fields(row)})


def _label(action: str) -> str:
    """Return the name of a response of the other side."""
    return f"{action} on the other side"
