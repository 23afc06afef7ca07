"""Where a result comes from: versions, the solver with its options, and a fingerprint of the game."""

from __future__ import annotations

import hashlib
import json
import platform
from dataclasses import fields
from importlib import metadata
from typing import Any

import numpy as np

from alignment_games._version import __version__
from alignment_games.game.entrance import Given, as_game
from alignment_games.game.nfg_text import nfg_lines
from alignment_games.game.sum_game import SumGame
from alignment_games.models.model import Model
from alignment_games.models.response import ResponseModel
from alignment_games.solvers.answers import as_solution

_PACKAGES = ("numpy", "scipy", "sympy", "nashpy", "python-flint")


def versions() -> dict[str, str]:
    """Return the versions of Python, of this package and of those that compute for it, where installed.

    >>> list(versions())[:3]
    ['alignment_games', 'python', 'numpy']
    """
    found = {"alignment_games": __version__, "python": platform.python_version()}
    for package in _PACKAGES:
        try:
            found[package] = metadata.version(package)
        except metadata.PackageNotFoundError:
            continue
    return found


def fingerprint(game: Given) -> str:
    """Return the SHA-256 of the game's .nfg file without title and comment: players, actions, payoffs.

    Games with the same fingerprint are the same to the last bit, and ``sha256sum`` on a file written by
    ``game.to_nfg`` gives it.
    """
    game = as_game(game)
    digest = hashlib.sha256()
    for line in nfg_lines(game):
        digest.update(line.encode())
    return digest.hexdigest()


def fingerprint_of_sums(game: SumGame) -> str:
    """Return the SHA-256 of the players, the actions and every figure of a game of sums, to the last bit."""
    figures = {each.name: getattr(game.sums, each.name) for each in fields(game.sums)}
    told = {
        name: value.tolist() if isinstance(value, np.ndarray) else getattr(value, "__name__", value)
        for name, value in figures.items()
    }
    return hashlib.sha256(json.dumps([game.players, game.actions, told]).encode()).hexdigest()


def provenance(solution: Given) -> dict[str, Any]:
    """Return what it takes to repeat the run, as plain values for JSON.

    game_sha256 (of the game's .nfg file, or of the figures of a game of sums), parameters (of a model),
    solver with its options, seed, status, seconds, versions.
    """
    solution = as_solution(solution)
    game = solution.problem
    return {
        "game_sha256": fingerprint_of_sums(game) if isinstance(game, SumGame) else fingerprint(solution.game),
        "parameters": _parameters(getattr(game, "model", None)),
        "solver": repr(solution.solver),
        "seed": getattr(solution.solver, "rng", None),
        "status": solution.status.name,
        "seconds": solution.stats.get("seconds"),
        "versions": versions(),
    }


def _parameters(model: Any) -> dict[str, Any]:
    """Return the figures behind a game; nothing for a game that was made from something else than a model."""
    if not isinstance(model, Model):
        return {}
    if not isinstance(model, ResponseModel):
        known = {name: each.value for name, each in model.parameters().items()}
        return {
            name: {entry: _plain(each) for entry, each in value.items()} if isinstance(value, dict) else _plain(value)
            for name, value in known.items()
        }
    against = model.against
    return {
        "against": {"name": against.name, "power": _plain(against.power), "offence": _plain(against.offence)},
        "power": {state.name: _plain(state.power) for state in model.states},
        "threat": dict(zip(model.names, _plain(model.threat.values), strict=True)),
        "guarantors": {each.name: [_plain(each.power), list(each.backs)] for each in model.guarantors},
        "reliability by pair": {" and ".join(pair): _plain(value) for pair, value in model.reliability.items()},
        "actions": dict(zip(model.names, map(list, model.actions), strict=True)),
        "utility": type(model.utility).__name__,
        **{name: _plain(value) for name, value in model.utility.figures().items()},
    }


def _plain(value: Any) -> Any:
    """Return numbers as JSON can hold them, exact ones as text."""
    if isinstance(value, np.ndarray):
        return [_plain(entry) for entry in value.tolist()]
    value = value.item() if isinstance(value, np.generic) else value
    return value if isinstance(value, (bool, int, float, str)) else str(value)
