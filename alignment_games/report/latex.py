r"""Results as LaTeX: payoff matrices, equilibria, tables, propositions.

The preamble needs

.. code-block:: latex

   \usepackage[T1]{fontenc}                    % accented letters in labels; XeLaTeX and LuaLaTeX do without
   \usepackage{amsmath, booktabs}
   \usepackage{sgame}                          % for style="sgame" alone; it cannot stand beside the array package
   \newtheorem{proposition}{Proposition}       % for conditions, thresholds and regimes alone

What is wider than the page is set in smaller letters; where that does not do, long cells become paragraphs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal

import numpy as np

from alignment_games.cases.comparison import Comparison
from alignment_games.catalogue.entries import Catalog
from alignment_games.errors import InvalidModelError
from alignment_games.estimation.coefficients import CoefficientTable
from alignment_games.estimation.effects import Effects
from alignment_games.estimation.joining.fitting import JoinerFit
from alignment_games.estimation.joining.study import JoinerStudy
from alignment_games.estimation.results import Fit
from alignment_games.game.entrance import Given, as_game, opened
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.words import decimals, latex_text
from alignment_games.inverse.rationalise import Rationalisation
from alignment_games.inverse.words import asked, name, verdict
from alignment_games.report.estimates import coefficient_rows
from alignment_games.report.history import History
from alignment_games.report.joiners import score_tables
from alignment_games.report.latex_table import fitting_size, floating_table, letters_of, table_latex
from alignment_games.report.tables import column_labels, fixed_choices, payoff_cells
from alignment_games.solvers.answers import as_solution
from alignment_games.solvers.solution import Solution
from alignment_games.sweeps.contrast import Contrast
from alignment_games.sweeps.phase_diagram import PhaseDiagram


def to_latex(result: Any) -> str:
    r"""Return a result in LaTeX, as its paper would show it; the module says what the preamble needs.

    A game, a model, a case or its name: the payoffs, see `payoff_latex`. A solution: its equilibria.
    Conditions, a threshold, regimes: a proposition. A phase diagram: its regions. What `rationalise` finds: who is
    held to what. The catalogue, a comparison of theories or of scenarios, the history's scores, estimates of any kind
    (one, or a `coefficient_table` of several), their effects, and how those of joining foretell: tables. Raises
    InvalidModelError for anything else.

    >>> print(to_latex(NormalFormGame([[1, 2]], ["Ann"], [["stay", "go"]])))
    \begin{tabular}{lc}
    \toprule
    Ann &  \\
    \midrule
    stay & $1$ \\
    go & \fbox{$\underline{2}$} \\
    \bottomrule
    \end{tabular}
    """
    result = opened(result)
    for kind, write in _writers().items():
        if isinstance(result, kind):
            return write(result)
    if hasattr(result, "game"):
        return payoff_latex(result)
    raise InvalidModelError(
        f"expected a game, a model, a case or its name, a solution, conditions, a threshold, regimes, a diagram, "
        f"a rational set, a catalogue, a comparison, a history, got {type(result).__name__}; report.table_latex takes "
        "any rows of text"
    )


def _writers() -> dict[Any, Callable[[Any], str]]:
    """Return what writes each kind of result; the symbolic kinds load SymPy, so they are named on use."""
    from alignment_games import symbolic

    return {
        NormalFormGame: payoff_latex,
        Solution: solution_latex,
        PhaseDiagram: _regions,
        Catalog: _catalog,
        Comparison: _comparison,
        Contrast: _scenarios,
        History: _history,
        JoinerFit: _coefficients,
        (Fit, CoefficientTable): lambda found: found.to_latex(),
        Effects: lambda found: table_latex(*found.rows()),
        JoinerStudy: _joiners,
        Rationalisation: _rational_set,
        (symbolic.Conditions, symbolic.Threshold, symbolic.Regimes): symbolic.proposition,
    }


def _regions(diagram: PhaseDiagram) -> str:
    axes = [str(axis) for axis in diagram.axes]
    rows = [
        [region.name, f"{region.share:.1%}", *(f"{low:.3g} to {high:.3g}" for low, high in region.bounds.values())]
        for region in diagram.regions()
    ]
    games = f"{diagram.counts.size:,} games; pure equilibria, the largest region first"
    return table_latex(["equilibria", "share", *axes], rows, games)


def _rational_set(found: Rationalisation) -> str:
    asks = ["-" if found.empty else asked(row, found) for row in found.binding]
    signs = [text.replace(">=", "≥").replace("<=", "≤") for text in asks]
    rows = [[name(row, found), text] for row, text in zip(found.binding, signs, strict=True)]
    ranges = "; ".join(f"{each} {low:g} to {high:g}" for each, (low, high) in found.box.items())
    return table_latex(["who is held to what", "asks for"], rows, f"{verdict(found)} Open: {ranges}.")


def _catalog(catalog: Catalog) -> str:
    return table_latex(["model", "source", "claim"], [[each.name, each.source, each.claim] for each in catalog])


def _comparison(comparison: Comparison) -> str:
    return table_latex(comparison.header, comparison.rows, f"{comparison.case.title} ({comparison.case.year})")


def _scenarios(found: Contrast) -> str:
    return "\n\n".join(table_latex(each.header, each.rows, each.title) for each in found.tables if each.rows)


def _history(history: History) -> str:
    return "\n\n".join(table_latex(part.header, part.rows, part.title) for part in history.parts if part.rows)


def _coefficients(fit: JoinerFit) -> str:
    return table_latex(*coefficient_rows(fit))


def _joiners(study: JoinerStudy) -> str:
    return "\n\n".join([_coefficients(study.fit), *(table_latex(*each) for each in score_tables(study))])


def payoff_latex(game: Given, *, style: Literal["booktabs", "sgame"] = "booktabs", digits: int = 3) -> str:
    r"""Return the payoffs in LaTeX, one panel for each choice of the players after the second.

    ``style``: "booktabs" for tables, "sgame" for Osborne's package of that name. Best replies are underlined,
    pure equilibria boxed. Raises UnsupportedGameError for a family of games, InvalidModelError for another style.

    >>> game = NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, 2]]], ["Ann", "Bob"], ["stag", "hare"])
    >>> print(payoff_latex(game, style="sgame"))
    \begin{game}{2}{2}[Ann][Bob]
     & stag & hare \\
    stag & \fbox{$\underline{4}, \underline{4}$} & $0, 3$ \\
    hare & $3, 0$ & \fbox{$\underline{2}, \underline{2}$}
    \end{game}
    """
    game = as_game(game)
    if style not in ("booktabs", "sgame"):
        raise InvalidModelError(f"style must be 'booktabs' or 'sgame', got {style!r}")

    def cell(payoffs: Sequence[Any], best: Sequence[bool], *, boxed: bool) -> str:
        shown = [_number(payoff, digits) for payoff in payoffs]
        text = ", ".join(rf"\underline{{{x}}}" if good else x for x, good in zip(shown, best, strict=True))
        return rf"\fbox{{${text}$}}" if boxed else f"${text}$"

    sgame = style == "sgame"
    draw: Callable[..., str] = _sgame if sgame else _booktabs
    found = list(payoff_cells(game, cell))
    size, _ = fitting_size(max((_panel_widths(game, rows, equal=sgame) for _, rows in found), key=sum))
    tight = r"\fboxsep=1pt" + (r"\sgcolsep=3pt" if sgame else "") if size else ""
    return _stacked([draw(game, others, rows) for others, rows in found], size + tight)


def _stacked(blocks: Sequence[str], setting: str) -> str:
    """Return the blocks one below the other; one that fits the page stands as it is."""
    if len(blocks) == 1 and not setting:
        return blocks[0]
    return "\n".join([f"{{{setting}\\noindent", "\n\n\\bigskip\\noindent\n".join(blocks), r"\par}"])


def _panel_widths(game: NormalFormGame, rows: list[list[str]], *, equal: bool) -> list[int]:
    """Return about how many letters wide a panel's columns are; sgame makes them equal, the row player on the left."""
    columns = [max(map(letters_of, column)) for column in zip(column_labels(game), *rows, strict=True)]
    labels = max(map(len, game.actions[0]))
    return [len(game.players[0]), labels, *[max(columns)] * len(columns)] if equal else [labels, *columns]


