"""Models without figures of their own making: a game given by its payoffs, and a function that builds games."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from alignment_games.errors import InvalidModelError, shown, unknown_name
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.models.display import DisplayedModel
from alignment_games.models.model import Parameter


@dataclass(frozen=True, eq=False, repr=False)
class OfTable(DisplayedModel):
    """What models with a table of payoffs have from it."""

    table: NormalFormGame

    @property
    def names(self) -> tuple[str, ...]:
        """The players."""
        return self.table.players

    @property
    def actions(self) -> tuple[tuple[str, ...], ...]:
        """For each player, the names of its actions."""
        return self.table.actions


@dataclass(frozen=True, eq=False, repr=False)
class TableModel(OfTable):
    """A game given by its payoffs, as a model: its parameters are the symbols in them.

    >>> from sympy import symbols
    >>> cost = symbols("cost", positive=True)
    >>> model = TableModel(NormalFormGame([[1 - cost, 0]]))
    >>> model.with_parameters(cost=2).game().payoffs.tolist()
    [[-1, 0]]
    """

    def game(self) -> NormalFormGame:
        """Return the game."""
        return self.table

    def parameters(self) -> dict[str, Parameter]:
        """Return the symbols of the payoffs, by name."""
        if self.table.arithmetic != "symbolic":
            return {}
        symbols = {symbol for entry in self.table.payoffs.flat for symbol in getattr(entry, "free_symbols", ())}
        return {
            symbol.name: Parameter(
                symbol,
                0 if symbol.is_nonnegative else None,
                None,
                "",
                "a symbol of the payoffs",
                by_state=False,
                above=bool(symbol.is_positive),
            )
            for symbol in sorted(symbols, key=str)
        }

    def with_parameters(self, **parameters: Any) -> TableModel:
        """Return the model with numbers put in for symbols. Raises InvalidModelError for a symbol that it has not."""
        if not parameters:
            return self
        known = self.parameters()
        for name in parameters:
            if name not in known:
                raise _no_parameter(name, known)
        return TableModel(self.table.substitute(parameters))


def _no_parameter(name: str, known: Mapping[str, Parameter]) -> InvalidModelError:
    if known:
        return unknown_name("parameter", name, known)
    return InvalidModelError(
        f"a table of payoffs in numbers has no parameter {shown(name)}; give a model, or payoffs with symbols"
    )


#: Kinds of arguments that are no parameters.
_NOT_BY_NAME = (inspect.Parameter.VAR_KEYWORD, inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.POSITIONAL_ONLY)


@dataclass(frozen=True, eq=False, repr=False)
class FunctionModel(DisplayedModel):
    """A function from figures to a game or a model, as a model: its parameters are its arguments."""

    function: Callable[..., Any]
    arguments: Mapping[str, Any] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"<model of the function {self._called}>"

    @property
    def names(self) -> tuple[str, ...]:
        """The players."""
        return self.game().players

    @property
    def actions(self) -> tuple[tuple[str, ...], ...]:
        """For each player, the names of its actions."""
        return self.game().actions

    def game(self) -> NormalFormGame:
        """Return the game. Raises InvalidModelError while an argument is missing, and for what is no game."""
        built = self.built()
        game = built.game() if hasattr(built, "game") else built
        if not isinstance(game, NormalFormGame):
            raise InvalidModelError(f"{self._called} must return a game or a model, it returned {shown(built)}")
        return game

    def built(self) -> Any:
        """Return what the function makes. Raises InvalidModelError while an argument is missing."""
        asked = inspect.signature(self.function).parameters.values()
        needed = [each.name for each in asked if each.default is each.empty and each.kind not in _NOT_BY_NAME]
        missing = [name for name in needed if self.arguments.get(name) is None]
        if missing:
            raise InvalidModelError(f"{self._called} needs {', '.join(missing)}; give each a value")
        return self.function(**self.arguments)

    def parameters(self) -> dict[str, Parameter]:
        """Return the arguments of the function by name; the value is None of those that nobody gave."""
        named = {}
        for name, argument in inspect.signature(self.function).parameters.items():
            if argument.kind in _NOT_BY_NAME:
                continue
            default = None if argument.default is argument.empty else argument.default
            value = self.arguments.get(name, default)
            named[name] = Parameter(
                value, None, None, "", f"an argument of {self._called}", isinstance(value, Mapping), default=default
            )
        return named

    def with_parameters(self, **parameters: Any) -> FunctionModel:
        """Return the model with these arguments, as they are."""
        return replace(self, arguments={**self.arguments, **parameters})

    @property
    def _called(self) -> str:
        return getattr(self.function, "__name__", type(self.function).__name__)
