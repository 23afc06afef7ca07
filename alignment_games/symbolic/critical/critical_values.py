r"""The value of a parameter at which a state changes its mind, and what moves it.

With the others' actions held fixed, state i prefers action a to b iff :math:`F(x) \ge 0`, where F is the numerator
of :math:`u_i(a) - u_i(b)` (positive denominators cleared), a polynomial in the parameter x. If F is affine in x,
the critical value is :math:`x^* = -F(0)/F'`; if quadratic, the quadratic formula; of higher degree, it is left as
the root of F. How many positive roots there are is read off the coefficients' signs (Descartes' rule).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise, product
from typing import Any

from sympy import Expr, Symbol, sqrt
from sympy.polys.rings import PolyElement

from alignment_games.errors import InvalidModelError, UnsupportedGameError, shown, unknown_name
from alignment_games.game.entrance import Given, as_game, opened
from alignment_games.game.labelled_game import LabelledGame
from alignment_games.models.response import ResponseModel
from alignment_games.signatures import as_annotated
from alignment_games.symbolic import _polynomials as poly
from alignment_games.symbolic._analysis import Analysis, Gain, Index
from alignment_games.symbolic._certificates import sign
from alignment_games.symbolic._domain import Domain, Sign, common_sign
from alignment_games.symbolic._line import Where
from alignment_games.symbolic._statics import ComparativeStatic, effects_of
from alignment_games.symbolic.around import Entries, Surroundings, surroundings
from alignment_games.symbolic.critical.threshold_record import Threshold
from alignment_games.symbolic.existence import Existence
from alignment_games.symbolic.naming import with_symbol_by

__all__ = ["ComparativeStatic", "Threshold", "threshold", "thresholds"]


@as_annotated(but=("given",))
def threshold(
    game: Given,
    state: str,
    between: Sequence[str],
    by: Symbol | str,
    *,
    others: Mapping[str, str] | Sequence[str] | str | None = None,
    given: Iterable[Any] = (),
) -> Threshold:
    """Return the critical value of a parameter at which a state changes from one action to another.

    ``between``: (action, alternative). ``by``: a symbol of the payoffs, or its name, or a figure of the model, such as
    "burden" or "intent.France", which is then kept as a symbol. ``others``: what the other
    states do, by name, or in order as labels (the state's own place left out or not). ``given``: inequalities
    beyond the symbols' signs. Raises InvalidModelError for unknown names, and UnsupportedGameError for a symbol that
    enters other than through integer powers.

    >>> from alignment_games.models import volunteers_dilemma
    >>> game = volunteers_dilemma(2, cost=Symbol("c", positive=True), benefit=Symbol("b", positive=True))
    >>> print(threshold(game, "State 1", ("balance", "buck_pass"), by="c", others={"State 2": "buck_pass"}))
    State 1 prefers balancing to passing the buck (while State 2 passes the buck) exactly when c <= b
      it rises with b
    """
    found, by = with_symbol_by(opened(game), by)
    table = _around(getattr(found, "model", found), state, others) or as_game(found)
    player = _player(table, state)
    return _threshold(Analysis(table, given), player, between, by, _others(table, player, others))


def _around(model: Any, state: str, others: Any) -> Surroundings | None:
    """Return the payoffs around what the others do, where a response model is too large for its whole table."""
    if not isinstance(model, ResponseModel):
        return None
    choices = Surroundings(model.names, model.actions, model, Entries())
    index = _others(choices, _player(choices, state), others)
    return surroundings(model, [own[k] for own, k in zip(model.actions, index, strict=True)])


@as_annotated()
def thresholds(
    game: Given, state: str, between: Sequence[str], by: Symbol | str, *, given: Iterable[Any] = ()
) -> tuple[Threshold, ...]:
    """Return the critical values of a parameter for every combination of the other states' actions.

    >>> import sympy
    >>> import alignment_games as ag
    >>> cost = sympy.Symbol("cost", positive=True)
    >>> game = ag.volunteers_dilemma(2, cost=cost)
    >>> for critical in thresholds(game, game.players[0], ("balance", "buck_pass"), by="cost"):
    ...     print(critical)
    State 1 prefers balancing to passing the buck (while State 2 balances) at no cost
    State 1 prefers balancing to passing the buck (while State 2 passes the buck) exactly when cost <= 1
    """
    found, by = with_symbol_by(opened(game), by)
    game = as_game(found)
    analysis = Analysis(game, given)
    player = _player(game, state)
    ranges = [range(1) if i == player else range(m) for i, m in enumerate(game.n_actions)]
    return tuple(_threshold(analysis, player, between, by, index) for index in product(*ranges))


def _player(game: LabelledGame, state: str) -> int:
    if state not in game.players:
        raise unknown_name("state", state, game.players)
    return game.players.index(state)


def _others(game: LabelledGame, player: int, given: Any) -> Index:
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


def _action(game: LabelledGame, player: int, label: str) -> int:
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
        raise InvalidModelError(f"between: expected two actions, got {shown(between)}")
    action, alternative = (_action(game, player, label) for label in between)
    g = _generator(analysis, by)
    at, instead = ((*index[:player], own, *index[player + 1 :]) for own in (action, alternative))
    gain = analysis.gain(player, at, alternative)
    top = gain.polynomial if gain.factors else domain.ring({Sign.POSITIVE: 1, Sign.NEGATIVE: -1}.get(gain.sign, 0))
    coefficients = poly.coefficients(top, g)
    divisors = analysis.divisors([(player, at), (player, instead)])
    known = {
        "state": game.players[player],
        "action": between[0],
        "alternative": between[1],
        "by": domain.ring.symbols[g],
        "others": {game.players[i]: game.actions[i][k] for i, k in enumerate(index) if i != player},
        "polynomial": gain.expression if gain.factors else top.as_expr(),
        "degree": len(coefficients) - 1,
        "slope": poly.grouped(coefficients[-1]),
        "constant": None if _is_pole_throughout(coefficients[-1], divisors) else poly.grouped(coefficients[0]),
        "at_zero": sign(coefficients[0], domain) if domain.signs[g] is Sign.POSITIVE else Sign.UNKNOWN,
    }
    found = _on_line(top, divisors, g, domain) or _in_symbols(gain, coefficients, divisors, g, domain)
    left = found.pop("left")
    partial = analysis.existence([(player, at), (player, instead)]).partial
    return Threshold(**known, **found, existence=Existence(tuple(map(poly.grouped, left)), partial))


def _is_pole_throughout(slope: PolyElement, divisors: Sequence[PolyElement]) -> bool:
    """Return whether a payoff divides by zero wherever the slope is zero."""
    return bool(slope) and all(f in divisors or -f in divisors for f in poly.factor(slope)[1])


def _on_line(top: PolyElement, divisors: Sequence[PolyElement], g: int, domain: Domain) -> dict[str, Any] | None:
    """Return the exact set of the parameter's values, or None where other parameters or long polynomials matter."""
    inside = [d for d in divisors if d.degree(g) > 0]
    if any(set(poly.generators(p)) - {g} for p in (top, *inside)):
        return None
    line = domain.line([top, *inside], g)
    if not line:
        return None
    verdict = common_sign({piece.signs[0] for piece in line if all(piece.signs[1:])})
    where = Where(domain.ring.symbols[g], line, lambda piece: piece.signs[0] >= 0 and all(piece.signs[1:]))
    settled = verdict not in (Sign.UNKNOWN, Sign.NONPOSITIVE)
    values = () if settled else where.values
    bounds = [run for run in where.runs if run[0] is None or run[1] is None]
    single = len(values) == 1 and len(where.runs) == len(bounds) == 1
    return {
        "values": values,
        "above": where.runs[0][1] is None if single else None,
        "inside": len(where.runs) == 1 and not bounds if len(values) == 2 and len(where.runs) <= 2 else None,
        "verdict": verdict,
        "effects": (),
        "where": where,
        "left": inside + [d for d in divisors if d not in inside]
        if settled
        else [d for d in divisors if d not in inside],
    }


def _in_symbols(
    gain: Gain, coefficients: Sequence[PolyElement], divisors: Sequence[PolyElement], g: int, domain: Domain
) -> dict[str, Any]:
    """Return the critical values in terms of the other parameters."""
    signs = [sign(c, domain) for c in coefficients]
    values, above, verdict = _critical(coefficients, signs, domain.signs[g])
    verdict = gain.sign if gain.sign is not Sign.UNKNOWN else verdict
    if verdict is Sign.NONPOSITIVE:
        values = _touching(gain, g, domain)
    elif verdict is not Sign.UNKNOWN:
        values = ()
    is_single = len(values) == 1 and verdict is Sign.UNKNOWN
    # Up to its sign, the one factor that the parameter enters.
    entered = [f for f in gain.factors if f.degree(g) > 0] if is_single else []
    poles = [d for d in divisors if d in entered or -d in entered]
    return {
        "values": values,
        "above": above,
        "inside": {Sign.POSITIVE: False, Sign.NEGATIVE: True}.get(signs[-1]) if len(values) == 2 else None,
        "verdict": verdict,
        "effects": effects_of(gain.polynomial, g, domain, above) if is_single else (),
        "excluded": bool(poles) and len(coefficients) == 2,
        "left": [d for d in divisors if d not in poles],
    }


def _touching(gain: Gain, g: int, domain: Domain) -> tuple[Expr, ...]:
    """Return the one value at which a preference that is never strict is a tie, where it is a fraction."""
    factors = [f for f in gain.factors if not f.is_ground]
    parts = poly.coefficients(factors[0], g) if len(factors) == 1 else []
    if len(parts) != 2 or not sign(parts[1], domain).strict:
        return ()
    return (poly.grouped(-parts[0]) / poly.grouped(parts[1]),)


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
