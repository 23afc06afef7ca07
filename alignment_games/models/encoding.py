"""Encodings as models: a builder of games, the figures that it takes and what they mean, and an example of it.

A builder is a function from figures to a game. `encoding` writes down, once and beside it, what its figures mean; the
games that it makes then remember their model, which can be changed, varied and drawn like any other.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, ParamSpec, TypeVar

import numpy as np

from alignment_games.errors import InvalidModelError, shown, unknown_name
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.models.display import DisplayedModel
from alignment_games.models.entries import WHOLE, changes_of, entries, in_proportion, is_figure, plain, replaced
from alignment_games.models.model import Model, Parameter
from alignment_games.states.arguments import of_state, to_exact

P = ParamSpec("P")
G = TypeVar("G", bound=NormalFormGame)
Arguments = Mapping[str, Any]


@dataclass(frozen=True)
class Meaning:
    """What a figure of a builder means, and what it may be.

    ``low``, ``high``: bounds, ``above`` leaves out ``low``, ``below`` ``high``. ``parts``: what the entries of a pair
    stand for. ``each``: the argument that names those for whom a shared figure may differ, "" for the players of the
    game, None where it may not. ``chances``: groups that sum to one. ``read``: what may be given, as numbers by name.
    """

    meaning: str
    unit: str = ""
    low: float | None = 0
    high: float | None = None
    above: bool = False
    below: bool = False
    parts: tuple[str, ...] = ()
    each: str | None = None
    chances: bool = False
    read: Callable[[Any, Arguments], Any] | None = None

    def parameter(self, value: Any, default: Any = None) -> Parameter:
        """Return the parameter with a value, a number or numbers by name."""
        return Parameter(
            value,
            self.low,
            self.high,
            self.unit,
            self.meaning,
            by_state=isinstance(value, Mapping),
            above=self.above,
            below=self.below,
            sums_to_one=self.chances,
            default=default,
        )


@dataclass(frozen=True, eq=False, repr=False)
class EncodedModel(DisplayedModel):
    """The model behind a game of an encoding: its builder, and the arguments that the builder was given.

    Parameters of a response game among the arguments are parameters of the model too, with the argument's name before
    them where the encoding or another argument has one of that name.

    >>> from alignment_games.models import chain_ganging_game
    >>> model = chain_ganging_game({"France": 1.0, "Britain": 1.0}, front=1, threat=2).model
    >>> print(model.parameters()["offence"])
    advantage of the offence over the defence (1 is par, above 0)
    >>> model.with_parameters(offence=0.3, cost={"France": 0.2}).game().best_replies("balance, balance")
    {'France': ('buck_pass',), 'Britain': ('buck_pass',)}
    """

    builder: Callable[..., NormalFormGame]
    arguments: Arguments

    def __repr__(self) -> str:
        return f"<model of {getattr(self.builder, '__name__', 'a builder')}: {shown(', '.join(self.names))}>"

    @cached_property
    def _labels(self) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
        game = self.game()
        return game.players, game.actions

    @property
    def names(self) -> tuple[str, ...]:
        """The players."""
        return self._labels[0]

    @property
    def actions(self) -> tuple[tuple[str, ...], ...]:
        """For each player, the names of its actions."""
        return self._labels[1]

    @property
    def encoding(self) -> str:
        """The name of the encoding in the catalogue."""
        return str(getattr(self.game(), "encoding", ""))

    @property
    def figures(self) -> Mapping[str, Meaning]:
        """What the builder's figures mean, by name."""
        figures: Mapping[str, Meaning] = self.builder.figures  # type: ignore[attr-defined] # set by `encoding`
        return figures

    def game(self) -> NormalFormGame:
        """Return the game (a family of games when figures carry leading axes)."""
        return self.builder(**self.arguments)

    def exact(self) -> EncodedModel:
        """Return the model with its floats read as the decimals that they print as."""
        arguments = dict(self.arguments)
        for name, figure in self.figures.items():
            known = entries(arguments[name], figure.parts)
            changes = {label: to_exact(value) for label, value in known.items() if is_figure(value)}
            arguments[name] = replaced(arguments[name], changes, figure.parts)
        inside = {argument: part.exact().game() for argument, part in self._parts().items()}
        return replace(self, arguments={**arguments, **inside})

    def parameters(self) -> dict[str, Parameter]:
        """Return the figures that may be changed, by name."""
        found = {}
        defaults = inspect.signature(self.builder).parameters
        for name, figure in self.figures.items():
            known = entries(self._read(name), figure.parts)
            if all(map(is_figure, known.values())):
                default = defaults[name].default
                missing = default is inspect.Parameter.empty
                found[name] = figure.parameter(known.get(WHOLE, known), None if missing else default)
        parts = {argument: part.parameters() for argument, part in self._parts().items()}
        return found | {name: parts[argument][below] for name, (argument, below) in self._inside.items()}

    def with_parameters(self, **parameters: Any) -> EncodedModel:
        """Return the model with other figures; see `Model.with_parameters`."""
        arguments: dict[str, Any] = dict(self.arguments)
        inside: dict[str, dict[str, Any]] = {}
        for name, value in parameters.items():
            if name in self._inside:
                argument, below = self._inside[name]
                inside.setdefault(argument, {})[below] = value
            elif name in self.figures:
                arguments[name] = self._changed(name, value)
            else:
                raise unknown_name("parameter", name, (*self.figures, *self._inside))
        for argument, changes in inside.items():
            arguments[argument] = self._parts()[argument].with_parameters(**changes).game()
        return replace(self, arguments=arguments)

    def _parts(self) -> dict[str, Any]:
        """Return the models of the games among the arguments."""
        models = {name: getattr(value, "model", None) for name, value in self.arguments.items()}
        return {name: model for name, model in models.items() if isinstance(model, Model)}

    @cached_property
    def _inside(self) -> dict[str, tuple[str, str]]:
        """For each parameter of the games among the arguments: which argument it belongs to, and its name there."""
        each = [(argument, below) for argument, part in self._parts().items() for below in part.parameters()]
        taken = [*self.figures, *(below for _, below in each)]
        return {
            below if taken.count(below) == 1 else f"{argument}_{below}": (argument, below) for argument, below in each
        }

    def _read(self, name: str) -> Any:
        """Return a figure as a number, or as numbers by name."""
        figure, value = self.figures[name], self.arguments[name]
        if figure.read is not None:
            return figure.read(value, self.arguments)
        if figure.each is None or isinstance(value, Mapping):
            return value
        names = tuple(self.arguments[figure.each]) if figure.each else self.names
        return {state: plain(of_state(value, i)) for i, state in enumerate(names)}

    def _changed(self, name: str, value: Any) -> Any:
        """Return what the builder is given for a figure when ``value`` is put in."""
        figure = self.figures[name]
        if not isinstance(value, Mapping):
            if figure.each is not None or isinstance(value, (list, tuple)):
                return value
            value = np.asarray(value)[..., 0] if np.ndim(value) else value
        before = self._read(name)
        changes = changes_of(value, entries(before, figure.parts), figure.parts, name)
        if figure.chances:
            changes = in_proportion(before, changes)
        return replaced(before, changes, figure.parts)


