r"""Mathematics in LaTeX that fits on its line: sums broken at their signs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

#: Letters of mathematics on a line of 345 points, the width of a page of LaTeX's own classes, and what a letter of
#: small text takes of one.
_LINE, _SMALL = 62, 0.75
#: What is set over another takes the room of the wider one.
_STACKED = re.compile(r"\\frac\{([^{}]*)\}\{([^{}]*)\}")


@dataclass(frozen=True)
class Relation:
    """An inequality in LaTeX, and why it has to hold."""

    left: str
    sign: str
    right: str
    reason: str

    @property
    def letters(self) -> float:
        """About how many letters wide it is with its reason beside it."""
        return letters(self.left) + letters(self.right) + 4 + _SMALL * (len(self.reason) + 4)


def letters(formula: str) -> int:
    r"""Return about how many letters wide a formula is.

    >>> letters(r"\frac{ab}{2}"), letters(r"0.5 \, \mathit{burden} + c")
    (2, 13)
    """
    flat = _STACKED.sub(lambda match: max(match[1], match[2], key=len), formula)
    flat = re.sub(r"\\(mathit|text|left|right|frac|,|\s)|[{}^_]", "", flat)
    return len(re.sub(r"\\[a-zA-Z]+ ?", "x", flat).replace(" ", "")) + 2 * len(re.findall(" [+-] ", flat))


def is_long(formula: str) -> bool:
    """Return whether a formula is too wide for a line on which words stand too."""
    return letters(formula) > 2 * _LINE // 3


def fits(formula: str) -> bool:
    """Return whether a formula fits a line that is moved in."""
    return letters(formula) <= _LINE - 6


def relations(rows: Sequence[Relation]) -> list[str]:
    """Return inequalities one below the other, each with its reason; those that are too wide over several lines."""
    if all(row.letters <= _LINE for row in rows):
        lines = [rf"  {r.left} &{r.sign} {r.right} && \text{{\footnotesize ({r.reason})}}" for r in rows]
        return aligned(lines)
    found = [r"{\allowdisplaybreaks"]
    for row in rows:
        whole, right = f"{row.left} {row.sign} {row.right}", broken(row.right)
        lines = [whole] if fits(whole) else [*broken(row.left), f"{row.sign} {right[0]}", *right[1:]]
        found += aligned([f"  & {lines[0]}", *(rf"  & \quad {{}} {line}" for line in lines[1:])], row.reason)
    return [*found, "}%"]  # no blank before what follows


def aligned(lines: Sequence[str], reason: str = "") -> list[str]:
    """Return lines one below the other, after a reason for them."""
    told = [rf"\par\smallskip\noindent{{\footnotesize {reason[0].upper()}{reason[1:]}:}}"] if reason else []
    return [*told, r"\begin{align*}", " \\\\\n".join(lines), r"\end{align*}"]


def broken(formula: str) -> list[str]:
    """Return a sum broken before its signs into lines that fit."""
    found = [""]
    for term in _terms(formula):
        if found[-1] and letters(found[-1]) + letters(term) > _LINE - 6:
            found.append("")
        found[-1] += f" {term}" if found[-1] else term
    return found


def _terms(formula: str) -> list[str]:
    r"""Return the terms of a sum, signs first; what stands in braces or brackets is kept whole.

    >>> _terms(r"a + \left(b + c\right) d - \frac{e + f}{2}")
    ['a', '+ \\left(b + c\\right) d', '- \\frac{e + f}{2}']
    """
    depth, start, found = 0, 0, []
    for k, char in enumerate(formula):
        depth += (char in "{(") - (char in "})")
        if depth == 0 and char in "+-" and formula[max(k - 1, 0) : k + 2] in (" + ", " - "):
            found.append(formula[start:k].strip())
            start = k
    return [*filter(None, found), formula[start:].strip()]
