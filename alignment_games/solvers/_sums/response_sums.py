r"""A response game by its sums: payoffs, and bounds on them, from what the others put in, without a tensor.

State i sees the others' play only through two sums, :math:`C_{-i}` (contributions) and :math:`B_{-i}` (aid):
the formula is at the head of `models.response`. Defence rises in C and attack in B, and a contest success
function rises in the one and falls in the other (Skaperdas 1996, Economic Theory 7), so over a box of sums the
chance to lose takes its extremes at two corners; the spoils are a product of two such monotone factors.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from alignment_games.errors import UnsupportedGameError
from alignment_games.models.response import ResponseModel
from alignment_games.solvers._sums.game_sums import Array, GameSums, plain_number
from alignment_games.states._values import of_state
from alignment_games.states.contest import difference_contest, ratio_contest

_COLUMNS = ("membership", "contribution", "mobilisation", "aid", "exposure", "cost", "share")


@dataclass(frozen=True, eq=False)
class ResponseSums(GameSums):
    """The figures of a response game, n states with up to m actions each.

    ``amounts``: power put into the coalition and lent to the threat, shape (2, n, m). ``strength``, ``access``,
    ``weight``, ``cost`` and ``prize`` (share of the spoils times power): shape (n, m). ``proximity`` and
    ``decisiveness``: shape (n, 1, 1).
    """

    strength: Array
    access: Array
    weight: Array
    cost: Array
    prize: Array
    proximity: Array
    decisiveness: Array
    threat_power: float
    offensive_power: float
    contest: Callable[[Any, Any, Any], Any]

    @np.errstate(over="ignore", invalid="ignore")  # e^(k (A - D)) past the floats means lost; the rest is refused
    def bounds(self, who: Array, low: Array, high: Array) -> tuple[Array, Array]:
        """Return the least and the largest payoffs over boxes of the others' sums, as `GameSums.bounds` says."""
        (c_low, b_low), (c_high, b_high) = low[..., None], high[..., None]
        strength, access, weight = (each[who][:, None] for each in (self.strength, self.access, self.weight))
        attack_low = (self.offensive_power + b_low) * self.proximity[who]
        attack_high = (self.offensive_power + b_high) * self.proximity[who]
        decisiveness = self.decisiveness[who]
        most = -weight * (1 - self.contest(strength + access * c_low, attack_high, decisiveness))
        least = -weight * (1 - self.contest(strength + access * c_high, attack_low, decisiveness))
        spoils = self._spoils(who, low, high) if self.prize.any() else (0, 0)
        paid = np.where(self.offered, self.cost, np.inf)[who][:, None]
        return np.minimum(most, least) + spoils[0] - paid, np.maximum(most, least) + spoils[1] - paid

    def _spoils(self, who: Array, low: Array, high: Array) -> tuple[Array, Array]:
        """Return bounds on the spoils, as the product of the bounds on a share and on the coalition's failure."""
        c_low, b_low = low[..., None] + self.amounts[:, who][:, :, None]
        c_high, b_high = high[..., None] + self.amounts[:, who][:, :, None]
        shared = self.decisiveness[
            0
        ]  # the contest of the coalition as a whole takes the first state's, as the model does
        prize = self.prize[who][:, None]
        least = prize / (self.threat_power + b_high) * (1 - self.contest(c_high, self.offensive_power + b_low, shared))
        most = prize / (self.threat_power + b_low) * (1 - self.contest(c_low, self.offensive_power + b_high, shared))
        return np.minimum(least, most), np.maximum(least, most)

    def lowest(self, i: int) -> Array:
        """Return the sums of the others, below 0, down to which the formula of a state's payoffs holds, (2, 1).

        Half of what it takes to use up the own defence, and half of the threat's own power.
        """
        own = np.min(self.strength[i] / np.where(self.access[i] > 0, self.access[i], 1))
        coalition = 0.0 if self.prize.any() else float(own) / 2  # a share of the spoils has no such margin
        return -np.array([[coalition], [min(self.offensive_power, self.threat_power) / 2]])

    @np.errstate(divide="ignore")
    def discs(self, i: int, points: Array) -> list[tuple[Array, Array, Array]]:
        r"""Return how far a state's payoffs extend analytically in each sum: (bound, radius in C, radius in B).

        One triple for each term of the payoff, arrays of shape (r, m) for r points (2, r) of the others' sums. In
        the disc of that radius about this or any larger value of the sum, the other one fixed, the term is at most
        the bound, up to a constant. A lost contest is :math:`1 / (1 + z)`, which is at most 1 while z has no
        negative real part: :math:`z = (D/A)^m` in the ratio form, so D or A may turn by :math:`\pi / 2m`, and
        :math:`z = e^{k (D - A)}` in the difference form.
        """
        c, b = points[..., None]
        m = float(self.decisiveness[i, 0, 0])
        defence = self.strength[i] + self.access[i] * c
        attack = self.offensive_power + b
        every = np.broadcast_shapes(defence.shape, attack.shape)
        if self.contest is ratio_contest:
            turn = np.sin(min(np.pi / 2, np.pi / (2 * m)))
            held = (defence * turn / self.access[i], attack * turn)
        else:
            held = (np.pi / (2 * m * self.access[i]), np.pi / (2 * m * self.proximity[i, 0]))
        size, coalition, aid = (np.broadcast_to(each, every) for each in (self.weight[i], *held))
        return [(size, coalition, aid), *([self._spoils_disc(i, c, b)] if self.prize[i].any() else [])]

    def _spoils_disc(self, i: int, c: Array, b: Array) -> tuple[Array, Array, Array]:
        """Return the same for the spoils: the radius in B keeps the side that shares them above half its power."""
        m = float(self.decisiveness[0, 0, 0])
        coalition, aid = c + self.amounts[0, i], b + self.amounts[1, i]
        side = self.threat_power + aid
        if self.contest is ratio_contest:
            turn = np.sin(min(np.pi / 2, np.pi / (2 * m)))
            radii = (coalition * turn, np.minimum((self.offensive_power + aid) * turn, side / 2))
        else:
            radii = (np.full_like(coalition, np.pi / (2 * m)), np.minimum(np.pi / (2 * m), side / 2))
        return 2 * np.abs(self.prize[i]) / side, *radii


