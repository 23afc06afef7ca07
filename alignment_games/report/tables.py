r"""Payoffs, solutions and threats as tables: plain text, HTML, LaTeX and tidy data frames.

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

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Literal

import numpy as np

from alignment_games.errors import InvalidModelError, UnsupportedGameError, require
from alignment_games.game.html import Marks, panels, payoff_panels
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.words import table
from alignment_games.models.response import ResponseModel
from alignment_games.solvers._solution import Solution
from alignment_games.states.threat import PerceivedThreat

PAYOFF_COLUMNS = ("profile", "state", "action", "payoff", "best_reply", "equilibrium")
THREAT_COLUMNS = ("state", "threat", "power", "proximity", "offence", "intent")

_LATEX = {"&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_", "{": r"\{", "}": r"\}"}
_LATEX |= {"~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "\\": r"\textbackslash{}"}


def payoff_text(game: NormalFormGame, *, digits: int = 3) -> str:
    r"""Return the payoffs as plain text: ``*`` marks a best reply, ``[ ]`` an equilibrium.

    Raises UnsupportedGameError for a family of games.

    >>> print(payoff_text(NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, 2]]], ["Ann", "Bob"], ["stag", "hare"])))
    Ann \ Bob  stag      hare
    stag       [4*, 4*]  0, 3
    hare       3, 0      [2*, 2*]
    """

    def cell(payoffs: Sequence[str], best: Sequence[bool], *, boxed: bool) -> str:
        text = ", ".join(f"{x}*" if good else x for x, good in zip(payoffs, best, strict=True))
        return f"[{text}]" if boxed else text

    blocks = []
    for others, rows in _cells(game, cell, digits):
        fixed = _fixed(game, others)
        corner = " \\ ".join(game.players[:2])
        body = [[label, *row] for label, row in zip(game.actions[0], rows, strict=True)]
        blocks.append("\n".join([*([fixed] if fixed else []), *table([corner, *_columns(game)], body)]))
    return "\n\n".join(blocks)


def payoff_html(game: NormalFormGame) -> str:
    """Return the payoffs as HTML tables, labels escaped; a sentence for games that are too large to print."""
    return payoff_panels(game)


def payoff_latex(game: NormalFormGame, *, style: Literal["booktabs", "sgame"] = "booktabs", digits: int = 3) -> str:
    r"""Return the payoffs in LaTeX, one panel for each choice of the players after the second.

    ``style``: "booktabs" for tables with ``\usepackage{booktabs}``, "sgame" for Osborne's ``sgame`` package.
    Raises UnsupportedGameError for a family of games, InvalidModelError for another style.

    >>> game = NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, 2]]], ["Ann", "Bob"], ["stag", "hare"])
    >>> print(payoff_latex(game, style="sgame"))
    \begin{game}{2}{2}[Ann][Bob]
     & stag & hare \\
    stag & \fbox{$\underline{4}, \underline{4}$} & $0, 3$ \\
    hare & $3, 0$ & \fbox{$\underline{2}, \underline{2}$}
    \end{game}
    """
    if style not in ("booktabs", "sgame"):
        raise InvalidModelError(f"style must be 'booktabs' or 'sgame', got {style!r}")

    def cell(payoffs: Sequence[str], best: Sequence[bool], *, boxed: bool) -> str:
        text = ", ".join(rf"\underline{{{x}}}" if good else x for x, good in zip(payoffs, best, strict=True))
        return rf"\fbox{{${text}$}}" if boxed else f"${text}$"

    draw = _booktabs if style == "booktabs" else _sgame
    return "\n\n".join(draw(game, others, rows) for others, rows in _cells(game, cell, digits))


def solution_latex(solution: Solution, *, digits: int = 3) -> str:
    r"""Return the equilibria as a booktabs table: one row for each, one column for each player.

    The caption says what is known about completeness.
    """
    names = [_latex(name) for name in solution.game.players]
    lines = [r"\begin{table}", rf"\caption{{{_latex(_sentence(solution))}}}", r"\centering"]
    lines += [rf"\begin{{tabular}}{{r{'l' * len(names)}}}", r"\toprule", " & ".join(["", *names]) + r" \\", r"\midrule"]
    for number, equilibrium in enumerate(solution, start=1):
        cells = [
            " + ".join(_share(p, label, digits) for p, label in zip(own.tolist(), labels, strict=True) if p != 0)
            for own, labels in zip(equilibrium.profile, solution.game.actions, strict=True)
        ]
        lines.append(" & ".join([str(number), *cells]) + r" \\")
    return "\n".join([*lines, r"\bottomrule", r"\end{tabular}", r"\end{table}"])


def payoff_frame(game: NormalFormGame) -> Any:
    """Return the payoffs as a tidy pandas frame, one row for each profile and state; needs the ``data`` extra.

    Columns: ``PAYOFF_COLUMNS``; ``profile`` counts from 1, the last player's action changing fastest.
    Raises UnsupportedGameError for a family of games.
    """
    marks = _marks(game)
    rows = [
        (number, player, game.actions[i][at[i]], game.payoffs[(i, *at)], marks.best[(i, *at)], marks.equilibria[at])
        for number, at in enumerate(np.ndindex(*game.n_actions), start=1)
        for i, player in enumerate(game.players)
    ]
    return require("pandas", extra="data").DataFrame(rows, columns=list(PAYOFF_COLUMNS))


def threat_frame(model: ResponseModel) -> Any:
    """Return each state's perceived threat and its sources as a pandas frame; needs the ``data`` extra.

    Columns: ``THREAT_COLUMNS``; the sources are empty where the threat was given outright.
    """
    return require("pandas", extra="data").DataFrame(threat_rows(model), columns=list(THREAT_COLUMNS))


def threat_rows(model: ResponseModel) -> list[list[Any]]:
    """Return one row for each state: name, threat, then power, proximity, offence and intent as it sees them."""
    threat = model.threat
    sources = threat.sources if isinstance(threat, PerceivedThreat) else {}
    return [
        [name, threat[name], *(sources[key][..., i][()] if sources else None for key in THREAT_COLUMNS[2:])]
        for i, name in enumerate(model.names)
    ]


def payoff_string(value: Any, digits: int = 3) -> str:
    """Return a payoff with at most ``digits`` decimals; fractions and symbols as they are."""
    if isinstance(value, (float, np.floating)):
        text = f"{value:.{digits}f}"
        return text if float(text) != 0 or value == 0 else f"{value:.{digits}g}"
    return str(value)


def _marks(game: NormalFormGame) -> Marks:
    if game.batch_shape:
        raise UnsupportedGameError(f"this is a family of games (batch {game.batch_shape}); print one at a time")
    return Marks(game)


def _cells(
    game: NormalFormGame, cell: Callable[..., str], digits: int
) -> Iterable[tuple[tuple[int, ...], list[list[str]]]]:
    """Return, for each panel, the choices that it fixes and its cells, row by row."""
    marks = _marks(game)
    columns: list[tuple[int, ...]] = [(k,) for k in range(game.n_actions[1])] if game.n_players > 1 else [()]
    for others in panels(game):
        rows = []
        for row in range(game.n_actions[0]):
            profiles = [(row, *column, *others) for column in columns]
            rows.append([_one_cell(game, marks, at, cell, digits) for at in profiles])
        yield others, rows


def _one_cell(game: NormalFormGame, marks: Marks, at: tuple[int, ...], cell: Callable[..., str], digits: int) -> str:
    players = range(game.n_players)
    shown = [payoff_string(game.payoffs[(i, *at)], digits) for i in players]
    return cell(shown, [bool(marks.best[(i, *at)]) for i in players], boxed=bool(marks.equilibria[at]))


def _columns(game: NormalFormGame) -> list[str]:
    return list(game.actions[1]) if game.n_players > 1 else [""]


def _fixed(game: NormalFormGame, others: tuple[int, ...]) -> str:
    return ", ".join(f"{game.players[2 + k]}: {game.actions[2 + k][a]}" for k, a in enumerate(others))


def _booktabs(game: NormalFormGame, others: tuple[int, ...], rows: list[list[str]]) -> str:
    columns = [_latex(label) for label in _columns(game)]
    lines = [rf"\begin{{tabular}}{{l{'c' * len(columns)}}}", r"\toprule"]
    if others:
        lines.append(rf"\multicolumn{{{1 + len(columns)}}}{{l}}{{{_latex(_fixed(game, others))}}} \\")
    if game.n_players > 1:
        lines.append(rf" & \multicolumn{{{len(columns)}}}{{c}}{{{_latex(game.players[1])}}} \\")
    lines += [" & ".join([_latex(game.players[0]), *columns]) + r" \\", r"\midrule"]
    lines += [" & ".join([_latex(label), *row]) + r" \\" for label, row in zip(game.actions[0], rows, strict=True)]
    return "\n".join([*lines, r"\bottomrule", r"\end{tabular}"])


def _sgame(game: NormalFormGame, others: tuple[int, ...], rows: list[list[str]]) -> str:
    columns = [_latex(label) for label in _columns(game)]
    names = [_latex(name) for name in (*game.players[:2], *([""] if game.n_players == 1 else []))]
    caption = f"[{_latex(_fixed(game, others))}]" if others else ""
    head = rf"\begin{{game}}{{{len(rows)}}}{{{len(columns)}}}[{names[0]}][{names[1]}]{caption}"
    body = [" & ".join([_latex(label), *row]) for label, row in zip(game.actions[0], rows, strict=True)]
    return "\n".join([head, " & ".join(["", *columns]) + r" \\", " \\\\\n".join(body), r"\end{game}"])


def _share(probability: Any, label: str, digits: int) -> str:
    return _latex(label) if probability == 1 else f"${payoff_string(probability, digits)}$ {_latex(label)}"


def _sentence(solution: Solution) -> str:
    count = f"{len(solution)} equilibri{'um' if len(solution) == 1 else 'a'}"
    return f"{count}: {solution.status.value}."


def _latex(text: str) -> str:
    """Return the text with LaTeX's own characters escaped."""
    return re.sub(r"[&%$#_{}~^\\]", lambda match: _LATEX[match[0]], text)
