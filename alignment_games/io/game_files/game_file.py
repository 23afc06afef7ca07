"""Files of games whose payoffs are expressions: tables of them, or one formula for each player.

```toml
title = "Two of three hold the threat"
players = ["Britain", "France", "USSR"]
actions = ["balance", "buck_pass"]                     # for all, or [actions] with a line for each player

[parameters]                                           # symbols; positive unless low says otherwise
benefit = {}
cost = { value = 0.25, low = 0, high = 1, meaning = "of balancing" }

[payoffs]                                              # each: for every player that has no line of its own
each = "benefit * (count(balance) >= 2) - cost * own(balance)"
USSR = "2 * benefit * (count(balance) >= 2) - cost * own(balance)"
```

What a formula is made of is in `io.game_files.formulas`. Instead of a formula a player may have a table, nested lists
of formulas or numbers in the order of the players, so that the last player's action changes fastest:
``Ann = [["b - c", 0], ["b", 0]]``. A parameter with a value is that number until somebody says otherwise; one without
stays a symbol.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from keyword import iskeyword
from pathlib import Path
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError, only_known, shown
from alignment_games.game.labels import action_labels, player_names
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.refusals import refuse_what_cannot_be_held
from alignment_games.io.doors.kinds import anything, fields, labels, number, text
from alignment_games.io.game_files.formulas import CALLS, Asked, Formula
from alignment_games.io.model_files.model_file import read_document
from alignment_games.models.written import WrittenModel, WrittenParameter

Labels = tuple[str, ...]

_TOP = {
    "title": text,
    "notes": text,
    "players": labels,
    **dict.fromkeys(("actions", "parameters", "payoffs"), anything),
}
_PARAMETER = {"value": number, "low": number, "high": number, "meaning": text}
#: The line of [payoffs] for all players without one of their own.
_EACH = "each"


def read_game(path: str | Path, *, exact: bool = False) -> WrittenModel:
    """Return the game that a file describes; the format is at the head of this module.

    ``exact`` reads the values of parameters as fractions; numbers in formulas always are. Raises InvalidModelError
    with the file, the place and the remedy.
    """
    return build_game(read_document(path, exact=exact), str(path))


def build_game(document: Mapping[str, Any], place: str = "game") -> WrittenModel:
    """Return the game that a parsed file describes. ``place`` names the file in error messages."""
    try:
        return _build(fields(document, _TOP, "setting", ""))
    except InvalidModelError as error:
        raise InvalidModelError(f"{place}: {error}") from error


def _build(document: Mapping[str, Any]) -> WrittenModel:
    for name in ("players", "actions", "payoffs"):
        if not document.get(name):
            raise InvalidModelError(f"{name} is missing; a game has players, actions and payoffs")
    players = player_names(document["players"], len(document["players"]))
    actions = _actions(document["actions"], players)
    parameters = dict(_parameters(document.get("parameters", {})))
    lines = document["payoffs"]
    if not isinstance(lines, Mapping):
        raise InvalidModelError(f"payoffs: expected a [payoffs] table with a line for each player, got {shown(lines)}")
    only_known("player", [name for name in lines if name != _EACH], players)
    shape = tuple(map(len, actions))
    refuse_what_cannot_be_held((len(players), *shape))
    symbols = {name: each.symbol for name, each in parameters.items()}
    table = np.empty((len(players), *shape), dtype=object)
    for i, player in enumerate(players):
        line = lines.get(player, lines.get(_EACH))
        if line is None:
            raise InvalidModelError(f"payoffs of {player} are missing; give a line for each player, or for {_EACH}")
        try:
            table[i] = _payoffs(line, i, players, actions, symbols)
        except InvalidModelError as error:
            raise InvalidModelError(f"payoffs of {player}: {error}") from error
    game = NormalFormGame(table, players, actions)
    return WrittenModel(game, parameters, {}, document.get("title", ""), document.get("notes", ""))


def _actions(given: Any, players: Labels) -> tuple[Labels, ...]:
    """Return the actions of each player."""
    if isinstance(given, Mapping):
        only_known("player", given, players)
        missing = [name for name in players if name not in given]
        if missing:
            raise InvalidModelError(f"actions of {', '.join(missing)} are missing; give a line for each player")
        each = [labels(given[name], f"actions of {name}") for name in players]
    else:
        each = [labels(given, "actions")] * len(players)
    return action_labels(each, tuple(map(len, each)), players)


def _parameters(given: Any) -> Iterator[tuple[str, WrittenParameter]]:
    from sympy import Symbol

    if not isinstance(given, Mapping):
        raise InvalidModelError(f"expected a [parameters] table, got {shown(given)}")
    for name, row in given.items():
        if not name.isidentifier() or iskeyword(name) or name in CALLS:
            raise InvalidModelError(f"a parameter is one word, other than {', '.join(CALLS)}, got {shown(name)}")
        written = fields(row if isinstance(row, Mapping) else {"value": row}, _PARAMETER, "setting", name)
        parameter = WrittenParameter(Symbol(name, **_sign(written)), **written)
        parameter.require_inside(name, parameter.value)
        yield name, parameter


def _sign(written: Mapping[str, Any]) -> dict[str, bool]:
    """Return what a symbol is known to be, from the least that it may be: positive where nobody says."""
    if "low" not in written or written["low"] > 0:
        return {"positive": True}
    return {"nonnegative": True} if written["low"] == 0 else {"real": True}


def _payoffs(line: Any, i: int, players: Labels, actions: tuple[Labels, ...], symbols: Mapping[str, Any]) -> Array:
    """Return one player's payoffs at every profile, from a formula or a table."""
    shape = tuple(map(len, actions))
    if not isinstance(line, str):
        return _table(line, shape, symbols)
    formula = Formula.of(line, list(symbols))
    for asked in formula.asked:
        _known_names(asked, i, players, actions)
    values: dict[tuple[int, ...], Any] = {}
    found, order = np.empty(shape, dtype=object), sorted(formula.asked)
    for index in np.ndindex(*shape):
        played = [own[k] for own, k in zip(actions, index, strict=True)]
        counts = tuple(_counted(asked, i, players, played) for asked in order)
        if counts not in values:
            values[counts] = formula.value(dict(zip(order, counts, strict=True)), symbols)
        found[index] = values[counts]
    return found


