"""What a theory of choices names: sources of threat, costs of actions, rate and scale, and what they are in games."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError, only_known, unknown_name
from alignment_games.estimation.stack import Stack

#: Sources that enter by their logarithm; all others enter as they are.
LOGARITHMIC = ("power", "proximity", "offence", "intent")


@dataclass(frozen=True)
class ThreatTheory:
    """Which sources make the threat, which actions have a cost of their own.

    ``sources``: names of the threat's sources and of covariates, each with a weight to estimate. ``costs``:
    what to estimate on top of the utility's costs, in log-odds: an action (``"balance"``) or how its cost moves
    with a source or covariate (``"balance by rivalry"``). ``rate``: lambda, None to
    estimate it. ``scale``: of all payoffs, None to estimate it instead of the rate.
    """

    sources: tuple[str, ...] = ("power", "proximity")
    costs: tuple[str, ...] = ()
    rate: float | None = None
    scale: float | None = 1.0

    def __post_init__(self) -> None:
        if self.rate is None and self.scale is None:
            raise InvalidModelError(
                "the scale of payoffs and the rate lambda are not separately identified: only their product is; "
                "fix scale (usually at 1) or rate"
            )
        for name in self.names:
            if self.names.count(name) > 1:
                raise InvalidModelError(f"the {name} is asked for twice; name each source and cost once")
        for what, value in (("rate", self.rate), ("scale", self.scale)):
            if value is not None and not 0 < value < np.inf:
                raise InvalidModelError(f"{what} must be a finite number above 0, or None to estimate it, got {value}")

    @property
    def names(self) -> tuple[str, ...]:
        """The parameters in order."""
        return (
            *(["log rate"] if self.rate is None else []),
            *(["log scale"] if self.scale is None else []),
            *(f"weight of {name}" for name in self.sources),
            *(f"cost of {name}" for name in self.costs),
        )

    def start(self) -> Array:
        """Return where estimation starts: rate and scale 10 and 1, weights and costs 0."""
        return np.array([np.log(10.0) if name == "log rate" else 0.0 for name in self.names])

    def check(self, stack: Stack) -> None:
        """Raise InvalidModelError for a source or an action that the games do not have, or cannot use."""
        only_known("source", self.sources, stack.sources)
        for name in self.sources:
            values = stack.sources[name]
            if name in LOGARITHMIC and not (values > 0).all():
                raise InvalidModelError(f"{name} must be positive to enter by its logarithm, got {values.min()}")
            if np.ptp(values) == 0:
                raise InvalidModelError(
                    f"the weight of {name} is not identified: every state has the value {values[0]}"
                )
        for name in self.costs:
            action, by, source = name.partition(" by ")
            if action not in stack.actions:
                raise unknown_name("action", action, stack.actions)
            if by and source not in stack.sources:
                raise unknown_name("source", source, stack.sources)
        if set(stack.actions) <= set(self.costs):
            raise InvalidModelError(
                f"of the costs of {', '.join(stack.actions)} only differences are identified; drop one"
            )

    def inputs(self, stack: Stack) -> Array:
        """Return each row's sources as they enter the threat's logarithm, (rows, sources)."""
        columns = [source_input(stack, name) for name in self.sources]
        return np.stack(columns, axis=-1) if columns else np.zeros((len(stack), 0))

    def charges(self, stack: Stack) -> Array:
        """Return by how much each row's actions cost more for a unit of each cost, (rows, m, costs)."""
        each = [charge(stack, name) for name in self.costs]
        return np.stack(each, axis=-1) if each else np.zeros((len(stack), len(stack.actions), 0))

    def contrasts(self, stack: Stack) -> Array:
        """Return the charges less their mean over actions, for only differences count, (rows m, costs)."""
        charges = self.charges(stack)
        return np.concatenate(list(charges - charges.mean(axis=1, keepdims=True)))

    def scales(self, stack: Stack) -> Array:
        """Return the unit of each parameter in which the search is done: a weight's unit is a covariate's inverse.

        1 for rate, scale, costs and the weights of logarithms; a covariate's largest size for what multiplies it.
        """
        units = []
        for name in self.names:
            source = name.removeprefix("weight of ") if name.startswith("weight of ") else name.partition(" by ")[2]
            plain = source in stack.sources and source not in LOGARITHMIC
            units.append(float(abs(stack.sources[source]).max()) if plain else 1.0)
        return np.array([unit or 1.0 for unit in units])


def source_input(stack: Stack, name: str) -> Array:
    """Return a source as it enters: the four sources of threat by their logarithm, covariates as they are."""
    return np.log(stack.sources[name]) if name in LOGARITHMIC else stack.sources[name]


def charge(stack: Stack, name: str) -> Array:
    """Return by how much each row's actions cost more for a unit of a cost, (rows, m)."""
    action, by, source = name.partition(" by ")
    amount = source_input(stack, source) if by else np.ones(len(stack))
    return np.outer(amount, np.array(stack.actions) == action)
