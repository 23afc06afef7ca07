"""One object anywhere: where a case, a model, a game, a name, a file, a solution or a function is taken for a model.

Every public function that changes, varies or draws figures comes by here; those that are about a game alone come by
`game.entrance`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from alignment_games.errors import InvalidModelError
from alignment_games.game.entrance import TAKES, Given, has_all, not_taken, opened
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.sum_game import SumGame
from alignment_games.models.model import Model
from alignment_games.models.plain import FunctionModel, TableModel
from alignment_games.models.response.model import ResponseModel


def as_model(given: Given | SumGame | Callable[..., Any]) -> Model:
    """Return the model behind what is given.

    Taken is what `solve` takes: a bundled case or its name, a model or its name in the catalogue (its example), a path
    to a model file or a Gambit file, a game (whose parameters are its symbols), a solution; and a function from figures
    to a game. Raises InvalidModelError, in one line that says what is taken, for anything else.

    >>> as_model("europe-1938").names
    ('Britain', 'France', 'USSR')
    >>> list(as_model(lambda burden, intent=0.5: None).parameters())
    ['burden', 'intent']
    """
    found = opened(given)
    if isinstance(found, NormalFormGame):
        made = getattr(found, "model", None)
        return cast("Model", made) if has_all(made, Model) else TableModel(found)
    if isinstance(found, type):
        raise not_taken(given, f"{TAKES}, or a function")
    for inside in ("problem", "model", "game"):
        held: Any = getattr(found, inside, None)
        if isinstance(held, (NormalFormGame, SumGame)) or has_all(held, Model):
            return as_model(held)
    if has_all(found, Model):
        return cast("Model", found)
    function = found if callable(found) else getattr(found, "game", None)
    if callable(function):
        return FunctionModel(function)
    raise not_taken(given, f"{TAKES}, or a function")


def as_response_model(given: Given, what: str) -> ResponseModel:
    """Return the response model behind what is given, for ``what`` is about states that face one threat.

    Raises InvalidModelError for another model.

    >>> as_response_model("dilemma", "a map")
    Traceback (most recent call last):
    ...
    alignment_games.errors.InvalidModelError: a map is about states that face one threat; give a bundled case, ...
    """
    model = as_model(given)
    if isinstance(model, ResponseModel):
        return model
    raise InvalidModelError(
        f"{what} is about states that face one threat; give a bundled case, a model file (.toml, .json) or what "
        f"response_model(...) returns, not {kind_of(model)}"
    )


def kind_of(model: Model) -> str:
    """Return in words what a model is.

    >>> kind_of(as_model("dilemma"))
    'a model of the encoding dilemma'
    """
    if isinstance(model, ResponseModel):
        return "a response model"
    encoding = getattr(model, "encoding", "")
    return f"a model of the encoding {encoding}" if encoding else "a table of payoffs"
