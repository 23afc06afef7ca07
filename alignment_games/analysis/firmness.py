"""How firm the answer of a model is: which figure alone flips it, and how often it stands when figures are off."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from alignment_games.analysis.plane import Upward, affordable_share
from alignment_games.errors import InvalidModelError, UnsupportedGameError
from alignment_games.models.model import Model
from alignment_games.models.response import ResponseModel
from alignment_games.models.response.in_floats import in_floats
from alignment_games.sweeps.flips.flip import Flip, nearest_flip
from alignment_games.sweeps.grids.grid import sweep
from alignment_games.sweeps.uncertainties.guesses import guesses
from alignment_games.sweeps.uncertainties.uncertainty import Uncertain, uncertain

#: Draws of a response model's figures where they are affordable, and the fewest; of games that are made one by one.
_DRAWS, _LEAST_DRAWS, _FEW_DRAWS = 4000, 200, 400
#: Within which factor a figure of a response model may be wrong, upwards or downwards; which share one of another may.
FACTOR, SPREAD = 1.25, 0.1
#: The seed of the draws.
SEED = 1
#: Flips and draws of games that are made one by one are looked into up to this many payoffs, and so many figures.
MOST_PAYOFFS, _MOST_FIGURES = 5_000, 6


@dataclass(frozen=True, eq=False)
class Flips:
    """For each figure that alone flips the predicted alignment the nearest flip, and the figures that were not asked.

    A figure is a parameter, or a parameter and the entry of it.
    """

    found: tuple[Flip, ...]
    unasked: tuple[Any, ...]


def chances(model: ResponseModel) -> tuple[Uncertain, tuple[str, ...]]:
    """Return how often each alignment is the equilibrium when a few figures are within ``FACTOR``, and which they are.

    These are the burden, the power of the threat, and the figure that goes upwards in the plane; none that is zero.
    """
    from scipy.stats import loguniform

    model = in_floats(model)  # as for the plane
    up = Upward.of(model)
    values = {"burden": model.utility.burden, "threat_power": model.against.power, up.parameter: up.now}
    numbers = {name: float(np.mean(np.asarray(value, dtype=float))) for name, value in values.items()}
    spread = {name: loguniform(v / FACTOR, v * FACTOR) for name, v in numbers.items() if v > 0}
    draws = int(np.clip(_DRAWS * affordable_share(model), _LEAST_DRAWS, _DRAWS))
    return uncertain(model, spread, draws=draws, rng=SEED), tuple(spread)


def chances_of_figures(model: Model) -> Uncertain:
    """Return how often each alignment is the equilibrium when all figures are off by about ``SPREAD`` of them.

    Raises InvalidModelError where figures cannot be drawn.
    """
    return uncertain(model, guesses(model, SPREAD), draws=_FEW_DRAWS, rng=SEED)


def flips_by_figure(model: Model) -> Flips:
    """Return, for each figure that alone can flip the predicted alignment, the nearest value at which it does.

    Models whose games have to be made one by one are not searched: it would take minutes.
    """
    keys = [
        (name, entry) if entry else name
        for name, parameter in model.parameters().items()
        for entry in parameter.entries or ("",)
    ]
    found, unasked = [], []
    for key in keys[:_MOST_FIGURES]:
        try:
            if _is_slow(model, key):
                unasked.append(key)
                continue
            flip = nearest_flip(model, [key])
        except (InvalidModelError, UnsupportedGameError):  # the model ends there, or nothing is predicted
            continue
        if flip is not None and flip.verified:
            found.append(flip)
    return Flips(tuple(found), (*unasked, *keys[_MOST_FIGURES:]))


def _is_slow(model: Model, key: Any) -> bool:
    """Return whether games have to be made one by one to vary a figure."""
    parameter, entry = key if isinstance(key, tuple) else (key, "")
    value = model.parameters()[parameter].value
    now = float(value[entry] if entry else value)
    return sweep(model, {key: [now, now]}).one_by_one


def is_affordable(model: Model) -> bool:
    """Return whether flips and draws of a model take seconds, as its games are built one by one."""
    return len(model.names) * math.prod(map(len, model.actions)) <= MOST_PAYOFFS
