r"""Payoffs and threats as tables: plain text, HTML and tidy data frames; `report.latex` has LaTeX.

A payoff table has one panel for each choice of the players after the second; best replies are marked and
pure equilibria boxed in every format:

| format | best reply | equilibrium |
|---|---|---|
| text | ``*`` after the payoff | ``[ ]`` around the cell |
| HTML | ``<u>`` | class ``equilibrium``, boxed |
| LaTeX | ``\underline`` | ``\fbox`` |

Columns of the frames, stable:

| frame | columns |
|---|---|
| `payoff_frame` | profile (from 1), state, action, payoff, best_reply, equilibrium |
| ``solution.to_frame()`` | equilibrium (from 1), state, action, probability, payoff |
| `threat_frame` | state, threat, power, proximity, offence, intent |
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np

from alignment_games.errors import UnsupportedGameError, require, whole_number
from alignment_games.game.entrance import Given, as_game
from alignment_games.game.html import Marks, panels, payoff_panels
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.models.door import as_response_model
from alignment_games.signatures import as_annotated
from alignment_games.states.given_threat import GivenThreat
from alignment_games.states.threat import PerceivedThreat
from alignment_games.text.numbers import decimals
from alignment_games.text.tables import Table

PAYOFF_COLUMNS = ("profile", "state", "action", "payoff", "best_reply", "equilibrium")
THREAT_COLUMNS = ("state", "threat", "power", "proximity", "offence", "intent")


@as_annotated()
def payoff_text(game: Given, *, digits: int = 3) -> str:
    r"""Return the payoffs as plain text: ``*`` marks a best reply, ``[ ]`` an equilibrium.

    Raises UnsupportedGameError for a family of games.

    >>> print(payoff_text(NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, 2]]], ["Ann", "Bob"], ["stag", "hare"])))
    Ann \ Bob  stag      hare
    stag       [4*, 4*]  0, 3
    hare       3, 0      [2*, 2*]
    """
    game, digits = as_game(game), whole_number("digits", digits, least=0)

    def cell(payoffs: Sequence[Any], best: Sequence[bool], *, boxed: bool) -> str:
        shown = [decimals(payoff, digits) for payoff in payoffs]
        text = ", ".join(f"{x}*" if good else x for x, good in zip(shown, best, strict=True))
        return f"[{text}]" if boxed else text

    blocks = []
    for others, rows in payoff_cells(game, cell):
        fixed = fixed_choices(game, others)
        corner = " \\ ".join(game.players[:2])
        body = [[label, *row] for label, row in zip(game.actions[0], rows, strict=True)]
        blocks.append("\n".join([*([fixed] if fixed else []), *Table([corner, *column_labels(game)], body).lines()]))
    return "\n\n".join(blocks)


def payoff_html(game: Given) -> str:
    """Return the payoffs as HTML tables, labels escaped; a sentence for games that are too large to print."""
    game = as_game(game)
    return payoff_panels(game)


def payoff_frame(game: Given) -> Any:
    """Return the payoffs as a tidy pandas frame, one row for each profile and state; needs the ``data`` extra.

    Columns: ``PAYOFF_COLUMNS``; ``profile`` counts from 1, the last player's action changing fastest.
    Raises UnsupportedGameError for a family of games.

    >>> frame = payoff_frame(NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, 2]]], ["Ann", "Bob"], ["stag", "hare"]))
    >>> len(frame), list(frame.columns)
    (8, ['profile', 'state', 'action', 'payoff', 'best_reply', 'equilibrium'])
    """
    game = as_game(game)
    marks = _marks(game)
    rows = [
        (number, player, game.actions[i][at[i]], game.payoffs[(i, *at)], marks.best[(i, *at)], marks.equilibria[at])
        for number, at in enumerate(np.ndindex(*game.n_actions), start=1)
        for i, player in enumerate(game.players)
    ]
    return require("pandas", extra="data").DataFrame(rows, columns=list(PAYOFF_COLUMNS))


def threat_frame(model: Given | PerceivedThreat | GivenThreat) -> Any:
    """Return each state's perceived threat and its sources as a pandas frame; needs the ``data`` extra.

    ``model``: of responses to a threat, or the threat itself. Columns: ``THREAT_COLUMNS``; the sources are empty where
    the threat was given outright.

    >>> import alignment_games as ag
    >>> frame = threat_frame(ag.load_case("europe-1938").model)
    >>> print(frame[["state", "threat"]].round(3).to_string(index=False))
      state  threat
    Britain   0.138
     France   0.432
       USSR   0.104
    """
    if isinstance(model, (PerceivedThreat, GivenThreat)):
        threat = model
    else:
        threat = as_response_model(model, "a table of threats").threat
    return require("pandas", extra="data").DataFrame(threat_rows(threat), columns=list(THREAT_COLUMNS))


def threat_rows(threat: PerceivedThreat | GivenThreat) -> list[list[Any]]:
    """Return one row for each state: name, threat, then power, proximity, offence and intent as it sees them."""
    sources = threat.sources if isinstance(threat, PerceivedThreat) else {}
    return [
        [name, threat[name], *(sources[key][..., i][()] if sources else None for key in THREAT_COLUMNS[2:])]
        for i, name in enumerate(threat.names)
    ]


def _marks(game: NormalFormGame) -> Marks:
    if game.batch_shape:
        raise UnsupportedGameError(f"this is a family of games (batch {game.batch_shape}); print one at a time")
    return Marks(game)


def payoff_cells(game: NormalFormGame, cell: Callable[..., str]) -> Iterable[tuple[tuple[int, ...], list[list[str]]]]:
    """Return, for each panel, the choices that it fixes and its cells, row by row.

    ``cell``: makes a text from the players' payoffs, whether each is a best reply, and ``boxed``, whether all are.
    Raises UnsupportedGameError for a family of games.
    """
    marks = _marks(game)
    columns: list[tuple[int, ...]] = [(k,) for k in range(game.n_actions[1])] if game.n_players > 1 else [()]
    players = range(game.n_players)

    def at(profile: tuple[int, ...]) -> str:
        payoffs = [game.payoffs[(i, *profile)] for i in players]
        return cell(payoffs, [bool(marks.best[(i, *profile)]) for i in players], boxed=bool(marks.equilibria[profile]))

    for others in panels(game):
        rows = range(game.n_actions[0])
        yield others, [[at((row, *column, *others)) for column in columns] for row in rows]


def column_labels(game: NormalFormGame) -> list[str]:
    """Return what stands above the columns of a panel: the second player's actions."""
    return list(game.actions[1]) if game.n_players > 1 else [""]


def fixed_choices(game: NormalFormGame, others: tuple[int, ...]) -> str:
    """Return what stands above a panel: what the players after the second do."""
    return ", ".join(f"{game.players[2 + k]}: {game.actions[2 + k][a]}" for k, a in enumerate(others))
