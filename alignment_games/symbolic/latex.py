r"""LaTeX: payoff matrices with booktabs rules, and propositions.

The preamble needs ``\usepackage{booktabs}``, ``\usepackage{amsmath}`` and, for propositions,
``\newtheorem{proposition}{Proposition}``.
"""

from __future__ import annotations

from typing import Any

from sympy import latex

from alignment_games.errors import UnsupportedGameError
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.words import latex_text as _text
from alignment_games.game.words import number
from alignment_games.symbolic._polynomials import as_expression
from alignment_games.symbolic._words import relation_latex
from alignment_games.symbolic.critical_values import Threshold
from alignment_games.symbolic.equilibrium_conditions import Conditions
from alignment_games.symbolic.mixed import MixedConditions
from alignment_games.symbolic.partition import Regimes


def payoff_table(game: NormalFormGame) -> str:
    r"""Return the payoffs as a LaTeX table: a matrix for two players, one row for each profile otherwise.

    >>> game = NormalFormGame([[[3, 0], [5, 1]], [[3, 5], [0, 1]]], ["Ann", "Bob"], ["wait", "arm"])
    >>> print(payoff_table(game))
    \begin{tabular}{llcc}
    \toprule
     & & \multicolumn{2}{c}{Bob} \\
     & & wait & arm \\
    \midrule
    Ann & wait & $3,\ 3$ & $0,\ 5$ \\
     & arm & $5,\ 0$ & $1,\ 1$ \\
    \bottomrule
    \end{tabular}
    """
    if game.batch_shape:
        raise UnsupportedGameError("this is a family of games; a table shows one")
    body = _matrix(game) if game.n_players == 2 else _profiles(game)
    return "\n".join([*body, r"\bottomrule", r"\end{tabular}"])


def _matrix(game: NormalFormGame) -> list[str]:
    row_player, column_player = map(_text, game.players)
    rows, columns = game.actions
    lines = [
        rf"\begin{{tabular}}{{ll{'c' * len(columns)}}}",
        r"\toprule",
        rf" & & \multicolumn{{{len(columns)}}}{{c}}{{{column_player}}} \\",
        rf" & & {' & '.join(map(_text, columns))} \\",
        r"\midrule",
    ]
    for a, label in enumerate(rows):
        cells = [_cell(game, (a, b)) for b in range(len(columns))]
        lines.append(rf"{row_player if a == 0 else ''} & {_text(label)} & {' & '.join(cells)} \\")
    return lines


def _cell(game: NormalFormGame, index: tuple[int, ...]) -> str:
    return "$" + r",\ ".join(_math(game.payoffs[(i, *index)]) for i in range(game.n_players)) + "$"


def _profiles(game: NormalFormGame) -> list[str]:
    names = [_text(p) for p in game.players]
    lines = [
        rf"\begin{{tabular}}{{{'l' * len(names)}{'c' * len(names)}}}",
        r"\toprule",
        rf"\multicolumn{{{len(names)}}}{{c}}{{Actions}} & \multicolumn{{{len(names)}}}{{c}}{{Payoffs}} \\",
        rf"{' & '.join(names * 2)} \\",
        r"\midrule",
    ]
    for profile in game.pure_profiles():
        index = tuple(own.index(label) for own, label in zip(game.actions, profile, strict=True))
        payoffs = [f"${_math(game.payoffs[(i, *index)])}$" for i in range(game.n_players)]
        lines.append(rf"{' & '.join([*map(_text, profile), *payoffs])} \\")
    return lines


def proposition(result: Conditions | Threshold | Regimes) -> str:
    r"""Return a LaTeX proposition that states the result; regimes give one for each statement.

    >>> from sympy import symbols
    >>> from alignment_games.symbolic import conditions
    >>> b, c = symbols("b c", positive=True)
    >>> game = NormalFormGame([[b - c, 0]], ["France"], [["balance", "buck_pass"]])
    >>> print(proposition(conditions(game, "balance")))
    \begin{proposition}
    The profile (France: balance) is an equilibrium if and only if
    \begin{align*}
      b &\geq c && \text{\footnotesize (France would not rather buck\_pass than balance)}
    \end{align*}
    \end{proposition}
    """
    if isinstance(result, Regimes):
        return "\n\n".join(proposition(s.conditions) for s in result.statements)
    body = _of_threshold(result) if isinstance(result, Threshold) else _of_conditions(result)
    return "\n".join([r"\begin{proposition}", *body, r"\end{proposition}"])


def _of_conditions(result: Conditions) -> list[str]:
    pairs = zip(result.game.players, result.actions, strict=True)
    supposed = "".join(f"Let ${', '.join(map(latex, result.given))}$. " if result.given else "")
    head = f"{supposed}The profile ({', '.join(f'{_text(p)}: {_text(a)}' for p, a in pairs)})"
    if result.never:
        return [f"{head} is never an equilibrium."]
    mixes = _mixes(result)
    if result.always:
        return [f"{head} is an equilibrium.", *mixes]
    lines = []
    for c in result:
        left, sign, right = relation_latex(c.expression, strict=c.strict)
        lines.append(rf"  {left} &{sign} {right} && \text{{\footnotesize ({_text(c.reason)})}}")
    joined = " \\\\\n".join(lines)
    return [f"{head} is an equilibrium if and only if", r"\begin{align*}", joined, r"\end{align*}", *mixes]


def _mixes(result: Conditions) -> list[str]:
    if not isinstance(result, MixedConditions):
        return []
    return [
        f"{_text(player)} plays " + ", ".join(f"{_text(a)} with probability ${latex(p)}$" for a, p in own.items()) + "."
        for player, own in result.probabilities.items()
    ]


def _of_threshold(result: Threshold) -> list[str]:
    others = ", ".join(f"{_text(p)}: {_text(a)}" for p, a in result.others.items())
    while_ = f" while ({others})" if others else ""
    head = f"{_text(result.state)} prefers {_text(result.action)} to {_text(result.alternative)}{while_}"
    cases = [
        f"${latex(rule)}$" + ("" if assumed is True else f" where ${latex(assumed)}$") for assumed, rule in result.cases
    ]
    return [f"{head} if and only if {'; or '.join(cases)}."]


def _math(entry: Any) -> str:
    return number(entry) if isinstance(entry, float) else str(latex(as_expression(entry)))
