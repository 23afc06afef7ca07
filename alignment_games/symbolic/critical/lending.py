r"""A state's critical value as a function of what the others lend, instead of one value for each way they may act.

In a response game the others matter to state i through sums alone (`models.response.lent`): the help C that reaches
it, the aid B that goes to the threat, and, where the common outcome has a value of its own, the whole coalition E. With
what they lend given, i prefers action a to b iff

.. math:: F(x; C, B, E) = u_i(a) - u_i(b) \ge 0.

Every sum that the others can lend is looked at, and the sums are cut into few ranges, at the cuts that leave critical
values least apart (`_parts`). Where F is affine in x the critical value is :math:`-F(0) / (F(1) - F(0))`; otherwise the
set of x is found exactly, sum by sum.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import starmap
from math import lcm
from typing import Any

import numpy as np
from sympy import Expr, Max, Symbol, lambdify, sympify

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError, UnsupportedGameError, shown, unknown_name
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.models.door import as_response_model
from alignment_games.models.response import ResponseModel
from alignment_games.models.response.lent import LentPayoffs
from alignment_games.signatures import as_annotated
from alignment_games.states.arguments import of_state
from alignment_games.symbolic._parts import Part, parted
from alignment_games.symbolic.critical.critical_values import threshold
from alignment_games.symbolic.critical.lending_record import AID, COALITION, HELP, Lending
from alignment_games.symbolic.naming import with_symbol_by

#: So many different sums are looked at, where each is a formula and where each needs its roots isolated.
_MOST_SUMS, _MOST_ROOTS = 200_000, 200
#: A set of the parameter's values by its runs: for each, whether its ends belong to it, None where it has no end.
Kind = tuple[tuple[Any, ...], ...]
_BELOW, _ABOVE, _ALWAYS, _NEVER = ((None, True),), ((True, None),), ((None, None),), ()


@as_annotated()
def thresholds_by_lending(model: Any, state: str, between: Sequence[str], by: Symbol | str) -> Lending:
    """Return the critical values of a parameter by what the other states lend, in ranges.

    ``model``: a response model, or a case, its name, a file or its game. ``between``: (action, alternative). ``by``: a
    symbol in it or a figure of it, such as "burden". Raises InvalidModelError for unknown names and for a model without
    the symbol.

    >>> found = thresholds_by_lending("europe-1938", "France", ["balance", "buck_pass"], "burden")
    >>> found.sums, len(found.parts) <= 8
    (9, True)
    """
    model, by = with_symbol_by(as_response_model(model, "what others lend"), by)
    if model.batch_shape:
        raise UnsupportedGameError(f"thresholds are of one model, and this is a family {model.batch_shape}")
    if state not in model.names:
        raise unknown_name("state", state, model.names)
    if isinstance(between, str) or len(between) != 2:
        raise InvalidModelError(f"between: expected two actions, got {shown(between)}")
    i = model.names.index(state)
    offered = model.actions[i]
    for action in between:
        if action not in offered:
            raise unknown_name("action", action, offered)
    payoffs = LentPayoffs(model, i, help_=HELP, aid=AID, coalition=COALITION).by_action()
    gain = sympify(payoffs[offered.index(between[0])] - payoffs[offered.index(between[1])])
    lent = [_lent(model, i, k) for k in range(len(model.names)) if k != i]
    figures = [*payoffs, *(x for rows in lent for row in rows for x in row)]
    symbol = _symbol(by, {s for x in figures for s in sympify(x).free_symbols} - {HELP, AID, COALITION})
    used = [s in gain.free_symbols for s in (HELP, AID, COALITION)]
    sums = _sums(lent, used) if gain.free_symbols <= {symbol, HELP, AID, COALITION} else None
    others = (name for name in model.names if name != state)
    brings = {name: tuple(starmap(Max, zip(*rows, strict=True))) for name, rows in zip(others, lent, strict=True)}
    known = (state, between[0], between[1])
    parts, seen = ((), 0) if sums is None else _parts(gain, symbol, sums, known)
    return Lending(
        *known,
        by=symbol,
        gain=gain,
        against=model.against.name,
        brings=brings,
        backing=model.backing(i),
        parts=parts,
        seen=seen,
        sums=0 if sums is None else len(sums),
    )


def _symbol(by: Symbol | str, known: set[Symbol]) -> Symbol:
    for symbol in known:
        if str(symbol) == str(by):
            return symbol
    raise unknown_name("symbol", str(by), sorted(known, key=str))


def _lent(model: ResponseModel, i: int, k: int) -> list[tuple[Any, Any, Any]]:
    """Return what state k puts into help for i, aid and coalition by each of its actions."""
    power, arrives = model.states[k].power, model.arrives(i, k)
    rows = [model.rows[action] for action in model.actions[k]]
    given = [(of_state(row.contribution, k) * power, of_state(row.aid, k) * power) for row in rows]
    return [(lent * arrives, aid, lent) for lent, aid in given]


def _sums(lent: Sequence[Sequence[tuple[Any, ...]]], used: Sequence[bool]) -> Array | None:
    """Return the different sums that the others can lend, shape (sums, 3), those not used at 0.

    None where they are too many, or hold symbols.
    """
    if any(sympify(x).free_symbols for rows in lent for row in rows for x in row):
        return None
    figures = [[[Fraction(str(x)) * keep for x, keep in zip(row, used, strict=True)] for row in rows] for rows in lent]
    unit = lcm(*(x.denominator for rows in figures for row in rows for x in row))
    found = {(0, 0, 0)}  # in whole multiples of the unit: fractions take five times as long to add and to compare
    for rows in figures:
        each = {tuple(int(x * unit) for x in row) for row in rows}
        found = {(a + x, b + y, c + z) for a, b, c in found for x, y, z in each}
        if len(found) > _MOST_SUMS:
            return None
    array = np.empty((len(found), 3), dtype=object)
    array[:] = [[Fraction(x, unit) for x in row] for row in sorted(found)]
    return array


def _parts(gain: Expr, by: Symbol, sums: Array, known: tuple[str, str, str]) -> tuple[tuple[Part, ...], int]:
    """Return the ranges of the sums with the critical values there, and how many sums were looked at."""
    seen, kinds, values = _critical(gain, by, sums, known)
    return tuple(parted(sums[seen], kinds, values)), len(seen)


def _critical(gain: Expr, by: Symbol, sums: Array, known: tuple[str, str, str]) -> tuple[Array, list[Kind], Array]:
    """Return which sums were looked at, and for each the kind of set of ``by`` and its ends, shape (sums, ends)."""
    if by not in gain.diff(by).free_symbols:
        return _affine(gain, by, sums)
    step = -(-len(sums) // _MOST_ROOTS)
    seen = np.unique([*range(0, len(sums), step), len(sums) - 1])
    found = [_exactly(gain, by, sums[at], known) for at in seen]
    width = max(len(ends) for _, ends in found)
    values = np.array([[*ends, *[0.0] * (width - len(ends))] for _, ends in found], dtype=float).reshape(
        len(seen), width
    )
    return seen, [kind for kind, _ in found], values


def _affine(gain: Expr, by: Symbol, sums: Array) -> tuple[Array, list[Kind], Array]:
    at = lambdify([by, HELP, AID, COALITION], gain, "numpy")
    columns = sums.astype(float).T
    zero, one = (np.broadcast_to(at(value, *columns), len(sums)).astype(float) for value in (0.0, 1.0))
    slope = one - zero
    with np.errstate(divide="ignore", invalid="ignore"):
        value = -zero / slope
    kinds: list[Kind] = []
    for k in range(len(sums)):
        if value[k] >= 0 and slope[k] != 0:
            kinds.append(_BELOW if slope[k] < 0 else _ABOVE)
        else:
            kinds.append(_ALWAYS if zero[k] >= 0 and slope[k] >= 0 else _NEVER)
    ends = np.where([kind in (_BELOW, _ABOVE) for kind in kinds], value, 0.0)
    return np.arange(len(sums)), kinds, ends[:, None]


def _exactly(gain: Expr, by: Symbol, at: Array, known: tuple[str, str, str]) -> tuple[Kind, list[float]]:
    """Return the kind of set at one sum, and its ends."""
    state, *between = known
    there = gain.subs(dict(zip((HELP, AID, COALITION), map(sympify, at), strict=True)))
    if by not in there.free_symbols:
        return (_ALWAYS if there >= 0 else _NEVER), []
    found = threshold(NormalFormGame([[there, 0]], [state], [between]), state, between, by)
    if found.where is None:
        raise UnsupportedGameError(
            f"{by} enters the payoffs with so high a power that its critical values are not known"
        )
    runs = found.where.runs
    kind = tuple(tuple(None if end is None else end[1] for end in run) for run in runs)
    return kind, [float(end[0]) for run in runs for end in run if end is not None]
