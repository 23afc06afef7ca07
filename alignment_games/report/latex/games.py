r"""Payoffs and equilibria in LaTeX: best replies underlined, equilibria boxed, responses in words.

Exact numbers stand as they are while all of them are short; else all of a table are rounded, and the table says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from numbers import Rational
from typing import Any, Literal

import numpy as np

from alignment_games.errors import InvalidModelError, whole_number
from alignment_games.game.entrance import Given, as_game
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.report.tables import column_labels, payoff_cells
from alignment_games.signatures import as_annotated
from alignment_games.solvers.answers import as_solution
from alignment_games.solvers.solution import Solution
from alignment_games.text.latex import fitting_size, floating_table, latex_text, letters_of
from alignment_games.text.lists import listed
from alignment_games.text.numbers import decimals, exact_text
from alignment_games.text.play import heading, named

#: Letters of an exact number that a table holds, and players that a caption names.
_SHORT, _NAMED = 9, 6


@as_annotated()
def payoff_latex(game: Given, *, style: Literal["booktabs", "sgame"] = "booktabs", digits: int = 3) -> str:
    r"""Return the payoffs in LaTeX, one panel for each choice of the players after the second.

    ``style``: "booktabs" for tables, "sgame" for Osborne's package of that name. Best replies are underlined,
    pure equilibria boxed; responses are told in words. ``digits``: decimals of what is rounded. Raises
    UnsupportedGameError for a family of games, InvalidModelError for another style.

    >>> game = NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, 2]]], ["Ann", "Bob"], ["stag", "hare"])
    >>> print(payoff_latex(game, style="sgame"))
    \begin{game}{2}{2}[Ann][Bob]
     & stag & hare \\
    stag & \fbox{$\underline{4}, \underline{4}$} & $0, 3$ \\
    hare & $3, 0$ & \fbox{$\underline{2}, \underline{2}$}
    \end{game}
    """
    game, digits = as_game(game), whole_number("digits", digits, least=0)
    if style not in ("booktabs", "sgame"):
        raise InvalidModelError(f"style must be 'booktabs' or 'sgame', got {style!r}")

    cut = _is_cut(game.payoffs.flat) if not game.batch_shape else False

    def cell(payoffs: Sequence[Any], best: Sequence[bool], *, boxed: bool) -> str:
        shown = [_number(_rounded(payoff, digits) if cut else payoff, digits) for payoff in payoffs]
        text = ", ".join(rf"\underline{{{x}}}" if good else x for x, good in zip(shown, best, strict=True))
        return rf"\fbox{{${text}$}}" if boxed else f"${text}$"

    sgame = style == "sgame"
    draw: Callable[..., str] = _sgame if sgame else _booktabs
    found = list(payoff_cells(game, cell))
    size, _ = fitting_size(max((_panel_widths(game, rows, equal=sgame) for _, rows in found), key=sum))
    tight = r"\fboxsep=1pt" + (r"\sgcolsep=2pt" if sgame else "") if size else ""
    note = [rf"{{\footnotesize Payoffs are rounded to {digits} decimals.}}"] if cut else []
    return _stacked([*(draw(game, others, rows) for others, rows in found), *note], size + tight)


def _stacked(blocks: Sequence[str], setting: str) -> str:
    """Return the blocks one below the other; one that fits the page stands as it is."""
    if len(blocks) == 1 and not setting:
        return blocks[0]
    return "\n".join([f"{{{setting}\\noindent", "\n\n\\bigskip\\noindent\n".join(blocks), r"\par}"])


def _panel_widths(game: NormalFormGame, rows: list[list[str]], *, equal: bool) -> list[int]:
    """Return about how many letters wide a panel's columns are; sgame makes them equal, the row player on the left."""
    columns = [max(map(letters_of, column)) for column in zip(_columns(game), *rows, strict=True)]
    labels = max(letters_of(_label(label)) for label in game.actions[0])
    return [len(game.players[0]), labels, *[max(columns)] * len(columns)] if equal else [labels, *columns]


def _label(action: str) -> str:
    return latex_text(heading(action))


def _columns(game: NormalFormGame) -> list[str]:
    return list(map(_label, column_labels(game)))


def _others(game: NormalFormGame, others: tuple[int, ...]) -> str:
    """Return what stands above a panel: what the players after the second do."""
    told = zip(game.players[2:], game.actions[2:], others, strict=True)
    return ", ".join(f"{latex_text(player)}: {_label(labels[k])}" for player, labels, k in told)


