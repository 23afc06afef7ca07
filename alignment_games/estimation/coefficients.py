r"""Estimates as a paper prints them: theories side by side, errors in brackets below, what they rest on at the foot.

The preamble needs ``\usepackage{booktabs}``, and ``\usepackage[T1]{fontenc}`` for accented letters. Estimates are
aligned at the decimal point without further packages: each column is two, numbers to the right and stars to the left.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from alignment_games.errors import InvalidModelError
from alignment_games.text.latex import latex_text
from alignment_games.text.tables import Table

#: Two-sided p values, each passed one more star.
_STARS = (0.05, 0.01, 0.001)
#: Sizes of letters, and about how many letters fit on a line of 345 points.
_SIZES = (("", 69), (r"\small", 74), (r"\footnotesize", 81), (r"\scriptsize", 98))
#: Letters that a column of estimates takes, gaps included.
_COLUMN = 15


@dataclass(frozen=True)
class CoefficientCell:
    """An estimate in text: ``value``, ``stars``, and ``error`` (empty at a bound)."""

    value: str
    stars: str
    error: str

    @classmethod
    def of(cls, value: float, error: float, p: float) -> CoefficientCell:
        """Return the cell of an estimate; NaN stands for no error, and for what is not tested."""
        stars = "" if math.isnan(p) else "*" * sum(p < level for level in _STARS)
        return cls(f"{value:.3f}", stars, "" if math.isnan(error) else f"({error:.3f})")

    def __str__(self) -> str:
        return f"{self.value}{self.stars} {self.error}".rstrip()


@dataclass(frozen=True)
class Column:
    """The estimates of one theory: cells by parameter, what they rest on by name, and whether errors are clustered."""

    cells: Mapping[str, CoefficientCell]
    foot: Mapping[str, str]
    clustered: bool


class Tabled:
    """What estimates have that make a column of a table."""

    def column(self) -> Column:
        """Return the estimates as a column of a table; `coefficient_table` sets several side by side."""
        raise NotImplementedError

    def to_latex(self) -> str:
        """Return the estimates as a booktabs table for a paper."""
        return CoefficientTable({"": self.column()}).to_latex()

    def _repr_html_(self) -> str:
        return CoefficientTable({"": self.column()})._repr_html_()


@dataclass(frozen=True, eq=False, repr=False)
class CoefficientTable:
    """Estimates of several theories side by side, by what stands above; make it with `coefficient_table`."""

    columns: Mapping[str, Column]

    @property
    def names(self) -> list[str]:
        """The parameters, in the order in which they come."""
        return _once(column.cells for column in self.columns.values())

    def note(self) -> str:
        """Return what errors and stars are."""
        clustered = all(column.clustered for column in self.columns.values())
        bound = any(not cell.error for column in self.columns.values() for cell in column.cells.values())
        return (
            f"Maximum likelihood; standard errors {'clustered by case ' if clustered else ''}in brackets"
            f"{', none for an estimate at the bound of the search' if bound else ''}. "
            "Two-sided * p < .05, ** p < .01, *** p < .001; rate and scale are not tested."
        )

    def rows(self) -> list[list[str]]:
        """Return the rows in plain text, estimates and errors in one cell."""
        columns = list(self.columns.values())
        cells = [[name, *(str(column.cells.get(name, "")) for column in columns)] for name in self.names]
        feet = [[name, *(column.foot.get(name, "") for column in columns)] for name in _once(c.foot for c in columns)]
        return cells + feet

    def to_latex(self, caption: str = "Estimates of quantal response", label: str = "") -> str:
        """Return a booktabs table that stands in a paper as it is; the module says what the preamble needs."""
        columns = list(self.columns.values())
        marked = [rf"\label{{{label}}}"] if label else []
        head = [
            r"\begin{table}",
            rf"\caption{{{latex_text(caption)}}}",
            *marked,
            r"\smallskip",
            rf"\centering{self._size()}",
        ]
        body = [rf"\begin{{tabular}}{{l{'r@{}l' * len(columns)}}}", r"\toprule"]
        if any(self.columns):
            body += [_line("", (_centred(latex_text(name)) for name in self.columns)), r"\midrule"]
        for name in self.names:
            cells = [column.cells.get(name) for column in columns]
            body.append(_line(latex_text(name), map(_value, cells)))
            if any(cell and cell.error for cell in cells):
                body.append(_line("", map(_error, cells)))
        feet = [
            _line(name, (_centred(_signed(column.foot.get(name, ""))) for column in columns))
            for name in _once(column.foot for column in columns)
        ]
        note = rf"\par\smallskip\parbox{{\linewidth}}{{\footnotesize {latex_text(self.note())}}}"
        return "\n".join([*head, *body, r"\midrule", *feet, r"\bottomrule", r"\end{tabular}", note, r"\end{table}"])

    def _size(self) -> str:
        wide = max(map(len, [*self.names, "log likelihood"])) + _COLUMN * len(self.columns)
        return next((size for size, letters in _SIZES if wide <= letters), _SIZES[-1][0])

    def __str__(self) -> str:
        return "\n".join([*Table(["", *self.columns], self.rows()).lines(), self.note()])

    def __repr__(self) -> str:
        return f"<CoefficientTable: {len(self.columns)} columns>"

    def _repr_html_(self) -> str:
        return Table(["", *self.columns], self.rows(), self.note()).html()


def coefficient_table(*fits: Any, **named: Any) -> CoefficientTable:
    """Return estimates side by side, in columns (1), (2) and so on, or by names given as keywords.

    Raises InvalidModelError for none, and for what is no estimate.

    >>> import numpy as np
    >>> from alignment_games.estimation import QuantalResponse, fit, simulate, stack_games
    >>> from alignment_games.estimation.simulation import random_game
    >>> rng = np.random.default_rng(1)
    >>> theory = QuantalResponse((), ("balance",), rate=1e-9)
    >>> games = stack_games([random_game(f"game {k}", rng) for k in range(30)])
    >>> one = fit(simulate(games, theory, [-0.5], rng), theory)
    >>> coefficient_table(one).rows()[0]  # 47 of 101 balance: the log of 27/47
    ['cost of balance', '-0.554** (0.211)']
    """
    fits_by_name = {f"({k})": each for k, each in enumerate(fits, start=1)} | named
    if not fits_by_name:
        raise InvalidModelError("no estimates to put side by side; give what fit returns")
    for each in fits_by_name.values():
        if not hasattr(each, "column"):
            raise InvalidModelError(f"expected estimates such as fit returns, got {type(each).__name__}")
    return CoefficientTable({name: each.column() for name, each in fits_by_name.items()})


def _once(parts: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return the keys of all parts, each once."""
    return list(dict.fromkeys(name for part in parts for name in part))


def _line(name: str, cells: Iterable[str]) -> str:
    return " & ".join([name, *cells]) + r" \\"


def _centred(text: str) -> str:
    return rf"\multicolumn{{2}}{{c}}{{{text}}}"


def _signed(text: str) -> str:
    """Return a number with a true minus."""
    return f"${text}$" if text.startswith("-") else text


def _value(cell: CoefficientCell | None) -> str:
    if cell is None:
        return " & "
    return f"{_signed(cell.value)} & " + (rf"$^{{{cell.stars}}}$" if cell.stars else "")


def _error(cell: CoefficientCell | None) -> str:
    return f"{cell.error.removesuffix(')')} & )" if cell and cell.error else " & "
