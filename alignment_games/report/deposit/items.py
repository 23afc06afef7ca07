"""What goes into a deposit: models with the expression that opens each again, and a panel as the call that makes it."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from alignment_games import solvers
from alignment_games.cases.case import case_of
from alignment_games.errors import InvalidModelError, UnsupportedGameError, shown
from alignment_games.game.entrance import Given, opened
from alignment_games.io.model_files.model_writer import write_model
from alignment_games.models.door import as_model
from alignment_games.models.model import Model
from alignment_games.models.registry import BUILDERS
from alignment_games.models.response import ResponseModel
from alignment_games.solvers.solution import Solution
from alignment_games.states.security import SecurityUtility


@dataclass(frozen=True, eq=False)
class Item:
    """One model of a deposit: its name, its title, and how it is opened again, a line of Python.

    ``file``: its name in models/, empty where the line alone makes it, and ``put`` writes it there. ``solver``: the one
    that a solution was found with, as a line of Python; empty leaves the choice to `solve`.
    """

    name: str
    title: str
    opening: str
    file: str = ""
    put: Callable[[Path], object] | None = None
    solver: str = ""


def items_of(target: Given | Sequence[Given] | Mapping[str, Given] | None) -> list[Item]:
    """Return what is to be deposited of one target, of several, or of several by name; nothing of None."""
    if target is None:
        return []
    named: list[tuple[str, Any]]
    if isinstance(target, Mapping):
        named = list(target.items())
    elif isinstance(target, (list, tuple)):
        named = [("", each) for each in target]
    else:
        named = [("", target)]
    items: list[Item] = []
    for name, each in named:
        items.append(_item(each, name, {item.name for item in items}))
    return items


def _item(target: Given, name: str, taken: set[str]) -> Item:
    found = opened(target)
    case = case_of(found)
    path = Path(os.fspath(target)) if isinstance(target, (str, os.PathLike)) else None
    is_file = path is not None and os.path.isfile(path)  # noqa: PTH113 - a name that is too long is none
    own = name or (case.name if case else path.stem if path is not None else "model")
    own = _free(re.sub(r"[^\w.-]+", "-", own).strip(".-") or "model", taken)
    model = as_model(found)
    title = case.title if case else str(getattr(model, "about", {}).get("title", "")) or name or own
    solver = _solver(found) if isinstance(found, Solution) else ""
    if is_file and path is not None:
        file = f"{own}{path.suffix.lower()}"
        return Item(own, title, repr(f"models/{file}"), file, partial(shutil.copyfile, path), solver)
    return _of_model(model, case if case else model, own, title, solver)


def _of_model(model: Model, written: Any, name: str, title: str, solver: str) -> Item:
    """Return the item of a model in memory: as a model file, as the call of its builder, else as its table."""
    if isinstance(model, ResponseModel):
        file = f"{name}.toml"
        place = repr(f"models/{file}")
        opening = f"read_case_or_model({place}, exact=True)" if model.is_exact else place
        heading = "" if model.about.get("title") else title
        return Item(name, title, opening, file, lambda to: write_model(written, to, title=heading), solver)
    call = _call(model)
    if call:
        return Item(name, title, call, solver=solver)
    try:
        game = model.game()
    except UnsupportedGameError as error:
        raise InvalidModelError(
            f"no file holds {shown(model)} ({error}); deposit the script that makes it, script="
        ) from error
    file, exact = f"{name}.nfg", game.arithmetic == "exact"
    opening = f"ag.read_nfg({f'models/{file}'!r}, exact={exact})"
    return Item(name, title, opening, file, game.to_nfg, solver)


def _free(name: str, taken: set[str]) -> str:
    """Return the name, or the first one with a number after it that is free."""
    count = 2
    free = name
    while free in taken:
        free, count = f"{name}-{count}", count + 1
    return free


def _call(model: Model) -> str:
    """Return the call that builds the game of an encoding again, empty where a figure of it cannot be written out."""
    encoding, arguments = getattr(model, "encoding", ""), getattr(model, "arguments", None)
    if encoding not in BUILDERS or arguments is None:
        return ""
    try:
        told = ", ".join(f"{name}={literal(value)}" for name, value in arguments.items())
    except InvalidModelError:
        return ""
    return f"ag.model({encoding!r})({told})"


def _solver(solution: Solution) -> str:
    text = repr(solution.solver)
    names = set(re.findall(r"\b([A-Za-z_]\w*)\(", text))
    if not names <= set(dir(solvers)):
        raise InvalidModelError(
            f"no script can name the solver {shown(solution.solver)}; give the model, or a script= of your own"
        )
    return text


def literal(value: Any) -> str:
    """Return a plain value as a line of Python. Raises InvalidModelError for what is no plain value.

    >>> literal({"threats": [666], "years": range(1950, 1991), "border": Fraction(1, 2)})
    "{'threats': [666], 'years': range(1950, 1991), 'border': Fraction(1, 2)}"
    """
    if isinstance(value, (np.generic, np.ndarray)):
        return literal(value.tolist())
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{literal(key)}: {literal(each)}' for key, each in value.items())}}}"
    if isinstance(value, (list, tuple)):
        inner = ", ".join(map(literal, value))
        return f"[{inner}]" if isinstance(value, list) else f"({inner}{',' if len(value) == 1 else ''})"
    if isinstance(value, SecurityUtility) and type(value) is SecurityUtility:
        default = SecurityUtility()
        changed = {each.name: getattr(value, each.name) for each in fields(value)}
        told = {name: x for name, x in changed.items() if not np.array_equal(x, getattr(default, name))}
        return f"ag.SecurityUtility({', '.join(f'{name}={literal(x)}' for name, x in told.items())})"
    if value is None or isinstance(value, (str, bool, int, float, range, Fraction)):
        return ascii(value)
    raise InvalidModelError(f"a script cannot write out {shown(value)}; give plain values, or a script= of your own")


def panel_call(options: Mapping[str, Any]) -> tuple[Path, str]:
    """Return the file of dyads of a panel and the call that makes it. Raises InvalidModelError.

    >>> panel_call({"dyads": "mine/dyads.csv", "threats": [666], "years": range(1950, 1991)})[1]
    "ag.panel('dyads.csv', threats=[666], years=range(1950, 1991))"
    """
    left = dict(options)
    dyads = left.pop("dyads", None)
    if not isinstance(dyads, (str, os.PathLike)):
        raise InvalidModelError(
            f"panel= needs the path of its dyads, like dict(dyads='dyads.csv', threats=[666]); got {shown(dyads)}"
        )
    told = "".join(f", {name}={literal(value)}" for name, value in left.items())
    return Path(dyads), f"ag.panel({Path(dyads).name!r}{told})"
