"""Symbols for parameters, with the sign that a parameter of these models has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from sympy import Symbol

from alignment_games.errors import InvalidModelError
from alignment_games.game.entrance import Given
from alignment_games.models.door import as_model
from alignment_games.models.model import Model, as_input
from alignment_games.models.named import with_named
from alignment_games.signatures import as_annotated


@as_annotated()
def parameters(names: str) -> dict[str, Symbol]:
    """Return positive symbols by name, to be put in for numbers: ``case.game(**parameters("burden, spillover"))``.

    >>> parameters("burden spillover")
    {'burden': burden, 'spillover': spillover}
    """
    return {name: Symbol(name, positive=True) for name in names.replace(",", " ").split()}


@as_annotated()
def with_symbols(given: Given, names: str | Iterable[str]) -> Model:
    """Return a model in fractions in which some of its figures are positive symbols.

    ``names``: of parameters, as ``alignment-games parameters`` lists them, in one text with commas or in a list; of one
    state as ``intent.France``, whose symbol is ``intent_France``. Raises InvalidModelError for what has no model, for
    an unknown parameter or state, and for an empty name.

    >>> import alignment_games as ag
    >>> print(ag.conditions(with_symbols("europe-1938", "burden"), "buck_pass, buck_pass, buck_pass"))
    (Britain: buck_pass, France: buck_pass, USSR: buck_pass) is an equilibrium exactly when
      burden >= 0.040879869 (rounded)  (Britain would not rather balance than pass the buck)
    """
    listed = names.split(",") if isinstance(names, str) else list(names)
    model: Any = as_model(given)
    exact: Model = model.exact() if hasattr(model, "exact") else model  # a function's figures are its own
    return with_named(exact, {name.strip(): symbol_for(name) for name in listed})


def symbol_for(name: str) -> Symbol:
    """Return the symbol of a parameter, such as intent_France. Raises InvalidModelError for no name.

    >>> symbol_for("intent.South Korea")
    intent_South_Korea
    """
    symbol = re.sub(r"[\s,.]+", "_", name.strip())
    if not symbol.strip("_"):
        raise InvalidModelError("a symbol is missing its name; expected names such as burden,intent.France")
    return Symbol(symbol, positive=True)


def with_symbol_by(found: Any, by: Symbol | str) -> tuple[Any, Symbol | str]:
    """Return what is asked about with a symbol for the figure that ``by`` names, and the symbol.

    Both come back as they are where ``by`` names no figure of a model, or one in which there are symbols already.
    """
    if isinstance(by, Symbol):
        return found, by
    try:
        known, figure = as_model(found).parameters(), as_input(by)
    except InvalidModelError:
        return found, by
    value = known[figure.name].value if figure.name in known else by
    parts = value.values() if isinstance(value, Mapping) else [value]
    if figure.name not in known or any(getattr(part, "free_symbols", ()) for part in parts):
        return found, by
    return with_symbols(found, [figure.key]), symbol_for(figure.key)
