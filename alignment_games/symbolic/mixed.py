r"""Mixed equilibria of two-player games in closed form, with the condition that keeps them inside.

On supports of k actions each, indifference is linear in the other's probabilities: with payoff differences
:math:`\Delta^{(2)}_b(a) = u_2(a, b) - u_2(a, b_0)` player 1's weights x solve

.. math:: \sum_a x_a \Delta^{(2)}_b(a) = 0 \ (b \ne b_0), \qquad \sum_a x_a = 1,

solved exactly (Cramer's rule over the field of rational functions). It is an equilibrium iff every weight is
positive and no action outside the support pays more. For generic parameters, supports of different size hold none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from itertools import combinations
from typing import Any

from sympy import Eq, Expr, Matrix, Symbol
from sympy.polys.matrices import DomainMatrix
from sympy.polys.matrices.exceptions import DMNonInvertibleMatrixError

from alignment_games.errors import InvalidModelError, UnsupportedGameError, only_known
from alignment_games.game.entrance import Given, as_game
from alignment_games.game.labelled_game import LabelledGame
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.signatures import as_annotated
from alignment_games.symbolic import _polynomials as poly
from alignment_games.symbolic._analysis import Analysis, Gain, Index
from alignment_games.symbolic.equilibrium_conditions import Condition, Conditions, condition_of, decide
from alignment_games.text.play import do, does
from alignment_games.text.tables import Table
from alignment_games.text.visible import visible

Supports = tuple[tuple[int, ...], ...]


@dataclass(frozen=True, eq=False, repr=False)
class MixedConditions(Conditions):
    """The condition under which a mixed equilibrium with given supports exists, and that equilibrium.

    ``probabilities``: for each player, action and probability in closed form. ``equations``: the indifference
    equations that they solve, in the symbols of ``unknowns``.
    """

    probabilities: dict[str, dict[str, Expr]] = field(default_factory=dict)
    equations: tuple[Any, ...] = ()
    unknowns: tuple[Symbol, ...] = ()

    def display_parts(self) -> list[str | Table]:
        """Return what a notebook shows."""
        rows = [[player, action, str(p)] for player, own in self.probabilities.items() for action, p in own.items()]
        return [*super().display_parts(), Table(["state", "action", "probability"], rows)]

    def __str__(self) -> str:
        mixes = [
            visible(f"  {player}: {', '.join(f'{action} with {p}' for action, p in own.items())}")
            for player, own in self.probabilities.items()
        ]
        return "\n".join([super().__str__(), *mixes])


#: What a player would do whose probability of an action were not positive.
_DROP = "drop "


class _MixtureCondition(Condition):
    """An inequality that a mixture needs."""

    @property
    def reason(self) -> str:
        if self.strict:
            return f"{self.state} {does(self.deviation.removeprefix(_DROP))} with a positive probability"
        return self._says("would not rather")

    def _says(self, rather: str) -> str:
        return f"{self.state} {rather} {do(self.deviation)} than mix"


@as_annotated(but=("given",))
def mixed_conditions(
    game: Given, supports: Mapping[str, Sequence[str]] | None = None, *, given: Iterable[Any] = ()
) -> MixedConditions:
    """Return the mixed equilibrium on the supports, in closed form, and the exact condition for it.

    ``supports``: for each player, the actions used; None is all of them. Raises UnsupportedGameError for other than
    two players, for supports of different size, and where indifference has no unique solution.

    >>> from sympy import symbols
    >>> R, T, P, S = symbols("R T P S", positive=True)
    >>> game = NormalFormGame([[[R, S], [T, P]], [[R, T], [S, P]]], ["Ann", "Bob"], ["stag", "hare"])
    >>> print(mixed_conditions(game, given=[R > T, P > S]))
    (Ann: mixes stag, hare, Bob: mixes stag, hare) is always an equilibrium (given R > T, P > S).
      Ann: stag with (P - S)/(P + R - S - T), hare with (R - T)/(P + R - S - T)
      Bob: stag with (P - S)/(P + R - S - T), hare with (R - T)/(P + R - S - T)
    """
    game = as_game(game)
    return _mixed(Analysis(game, given), _supports(game, supports))


def mixed_equilibria(game: Given, *, given: Iterable[Any] = ()) -> tuple[MixedConditions, ...]:
    """Return every mixed equilibrium on supports of equal size of a two-player game, each with its condition.

    Those that exist nowhere are left out, as are supports whose indifference has no unique solution.
    """
    game = as_game(game)
    analysis = Analysis(game, given)
    _two_players(game)
    found = []
    for size in range(2, min(game.n_actions) + 1):
        for rows in combinations(range(game.n_actions[0]), size):
            for columns in combinations(range(game.n_actions[1]), size):
                try:
                    each = _mixed(analysis, (rows, columns))
                except UnsupportedGameError:
                    continue
                found += [] if each.never else [each]
    return tuple(found)


def _two_players(game: NormalFormGame) -> None:
    if game.n_players != 2:
        raise UnsupportedGameError(
            f"mixed equilibria in closed form are for two players, this game has {game.n_players}; for more players "
            "with two actions see algebraic_equilibria and symmetric_mixed"
        )


def _supports(game: NormalFormGame, given: Mapping[str, Sequence[str]] | None) -> Supports:
    _two_players(game)
    if given is None:
        return tuple(tuple(range(m)) for m in game.n_actions)
    only_known("state", given, game.players)
    found = []
    for player, labels in zip(game.players, game.actions, strict=True):
        own = given.get(player)
        if not own:
            raise InvalidModelError(f"supports: nothing said of {player}; give the actions that every player uses")
        own = [own] if isinstance(own, str) else own
        only_known("action", own, labels)
        found.append(tuple(sorted(labels.index(label) for label in own)))
    return tuple(found)


def _mixed(analysis: Analysis, supports: Supports) -> MixedConditions:
    game = analysis.game
    if len(supports[0]) != len(supports[1]):
        sizes = ", ".join(f"{p} {len(s)}" for p, s in zip(game.players, supports, strict=True))
        raise UnsupportedGameError(f"supports differ in size ({sizes}); an equilibrium there needs tied payoffs")
    unknowns: list[Symbol] = []
    equations: list[Any] = []
    weights: list[list[Expr]] = []
    for i in range(2):
        names = tuple(Symbol(f"p_{game.players[i]}_{game.actions[i][a]}") for a in supports[i])
        rows = _indifference(analysis, i, supports)
        unknowns += names
        equations += [Eq(sum(c * x for c, x in zip(row, names, strict=True)), 0) for row in rows]
        equations.append(Eq(sum(names), 1))
        weights.append(_solve(rows, len(names)))
    found = [pair for i in range(2) for pair in _inside(analysis, i, supports, weights[i])]
    found += [pair for i in range(2) for pair in _outside(analysis, i, supports, weights[1 - i])]
    labels = tuple(f"mixes {', '.join(game.actions[i][a] for a in supports[i])}" for i in range(2))
    return _with_closed_form(analysis, labels, found, supports, weights, (tuple(equations), tuple(unknowns)))


def _with_closed_form(
    analysis: Analysis,
    labels: tuple[str, ...],
    found: list[tuple[Condition, Gain]],
    supports: Supports,
    weights: list[list[Expr]],
    system: tuple[tuple[Any, ...], tuple[Symbol, ...]],
) -> MixedConditions:
    game = analysis.game
    probabilities = {
        game.players[i]: {game.actions[i][a]: _shown(analysis, w) for a, w in zip(supports[i], weights[i], strict=True)}
        for i in range(2)
    }
    all_weights = [w for own in weights for w in own]
    base = decide(analysis, labels, found, analysis.existence(_places(game, supports), *all_weights))
    known = {f.name: getattr(base, f.name) for f in fields(base)}
    return MixedConditions(**known, probabilities=probabilities, equations=system[0], unknowns=system[1])


def _places(game: LabelledGame, supports: Supports) -> list[tuple[int, Index]]:
    """Return the payoffs that an equilibrium on the supports compares: each own action against the other's support."""
    rows, columns = (range(m) for m in game.n_actions)
    first: list[tuple[int, Index]] = [(0, (a, b)) for a in rows for b in supports[1]]
    return first + [(1, (a, b)) for a in supports[0] for b in columns]


