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
from collections.abc import Callable
from typing import Any

from alignment_games.cases.comparison import Comparison
from alignment_games.catalogue.entries import Catalog
from alignment_games.errors import InvalidModelError
from alignment_games.estimation.coefficients import CoefficientTable
from alignment_games.estimation.effects import Effects
from alignment_games.estimation.joining.fitting import JoinerFit
from alignment_games.estimation.joining.study import JoinerStudy
from alignment_games.estimation.results import Fit
from alignment_games.game.entrance import opened
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.inverse.rationalise import Rationalisation
from alignment_games.inverse.words import asked, name, verdict
from alignment_games.report.estimates import coefficient_rows
from alignment_games.report.history_page import History
from alignment_games.report.joiners import score_tables
from alignment_games.report.latex_games import payoff_latex, solution_latex
from alignment_games.solvers.solution import Solution
from alignment_games.sweeps.contrast import Contrast
from alignment_games.sweeps.phase_diagram import PhaseDiagram
from alignment_games.text.latex import table_latex
from alignment_games.text.lists import listed
from alignment_games.text.play import heading

__all__ = ["table_latex", "to_latex"]  # the first for those who find it here


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
    return table_latex(["equilibria", "share", *axes], rows, caption)


def _in_words(name: str) -> str:
    """Return who does what with the names of responses in words, where nobody gave the profile a name."""
    return re.sub(r"\b[a-z]+(_[a-z]+)+\b", lambda match: heading(match[0]), name)


def _rational_set(found: Rationalisation) -> str:
    asks = ["-" if found.empty else asked(row, found) for row in found.binding]
    signs = [text.replace(">=", "≥").replace("<=", "≤") for text in asks]
    rows = [[name(row, found), text] for row, text in zip(found.binding, signs, strict=True)]
    ranges = "; ".join(f"{each} {low:g} to {high:g}" for each, (low, high) in found.box.items())
    return table_latex(["who is held to what", "asks for"], rows, f"{verdict(found)} Open: {ranges}.")


def _catalog(catalog: Catalog) -> str:
    rows = [[each.name.replace("_", " "), each.source, each.claim] for each in catalog]
    return table_latex(["model", "source", "claim"], rows, "Published models of alignment and what they claim.")


def _comparison(comparison: Comparison) -> str:
    title = f"{comparison.case.title} ({comparison.case.year})"
    caption = f"{title}: what each theory takes to be likeliest, and its probability."
    return table_latex(comparison.header, comparison.rows, caption)


def _scenarios(found: Contrast) -> str:
    return "\n\n".join(table_latex(each.header, each.rows, each.title) for each in found.tables if each.rows)


def _history(history: History) -> str:
    return "\n\n".join(table_latex(part.header, part.rows, part.title) for part in history.parts if part.rows)


def _coefficients(fit: JoinerFit) -> str:
    return table_latex(*coefficient_rows(fit))


def _joiners(study: JoinerStudy) -> str:
    return "\n\n".join([_coefficients(study.fit), *(table_latex(*each) for each in score_tables(study))])
