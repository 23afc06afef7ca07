r"""LaTeX: propositions.

The preamble needs ``\usepackage{amsmath}`` and ``\newtheorem{proposition}{Proposition}``.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from alignment_games.game.labelled_game import LabelledGame
from alignment_games.models.model import Parameter
from alignment_games.signatures import as_annotated
from alignment_games.symbolic.critical.critical_values import Threshold
from alignment_games.symbolic.equilibrium_conditions import Conditions
from alignment_games.symbolic.latex.lines import Relation, aligned, is_long, relations
from alignment_games.symbolic.latex.names import Names
from alignment_games.symbolic.latex.thresholds import threshold_lines
from alignment_games.symbolic.mixed import MixedConditions
from alignment_games.symbolic.partition import Regime, Regimes, Statement
from alignment_games.symbolic.words import expression_latex, relation_latex, who_does
from alignment_games.text.latex import latex_text
from alignment_games.text.lists import listed
from alignment_games.text.numbers import number
from alignment_games.text.play import doing, named

#: Coefficients are rounded to six digits, a critical value of one symbol to eight.
_ROUNDED = "Figures are rounded, to six digits at least."
#: A fraction that takes more signs of LaTeX is set on a line of its own, where it can be read.
_LONGEST_INLINE = 60


@as_annotated()
def proposition(result: Conditions | Threshold | Regimes) -> str:
    r"""Return a LaTeX proposition that states the result; regimes give one for each statement and one for the list.

    Long inequalities are broken at their signs; figures of a model that were given as numbers are stated.

    >>> from sympy import symbols
    >>> from alignment_games.game.normal_form import NormalFormGame
    >>> from alignment_games.symbolic import conditions
    >>> b, c = symbols("b c", positive=True)
    >>> game = NormalFormGame([[b - c, 0]], ["France"], [["balance", "buck_pass"]])
    >>> print(proposition(conditions(game, "balance")))
    \begin{proposition}
    The profile in which France balances is an equilibrium if and only if
    \begin{align*}
      b &\geq c && \text{\footnotesize (France would not rather pass the buck than balance)}
    \end{align*}
    \end{proposition}
    """
    if isinstance(result, Regimes):
        return "\n\n".join([*map(_of_statement, result.statements), _of_regimes(result)])
    if isinstance(result, Threshold):
        names = Names([result.by, *result.polynomial.free_symbols])
        return _in_environment([*threshold_lines(result, names), *_explained(names)])
    return _in_environment([*_of_conditions(result), *_fixed(result.game)])


def _in_environment(body: list[str]) -> str:
    return "\n".join([r"\begin{proposition}", *body, r"\end{proposition}"])


def _of_statement(statement: Statement) -> str:
    more = len(statement.profiles) - 1
    others = "one other profile that differs" if more == 1 else f"{more} other profiles that differ"
    likewise = [f"The same holds of {others} by an exchange of interchangeable states."] if more else []
    return _in_environment([*_of_conditions(statement.conditions), *likewise])


def _of_regimes(found: Regimes) -> str:
    proven = "and no others" if found.complete else "and others are not excluded"
    items = [rf"  \item {_told(found, regime)}" for regime in found]
    head = f"Boundaries aside, the parameters fall into these regimes {proven}, told by their pure equilibria:"
    return _in_environment([head, r"\begin{enumerate}", *items, r"\end{enumerate}", *_fixed(found.game)])


def _told(found: Regimes, regime: Regime) -> str:
    each = "; or ".join(who_does(zip(found.game.players, p, strict=True)) for p in regime.profiles)
    point = ", ".join(f"${expression_latex(s)} = {expression_latex(value)}$" for s, value in regime.point.items())
    return latex_text(each or "no pure equilibrium") + (f", for example at {point}" if point else "")


def _of_conditions(result: Conditions) -> list[str]:
    supposed = "".join(f"Let ${', '.join(map(expression_latex, result.given))}$. " if result.given else "")
    told = zip(result.game.players, result.actions, strict=True)
    head = f"{supposed}The profile in which {latex_text(_who(result, told))}"
    if result.never:
        return [f"{head} is never an equilibrium."]
    mixes = _mixes(result)
    where = f" where {result.existence.latex}" if result.existence.text else ""
    if result.always:
        return [f"{head} is an equilibrium{where}.", *mixes]
    rows, names = [], Names(symbol for c in result for symbol in c.expression.free_symbols)
    for c in result:
        left, sign, right, cut = relation_latex(c.expression, strict=c.strict, write=names.formula)
        rows.append(Relation(left, sign, right, latex_text(c.reason)))
        names.rounded = names.rounded or cut
    return [f"{head} is an equilibrium{where} if and only if", *relations(rows), *_explained(names), *mixes]


def _explained(names: Names) -> list[str]:
    told = [*names.polynomials, *names.roots]  # first, for it may round
    return [*told, *([_ROUNDED] * names.rounded)]


def _who(result: Conditions, told: Any) -> str:
    if isinstance(result, MixedConditions):  # its actions are words on a mixture
        mixtures = result.probabilities.items()
        return ", and ".join(f"{named(player)} mixes {listed(map(doing, own))}" for player, own in mixtures)
    return who_does(told)


def _mixes(result: Conditions) -> list[str]:
    if not isinstance(result, MixedConditions):
        return []
    return [line for player, own in result.probabilities.items() for line in _mixture(player, own)]


def _mixture(player: str, own: Mapping[str, Any]) -> list[str]:
    told = [(latex_text(doing(action)), expression_latex(share)) for action, share in own.items()]
    who = latex_text(named(player))
    if not any(is_long(share) or ("frac" in share and len(share) > _LONGEST_INLINE) for _, share in told):
        return [f"{who} mixes " + ", ".join(f"{doing_} with probability ${share}$" for doing_, share in told) + "."]
    lines = [rf"  & {share} && \text{{\footnotesize ({doing_})}}" for doing_, share in told]
    return [f"{who[0].upper()}{who[1:]} mixes with the probabilities", *aligned(lines)]


def _fixed(game: LabelledGame) -> list[str]:
    """Return a sentence on the figures of the model behind a game that are numbers."""
    model = getattr(game, "model", None)
    known = model.parameters() if model is not None else {}
    told = [f"{name.replace('_', ' ')} {_value(each)}" for name, each in known.items() if not _is_open(each)]
    return [rf"\par{{\normalfont\footnotesize\raggedright Fixed: {latex_text(', '.join(told))}.\par}}"] if told else []


def _is_open(parameter: Parameter) -> bool:
    values = parameter.value.values() if parameter.by_state else [parameter.value]
    return any(getattr(value, "free_symbols", ()) for value in values)


def _value(parameter: Parameter) -> str:
    if not parameter.by_state:
        return _figure(parameter.value)
    told = {name: _figure(value) for name, value in parameter.value.items()}
    each = set(told.values())
    return each.pop() if len(each) == 1 else f"({', '.join(f'{name} {value}' for name, value in told.items())})"


def _figure(value: Any) -> str:
    """Return a number as figures of data are written: a fraction as the decimal that it is, where it is a short one."""
    text = number(value, 6)
    decimal = f"{float(value):.12g}" if "/" in text else text
    return decimal if "/" not in text or Fraction(decimal) == Fraction(text) else text
