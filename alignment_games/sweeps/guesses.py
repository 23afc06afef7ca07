"""Distributions for a model whose author gave point estimates."""

from __future__ import annotations

from typing import Any

from alignment_games.errors import InvalidModelError
from alignment_games.models.door import as_model
from alignment_games.models.model import Parameter

#: A parameter, or a parameter and a state.
Key = str | tuple[str, str]
#: An upper bound that may not be reached, and a lower one, is kept this far away.
_WITHIN = 1e-9


def intent_guesses(model: Any, spread: float = 0.1) -> dict[Key, Any]:
    """Return a distribution of the intent that each state perceives, for `uncertain`.

    Normal around the estimate with standard deviation ``spread``, cut off at 0 and 1. The spread is a judgement: with
    0.1, an estimate of 0.5 means "between 0.3 and 0.7, most likely". ``model``: as in `sweep`. Raises
    InvalidModelError for a model in which no intent is perceived, or a spread that is not positive.

    >>> list(intent_guesses("europe-1938"))
    [('intent', 'Britain'), ('intent', 'France'), ('intent', 'USSR')]
    """
    _check_spread(spread)
    known = as_model(model).parameters()
    if "intent" not in known:
        raise InvalidModelError(
            "the threat was given outright, so no intent can vary; give distributions of other inputs"
        )
    return _around("intent", known["intent"], dict.fromkeys(_varied(known["intent"]), spread))


def guesses(model: Any, spread: float = 0.1) -> dict[Key, Any]:
    """Return distributions for `uncertain`: of the intents perceived, or of all figures where there is no intent.

    Intents as in `intent_guesses`. Other figures are normal around their value with a standard deviation of ``spread``
    times the value (of ``spread`` around 0), cut off where the parameter ends. Raises InvalidModelError for a model
    without figures.

    >>> list(guesses("dilemma"))
    ['reward', 'temptation', 'punishment', 'sucker']
    """
    _check_spread(spread)
    known = as_model(model).parameters()
    if "intent" in known:
        return intent_guesses(model, spread)
    if not known:
        raise InvalidModelError("this game has no figures that could be uncertain; give a model with parameters")
    found: dict[Key, Any] = {}
    for name, parameter in known.items():
        if getattr(parameter.value, "free_symbols", ()):
            raise InvalidModelError(f"{name} has no number to be uncertain about; give it one first")
        widths = {entry: spread * (abs(value) or 1.0) for entry, value in _varied(parameter).items()}
        found |= _around(name, parameter, widths)
    return found


def _check_spread(spread: float) -> None:
    if not spread > 0:
        raise InvalidModelError(f"the spread must be positive, got {spread}")


def _varied(parameter: Parameter) -> dict[str, float]:
    """Return the figures of a parameter that may vary on their own; of chances that sum to one, all but the last."""
    if not parameter.by_state:
        return {"": float(parameter.value)}
    found = {name: float(value) for name, value in parameter.value.items()}
    if parameter.sums_to_one:
        groups = [name.rpartition(".")[0] for name in found]
        last = dict(zip(groups, found, strict=True))
        return {name: value for name, value in found.items() if name not in last.values()}
    return found


def _around(name: str, parameter: Parameter, widths: dict[str, float]) -> dict[Key, Any]:
    from scipy.stats import truncnorm

    low, high = parameter.limits(_WITHIN)
    centres = _varied(parameter)
    found: dict[Key, Any] = {}
    for entry, width in widths.items():
        centre = centres[entry]
        key = (name, entry) if entry else name
        found[key] = truncnorm((low - centre) / width, (high - centre) / width, centre, width)
    return found
