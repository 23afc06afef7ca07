r"""One parameter's line, cut exactly at the real roots of polynomials: which signs they have where.

Between two neighbouring roots no polynomial changes its sign, so that roots and open intervals, in order, say all
there is to say. Roots of factors of degree one are fractions; the others are isolated between fractions, which are
refined until no two roots share a value. A whole-number parameter visits only the whole numbers in an interval.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import count, islice, pairwise

from sympy import QQ, And, CRootOf, Eq, Expr, Integer, Or, Poly, Rational, Symbol, ceiling, floor, sign, sqrt

from alignment_games.symbolic._evaluation import number_sign

#: Polynomials of higher degree are not cut: isolating their roots can take minutes.
MOST_DEGREE = 40
#: Whole numbers looked at in one interval until one of the right kind (even, prime, ...) is met.
_MOST_WHOLE = 200
#: The first width to which irrational roots are isolated; squared until all roots are apart.
_WIDTH = Rational(1, 10**6)
#: What assumptions say of a number's sign.
_SIGNS = ("positive", "negative", "zero", "nonpositive", "nonnegative", "nonzero")


@dataclass(frozen=True, eq=False)
class LineRoot:
    """A real root: ``low`` < root < ``high``, or all equal for a fraction; the k-th real root of ``factor``."""

    low: Rational
    high: Rational
    factor: Poly
    position: int

    @property
    def value(self) -> Expr:
        """The root as a fraction, in radicals, or as an algebraic number."""
        if self.low == self.high:
            return self.low
        return CRootOf(self.factor, self.position, radicals=True)

    @property
    def whole(self) -> tuple[int, int]:
        """The largest whole number below the root and the smallest above it."""
        low, high = self.low, self.high
        while low != high and floor(low) != floor(high):
            low, high = self.factor.refine_root(low, high, eps=(high - low) / 4)
        return int(ceiling(low)) - 1 if low == high else int(floor(low)), int(floor(high)) + 1


@dataclass(frozen=True, eq=False)
class LinePiece:
    """A root (``low`` is ``high``) or the open interval between two, None where it runs off to infinity.

    ``sample``: a number of the piece, a whole one for a whole-number parameter; for a root, the root itself.
    ``signs``: of the polynomials, all over the piece. ``least``, ``most``: for a whole-number parameter, the
    outermost whole numbers of the right kind, None where there is none.
    """

    low: LineRoot | None
    high: LineRoot | None
    sample: Expr
    signs: tuple[int, ...]
    least: Expr | None = None
    most: Expr | None = None

    @property
    def is_root(self) -> bool:
        """Whether the piece is a single number."""
        return self.low is self.high and self.low is not None


def pieces(polynomials: Sequence[Poly], symbol: Symbol, given: Sequence[tuple[Poly, bool]] = ()) -> list[LinePiece]:
    """Return, in order, the pieces of the line that the symbol's assumptions and the inequalities allow.

    ``given``: pairs of a polynomial and whether it must be positive rather than non-negative. Each piece's signs are
    those of ``polynomials``. The line is cut at zero too.
    """
    every = [*polynomials, *(p for p, _ in given)]
    factors: dict[Poly, set[int]] = {Poly(symbol, symbol, domain=QQ): set()}
    for j, p in enumerate(every):
        for factor, _ in p.factor_list()[1]:
            factors.setdefault(factor, set()).add(j)
    roots = _apart([r for f in factors for r in _roots(f)])
    samples = _between(roots)
    between = [[int(sign(p.eval(x))) for p in every] for x in samples]
    found = [_piece(None, roots[0], samples[0], between[0], symbol)]
    for k, root in enumerate(roots):
        divided = factors[root.factor]
        at = [0 if j in divided else s for j, s in enumerate(between[k])]
        after = roots[k + 1] if k + 1 < len(roots) else None
        found.append(_piece(root, root, root.value, at, symbol))
        found.append(_piece(root, after, samples[k + 1], between[k + 1], symbol))
    n = len(polynomials)
    lowest = [1 if strict else 0 for _, strict in given]
    return [
        replace(piece, signs=piece.signs[:n])
        for piece in found
        if piece is not None and all(s >= low for s, low in zip(piece.signs[n:], lowest, strict=True))
    ]


def _roots(factor: Poly) -> list[LineRoot]:
    if factor.degree() == 1:
        slope, constant = factor.all_coeffs()
        return [LineRoot(-constant / slope, -constant / slope, factor, 0)]
    return [LineRoot(a, b, factor, k) for k, ((a, b), _) in enumerate(factor.intervals(eps=_WIDTH))]


def _apart(roots: list[LineRoot]) -> list[LineRoot]:
    """Return the roots in order, isolated so narrowly that none can be another."""
    width = _WIDTH
    while True:
        roots = sorted(roots, key=lambda r: r.low + r.high)
        close = {r for a, b in pairwise(roots) if a.high >= b.low for r in (a, b)}
        if not close:
            return roots
        width = width**2
        roots = [_narrowed(r, width) if r in close else r for r in roots]


def _narrowed(root: LineRoot, width: Rational) -> LineRoot:
    if root.low == root.high:
        return root
    low, high = root.factor.refine_root(root.low, root.high, eps=width)
    return LineRoot(low, high, root.factor, root.position)


def _between(roots: list[LineRoot]) -> list[Rational]:
    """Return a fraction of few digits in each open interval between neighbouring roots, and beyond the last ones."""
    inner = [_shortest(a.high, b.low) for a, b in pairwise(roots)]
    return [Integer(floor(roots[0].low)) - 1, *inner, Integer(ceiling(roots[-1].high)) + 1]


def _shortest(low: Rational, high: Rational) -> Rational:
    """Return a binary fraction of few digits above ``low`` and below ``high``."""
    least, most = (Fraction(int(end.p), int(end.q)) for end in (low, high))  # SymPy takes milliseconds to round
    middle = (least + most) / 2
    for digits in count(0):
        short = Fraction(round(middle * 2**digits), 2**digits)
        if least < short < most:
            return Rational(short.numerator, short.denominator)
    raise AssertionError  # pragma: no cover - some power of two is finer than the interval


def _piece(
    low: LineRoot | None, high: LineRoot | None, sample: Expr, signs: list[int], symbol: Symbol
) -> LinePiece | None:
    """Return the piece, or None where the symbol's assumptions exclude all of it."""
    if low is high and low is not None:
        stand_in = low.low if low.low == low.high else sqrt(2) * sign(low.low)
        return LinePiece(low, high, sample, tuple(signs)) if admits(symbol, stand_in) else None
    if not _agree(symbol, sample, _SIGNS):
        return None
    if not symbol.is_integer:
        return LinePiece(low, high, sample, tuple(signs))
    upward = next(_whole(symbol, low, high, 1), None) if low else None
    downward = next(_whole(symbol, low, high, -1), None) if high else None
    if upward is None and downward is None:
        return None
    return LinePiece(low, high, downward if upward is None else upward, tuple(signs), upward, downward)