def _booktabs(game: NormalFormGame, others: tuple[int, ...], rows: list[list[str]]) -> str:
    columns = _columns(game)
    lines = [rf"\begin{{tabular}}{{l{'c' * len(columns)}}}", r"\toprule"]
    if others:
        lines.append(rf"\multicolumn{{{1 + len(columns)}}}{{l}}{{{_others(game, others)}}} \\")
    if game.n_players > 1:
        lines.append(rf" & \multicolumn{{{len(columns)}}}{{c}}{{{latex_text(game.players[1])}}} \\")
    lines += [" & ".join([latex_text(game.players[0]), *columns]) + r" \\", r"\midrule"]
    lines += [" & ".join([_label(label), *row]) + r" \\" for label, row in zip(game.actions[0], rows, strict=True)]
    return "\n".join([*lines, r"\bottomrule", r"\end{tabular}"])


def _sgame(game: NormalFormGame, others: tuple[int, ...], rows: list[list[str]]) -> str:
    columns = _columns(game)
    names = [latex_text(name) for name in (*game.players[:2], *([""] if game.n_players == 1 else []))]
    caption = f"[{{{_others(game, others)}}}]" if others else ""
    head = rf"\begin{{game}}{{{len(rows)}}}{{{len(columns)}}}[{names[0]}][{names[1]}]{caption}"
    body = [" & ".join([_label(label), *row]) for label, row in zip(game.actions[0], rows, strict=True)]
    return "\n".join([head, " & ".join(["", *columns]) + r" \\", " \\\\\n".join(body), r"\end{game}"])


def solution_latex(solution: Given, *, digits: int = 3) -> str:
    r"""Return the equilibria as a booktabs table: one row for each, one column for each player.

    The caption says what is known about completeness.

    >>> import alignment_games as ag
    >>> print(solution_latex(ag.solve(ag.load_case("europe-1939").game())).splitlines()[0])
    \begin{table}
    """
    solution, digits = as_solution(solution), whole_number("digits", digits, least=0)
    cut = _is_cut(p for equilibrium in solution for own in equilibrium.profile for p in own.tolist())

    def mixture(own: Any, labels: Sequence[str]) -> str:
        used = [(float(p) if cut else p, label) for p, label in zip(own.tolist(), labels, strict=True) if p != 0]
        return " + ".join(_share(p, label, digits) for p, label in used)

    rows = [
        [str(k), *map(mixture, equilibrium.profile, solution.problem.actions)]
        for k, equilibrium in enumerate(solution, start=1)
    ]
    caption = _caption(solution) + (f" Probabilities are rounded to {digits} decimals." if cut else "")
    return floating_table([["", *map(latex_text, solution.problem.players)], *rows], caption)


def _caption(solution: Solution) -> str:
    """Return what the table holds: of which game, and whether anything is missing."""
    players, count = solution.problem.players, len(solution)
    who = listed(map(named, players)) if len(players) <= _NAMED else f"{len(players)} states"
    if solution.complete and not solution.components and count:
        which = "The only Nash equilibrium" if count == 1 else f"All {count} Nash equilibria"
        return f"{which} of the game of {who}: proven that there is no other."
    equilibria = f"{count} Nash equilibri{'um' if count == 1 else 'a'}"
    return f"{equilibria} of the game of {who}: {solution.status.value}."


def _share(probability: Any, label: str, digits: int) -> str:
    """Return a part of a mixture; a probability that is a sum itself stands in brackets."""
    if probability == 1:
        return _label(label)
    shown = _number(probability, digits)
    return rf"$\left({shown}\right)$ {_label(label)}" if " " in shown else f"${shown}$ {_label(label)}"


def _is_cut(values: Iterable[Any]) -> bool:
    """Return whether a number among exact ones is too long for a table, so that all of them are rounded."""
    parts = chain.from_iterable(value.atoms() if hasattr(value, "atoms") else [value] for value in values)
    return any(isinstance(part, Rational) and len(exact_text(part)) > _SHORT for part in parts)


def _rounded(value: Any, digits: int) -> Any:
    """Return a number as a float, and a formula with its coefficients rounded to so many significant digits."""
    return value.n(max(1, digits)) if getattr(value, "free_symbols", None) else float(value)


def _number(value: Any, digits: int) -> str:
    """Return a number or a formula as LaTeX writes it in mathematics."""
    if isinstance(value, (float, np.floating)):
        mantissa, _, exponent = decimals(value, digits).partition("e")
        return rf"{mantissa} \times 10^{{{int(exponent)}}}" if exponent else mantissa
    if hasattr(value, "free_symbols"):  # an expression of SymPy, which is loaded only where one is
        from alignment_games.symbolic.words import expression_latex

        return expression_latex(value)
    return str(value)
