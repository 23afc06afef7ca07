"""How likely each response is as one input runs through its range, while others are uncertain: curves with bands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError, shown, unknown_name
from alignment_games.game.seeds import Seed, seed_sequence
from alignment_games.models.door import as_model
from alignment_games.models.model import Input
from alignment_games.signatures import as_annotated
from alignment_games.solvers.control import longer_run
from alignment_games.sweeps._inputs import Vary, arguments, by_input
from alignment_games.sweeps.selection import Selection
from alignment_games.sweeps.uncertainties.estimate import Estimate
from alignment_games.sweeps.uncertainties.uncertainty import Uncertain, uncertain
from alignment_games.text.display import Displayed
from alignment_games.text.tidy import Tidy


@dataclass(frozen=True, eq=False, repr=False)
class Chances(Displayed, Tidy):
    """The probability of each response against one input; make it with `chances`.

    ``along``: the input, ``values``: where it was looked at. ``found``: for each value what `uncertain` found there.
    ``unit``: of the input, where the model says one.
    """

    along: Input
    values: Array = field(repr=False)
    found: tuple[Uncertain, ...] = field(repr=False)
    unit: str = ""

    @property
    def players(self) -> tuple[str, ...]:
        """The states."""
        return self.found[0].players

    def response(self, state: str) -> dict[str, list[Estimate]]:
        """Return for each action of a state its probability at each of the values, with bounds."""
        if state not in self.players:
            raise unknown_name("state", state, self.players)
        each = [found.response(state) for found in self.found]
        return {action: [estimates[action] for estimates in each] for action in each[0]}

    def to_records(self) -> list[dict[str, Any]]:
        """Return tidy rows: the input's value, state, action, and what `Uncertain.to_records` says of it."""
        return [
            {str(self.along): float(value), **row}
            for value, found in zip(self.values, self.found, strict=True)
            for row in found.to_records()
        ]

    def __str__(self) -> str:
        first = self.found[0]
        return (
            f"{len(self.values)} values of {self.along} from {self.values[0]:g} to {self.values[-1]:g}, "
            f"{first.draws:,} draws of {', '.join(first.inputs)} at each"
        )


@longer_run()
@as_annotated()
def chances(
    model: Any,
    along: Mapping[Any, Sequence[float]],
    vary: Vary,
    *,
    draws: int = 2000,
    rng: Seed = None,
    sampling: str = "random",
    select: str | Selection = "payoff_dominant",
    time_limit: float | None = None,
) -> Chances:
    """Return how likely each response is as one input runs through values, the others drawn from distributions.

    ``model``: what `as_model` takes. ``along``: one input and its values, rising. ``vary``, ``draws``, ``rng``,
    ``sampling``, ``select``: as in `uncertain`; the same draws at every value, so that curves show the input's effect
    and no chance of the draws. ``time_limit``: seconds for each value. Raises InvalidModelError for more than one
    input, values that do not rise, and an input that is drawn as well; and as `uncertain` does.

    >>> from scipy.stats import uniform
    >>> found = chances("europe-1938", {"burden": [0.01, 0.1]}, {("intent", "USSR"): uniform(0, 1)}, draws=500, rng=1)
    >>> print(found)
    2 values of burden from 0.01 to 0.1, 500 draws of intent of USSR at each
    >>> [round(each.value, 2) for each in found.response("USSR")["balance"]]
    [0.78, 0.0]
    """
    inputs = by_input(along)
    if len(inputs) != 1:
        raise InvalidModelError(f"chances run along one input, got {len(inputs)}: {', '.join(map(str, inputs))}")
    ((name, given),) = inputs.items()
    values = np.asarray(given, dtype=float)
    if values.ndim != 1 or not values.size or not (np.diff(values) > 0).all():
        raise InvalidModelError(f"{name}: expected one or more values that rise, got {shown(given)}")
    if name in by_input(vary):
        raise InvalidModelError(f"{name} runs through values, so it cannot be drawn as well; leave it out of one")
    built, seed = as_model(model), seed_sequence(rng).entropy
    options: dict[str, Any] = {
        "draws": draws,
        "rng": seed,
        "sampling": sampling,
        "select": select,
        "time_limit": time_limit,
    }
    models = [built.with_parameters(**arguments({name: value})) for value in values.tolist()]
    unit = built.parameters()[name.name].unit
    return Chances(name, values, tuple(uncertain(each, vary, **options) for each in models), unit)
