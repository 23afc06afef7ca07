r"""Two moves, one after the other, of states that err: strategic choice in closed form (Signorino 1999).

The first mover chooses among groups of outcomes. A group of one ends the game; in one of several the second mover
chooses the outcome. With utilities v_i(o) affine in the parameters,

.. math::

   P(o \mid g) = \frac{e^{v_2(o)}}{\sum_{k \in g} e^{v_2(k)}}, \quad
   u(g) = \sum_{o \in g} P(o \mid g)\, v_1(o), \quad
   P(g) = \frac{e^{u(g)}}{\sum_h e^{u(h)}} .

This is the agent quantal response equilibrium (McKelvey & Palfrey 1998), unique by backward induction; with normal
errors of variance 1 for each action of two, the logit becomes a probit of the difference over :math:`\sqrt 2`. A
utility that is not named is 0; of the second mover only differences within a group count, of the first one all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError, only_known, shown
from alignment_games.signatures import fields_as_annotated

LINKS = ("logit", "probit")
#: The regressor that is 1 in each case.
CONSTANT = "constant"


@fields_as_annotated()
@dataclass(frozen=True)
class TwoMoves:
    """Which outcomes the first mover can choose between, and what utilities are made of.

    ``groups``: outcomes, by the first mover's actions. ``first`` and ``second``: by outcome, the figures that a mover's
    utility of it is made of, ``constant`` among them. ``link``: ``logit`` or ``probit``. Raises InvalidModelError for
    outcomes that are unknown or named twice, for another link, and for a probit of more than two actions.

    >>> deterrence = TwoMoves((("status quo",), ("concession", "war")), {"war": ["constant"]}, {"war": ["power"]})
    >>> deterrence.names
    ('first, war: constant', 'second, war: power')
    """

    groups: tuple[tuple[str, ...], ...]
    first: Mapping[str, Sequence[str]]
    second: Mapping[str, Sequence[str]]
    link: str = "logit"

    def __post_init__(self) -> None:
        outcomes = self.outcomes
        if len(self.groups) < 2 or not all(self.groups) or len(set(outcomes)) < len(outcomes):
            raise InvalidModelError(
                f"expected two groups or more of outcomes, each outcome once, got {shown(self.groups)}"
            )
        only_known("link", [self.link], LINKS)
        only_known("outcome", [*self.first, *self.second], outcomes)
        if self.link == "probit" and max(len(self.groups), *map(len, self.groups)) > 2:
            raise InvalidModelError("a probit is of two actions; take the logit for more")
        alone = [group[0] for group in self.groups if len(group) == 1 and group[0] in self.second]
        if alone:
            raise InvalidModelError(f"the second mover has no choice where {alone[0]} ends the game; leave it out")

    @property
    def outcomes(self) -> tuple[str, ...]:
        """All outcomes in order."""
        return tuple(outcome for group in self.groups for outcome in group)

    @property
    def names(self) -> tuple[str, ...]:
        """The parameters in order."""
        parts = (("first", self.first), ("second", self.second))
        return tuple(f"{mover}, {at}: {name}" for mover, own in parts for at, names in own.items() for name in names)

    @property
    def figures(self) -> list[str]:
        """The figures that a table needs, each once."""
        named = [name for own in (self.first, self.second) for names in own.values() for name in names]
        return [name for name in dict.fromkeys(named) if name != CONSTANT]

    def designs(self, figures: Mapping[str, Array], cases: int) -> tuple[Array, Array]:
        """Return what a unit of each parameter adds to utilities of the first and second, (cases, outcomes, names)."""
        found = np.zeros((2, cases, len(self.outcomes), len(self.names)))
        place = 0
        for mover, own in enumerate((self.first, self.second)):
            for outcome, names in own.items():
                for name in names:
                    found[mover, :, self.outcomes.index(outcome), place] = 1 if name == CONSTANT else figures[name]
                    place += 1
        return found[0], found[1]

    def chances(self, designs: tuple[Array, Array], parameters: Array) -> tuple[Array, Array]:
        """Return log chances of outcomes, (cases, outcomes), and their derivatives, (cases, outcomes, names)."""
        (one, two), count = designs, len(parameters)
        values = one @ parameters, two @ parameters
        cases = len(one)
        worth, worth_slope = np.zeros((cases, len(self.groups))), np.zeros((cases, len(self.groups), count))
        logs, slopes = np.zeros(values[0].shape), np.zeros(one.shape)
        first = 0
        for g, group in enumerate(self.groups):
            own = slice(first, first + len(group))
            logs[:, own], slopes[:, own] = self._chosen(values[1][:, own], two[:, own])
            play = np.exp(logs[:, own])
            worth[:, g] = (play * values[0][:, own]).sum(axis=1)
            moved = one[:, own] + values[0][:, own, None] * slopes[:, own]
            worth_slope[:, g] = (play[..., None] * moved).sum(axis=1)
            first += len(group)
        above, above_slope = self._chosen(worth, worth_slope)
        groups = np.repeat(np.arange(len(self.groups)), list(map(len, self.groups)))
        return logs + above[:, groups], slopes + above_slope[:, groups]

    def _chosen(self, values: Array, slopes: Array) -> tuple[Array, Array]:
        """Return log chances of actions by their values, (cases, actions), and derivatives, (cases, actions, names)."""
        if self.link == "probit" and values.shape[1] == 2:
            from scipy.special import log_ndtr

            gaps = (values - values[:, ::-1]) / np.sqrt(2)
            logs = log_ndtr(gaps)
            rates = np.exp(-np.square(gaps) / 2 - logs) / np.sqrt(2 * np.pi)
            return logs, rates[..., None] * (slopes - slopes[:, ::-1]) / np.sqrt(2)
        logs = values - values.max(axis=1, keepdims=True)
        logs -= np.log(np.exp(logs).sum(axis=1, keepdims=True))
        return logs, slopes - (np.exp(logs)[..., None] * slopes).sum(axis=1, keepdims=True)