def encoding(
    figures: Mapping[str, Meaning], example: Callable[[], Arguments]
) -> Callable[[Callable[P, G]], Callable[P, G]]:
    """Return what makes a builder an encoding: its games remember the model that they come from as ``model``.

    ``figures``: what each argument that is a number, or numbers by name, means. ``example``: arguments of a small game.
    """

    def decorate(builder: Callable[P, G]) -> Callable[P, G]:
        signature = inspect.signature(builder)
        for name in figures:
            if name not in signature.parameters:
                raise unknown_name("argument", name, signature.parameters)

        @functools.wraps(builder)
        def build(*args: P.args, **kwargs: P.kwargs) -> G:
            game = builder(*args, **kwargs)
            bound = signature.bind(*args, **kwargs)
            bound.apply_defaults()
            object.__setattr__(game, "model", EncodedModel(build, bound.arguments))
            return game

        build.__dict__["figures"] = figures
        return with_example(example)(build)

    return decorate


def with_example(example: Callable[[], Arguments]) -> Callable[[Callable[P, G]], Callable[P, G]]:
    """Return what gives a builder of games an example: the arguments of a small game."""

    def decorate(builder: Callable[P, G]) -> Callable[P, G]:
        builder.__dict__["example"] = example
        return builder

    return decorate


def example_of(builder: Callable[..., NormalFormGame]) -> Model:
    """Return the model of a builder's example. Raises InvalidModelError where it has none.

    >>> from alignment_games.models import security_dilemma
    >>> example_of(security_dilemma).names
    ('First', 'Second')
    """
    example = getattr(builder, "example", None)
    if example is None:
        raise InvalidModelError(f"{getattr(builder, '__name__', builder)} has no example; call it with your figures")
    model: Any = builder(**example())
    return model.model  # type: ignore[no-any-return] # every encoding's game remembers its model
