"""What `threshold` hands back: where a state prefers one action to another, as one parameter moves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sympy import And, Eq, Expr, Ge, Gt, Le, Lt, Ne, Symbol, false, true

from alignment_games.errors import InvalidModelError, UnsupportedGameError, unknown_name
from alignment_games.symbolic._domain import Sign
from alignment_games.symbolic._line import Where
from alignment_games.symbolic._statics import ComparativeStatic
from alignment_games.symbolic.existence import Existence, numbers_of, sign_there
from alignment_games.symbolic.words import expression_text, number_text
from alignment_games.text.display import Displayed
from alignment_games.text.play import does, doing
from alignment_games.text.visible import visible


@dataclass(frozen=True, eq=False, repr=False)
class Threshold(Displayed):
    """The critical values of one parameter at which a state changes from one action to another.

    ``action`` is preferred to ``alternative`` (weakly: a tie counts) where ``polynomial`` >= 0 and the two payoffs
    exist. ``values``: the critical values in closed form, in rising order where there are two; empty where the
    parameter decides nothing or no closed form is known. ``above``: True when the action is preferred above a single
    value, False below it, and None where the assumptions leave that open: then it is above where ``slope`` > 0, below
    where ``slope`` < 0, and the sign of ``constant`` decides where ``slope`` is 0 (None: no payoff exists there).
    ``at_zero``: the sign of the preference at the parameter's zero, where the parameter is positive. ``inside``: with
    two values, whether the action is preferred between them (``slope`` < 0) or outside. ``effects``: the comparative
    statics of a single value. ``excluded``: whether at that value a payoff does not exist. ``where``: the exact set of
    values, where no other parameter matters. ``existence``: where payoffs exist, if that is not said otherwise.
    """

    state: str
    action: str
    alternative: str
    by: Symbol
    others: dict[str, str]
    polynomial: Expr
    degree: int
    values: tuple[Expr, ...]
    slope: Expr
    constant: Expr | None
    above: bool | None
    inside: bool | None
    at_zero: Sign
    verdict: Sign
    effects: tuple[ComparativeStatic, ...]
    excluded: bool = False
    where: Where | None = None
    existence: Existence = field(default_factory=Existence)

    @property
    def value(self) -> Expr:
        """The one critical value in closed form. Raises UnsupportedGameError when there is not exactly one."""
        if len(self.values) != 1:
            raise UnsupportedGameError(f"there is no single critical value of {self.by} in closed form: {self}")
        return self.values[0]

    @property
    def cases(self) -> tuple[tuple[Any, Any], ...]:
        """Pairs (assumption, inequality in the parameter) that say when the action is preferred."""
        exists = [Ne(e, 0) for e in self.existence.divisors]
        return tuple((assumed, And(rule, *exists)) for assumed, rule in self._rules())

    def _rules(self) -> tuple[tuple[Any, Any], ...]:
        if self.where is not None or self.verdict is Sign.NONPOSITIVE or len(self.values) != 1:
            return ((True, self._relation()),)
        value = self.values[0]
        upper = self.by > value if self.excluded else self.by >= value
        lower = self.by < value if self.excluded else self.by <= value
        if self.above is not None:
            return ((True, upper if self.above else lower),)
        rules = {
            Sign.NEGATIVE: [(Gt(self.slope, 0), upper), (Le(self.slope, 0), false)],
            Sign.POSITIVE: [(Ge(self.slope, 0), true), (Lt(self.slope, 0), lower)],
        }.get(self.at_zero, [(Gt(self.slope, 0), upper), (Lt(self.slope, 0), lower)])
        if self.at_zero not in (Sign.NEGATIVE, Sign.POSITIVE) and self.constant is not None:
            rules.append((Eq(self.slope, 0), Ge(self.constant, 0)))
        return tuple((assumed, rule) for assumed, rule in rules if assumed != False)  # noqa: E712 - SymPy's own false

    def _relation(self) -> Any:
        if self.where is not None:
            return self.where.relation
        if self.verdict is Sign.NONPOSITIVE:
            return Eq(self.by, self.values[0]) if self.values else Eq(self.polynomial, 0)
        return self.polynomial >= 0

    def holds(self, values: Mapping[Any, Any] | None = None, /, **named: Any) -> bool:
        """Return whether the action is preferred, ties included, at one point: exact for exact values.

        Keys are symbols or names. False where a payoff does not exist. Raises InvalidModelError when a parameter that
        matters is missing.
        """
        symbols = self.polynomial.free_symbols | self.existence.symbols | {self.by}
        point = numbers_of(symbols, {**(values or {}), **named})
        if self.by not in point:
            raise InvalidModelError(f"the preference needs a value for {self.by}")
        if self.where is not None and not self.where.contains(point[self.by]):
            return False
        if self.excluded and sign_there(self.by - self.value, point) == 0:
            return False
        return self.existence.holds(point) and sign_there(self.polynomial, point) in (0, 1)

    def to_records(self) -> list[dict[str, Any]]:
        """Return one row for each critical value: whose, of what, when, value (exact) and figure (its decimal)."""
        about = {"state": self.state, "action": self.action, "alternative": self.alternative, "by": str(self.by)}
        about["when"] = self._when()
        return [{**about, **_told(value)} for value in self.values or (None,)]

    def effect(self, symbol: Symbol | str) -> ComparativeStatic:
        """Return how the critical value moves with a parameter. Raises InvalidModelError for an unknown one."""
        for each in self.effects:
            if str(each.symbol) == str(symbol):
                return each
        raise unknown_name("symbol", str(symbol), [e.symbol for e in self.effects])

    def __str__(self) -> str:
        while_ = ", ".join(f"{player} {does(action)}" for player, action in self.others.items())
        head = f"{self.state} prefers {doing(self.action)} to {doing(self.alternative)}"
        head += f" (while {while_})" if while_ else ""
        exists = f", where {self.existence.text}" if self.existence.text else ""
        return "\n".join([f"{visible(head)} {self._when()}{exists}", *(f"  it {effect}" for effect in self.effects)])

    def _when(self) -> str:
        if self.verdict in (Sign.POSITIVE, Sign.NONNEGATIVE, Sign.ZERO):
            return f"at every {self.by}"
        if self.verdict is Sign.NEGATIVE or (self.where is not None and self.where.nowhere):
            return f"at no {self.by}"
        return f"exactly when {self._exactly()}"

    def _exactly(self) -> str:
        if self.where is not None:
            return self.where.text(number_text)
        if self.verdict is Sign.NONPOSITIVE:
            zero = f"{expression_text(self.polynomial)} = 0"
            return f"{self.by} = {number_text(self.values[0])}" if self.values else zero
        if self.degree == 0:
            return f"{expression_text(self.polynomial)} >= 0, whatever {self.by}"
        if len(self.values) == 2:
            return self._between()
        if not self.values:
            return f"{expression_text(self.polynomial)} >= 0"
        return "; ".join(self._case(assumed, rule) for assumed, rule in self._rules())

    def _between(self) -> str:
        low, high = map(number_text, self.values)
        inside, outside = f"{low} <= {self.by} <= {high}", f"{self.by} <= {low} or {self.by} >= {high}"
        if self.inside is None:
            slope = expression_text(self.slope)
            return f"{inside} if {slope} < 0, {outside} if {slope} > 0 (where these are real)"
        return f"{inside} (nowhere if not real)" if self.inside else f"{outside} (everywhere if not real)"

    def _case(self, assumed: Any, rule: Any) -> str:
        if rule in (true, false):
            text = "always" if rule == true else "never"
        elif rule.has(self.by):
            text = f"{self.by} {self._sides(rule)} {number_text(self.value)}"
        else:
            text = expression_text(rule)
        if assumed is True:
            return text
        condition = f"{expression_text(self.slope)} = 0" if isinstance(assumed, Eq) else expression_text(assumed)
        return f"{text} if {condition}"

    def _sides(self, rule: Any) -> str:
        return str({self.by >= self.value: ">=", self.by > self.value: ">", self.by < self.value: "<"}.get(rule, "<="))


def _told(value: Expr | None) -> dict[str, Any]:
    """Return a critical value exactly and, where no symbol is left in it, as a decimal; None where there is none."""
    figure = float(value) if value is not None and value.is_number else None
    return {"value": None if value is None else str(value), "figure": figure}