def _indifference(analysis: Analysis, i: int, supports: Supports) -> list[list[Expr]]:
    """Return the coefficients of player i's weights in the other's indifference equations."""
    other = 1 - i
    first, *rest = supports[other]

    def payoff(a: int, b: int) -> Any:
        index = (other, a, b) if i == 0 else (other, b, a)
        return poly.as_expression(analysis.game.expressions[index])

    return [[payoff(a, b) - payoff(a, first) for a in supports[i]] for b in rest]


def _solve(rows: list[list[Expr]], size: int) -> list[Expr]:
    matrix = DomainMatrix.from_Matrix(Matrix([*rows, [1] * size])).to_field()
    right = DomainMatrix.from_Matrix(Matrix([0] * (size - 1) + [1])).convert_to(matrix.domain)
    try:
        return list(matrix.lu_solve(right).to_Matrix())
    except DMNonInvertibleMatrixError as error:
        raise UnsupportedGameError("indifference on these supports has no unique solution; payoffs tie") from error


def _shown(analysis: Analysis, expression: Expr) -> Expr:
    fraction = analysis.convert(expression).reduced()
    below: Any = 1
    for f, k in fraction.denominator.items():
        below = below * poly.grouped(f) ** k
    return poly.grouped(fraction.numerator) / below


def _inside(analysis: Analysis, i: int, supports: Supports, weights: list[Expr]) -> list[tuple[Condition, Gain]]:
    """Return, for each action in the support, that its weight is positive."""
    player, labels = analysis.game.players[i], analysis.game.actions[i]
    gains = [Gain.of(analysis.convert(weight).reduced(), analysis.domain) for weight in weights]
    pairs = zip(supports[i], gains, strict=True)
    return [_of_mixture(player, f"{_DROP}{labels[a]}", gain, strict=True) for a, gain in pairs]


def _outside(analysis: Analysis, i: int, supports: Supports, weights: list[Expr]) -> list[tuple[Condition, Gain]]:
    """Return, for each of i's actions outside the support, that it does not pay more than those inside."""
    player, labels, payoffs = analysis.game.players[i], analysis.game.actions[i], analysis.game.expressions

    def value(a: int) -> Any:
        pairs = zip(supports[1 - i], weights, strict=True)
        return sum(w * poly.as_expression(payoffs[(i, a, b) if i == 0 else (i, b, a)]) for b, w in pairs)

    found = []
    for a in range(len(labels)):
        if a not in supports[i]:
            difference = analysis.convert(value(supports[i][0])) - analysis.convert(value(a))
            gain = Gain.of(difference.reduced(), analysis.domain)
            found.append(_of_mixture(player, labels[a], gain, strict=False))
    return found


def _of_mixture(player: str, deviation: str, gain: Gain, *, strict: bool) -> tuple[Condition, Gain]:
    condition, gain = condition_of(player, "mix", deviation, gain, strict=strict)
    return _MixtureCondition(**{f.name: getattr(condition, f.name) for f in fields(condition)}), gain
