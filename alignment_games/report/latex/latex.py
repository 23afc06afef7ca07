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

import re
from collections.abc import Callable, Sequence
from typing import Any

from alignment_games.cases.comparison import Comparison
from alignment_games.catalogue.entries import Catalog
from alignment_games.errors import InvalidModelError, shown
from alignment_games.estimation.coefficients import CoefficientTable
from alignment_games.estimation.effects import Effects
from alignment_games.estimation.estimates import Estimates
from alignment_games.estimation.joining.fitting import JoinerFit
from alignment_games.estimation.joining.study import JoinerStudy
from alignment_games.estimation.selecting.identified import IdentifiedSet
from alignment_games.game.entrance import opened
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.inverse.rationalisation import Rationalisation
from alignment_games.inverse.words import asked, name, verdict
from alignment_games.report.estimates import coefficient_rows
from alignment_games.report.history_page import History
from alignment_games.report.joiners import score_tables
from alignment_games.report.latex.games import payoff_latex, solution_latex
from alignment_games.signatures import as_annotated
from alignment_games.solvers.solution import Solution
from alignment_games.sweeps.contrasts.contrast import Contrast
from alignment_games.sweeps.grids.phase_diagram import PhaseDiagram
from alignment_games.text.lists import listed
from alignment_games.text.play import heading
from alignment_games.text.tables import Table


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


@as_annotated()
def table_latex(header: Sequence[str], rows: Sequence[Sequence[Any]], caption: str = "") -> str:
    r"""Return rows of plain text or numbers as a booktabs table that fits the page.

    >>> print(table_latex(["state", "share"], [["A & B", "5%"]], "Who does what"))
    \begin{table}
    \caption{Who does what}
    \centering
    \begin{tabular}{ll}
    \toprule
    state & share \\
    \midrule
    A \& B & 5\% \\
    \bottomrule
    \end{tabular}
    \end{table}
    """
    header = list(header)
    for k, row in enumerate(rows, start=1):
        if len(row) != len(header):
            raise InvalidModelError(f"row {k} needs one cell for each of {len(header)} columns, got {shown(row)}")
    return Table(header, rows, caption).latex()


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
        JoinerFit: lambda fit: coefficient_rows(fit).latex(),
        (Estimates, CoefficientTable, IdentifiedSet): lambda found: found.to_latex(),
        Effects: lambda found: found.table().latex(),
        JoinerStudy: _joiners,
        Rationalisation: _rational_set,
        (symbolic.Conditions, symbolic.Threshold, symbolic.Regimes): symbolic.proposition,
    }


def _regions(diagram: PhaseDiagram) -> str:
    axes = [str(axis) for axis in diagram.axes]
    rows = [
        [
            _in_words(region.name),
            f"{region.share:.1%}",
            *(f"{low:.3g} to {high:.3g}" for low, high in region.bounds.values()),
        ]
        for region in diagram.regions()
    ]
    over = listed(axis.replace("_", " ") for axis in axes)
    caption = (
        f"Pure equilibria as {over} change{'s' if len(axes) == 1 else ''}, the largest region first: shares of "
        f"{diagram.counts.size:,} games on a grid, and the values between which each region lies."
    )
    return Table(["equilibria", "share", *axes], rows, caption).latex()


def _in_words(name: str) -> str:
    """Return who does what with the names of responses in words, where nobody gave the profile a name."""
    return re.sub(r"\b[a-z]+(_[a-z]+)+\b", lambda match: heading(match[0]), name)


def _rational_set(found: Rationalisation) -> str:
    asks = ["-" if found.empty else asked(row, found) for row in found.binding]
    signs = [text.replace(">=", "≥").replace("<=", "≤") for text in asks]
    rows = [[name(row, found), text] for row, text in zip(found.binding, signs, strict=True)]
    ranges = "; ".join(f"{each} {low:g} to {high:g}" for each, (low, high) in found.box.items())
    return Table(["who is held to what", "asks for"], rows, f"{verdict(found)} Open: {ranges}.").latex()


def _catalog(catalog: Catalog) -> str:
    rows = [[each.name.replace("_", " "), each.source, each.claim] for each in catalog]
    return Table(["model", "source", "claim"], rows, "Published models of alignment and what they claim.").latex()


def _comparison(comparison: Comparison) -> str:
    title = f"{comparison.case.title} ({comparison.case.year})"
    caption = f"{title}: what each theory takes to be likeliest, and its probability."
    return Table(comparison.header, comparison.rows, caption).latex()


def _scenarios(found: Contrast) -> str:
    return "\n\n".join(table.latex() for table in found.tables if table.rows)


def _history(history: History) -> str:
    return "\n\n".join(part.table.latex() for part in history.parts if part.rows)


def _joiners(study: JoinerStudy) -> str:
    return "\n\n".join(table.latex() for table in [coefficient_rows(study.fit), *score_tables(study)])
