r"""The value of a parameter at which a state changes its mind, and what moves it.

With the others' actions held fixed, state i prefers action a to b iff :math:`F(x) \ge 0`, where F is the numerator
of :math:`u_i(a) - u_i(b)` (positive denominators cleared), a polynomial in the parameter x. If F is affine in x,
the critical value is :math:`x^* = -F(0)/F'`; if quadratic, the quadratic formula; of higher degree, it is left as
the root of F. How many positive roots there are is read off the coefficients' signs (Descartes' rule).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from typing import Any

from sympy import Expr, Ge, Gt, Le, Lt, Symbol, false, sqrt, true
from sympy.polys.rings import PolyElement

from alignment_games.errors import InvalidModelError, UnsupportedGameError, unknown_name
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.symbolic import _polynomials as poly
from alignment_games.symbolic._analysis import Analysis, Index
from alignment_games.symbolic._certificates import sign
from alignment_games.symbolic._domain import Sign
from alignment_games.symbolic._statics import Effect, effects_of
from alignment_games.symbolic._words import number_text


@dataclass(frozen=True, eq=False)
class Threshold:
    """The critical values of one parameter at which a state changes from one action to another.

    ``action`` is preferred to ``alternative`` (weakly) where ``polynomial`` >= 0. ``values``: the critical values
    in closed form, in rising order where there are two; empty where the parameter decides nothing or no closed form
    is known. ``above``: True when the action is preferred above a single value, False below it, and None where the
    assumptions leave that open: then it is above where ``slope`` > 0 and below where ``slope`` < 0.
    ``at_zero``: the sign of the preference at the parameter's zero, where the parameter is positive.
    ``inside``: with two values, whether the action is preferred between them (``slope`` < 0) or outside.
    ``effects``: the comparative statics of a single value.
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
    above: bool | None
    inside: bool | None
    at_zero: Sign
    verdict: Sign
    effects: tuple[Effect, ...]

    @property
    def value(self) -> Expr:
        """The one critical value in closed form. Raises UnsupportedGameError when there is not exactly one."""
        if len(self.values) != 1:
            raise UnsupportedGameError(f"there is no single critical value of {self.by} in closed form: {self}")
        return self.values[0]

    @property
    def cases(self) -> tuple[tuple[Any, Any], ...]:
        """Pairs (assumption, inequality in the parameter) that say when the action is preferred."""
        if len(self.values) != 1:
            return ((True, self.polynomial >= 0),)
        upper, lower = self.by >= self.values[0], self.by <= self.values[0]
        if self.above is None and self.at_zero is Sign.NEGATIVE:
            return (Gt(self.slope, 0), upper), (Le(self.slope, 0), false)
        if self.above is None and self.at_zero is Sign.POSITIVE:
            return (Ge(self.slope, 0), true), (Lt(self.slope, 0), lower)
        if self.above is None:
            return (Gt(self.slope, 0), upper), (Lt(self.slope, 0), lower)
        return ((True, upper if self.above else lower),)

    def effect(self, symbol: Symbol | str) -> Effect:
        """Return how the critical value moves with a parameter. Raises InvalidModelError for an unknown one."""
        for each in self.effects:
            if str(each.symbol) == str(symbol):
                return each
        raise unknown_name("symbol", str(symbol), [e.symbol for e in self.effects])

    def __str__(self) -> str:
        while_ = ", ".join(f"{player}: {action}" for player, action in self.others.items())
        head = f"{self.state} prefers {self.action} to {self.alternative}" + (f" (while {while_})" if while_ else "")
        return "\n".join([f"{head} {self._when()}", *(f"  it {effect}" for effect in self.effects)])

    def _between(self) -> str:
        low, high = map(number_text, self.values)
        inside, outside = f"iff {low} <= {self.by} <= {high}", f"iff {self.by} <= {low} or {self.by} >= {high}"
        if self.inside is None:
            return f"{inside} if {self.slope} < 0, {outside} if {self.slope} > 0 (where these are real)"
        return f"{inside} (nowhere if not real)" if self.inside else f"{outside} (everywhere if not real)"

    def _when(self) -> str:
        if self.verdict in (Sign.POSITIVE, Sign.NONNEGATIVE):
            return f"at every {self.by}"
        if self.verdict in (Sign.NEGATIVE, Sign.NONPOSITIVE):
            return f"at no {self.by}"
        if self.degree == 0:
            return f"iff {self.polynomial} >= 0, whatever {self.by}"
        if len(self.values) == 2:
            return self._between()
        if not self.values:
            return f"iff {self.polynomial} >= 0"
        return "iff " + "; ".join(self._case(assumed, rule) for assumed, rule in self.cases)

    def _case(self, assumed: Any, rule: Any) -> str:
        if rule in (true, false):
            text = "always" if rule == true else "never"
        else:
            above = rule == (self.by >= self.value)
            text = f"{self.by} {'>=' if above else '<='} {number_text(self.value)}"
        return text if assumed is True else f"{text} if {assumed}"