def _whole(symbol: Symbol, low: LineRoot | None, high: LineRoot | None, step: int) -> Iterator[Integer]:
    """Yield the whole numbers between two roots that the symbol's assumptions allow, from one end."""
    first = low.whole[1] if low else None
    last = high.whole[0] if high else None
    numbers: Iterator[int] = count(first if step > 0 else last, step)  # type: ignore[arg-type]
    for k in islice(numbers, _MOST_WHOLE):
        if (first is not None and k < first) or (last is not None and k > last):
            return
        if admits(symbol, Integer(k)):
            yield Integer(k)


def admits(symbol: Symbol, value: Expr) -> bool:
    """Return whether a number has the properties that the symbol is assumed to have, as far as both are known.

    >>> even = Symbol("n", even=True, positive=True)
    >>> [k for k in range(-2, 6) if admits(even, Integer(k))]
    [2, 4]
    """
    return _agree(symbol, value, symbol.assumptions0)


def _agree(symbol: Symbol, value: Expr, facts: Sequence[str] | dict[str, bool]) -> bool:
    assumed = symbol.assumptions0
    pairs = ((assumed[fact], getattr(value, f"is_{fact}", None)) for fact in facts if fact in assumed)
    return all(wanted is None or has is None or wanted == has for wanted, has in pairs)