def solution_latex(solution: Given, *, digits: int = 3) -> str:
    r"""Return the equilibria as a booktabs table: one row for each, one column for each player.

    The caption says what is known about completeness.

    >>> import alignment_games as ag
    >>> print(solution_latex(ag.solve(ag.load_case("europe-1939").game())).splitlines()[0])
    \begin{table}
    """
    solution = as_solution(solution)
    rows = [
        [
            str(number),
            *(
                " + ".join(_share(p, label, digits) for p, label in zip(own.tolist(), labels, strict=True) if p != 0)
                for own, labels in zip(equilibrium.profile, solution.problem.actions, strict=True)
            ),
        ]
        for number, equilibrium in enumerate(solution, start=1)
    ]
    count = f"{len(solution)} equilibri{'um' if len(solution) == 1 else 'a'}"
    return floating_table(["", *map(latex_text, solution.problem.players)], rows, f"{count}: {solution.status.value}.")


def _booktabs(game: NormalFormGame, others: tuple[int, ...], rows: list[list[str]]) -> str:
    columns = [latex_text(label) for label in column_labels(game)]
    lines = [rf"\begin{{tabular}}{{l{'c' * len(columns)}}}", r"\toprule"]
    if others:
        lines.append(rf"\multicolumn{{{1 + len(columns)}}}{{l}}{{{latex_text(fixed_choices(game, others))}}} \\")
    if game.n_players > 1:
        lines.append(rf" & \multicolumn{{{len(columns)}}}{{c}}{{{latex_text(game.players[1])}}} \\")
    lines += [" & ".join([latex_text(game.players[0]), *columns]) + r" \\", r"\midrule"]
    lines += [" & ".join([latex_text(label), *row]) + r" \\" for label, row in zip(game.actions[0], rows, strict=True)]
    return "\n".join([*lines, r"\bottomrule", r"\end{tabular}"])