def response_sums(model: ResponseModel) -> ResponseSums:
    """Return the figures of one response game of plain numbers.

    Raises UnsupportedGameError for symbols, fractions and families of games, for a contest of the user's own
    (whose monotonicity is not known), and where a sum or a defence could be negative.
    """
    if model.utility.contest not in (ratio_contest, difference_contest):
        raise UnsupportedGameError(
            "bounds on the sums need a contest known to rise in defence and to fall in attack: "
            "ratio_contest or difference_contest; for another, enumerate the tensor with PureEnumeration"
        )
    rows = {**model.utility.responses(), **model.table}
    n, widest = len(model.states), max(map(len, model.actions))
    column = {name: np.zeros((n, widest)) for name in _COLUMNS}
    for i, actions in enumerate(model.actions):
        for name in _COLUMNS:
            column[name][i, : len(actions)] = [plain_number(of_state(getattr(rows[each], name), i)) for each in actions]
    power = np.array([[plain_number(state.power)] for state in model.states])
    kappa, spillover, spoils, decisiveness = (
        np.array([[plain_number(of_state(getattr(model.utility, name), i))] for i in range(n)])
        for name in ("own_defence", "spillover", "spoils", "decisiveness")
    )
    threat = np.array([[plain_number(of_state(model.threat.values, i))] for i in range(n)])
    threat_power = plain_number(model.against.power)
    sums = ResponseSums(
        offered=np.arange(widest) < np.array([[len(actions)] for actions in model.actions]),
        amounts=np.stack([column["contribution"], column["aid"]]) * power,
        strength=(kappa + (1 - kappa) * column["mobilisation"]) * power,
        access=column["membership"] + (1 - column["membership"]) * spillover,
        weight=threat * column["exposure"],
        cost=column["cost"],
        prize=column["share"] * spoils * power,
        proximity=np.array([[[plain_number(of_state(model.threat.closeness, i))]] for i in range(n)]),
        decisiveness=decisiveness[..., None],
        threat_power=threat_power,
        offensive_power=plain_number(model.against.offence) * threat_power,
        contest=model.utility.contest,
    )
    _refuse_negative(sums, model)
    return sums


def _refuse_negative(sums: ResponseSums, model: ResponseModel) -> None:
    """Raise UnsupportedGameError where the contest would leave the range in which it is monotone."""
    if not sums.offensive_power > 0:
        raise UnsupportedGameError(
            f"the offensive power of {model.against.name} is {sums.offensive_power}; it must be positive, "
            "or the contest of nothing against nothing has no value"
        )
    for what, table in (
        ("contribution or aid", sums.amounts.min(axis=0)),
        ("strength", sums.strength),
        ("access to the coalition", sums.access),
    ):
        negative = np.argwhere(sums.offered & (table < 0))
        if negative.size:
            i, a = negative[0]
            raise UnsupportedGameError(
                f"the {what} of {model.names[i]} at {model.actions[i][a]!r} is negative; "
                "bounds on the sums need figures of at least 0"
            )