def threshold(
    game: NormalFormGame,
    state: str,
    between: Sequence[str],
    by: Symbol | str,
    *,
    others: Mapping[str, str] | Sequence[str] | str | None = None,
    given: Iterable[Any] = (),
) -> Threshold:
    """Return the critical value of a parameter at which a state changes from one action to another.

    ``between``: (action, alternative). ``by``: a symbol of the payoffs, or its name. ``others``: what the other
    states do, by name, or in order as labels (the state's own place left out or not). ``given``: inequalities
    beyond the symbols' signs. Raises InvalidModelError for unknown names, and UnsupportedGameError for a symbol that
    enters other than through integer powers.

    >>> b, c = Symbol("b", positive=True), Symbol("c", positive=True)
    >>> def payoffs(first, second):
    ...     safety = b if "balance" in (first, second) else 0
    ...     return [safety - (c if own == "balance" else 0) for own in (first, second)]
    >>> game = NormalFormGame.from_function(payoffs, ["Britain", "France"], ["balance", "buck_pass"])
    >>> print(threshold(game, "Britain", ("balance", "buck_pass"), by="c", others={"France": "buck_pass"}))
    Britain prefers balance to buck_pass (while France: buck_pass) iff c <= b
      it rises with b
    """
    analysis = Analysis(game, given)
    player = _player(game, state)
    return _threshold(analysis, player, between, by, _others(game, player, others))


def thresholds(
    game: NormalFormGame, state: str, between: Sequence[str], by: Symbol | str, *, given: Iterable[Any] = ()
) -> tuple[Threshold, ...]:
    """Return the critical values of a parameter for every combination of the other states' actions."""
    analysis = Analysis(game, given)
    player = _player(game, state)
    ranges = [range(1) if i == player else range(m) for i, m in enumerate(game.n_actions)]
    return tuple(_threshold(analysis, player, between, by, index) for index in product(*ranges))


def _player(game: NormalFormGame, state: str) -> int:
    if state not in game.players:
        raise unknown_name("state", state, game.players)
    return game.players.index(state)


def _others(game: NormalFormGame, player: int, given: Any) -> Index:
    """Return the others' actions by position, the state's own place at 0."""
    rest = [i for i in range(game.n_players) if i != player]
    if given is None:
        if any(game.n_actions[i] > 1 for i in rest):
            names = ", ".join(game.players[i] for i in rest)
            raise InvalidModelError(f"others: say what the other states do ({names}), or ask for thresholds(...)")
        return (0,) * game.n_players
    parts = [part.strip() for part in given.split(",")] if isinstance(given, str) else given
    if isinstance(parts, Mapping):
        labels = {**parts}
        for name in labels:
            _player(game, name)
    elif len(parts) in (len(rest), game.n_players):
        places = rest if len(parts) == len(rest) else range(game.n_players)
        labels = {game.players[i]: label for i, label in zip(places, parts, strict=True)}
    else:
        raise InvalidModelError(f"others: expected {len(rest)} actions, one for each other state, got {len(parts)}")
    missing = [game.players[i] for i in rest if game.players[i] not in labels]
    if missing:
        raise InvalidModelError(f"others: nothing said of {', '.join(missing)}; give every other state's action")
    return tuple(0 if i == player else _action(game, i, labels[game.players[i]]) for i in range(game.n_players))


def _action(game: NormalFormGame, player: int, label: str) -> int:
    if label not in game.actions[player]:
        raise unknown_name("action", label, game.actions[player])
    return game.actions[player].index(label)