class Where:
    """The part of a line on which something holds: its runs of pieces, as text and as a SymPy relation."""

    def __init__(self, symbol: Symbol, line: Sequence[LinePiece], holds: Callable[[LinePiece], bool]) -> None:
        self.symbol = symbol
        flags = [holds(piece) for piece in line]
        self.everywhere, self.nowhere = all(flags), not any(flags)
        starts = [k for k, flag in enumerate(flags) if flag and (k == 0 or not flags[k - 1])]
        ends = [k for k, flag in enumerate(flags) if flag and (k + 1 == len(flags) or not flags[k + 1])]
        last = len(line) - 1
        self.runs = [
            (_start(line[a]) if a else None, _end(line[b]) if b < last else None)
            for a, b in zip(starts, ends, strict=True)
        ]

    def contains(self, number: Expr) -> bool:
        """Return whether a number belongs to the set, by its distance to the ends of the runs."""
        return any(
            (low is None or number_sign(number - low[0]) in ((0, 1) if low[1] else (1,)))
            and (high is None or number_sign(high[0] - number) in ((0, 1) if high[1] else (1,)))
            for low, high in self.runs
        )

    @property
    def values(self) -> tuple[Expr, ...]:
        """The ends of the runs, in rising order."""
        return tuple(dict.fromkeys(end[0] for run in self.runs for end in run if end is not None))

    @property
    def relation(self) -> Expr:
        """The set as a relation in the symbol."""
        return Or(*(self._relation(low, high) for low, high in self.runs))

    def _relation(self, low: tuple[Expr, bool] | None, high: tuple[Expr, bool] | None) -> Expr:
        x = self.symbol
        if low is not None and low == high:
            return Eq(x, low[0])
        above = [] if low is None else [x >= low[0] if low[1] else x > low[0]]
        below = [] if high is None else [x <= high[0] if high[1] else x < high[0]]
        return And(*above, *below)

    def text(self, write: Callable[[Expr], str]) -> str:
        """Return the set in words, such as ``1 < x <= 2 or x = 3``."""
        return " or ".join(self._text(low, high, write) for low, high in self.runs)

    def _text(self, low: tuple[Expr, bool] | None, high: tuple[Expr, bool] | None, write: Callable[[Expr], str]) -> str:
        if low is not None and low == high:
            return f"{self.symbol} = {write(low[0])}"
        if low is None and high is not None:
            return f"{self.symbol} {'<=' if high[1] else '<'} {write(high[0])}"
        if low is not None and high is None:
            return f"{self.symbol} {'>=' if low[1] else '>'} {write(low[0])}"
        if low is None or high is None:
            return f"at every {self.symbol}"
        return f"{write(low[0])} {'<=' if low[1] else '<'} {self.symbol} {'<=' if high[1] else '<'} {write(high[0])}"


def _start(piece: LinePiece) -> tuple[Expr, bool] | None:
    """Return the lower end of a run that begins with this piece, and whether it belongs to the run."""
    if piece.least is not None:
        return piece.least, True
    return (piece.low.value, piece.is_root) if piece.low is not None else None


def _end(piece: LinePiece) -> tuple[Expr, bool] | None:
    if piece.most is not None:
        return piece.most, True
    return (piece.high.value, piece.is_root) if piece.high is not None else None
