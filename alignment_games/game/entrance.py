"""One object anywhere: where a case, a model, a game, a name, a file or a solution is taken for the game that it is.

Every public function that is about a game comes by here, so that all of them take the same things. What is named in
words, such as a case or a file, is opened by the rooms above, which this one does not know: the package says, as it is
imported, whom to `ask`.
"""

from __future__ import annotations

import inspect
import os
from collections.abc import Callable
from typing import Any, Protocol, TypeAlias, cast

import numpy as np

from alignment_games.errors import InvalidModelError, UnsupportedGameError, shown
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.problem import Problem


class Playable(Protocol):
    """What makes a game: a case, or a model."""

    def game(self) -> NormalFormGame:
        """Return the game."""


class Played(Protocol):
    """What is of a game: a solution, or an equilibrium."""

    @property
    def problem(self) -> Problem:
        """The game, in normal form or by its sums."""


#: What public functions about a game take: what `as_game` says.
Given: TypeAlias = NormalFormGame | Playable | Played | str | os.PathLike[str]
TAKES = "a case or its name, a model, a game, a solution, or a path to a file (.toml, .json, .nfg)"

#: A solution is of a game, which may be one of sums, which is of a model, which has a table.
_DEEPEST = 3
_OPENERS: list[Callable[[str], Any]] = []


def ask(opener: Callable[[str], Any]) -> None:
    """Let that function open what is named: it takes the name and returns a case, a model or a game."""
    _OPENERS[:] = [opener]


def opened(given: Any) -> Any:
    """Return what a name or a path stands for; anything else as it is.

    Raises InvalidModelError for a name of nothing, with the closest one.

    >>> print(opened("europe-1938"))
    europe-1938: Munich: Britain, France and the USSR face Germany
    """
    return _OPENERS[0](os.fspath(given)) if isinstance(given, (str, os.PathLike)) else given


def as_game(given: Given) -> NormalFormGame:
    """Return the game of what is given; a game as it is.

    Taken are a bundled case or its name, a model or its name in the catalogue (its example), a path to a model file or
    a Gambit file, an equilibrium and a solution. Raises InvalidModelError, in one line that says what is taken, for
    anything else.

    >>> as_game("europe-1938").n_actions
    (3, 3, 3)
    """
    found = opened(given)
    for _ in range(_DEEPEST):
        if isinstance(found, (NormalFormGame, type)):
            break
        found = _inside(found)
    if not isinstance(found, NormalFormGame):
        raise not_taken(given)
    return found


def _inside(found: Any) -> Any:
    """Return what a solution is of, the game that a case or a model makes, or the model of a game by its sums."""
    if hasattr(found, "problem"):
        return found.problem
    game = getattr(found, "game", getattr(found, "model", None))
    return game() if callable(game) else game


def as_problem(given: Given | Problem) -> Problem:
    """Return what there is to solve: a game, in normal form or by its sums, as it is; of anything else, its game.

    Where the table of a model would be too large, its sums take the table's place. Raises InvalidModelError as
    `as_game`, and UnsupportedGameError for too large a table of a model that has no sums.

    >>> from alignment_games.models import threshold_model
    >>> as_problem(threshold_model({f"State {k}": 1 for k in range(100)}, against=1))
    SumGame(100 players with 2 actions, 1 sum)
    """
    found = opened(given)
    if isinstance(found, NormalFormGame):
        return found
    for problem in (getattr(found, "problem", None), found):
        if has_all(problem, Problem) and not isinstance(problem, type):
            return cast("Problem", problem)
    try:
        return as_game(found)
    except UnsupportedGameError as too_large:
        model = getattr(found, "model", found)
        if not hasattr(model, "sums"):
            raise
        try:
            sums: Problem = model.sums()
        except UnsupportedGameError:
            raise too_large from None
        return sums


def has_all(given: object, protocol: type) -> bool:
    """Return whether an object has all that a protocol asks for, without looking at the values of its properties.

    Before Python 3.12 ``isinstance`` looks at them, in any order, and one may raise: a mixed equilibrium's actions do.

    >>> has_all("a text", Problem)
    False
    """
    names = [name for name in vars(protocol) if not name.startswith("_")]
    return all(inspect.getattr_static(given, name, None) is not None for name in names)


def not_taken(given: Any, takes: str = TAKES) -> InvalidModelError:
    """Return the error for what is not taken, with what is."""
    tables = isinstance(given, (list, np.ndarray))
    hint = "; of tables of payoffs, NormalFormGame(...) makes a game" if tables else ""
    return InvalidModelError(f"expected {takes}; got {shown(given)}{hint}")