def _generator(analysis: Analysis, by: Symbol | str) -> int:
    """Return the position of the generator that is the symbol, which no other generator may contain."""
    ring, symbols = analysis.domain.ring, analysis.domain.symbols
    found = [s for s in symbols if str(s) == str(by)]
    if not found:
        raise unknown_name("symbol", str(by), symbols)
    inside = [g for g in ring.symbols if found[0] in g.free_symbols and g != found[0]]
    if inside:
        raise UnsupportedGameError(f"{by} enters through {inside[0]}; critical values are for whole powers alone")
    return int(ring.symbols.index(found[0]))


def _threshold(analysis: Analysis, player: int, between: Sequence[str], by: Symbol | str, index: Index) -> Threshold:
    game, domain = analysis.game, analysis.domain
    if isinstance(between, str) or len(between) != 2:
        raise InvalidModelError(f"between: expected two actions, got {between!r}")
    action, alternative = (_action(game, player, label) for label in between)
    g = _generator(analysis, by)
    at = (*index[:player], action, *index[player + 1 :])
    gain = analysis.gain(player, at, alternative)
    others = {game.players[i]: game.actions[i][k] for i, k in enumerate(index) if i != player}
    top = gain.polynomial if gain.factors else domain.ring({Sign.POSITIVE: 1, Sign.NEGATIVE: -1}.get(gain.sign, 0))
    coefficients = poly.coefficients(top, g)
    signs = [sign(c, domain) for c in coefficients]
    values, above, verdict = _critical(coefficients, signs, domain.signs[g])
    verdict = gain.sign if gain.sign is not Sign.UNKNOWN else verdict
    effects = effects_of(top, g, domain, above) if len(values) == 1 and verdict is Sign.UNKNOWN else ()
    return Threshold(
        game.players[player],
        between[0],
        between[1],
        domain.ring.symbols[g],
        others,
        gain.expression if gain.factors else top.as_expr(),
        len(coefficients) - 1,
        values if verdict is Sign.UNKNOWN else (),
        poly.grouped(coefficients[-1]),
        above,
        {Sign.POSITIVE: False, Sign.NEGATIVE: True}.get(signs[-1]) if len(values) == 2 else None,
        signs[0] if domain.signs[g] is Sign.POSITIVE else Sign.UNKNOWN,
        verdict,
        effects,
    )


def _critical(
    coefficients: Sequence[PolyElement], signs: Sequence[Sign], of_parameter: Sign
) -> tuple[tuple[Expr, ...], bool | None, Sign]:
    """Return the critical values, whether the preference holds above a single one, and a sign for all values."""
    degree, leading = len(coefficients) - 1, signs[-1]
    changes = _sign_changes(signs) if of_parameter is Sign.POSITIVE else None
    if degree == 0 or changes == 0:
        known = [s for s in signs if s is not Sign.ZERO]
        return (), None, known[-1] if known else Sign.ZERO
    above = {Sign.POSITIVE: True, Sign.NEGATIVE: False}.get(leading)
    if degree == 1:
        top, bottom = coefficients if above is False else (-coefficients[0], coefficients[1])
        return (poly.grouped(top) / poly.grouped(-bottom if above is False else bottom),), above, Sign.UNKNOWN
    if degree > 2:
        return (), above if changes == 1 else None, Sign.UNKNOWN
    _, b, a = map(poly.grouped, coefficients)
    root = sqrt(poly.grouped(coefficients[1] ** 2 - 4 * coefficients[0] * coefficients[2]))
    if changes == 1:
        return ((-b + root if above else -b - root) / (2 * a),), above, Sign.UNKNOWN
    low, high = (-b - root) / (2 * a), (-b + root) / (2 * a)
    return ((high, low) if leading is Sign.NEGATIVE else (low, high)), None, Sign.UNKNOWN


def _sign_changes(signs: Sequence[Sign]) -> int | None:
    """Return how often the coefficients change sign (Descartes), None when a sign is open."""
    if any(s is not Sign.ZERO and not s.strict for s in signs):
        return None
    kept = [s for s in signs if s is not Sign.ZERO]
    return sum(a is not b for a, b in pairwise(kept))
