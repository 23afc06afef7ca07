r"""A game as the text of a Gambit .nfg file, line by line.

The format (Gambit documentation, "The strategic game (.nfg) file format, payoff version" and "outcome
version"): a head with title, players and actions, then one vector of payoffs for each profile, the *first*
player's action changing fastest. In the outcome version each distinct vector is an outcome, and the body
names one outcome for each profile.

Fractions are written as such. Floats are written as the shortest decimal that reads back as the same
float, always with a decimal point and never with an exponent, which not every reader knows.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from alignment_games.errors import InvalidModelError, UnsupportedGameError
from alignment_games.game.payoff_table import PayoffTable
from alignment_games.game.symbols_left import symbols_left


def nfg_lines(game: PayoffTable, *, title: str = "", comment: str = "", outcomes: bool = False) -> Iterator[str]:
    r"""Return the lines of the .nfg file, each with its line end.

    ``outcomes``: write the outcome version. Raises UnsupportedGameError for a family of games or symbolic
    payoffs, InvalidModelError for a label that the format cannot hold.

    >>> from alignment_games.game.normal_form import NormalFormGame
    >>> game = NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, 2]]], ["Ann", "Bob"], ["stag", "hare"])
    >>> print("".join(nfg_lines(game, title="Stag hunt")))
    NFG 1 R "Stag hunt" { "Ann" "Bob" }
    { { "stag" "hare" }
      { "stag" "hare" }
    }
    ""
    <BLANKLINE>
    4 4
    3 0
    0 3
    2 2
    <BLANKLINE>
    """
    if game.batch_shape:
        raise UnsupportedGameError(f"this is a family of games (batch {game.batch_shape}); write one at a time")
    if game.arithmetic == "symbolic":
        raise UnsupportedGameError(symbols_left(game))
    return _lines(game, title, comment, outcomes=outcomes)


def _lines(game: PayoffTable, title: str, comment: str, *, outcomes: bool) -> Iterator[str]:
    yield f"NFG 1 R {_quoted(title)} {{ {' '.join(map(_quoted, game.players))} }}\n"
    for k, labels in enumerate(game.actions):
        yield f"{'  ' if k else '{ '}{{ {' '.join(map(_quoted, labels))} }}\n"
    yield f"}}\n{_quoted(comment)}\n\n"
    # Transposing reverses the axes: profiles come first player fastest, each with its n payoffs together.
    rows = game.payoffs.T.reshape(-1, game.n_players)
    yield from _outcome_body(rows) if outcomes else (" ".join(map(_number, row)) + "\n" for row in rows.tolist())


def _outcome_body(rows: Any) -> Iterator[str]:
    order: dict[tuple[Any, ...], int] = {}
    numbers = [order.setdefault(tuple(row), len(order) + 1) for row in rows.tolist()]
    yield "{\n"
    for row, k in order.items():
        yield f'{{ "{k}" {", ".join(map(_number, row))} }}\n'
    yield "}\n" + "\n".join(map(str, numbers)) + "\n"


def _quoted(label: str) -> str:
    if '\\"' in label or label.endswith("\\"):
        raise InvalidModelError(f"the .nfg format cannot hold a backslash before a quote or at the end: {label!r}")
    escaped = label.replace('"', '\\"')
    return f'"{escaped}"'


def _number(value: Any) -> str:
    if not isinstance(value, float):
        return str(value)
    text = format(Decimal(repr(value)), "f")
    return text if "." in text else text + ".0"
