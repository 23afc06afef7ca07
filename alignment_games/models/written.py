"""A game whose payoffs were written down as expressions in parameters, as a model: numbers go in for the parameters.

The payoffs stay expressions as long as a parameter has no number, so that conditions can be derived from them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from alignment_games.errors import InvalidModelError, unknown_name
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.models.model import Parameter
from alignment_games.models.plain import OfTable


@dataclass(frozen=True)
class WrittenParameter:
    """A parameter of written payoffs: its symbol, what it is where nobody says, its bounds, and what it means.

    ``value``: None where it has to be given, or stays a symbol.
    """

    symbol: Any
    value: Any = None
    low: Any = 0
    high: Any = None
    meaning: str = ""

    def require_inside(self, name: str, value: Any) -> None:
        """Raise InvalidModelError for a number out of bounds; None and symbols pass."""
        for number in np.asarray(value, dtype=object).ravel().tolist():
            if number is None or hasattr(number, "free_symbols"):
                continue
            if not (number >= self.low and (self.high is None or number <= self.high)):
                high = "" if self.high is None else f" and at most {self.high}"
                raise InvalidModelError(f"{name} must be at least {self.low}{high}, got {number}")


@dataclass(frozen=True, eq=False, repr=False)
class WrittenModel(OfTable):
    """Payoffs in symbols (``table``), their parameters as ``written``, by name, and the ``values`` put in for some.

    ``title`` and ``notes``: what the file says of it.

    >>> from sympy import symbols
    >>> cost = symbols("cost", positive=True)
    >>> table = NormalFormGame([[[1 - cost, 1], [1 - cost, 0]]] * 2, ["Ann", "Bob"], ["help", "wait"])
    >>> model = WrittenModel(table, {"cost": WrittenParameter(cost, 0.25)})
    >>> model.game().payoffs[0].tolist(), model.with_parameters(cost=cost).game().arithmetic
    ([[0.75, 1.0], [0.75, 0.0]], 'symbolic')
    """

    written: Mapping[str, WrittenParameter]
    values: Mapping[str, Any] = field(default_factory=dict)
    title: str = ""
    notes: str = ""

    @property
    def unset(self) -> tuple[str, ...]:
        """The names of the parameters that nobody has set, whether or not the file gives them a value."""
        return tuple(name for name in self.written if name not in self.values)

    @property
    def bounds(self) -> tuple[Any, ...]:
        """What is known of the symbols of the game beyond their signs: inequalities, as `conditions` takes them."""
        found, symbols = [], _symbols_of(self.game())
        for each in self.written.values():
            if each.symbol not in symbols:
                continue
            if each.low:
                found.append(each.symbol >= each.low)
            if each.high is not None:
                found.append(each.symbol <= each.high)
        return tuple(found)

    def parameters(self) -> dict[str, Parameter]:
        """Return the parameters by name: a number where they have one, else their symbol."""
        return {
            name: Parameter(
                self._known.get(name, each.symbol),
                None if each.low is None else float(each.low),
                None if each.high is None else float(each.high),
                "",
                each.meaning or "a parameter of the payoffs",
                by_state=False,
                above=bool(each.symbol.is_positive),
                default=each.value,
                place=f"[parameters] {name}",
            )
            for name, each in self.written.items()
        }

    def with_parameters(self, **parameters: Any) -> WrittenModel:
        """Return the model with numbers, symbols or grids for parameters; a grid takes a last axis of 1.

        A symbol of the parameter's own name leaves it as it is, a symbol.

        Raises InvalidModelError for an unknown parameter and for a number out of its bounds.
        """
        values = dict(self.values)
        for name, value in parameters.items():
            if name not in self.written:
                raise unknown_name("parameter", name, self.written)
            parameter = self.written[name]
            parameter.require_inside(name, value)
            values[name] = parameter.symbol if str(value) == name else value
        return replace(self, values=values)

    def game(self) -> NormalFormGame:
        """Return the game: a family where a value is a grid, in symbols where a parameter has no number."""
        if any(np.ndim(value) for value in self._known.values()):
            return self._family()
        symbols = _symbols_of(self.table)
        changes = {self.written[name].symbol: value for name, value in self._known.items()}
        return self.table.substitute({symbol: value for symbol, value in changes.items() if symbol in symbols})

    @property
    def _known(self) -> dict[str, Any]:
        """The values that parameters have."""
        stated = {name: each.value for name, each in self.written.items() if each.value is not None}
        return {**stated, **self.values}

    def _family(self) -> NormalFormGame:
        """Return the games of grids of values, each payoff worked out for all of them at once."""
        from sympy import lambdify

        known, symbols = self._known, sorted(_symbols_of(self.table), key=str)
        missing = [symbol.name for symbol in symbols if symbol.name not in known]
        if missing:
            raise InvalidModelError(f"no number for {', '.join(missing)}; give each parameter a value")
        grids = [np.asarray(known[symbol.name], dtype=float) for symbol in symbols]
        columns = [grid[..., 0] if grid.ndim else grid for grid in grids]
        distinct = list(dict.fromkeys(self.table.expressions.flat))
        worked_out = lambdify(symbols, distinct, modules="numpy")(*columns)
        values = dict(zip(distinct, np.broadcast_arrays(*map(np.asarray, worked_out), *columns), strict=False))
        table = np.stack([values[entry].astype(float) for entry in self.table.expressions.flat], axis=-1)
        payoffs = table.reshape(*table.shape[:-1], *self.table.expressions.shape)
        return NormalFormGame(payoffs, self.names, self.actions)


def _symbols_of(game: NormalFormGame) -> set[Any]:
    return {symbol for entry in game.expressions.flat for symbol in getattr(entry, "free_symbols", ())}
