r"""Long parts of a formula by name, with what each stands for below it: polynomials P_1, P_2, and real roots r_1, r_2.

A factor that would not fit its line has a name; a long number is rounded, and this is said; an irrational one that is
long in radicals, or has none, is told by its polynomial and an interval in which that has no other root.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import floor, log10

from sympy import Add, Expr, Float, Mul, Poly, Pow, Rational, Symbol, expand, fraction, minimal_polynomial, together
from sympy import ComplexRootOf as Root

from alignment_games.symbolic.latex.lines import aligned, broken, fits, is_long, letters
from alignment_games.symbolic.words import LARGEST, expression_latex, largest
from alignment_games.text.lists import listed

#: A factor of more letters has a name where its term does not fit a line, and so has a number where it stands alone.
_LONG = 16
#: Digits of coefficients that are rounded, and of critical values.
_FEW, _MANY = 6, 8
#: The unknown of polynomials that have a root to be told.
_T = Symbol("t")


class Names:
    """The names given in one proposition; ``rounded``: whether any figure was rounded.

    ``taken``: symbols that stand there already.
    """

    def __init__(self, taken: Iterable[Symbol] = ()) -> None:
        initials = {str(symbol)[:2] for symbol in taken}
        self._initial, self._root_initial = (
            next(letter for letter in wished if f"{letter}_" not in initials) for wished in ("PQRSUVWX", "rsuvwxyz")
        )
        self._polynomials: dict[Expr, Symbol] = {}
        self._roots: dict[Expr, Symbol] = {}
        self.rounded = False

    def formula(self, expression: Expr) -> str:
        """Return an expression in LaTeX, each term of which fits a line."""
        terms = Add.make_args(expression)
        return expression_latex(
            Add(*(term if fits(expression_latex(term)) else self._shortened(term) for term in terms))
        )

    def value(self, expression: Expr) -> str:
        """Return what something is equal to, or compared with, as it stands beside it: short, or by names."""
        if expression.is_number:
            return self._number(expression)
        found = expression
        if largest(expression) >= LARGEST:
            self.rounded = True
            top, bottom = map(expand, fraction(together(expression)))
            scale = largest(bottom)
            top, bottom = (rounded(part / scale) for part in (top, bottom))
            found = rounded(top / bottom) if bottom.is_number else top / bottom
        return expression_latex(self._shortened(found) if is_long(expression_latex(found)) else found)

    @property
    def polynomials(self) -> list[str]:
        """The lines that say what polynomials stand for; empty without any."""
        lines = []
        for expression, name in self._polynomials.items():
            first, *others = broken(expression_latex(expression))
            lines += [f"  {expression_latex(name)} &= {first}", *(rf"  &\quad {{}} {line}" for line in others)]
        return ["where", *aligned(lines)] if lines else []

    @property
    def roots(self) -> list[str]:
        """The lines that say what roots stand for, those of one polynomial together; empty without any."""
        found: dict[Poly, list[tuple[Expr, Symbol]]] = {}
        for number, name in self._roots.items():
            found.setdefault(_polynomial_of(number), []).append((number, name))
        return [line for polynomial, own in found.items() for line in self._of_roots(polynomial, own)]

    def _shortened(self, term: Expr) -> Expr:
        """Return a product with its long factors by name, powers and roots of them too; a long sum is one."""
        if term.is_Add:
            return self._named(term)
        parts = sorted((f.as_base_exp() for f in Mul.make_args(term)), key=lambda part: bool(part[1].is_negative))
        return Mul(*(Pow(self._named(b) if b.is_Add and not _is_short(b) else b, power) for b, power in parts))

    def _named(self, polynomial: Expr) -> Symbol:
        place = len(self._polynomials) + 1
        return self._polynomials.setdefault(polynomial, Symbol(f"{self._initial}_{place}"))

    def _number(self, number: Expr) -> str:
        if number.is_Rational and largest(number) >= LARGEST:
            self.rounded = True
            return _decimals(number, _MANY)
        if number.is_Rational or (not number.has(Root) and _is_short(number)):
            return expression_latex(number)
        return expression_latex(self._roots.setdefault(number, Symbol(f"{self._root_initial}_{len(self._roots) + 1}")))

    def _of_roots(self, polynomial: Poly, own: Sequence[tuple[Expr, Symbol]]) -> list[str]:
        written = polynomial.as_expr()
        if largest(written) >= LARGEST:
            self.rounded = True
            written = rounded(written / largest(written))
        near = [rf"${expression_latex(name)} \approx {_decimals(number, _MANY)}$" for number, name in own]
        between = ["between ${}$ and ${}$".format(*_around(number, polynomial)) for number, _ in own]
        are = "is the only root" if len(own) == 1 else "are the only roots"
        first, *others = broken(expression_latex(written))
        head = f"Here {listed(near)} {are} {listed(between)} of"
        return [head, *aligned([f"  & {first}", *(rf"  & \quad {{}} {line}" for line in others)])]


def rounded(expression: Expr) -> Expr:
    """Return an expression with its fractions as decimals."""
    found = expand(expression)
    return found.xreplace({n: Float(n, _FEW) for n in found.atoms(Rational) if not n.is_Integer})


def _decimals(number: Expr, digits: int) -> str:
    return expression_latex(Float(number.evalf(digits), digits))


def _is_short(expression: Expr) -> bool:
    return letters(expression_latex(expression)) <= _LONG


def _polynomial_of(number: Expr) -> Poly:
    """Return the irreducible polynomial over the whole numbers that a real algebraic number is a root of."""
    if isinstance(number, Root):
        return Poly(number.poly.as_expr(_T), _T)
    return minimal_polynomial(number, _T, polys=True)


def _around(number: Expr, polynomial: Poly) -> tuple[str, str]:
    """Return short decimals around a root, between which the polynomial has no other, by Sturm's theorem."""
    near = number.evalf(40)
    digits = 1 - floor(log10(abs(float(near))))
    while True:
        low = Fraction(floor(near * 10**digits)) / Fraction(10) ** digits
        high = low + Fraction(10) ** -digits
        if polynomial.count_roots(Rational(low), Rational(high)) == 1:
            return _decimal(low, digits), _decimal(high, digits)
        digits += 1


def _decimal(number: Fraction, digits: int) -> str:
    return f"{float(number):.{max(digits, 0)}f}"
