"""Distributions for a model whose author gave point estimates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from alignment_games.errors import InvalidModelError, only_known
from alignment_games.models.door import as_model
from alignment_games.models.model import Parameter
from alignment_games.signatures import as_annotated

#: A parameter, or a parameter and a state.
Key = str | tuple[str, str]
#: An upper bound that may not be reached, and a lower one, is kept this far away.
_WITHIN = 1e-9
#: Parameters that are yes or no.
_NO_QUANTITIES = ("contiguous",)


@as_annotated()
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


@as_annotated()
def guesses(model: Any, spread: float = 0.1, of: Sequence[Key] = ()) -> dict[Key, Any]:
    """Return distributions for `uncertain`: of the intents perceived, or of all figures where there is no intent.

    ``of``: the parameters that are uncertain instead, each by its name, or as that of one state, see `apart`.
    Intents as in `intent_guesses`. Other figures are normal around their value with a standard deviation of ``spread``
    times the value (of ``spread`` around 0), cut off where the parameter ends. Raises InvalidModelError for a model
    without figures, for an unknown parameter, and for one that is no quantity.

    >>> list(guesses("dilemma"))
    ['reward', 'temptation', 'punishment', 'sucker']
    >>> list(guesses("europe-1938", of=["burden", ("power", "France"), "reliability"]))
    ['burden', ('power', 'France'), 'reliability']
    """
    _check_spread(spread)
    known = as_model(model).parameters()
    if len(of):
        keys = [key for name in of for key in apart(model, name)]
        return {key: _guess(known, key, spread) for key in keys}
    if "intent" in known:
        return intent_guesses(model, spread)
    if not known:
        raise InvalidModelError("this game has no figures that could be uncertain; give a model with parameters")
    found: dict[Key, Any] = {}
    for name, parameter in known.items():
        _check_number(name, parameter)
        widths = {entry: _width(name, value, spread) for entry, value in _varied(parameter).items()}
        found |= _around(name, parameter, widths)
    return found


def apart(model: Any, key: Key) -> list[Key]:
    """Return what varies on its own where a parameter is named: one for all, or that of each state.

    What a state has as its own, such as its power, varies on its own; what is set once for all states, such as the
    burden, varies for all at once. Raises InvalidModelError for an unknown parameter or state, and for one that is no
    quantity.

    >>> apart("europe-1938", "power"), apart("europe-1938", "burden"), apart("europe-1938", ("burden", "USSR"))
    ([('power', 'Britain'), ('power', 'France'), ('power', 'USSR')], ['burden'], [('burden', 'USSR')])
    """
    known = as_model(model).parameters()
    name, *entry = (key,) if isinstance(key, str) else key
    only_known("parameter", [name], known)
    parameter = known[name]
    if name in _NO_QUANTITIES:
        raise InvalidModelError(f"{name} is yes or no; compare two models, or give a distribution to uncertain")
    _check_number(name, parameter)
    if entry:
        only_known("state", entry, parameter.entries)
        return [(name, entry[0])]
    if not parameter.by_state or (parameter.place and not parameter.place.startswith("[[") and _alike(parameter)):
        return [name]
    return [(name, each) for each in _varied(parameter)]


def _alike(parameter: Parameter) -> bool:
    return len(set(parameter.value.values())) == 1


def _guess(known: Mapping[str, Parameter], key: Key, spread: float) -> Any:
    """Return the distribution of one input, around what it is."""
    name, entry = (key, "") if isinstance(key, str) else key
    parameter = known[name]
    value = float(parameter.value[entry or parameter.entries[0]] if parameter.by_state else parameter.value)
    return _normal(parameter, value, _width(name, value, spread))


def _width(name: str, value: float, spread: float) -> float:
    return spread if name == "intent" else spread * (abs(value) or 1.0)


def _check_number(name: str, parameter: Parameter) -> None:
    if any(value is None or getattr(value, "free_symbols", ()) for value in (*_values(parameter),)):
        raise InvalidModelError(
            f"{name} has no number to be uncertain about; give it one first, as in --set {name}=0.5"
        )


def _values(parameter: Parameter) -> list[Any]:
    return list(parameter.value.values()) if parameter.by_state else [parameter.value]


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
    centres = _varied(parameter)
    keys = {entry: (name, entry) if entry else name for entry in widths}
    return {keys[entry]: _normal(parameter, centres[entry], width) for entry, width in widths.items()}


def _normal(parameter: Parameter, centre: float, width: float) -> Any:
    """Return a normal distribution, cut off where the parameter ends."""
    from scipy.stats import truncnorm

    low, high = parameter.limits(_WITHIN)
    return truncnorm((low - centre) / width, (high - centre) / width, centre, width)
