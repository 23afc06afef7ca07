r"""LaTeX: propositions.

The preamble needs ``\usepackage{amsmath}`` and ``\newtheorem{proposition}{Proposition}``.
"""

from __future__ import annotations

from alignment_games.game.words import latex_text as _text
from alignment_games.symbolic.critical_values import Threshold
from alignment_games.symbolic.equilibrium_conditions import Conditions
from alignment_games.symbolic.mixed import MixedConditions
from alignment_games.symbolic.partition import Regimes
from alignment_games.symbolic.words import expression_latex, relation_latex


def proposition(result: Conditions | Threshold | Regimes) -> str:
    r"""Return a LaTeX proposition that states the result; regimes give one for each statement.

    >>> from sympy import symbols
    >>> from alignment_games.game.normal_form import NormalFormGame
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
    supposed = "".join(f"Let ${', '.join(map(expression_latex, result.given))}$. " if result.given else "")
    head = f"{supposed}The profile ({', '.join(f'{_text(p)}: {_text(a)}' for p, a in pairs)})"
    if result.never:
        return [f"{head} is never an equilibrium."]
    mixes = _mixes(result)
    where = f" where {result.existence.latex}" if result.existence.text else ""
    if result.always:
        return [f"{head} is an equilibrium{where}.", *mixes]
    lines = []
    for c in result:
        left, sign, right = relation_latex(c.expression, strict=c.strict)
        lines.append(rf"  {left} &{sign} {right} && \text{{\footnotesize ({_text(c.reason)})}}")
    joined = " \\\\\n".join(lines)
    return [f"{head} is an equilibrium{where} if and only if", r"\begin{align*}", joined, r"\end{align*}", *mixes]


def _mixes(result: Conditions) -> list[str]:
    if not isinstance(result, MixedConditions):
        return []
    return [
        f"{_text(player)} plays "
        + ", ".join(f"{_text(a)} with probability ${expression_latex(p)}$" for a, p in own.items())
        + "."
        for player, own in result.probabilities.items()
    ]


def _of_threshold(result: Threshold) -> list[str]:
    others = ", ".join(f"{_text(p)}: {_text(a)}" for p, a in result.others.items())
    while_ = f" while ({others})" if others else ""
    head = f"{_text(result.state)} prefers {_text(result.action)} to {_text(result.alternative)}{while_}"
    cases = [
        f"${expression_latex(rule)}$" + ("" if assumed is True else f" where ${expression_latex(assumed)}$")
        for assumed, rule in result.cases
    ]
    return [f"{head} if and only if {'; or '.join(cases)}."]
