"""One object anywhere: the door at which a case, a model, a game, a name, a file or a solution is taken in.

Every public function that is about a model or a game comes by here, so that all of them take the same things.
"""

from __future__ import annotations

import os
from typing import Any

from alignment_games.errors import InvalidModelError, shown
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.models.model import Model
from alignment_games.models.names import opened
from alignment_games.models.plain import FunctionModel, TableModel

TAKES = "a case or its name, a model, a game, a path to a file (.toml, .json, .nfg), a solution or a function"


def as_model(given: Any) -> Model:
    """Return the model behind what is given.

    Taken are a bundled case or its name, a model or its name in the catalogue (its example), a path to a model file or
    a Gambit file, a game (whose parameters are its symbols), a solution, and a function from figures to a game.
    Raises InvalidModelError, in one line that says what is taken, for anything else.

    >>> as_model("europe-1938").names
    ('Britain', 'France', 'USSR')
    >>> list(as_model(lambda burden, intent=0.5: None).parameters())
    ['burden', 'intent']
    """
    given = opened_if_named(given)
    if isinstance(given, NormalFormGame):
        made = getattr(given, "model", None)
        return made if isinstance(made, Model) else TableModel(given)
    if isinstance(given, Model):
        return given
    for inside in ("model", "game"):
        held = getattr(given, inside, None)
        if isinstance(held, (Model, NormalFormGame)):
            return as_model(held)
    if callable(getattr(given, "game", None)):
        return FunctionModel(given.game)
    if callable(given) and not isinstance(given, type):
        return FunctionModel(given)
    raise not_taken(given)


def as_game(given: Any) -> NormalFormGame:
    """Return the game of what is given, which is what `as_model` takes; a game as it is.

    >>> as_game("europe-1938").n_actions
    (3, 3, 3)
    """
    given = opened_if_named(given)
    if isinstance(given, NormalFormGame):
        return given
    inside = getattr(given, "game", None)
    return inside if isinstance(inside, NormalFormGame) else as_model(given).game()


def opened_if_named(given: Any) -> Any:
    """Return what a name or a path stands for; anything else as it is."""
    return opened(os.fspath(given)) if isinstance(given, (str, os.PathLike)) else given


def not_taken(given: Any, takes: str = TAKES) -> InvalidModelError:
    """Return the error for what no door takes, with what it does take."""
    return InvalidModelError(f"expected {takes}; got {shown(given)}")
