"""Symbols for parameters, with the sign that a parameter of these models has."""

from __future__ import annotations

from sympy import Symbol

from alignment_games.signatures import as_annotated


@as_annotated()
def parameters(names: str) -> dict[str, Symbol]:
    """Return positive symbols by name, to be put in for numbers: ``case.game(**parameters("burden, spillover"))``.

    >>> parameters("burden spillover")
    {'burden': burden, 'spillover': spillover}
    """
    return {name: Symbol(name, positive=True) for name in names.replace(",", " ").split()}
