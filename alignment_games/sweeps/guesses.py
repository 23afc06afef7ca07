"""Distributions for a case whose author gave point estimates of intent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from alignment_games.errors import InvalidModelError
from alignment_games.models.response import ResponseModel
from alignment_games.states.threat import PerceivedThreat


def intent_guesses(model: ResponseModel, spread: float = 0.1) -> dict[str, Any]:
    """Return a distribution of the intent that each state perceives, for `uncertain`.

    Normal around the estimate with standard deviation ``spread``, cut off at 0 and 1. The spread is a judgement: with
    0.1, an estimate of 0.5 means "between 0.3 and 0.7, most likely". Raises InvalidModelError for a model whose threat
    was given outright, or a spread that is not positive.

    >>> from alignment_games.cases import load_case
    >>> sorted(intent_guesses(load_case("europe-1938").model)["intent"])
    ['Britain', 'France', 'USSR']
    """
    from scipy.stats import truncnorm

    if not spread > 0:
        raise InvalidModelError(f"the spread must be positive, got {spread}")
    if not isinstance(model.threat, PerceivedThreat):
        raise InvalidModelError(
            "the threat was given outright, so no intent can vary; give distributions of other inputs"
        )
    given = model.threat.intent
    means = given.values() if isinstance(given, Mapping) else np.broadcast_to(np.asarray(given), (len(model.names),))
    centres = dict(zip(given if isinstance(given, Mapping) else model.names, map(float, means), strict=True))
    return {"intent": {n: truncnorm(-m / spread, (1 - m) / spread, m, spread) for n, m in centres.items()}}
