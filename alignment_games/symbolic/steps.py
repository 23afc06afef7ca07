r"""Payoffs that jump: one smooth game for each way in which the jumps can fall.

A threshold game pays :math:`b\,[\sum_k s_k \ge A] - c`, a step in the parameters. The inequalities inside the
payoffs cut the parameter space into cells; in each cell every step is settled and the payoffs are smooth, so that
`conditions`, `regimes` and `threshold` apply. Cells that cannot occur (proven by a certificate) are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from sympy import Abs, Expr, Max, Min, Piecewise, false, true
from sympy.core.relational import Equality, Relational, Unequality
from sympy.logic.boolalg import Boolean
from sympy.polys.rings import PolyElement

from alignment_games.errors import InvalidModelError, UnsupportedGameError, shown
from alignment_games.game.entrance import Given, as_game
from alignment_games.game.expressions import refuse_namesakes
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.symbolic import _polynomials as poly
from alignment_games.symbolic._certificates import impossible
from alignment_games.symbolic._domain import Domain, Hypothesis, make_domain, sides, supposed
from alignment_games.symbolic._points import Point, find_point
from alignment_games.text.display import Displayed


@dataclass(frozen=True, eq=False, repr=False)
class Cell(Displayed):
    """One cell: the inequalities that make it, the smooth game inside, and a point of it.

    ``point`` is None where neither a point of the cell nor a proof that it is empty was found.
    """

    given: tuple[Any, ...]
    game: NormalFormGame
    point: Point | None

    def __str__(self) -> str:
        return " and ".join(map(str, self.given)) or "everywhere"


def step(condition: Any) -> Expr:
    """Return the expression that is 1 where the inequality holds and 0 elsewhere.

    >>> from sympy.abc import s, A
    >>> step(s >= A)
    Piecewise((1, A <= s), (0, True))
    """
    if not isinstance(condition, (bool, Boolean)):
        raise InvalidModelError(f"a step is at an inequality of symbols, such as s >= A, got {shown(condition)}")
    return Piecewise((1, condition), (0, True))


def cells(game: Given, *, given: Iterable[Any] = ()) -> tuple[Cell, ...]:
    """Return the cells of parameter space in which the payoffs are smooth, each with its game.

    ``given``: inequalities that the parameters are known to satisfy; they are part of each cell's ``given``.
    Raises UnsupportedGameError for payoffs that jump at equalities.

    >>> from sympy import symbols
    >>> s, A, c = symbols("s A c", positive=True)
    >>> def payoffs(own):
    ...     return [step(s >= A) - c] if own == "balance" else [0]
    >>> for cell in cells(NormalFormGame.from_function(payoffs, ["France"], [["balance", "buck_pass"]])):
    ...     print(cell, cell.game.payoffs.tolist())
    A <= s [[1 - c, 0]]
    A > s [[-c, 0]]
    """
    game = as_game(game)
    payoffs = [_as_pieces(poly.as_expression(entry)) for entry in game.expressions.flat]
    atoms = sorted({_upright(a) for e in payoffs for a in _atoms(e)}, key=str)
    relations_given = supposed(given)
    refuse_namesakes([*payoffs, *relations_given])
    converter = poly.Converter(sides(r)[0] for r in (*atoms, *relations_given))
    domain = make_domain(converter, relations_given)
    polynomials = [make_domain(converter, [a]).given[0].polynomial for a in atoms]
    found = []
    for held, point in _sign_vectors(polynomials, domain):
        settled = dict(zip(atoms, held, strict=True))
        relations = tuple(a if holds else a.negated for a, holds in settled.items())
        table = np.empty(len(payoffs), dtype=object)
        table[:] = [_settle(e, settled) for e in payoffs]
        smooth = NormalFormGame(table.reshape(game.payoffs.shape), game.players, game.actions)
        found.append(Cell((*relations_given, *relations), smooth, point))
    return tuple(found)


def has_steps(game: NormalFormGame) -> bool:
    """Return whether some payoff jumps or bends."""
    return any(hasattr(e, "has") and e.has(Piecewise, Max, Min, Abs) for e in game.expressions.flat)


def _as_pieces(e: Expr) -> Expr:
    return e.rewrite(Piecewise) if e.has(Max, Min, Abs) else e


def _atoms(e: Expr) -> Iterator[Any]:
    """Yield the inequalities inside the pieces of an expression."""
    for piece in e.atoms(Piecewise):
        for _, condition in piece.args:
            for atom in condition.atoms(Relational):
                if isinstance(atom, (Equality, Unequality)):
                    raise UnsupportedGameError(f"payoffs jump at the equality {atom}; write the step as an inequality")
                yield atom


def _upright(relation: Any) -> Any:
    """Return the inequality in its weak form, so that it and its negation are one atom."""
    return relation if relation.rel_op in (">=", "<=") else relation.negated


def _settle(e: Expr, settled: dict[Any, bool]) -> Expr:
    truth = {a: true if holds else false for a, holds in settled.items()}
    return e.xreplace(truth | {a.negated: false if holds else true for a, holds in settled.items()})


def _sign_vectors(polynomials: list[PolyElement], domain: Domain) -> Iterator[tuple[tuple[bool, ...], Point | None]]:
    """Yield which of the inequalities hold together, each way with a point (None if not settled)."""

    def extend(held: tuple[bool, ...]) -> Iterator[tuple[tuple[bool, ...], Point | None]]:
        wanted = [p if h else -p for p, h in zip(polynomials, held, strict=False)]
        point = find_point(wanted, domain)
        if point is None:
            signs = [Hypothesis(p, not h, "") for p, h in zip(wanted, held, strict=True)]
            if impossible(signs, domain) is not None:
                return
        if len(held) == len(polynomials):
            yield held, point
            return
        for holds in (True, False):
            yield from extend((*held, holds))

    yield from extend(())