def _known_names(asked: Asked, i: int, players: Labels, actions: tuple[Labels, ...]) -> None:
    """Raise InvalidModelError for an unknown player, or an action that none of those meant has."""
    name, *words = asked
    meant = range(len(players))
    if name == "plays":
        only_known("player", words[:1], players)
        meant = range(players.index(words[0]), players.index(words[0]) + 1)
    elif name == "own":
        meant = range(i, i + 1)
    only_known("action", words[-1:], list(dict.fromkeys(action for k in meant for action in actions[k])))


def _counted(asked: Asked, i: int, players: Labels, played: Sequence[str]) -> int:
    """Return what a formula asks of a profile."""
    name, *words = asked
    if name == "plays":
        return int(played[players.index(words[0])] == words[1])
    if name == "own":
        return int(played[i] == words[0])
    return played.count(words[0]) - (name == "others" and played[i] == words[0])


def _table(line: Any, shape: tuple[int, ...], symbols: Mapping[str, Any]) -> Array:
    """Return a table of formulas or numbers, nested lists of the shape of the game."""
    found = np.empty(shape, dtype=object)
    for index in np.ndindex(*shape):
        entry = line
        for depth, k in enumerate(index):
            if not isinstance(entry, list) or len(entry) != shape[depth]:
                raise InvalidModelError(
                    f"expected a formula, or lists in lists of shape {' x '.join(map(str, shape))}, got {shown(entry)}"
                )
            entry = entry[k]
        written = entry if isinstance(entry, str) else str(number(entry, "a payoff"))
        formula = Formula.of(written, list(symbols))
        if formula.asked:
            raise InvalidModelError(f"a table holds payoffs of one profile each, without counts; got {shown(written)}")
        found[index] = formula.value({}, symbols)
    return found
