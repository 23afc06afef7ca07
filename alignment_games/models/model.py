"""A word for model: states, what they may do, the parameters behind it, and the game that these make."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

from alignment_games.errors import InvalidModelError, shown
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.text.visible import visible


@dataclass(frozen=True, eq=False)
class Parameter:
    """A figure of a model that may be changed, varied or drawn.

    ``value``: a number, or numbers by the names under which they are set one by one, as of states. ``low``,
    ``high``: what it may be, None without bound; ``above`` leaves out ``low`` itself, ``below`` ``high``.
    ``sums_to_one``: where one chance of a group changes, the others are scaled to make up for it.
    ``default``: what it is where nobody says, None where it has to be given. ``place``: where a model file sets it,
    empty where none does.
    """

    value: Any
    low: float | None
    high: float | None
    unit: str
    meaning: str
    by_state: bool
    above: bool = False
    below: bool = False
    sums_to_one: bool = False
    default: Any = None
    place: str = ""

    @property
    def entries(self) -> tuple[str, ...]:
        """The names under which parts of it are set one by one; none where it is one figure."""
        return tuple(self.value) if isinstance(self.value, Mapping) else ()

    @property
    def range(self) -> str:
        """What it may be, in words.

        >>> Parameter(0.5, 0, 1, "", "a share", by_state=False).range
        '0 to 1'
        """
        low = "" if self.low is None else f"above {self.low:g}" if self.above else f"at least {self.low:g}"
        high = "" if self.high is None else f"below {self.high:g}" if self.below else f"at most {self.high:g}"
        if low and high and not (self.above or self.below):
            return f"{self.low:g} to {self.high:g}"
        return " and ".join(filter(None, (low, high))) or "any number"

    def limits(self, within: float) -> tuple[float, float]:
        """Return the least and the largest value that it may take, as far inside as ``within`` where a bound is none.

        >>> Parameter(0.5, 0, 1, "", "a share", by_state=False, above=True).limits(0.25)
        (0.25, 1.0)
        """
        low = -math.inf if self.low is None else self.low + within * self.above
        high = math.inf if self.high is None else self.high - within * self.below
        return float(low), float(high)

    def __str__(self) -> str:
        return visible(f"{self.meaning} ({', '.join(filter(None, (self.unit, self.range)))})")


@dataclass(frozen=True, order=True)
class Input:
    """What is varied, drawn or left open: a parameter by name, of one state where ``state`` is given.

    >>> print(Input("intent", "France"))
    intent of France
    """

    name: str
    state: str = ""

    def __str__(self) -> str:
        return f"{self.name} of {self.state}" if self.state else self.name

    @property
    def key(self) -> str:
        """The name as the command line has it, such as ``intent.France``."""
        return f"{self.name}.{self.state}" if self.state else self.name


def as_input(key: Any) -> Input:
    """Return the input that a key names: a parameter, or a parameter and a state, as ``intent.France`` too.

    >>> print(as_input(("intent", "France")), as_input("intent.France"), sep=", ")
    intent of France, intent of France
    """
    if isinstance(key, Input):
        return key
    parts = key if isinstance(key, tuple) else (key,)
    if not parts or not all(isinstance(part, str) for part in parts):
        raise InvalidModelError(
            f'expected a parameter such as "burden", or that of one state such as ("intent", "France"); '
            f"got {shown(key)}"
        )
    name, _, state = ".".join(parts).partition(".")
    return Input(name, state)


@runtime_checkable
class Model(Protocol):
    """What makes a game out of figures: everything that sweeps, draws and explains asks of an encoding.

    ``names``: the players; ``actions``: what each may choose. Models whose payoffs depend on the others through
    sums alone have ``sums()`` too, which `solve` takes however many states there are.

    >>> import alignment_games as ag
    >>> model = ag.as_model("dilemma")
    >>> isinstance(model, Model), model.names
    (True, ('First', 'Second'))
    >>> model.with_parameters(temptation=5).game().best_replies("cooperate, cooperate")["First"]
    ('defect',)
    """

    @property
    def names(self) -> tuple[str, ...]:
        """The players."""

    @property
    def actions(self) -> tuple[tuple[str, ...], ...]:
        """For each player, the names of its actions."""

    def parameters(self) -> dict[str, Parameter]:
        """Return the figures that may be changed, by name."""

    def with_parameters(self, **parameters: Any) -> Any:
        """Return the model with other figures.

        A number is for all states, a mapping for those that it names. Grids take a last axis of 1, or of one entry for
        each state. Raises InvalidModelError for an unknown parameter.
        """

    def game(self) -> NormalFormGame:
        """Return the game, or the family of games where figures carry leading axes."""