def _sgame(game: NormalFormGame, others: tuple[int, ...], rows: list[list[str]]) -> str:
    columns = [latex_text(label) for label in column_labels(game)]
    names = [latex_text(name) for name in (*game.players[:2], *([""] if game.n_players == 1 else []))]
    caption = f"[{{{latex_text(fixed_choices(game, others))}}}]" if others else ""
    head = rf"\begin{{game}}{{{len(rows)}}}{{{len(columns)}}}[{names[0]}][{names[1]}]{caption}"
    body = [" & ".join([latex_text(label), *row]) for label, row in zip(game.actions[0], rows, strict=True)]
    return "\n".join([head, " & ".join(["", *columns]) + r" \\", " \\\\\n".join(body), r"\end{game}"])


def _share(probability: Any, label: str, digits: int) -> str:
    return latex_text(label) if probability == 1 else f"${_number(probability, digits)}$ {latex_text(label)}"


def _number(value: Any, digits: int) -> str:
    """Return a number or a formula as LaTeX writes it in mathematics."""
    if isinstance(value, (float, np.floating)):
        mantissa, _, exponent = decimals(value, digits).partition("e")
        return rf"{mantissa} \times 10^{{{int(exponent)}}}" if exponent else mantissa
    if hasattr(value, "free_symbols"):  # an expression of SymPy, which is loaded only where one is
        from alignment_games.symbolic.words import expression_latex

        return expression_latex(value)
    return str(value)
