r"""Equilibria that withstand small mistakes: trembling-hand perfect and proper.

x is *perfect* (Selten 1975) iff it is the limit of completely mixed profiles against each of which every
x_i is a best reply. It is *proper* (Myerson 1978) iff in such a sequence of mistakes a costlier mistake is
of smaller order than a cheaper one. Strict => regular => proper => perfect => undominated, every completely
mixed equilibrium is proper, and of two players undominated <=> perfect (van Damme 1991, theorem 3.2.2).

For a *pure* profile s of any number of players the rest is decided by orders of magnitude. Write the
chance of the mistake b of player j as :math:`c_{jb}\,\varepsilon^{w_{jb}}` with w > 0 (by the curve selection
lemma no other sequences are needed). A payoff difference :math:`u_i(b', \cdot) - u_i(b, \cdot)` is a
polynomial in these chances whose coefficients are finite differences of the payoffs, and its sign is that of
its monomials of least order. So the question becomes one about linear inequalities in w: for every
difference that must not be negative, some positive monomial is at most of the order of each negative one.

- no w satisfies the weak inequalities: the answer is no, proven;
- some w satisfies the strict ones (the positive monomial leads alone): the answer is yes, proven;
- otherwise, leading monomials of both signs tie, and it is not decided.

For properness each pair of actions of a player is either ordered, costlier of larger w, or tied.
Mixed profiles that no implication above settles are not decided.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.game.entrance import Given
from alignment_games.game.mixtures import HALF_A_UNIT
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.profile import Profile, ProfileLike, is_pure
from alignment_games.refinements._verdict import Verdict, entered, used
from alignment_games.refinements._words import doing
from alignment_games.refinements.local import regular, strict, undominated
from alignment_games.text.play import named

#: Rows of the inequalities ``row @ w >= bound`` on the orders w of the mistakes.
Inequalities = list[tuple[Array, float]]

#: How many linear programs one search over orders may take before the verdict is "not decided".
MOST_PROGRAMS = 3000


def perfect(game: Given, profile: ProfileLike) -> Verdict:
    """Return whether the equilibrium is trembling-hand perfect; the witness is what forbids or grants it.

    Not decided for some mixed profiles of three players and more, and where mistakes of equal order decide.

    >>> game = NormalFormGame([[[1, 0], [0, 0]], [[1, 0], [0, 0]]], ["Ann", "Bob"], ["in", "out"])
    >>> for play in ("in, in", "out, out"):
    ...     print(perfect(game, play))
    perfect: it is strict
    not perfect: Ann does nowhere worse and somewhere better by playing in
    """
    game, x, known = _settled(game, profile, "perfect")
    if known is not None:
        return known
    if game.n_players == 2:
        return Verdict("perfect", True, "it is undominated, which suffices for two players")
    if not is_pure(x):
        return Verdict("perfect", None, "it is undominated but mixed, and there are more than two players")
    return _by_orders("perfect", _Mistakes(game, _positions(x)), _perfection)


def proper(game: Given, profile: ProfileLike) -> Verdict:
    """Return whether the equilibrium is proper; the witness is what forbids or grants it.

    Not decided for mixed profiles that are neither completely mixed, regular, nor dominated, and where
    mistakes of equal order decide.

    Myerson's (1978) game: (2, 2) is perfect but not proper.

    >>> table = [[1, 0, -9], [0, 0, -7], [-9, -7, -7]]
    >>> game = NormalFormGame([table, table], ["Ann", "Bob"])
    >>> print(perfect(game, "2, 2").holds, proper(game, "2, 2").holds, proper(game, "1, 1").holds)
    True False True
    """
    game, x, known = _settled(game, profile, "proper")
    if known is not None:
        return known
    if not is_pure(x):
        return Verdict("proper", None, "it is mixed, not regular and not completely mixed")
    return _by_orders("proper", _Mistakes(game, _positions(x)), _properness)


def _settled(given: Given, profile: ProfileLike, notion: str) -> tuple[NormalFormGame, Profile, Verdict | None]:
    """Return the game, the mixed profile, and the verdict where an implication gives it."""
    game, x, refused = entered(given, profile, notion)
    return game, x, _implied(game, x, notion) if refused is None else refused


def _implied(game: NormalFormGame, x: Profile, notion: str) -> Verdict | None:
    if all(len(own) == m for own, m in zip(used(x), game.n_actions, strict=True)):
        return Verdict(notion, True, "it is completely mixed")
    if is_pure(x) and strict(game, x):
        return Verdict(notion, True, "it is strict")
    dominated = undominated(game, x)
    if dominated.holds is False:
        return Verdict(notion, False, dominated.reason, dominated.witness)
    if regular(game, x):
        return Verdict(notion, True, "it is regular")
    return None


def _positions(x: Profile) -> tuple[int, ...]:
    return tuple(own[0] for own in used(x))


@dataclass(frozen=True)
class _Mistakes:
    """Payoff differences at a pure profile as polynomials in the chances of mistakes."""

    game: NormalFormGame
    at: tuple[int, ...]
    variables: dict[tuple[int, int], int] = field(init=False)

    def __post_init__(self) -> None:
        every = [(i, b) for i, m in enumerate(self.game.n_actions) for b in range(m) if b != self.at[i]]
        object.__setattr__(self, "variables", {pair: k for k, pair in enumerate(every)})

    def difference(self, player: int, better: int, worse: int) -> tuple[list[Array], list[Array]]:
        """Return the least monomials of u(better) - u(worse) with positive and with negative coefficients.

        With x_j(s_j) = 1 - the sum of j's mistakes, the coefficient of a product of mistakes is the finite
        difference of the payoffs along the axes of the players who err.
        """
        own = np.moveaxis(self.game.payoffs[player], player, 0)
        table, size = own[better] - own[worse], abs(own[better]) + abs(own[worse])
        others = [j for j in range(self.game.n_players) if j != player]
        for axis, j in enumerate(others):
            keep = np.zeros([m if k == axis else 1 for k, m in enumerate(table.shape)], dtype=bool)
            keep.reshape(-1)[self.at[j]] = True
            table = np.where(keep, table, table - np.take(table, [self.at[j]], axis=axis))
            size = np.where(keep, size, size + np.take(size, [self.at[j]], axis=axis))
        # Each payoff was rounded once, and so was each of the sums of them.
        half = 0 if table.dtype == object else (len(others) + 2) * HALF_A_UNIT
        counts = (abs(table) > half * size).astype(bool)
        negative = (table < 0).astype(bool)
        return self._least(counts & ~negative, others), self._least(counts & negative, others)

    def _least(self, chosen: Array, others: Sequence[int]) -> list[Array]:
        """Return the least of the monomials that stand for the ``chosen`` profiles of the others."""
        index = np.argwhere(chosen)
        rows = np.zeros((len(index), len(self.variables)))
        for axis, j in enumerate(others):
            for b in range(self.game.n_actions[j]):
                if b != self.at[j]:
                    rows[:, self.variables[j, b]] = index[:, axis] == b
        return _minimal(rows)

    def order(self, player: int, action: int) -> Array:
        """Return the row that picks the order of one mistake; zero for the action of the profile itself."""
        row = np.zeros(len(self.variables))
        if action != self.at[player]:
            row[self.variables[player, action]] = 1.0
        return row


def _minimal(monomials: Array) -> list[Array]:
    """Return the monomials that no other one divides: all others are of smaller order, whatever the orders.

    Each is a row of zeros and ones, and no two are the same. There may be tens of thousands, of which few are minimal.
    """
    left, found = np.argsort(monomials.sum(axis=1), kind="stable"), []
    while len(left):
        found.append(int(left[0]))  # the lowest degree left: what would divide it has been taken, and it taken out
        left = left[(monomials[np.ix_(left, monomials[found[-1]] > 0)] == 0).any(axis=1)]
    return list(monomials[sorted(found)])


@dataclass(frozen=True)
class _Question:
    """One thing that must hold: at least one of these sets of inequalities, and what it is about."""

    options: tuple[Inequalities, ...]
    player: int
    action: int


def _perfection(mistakes: _Mistakes, margin: float) -> Iterator[_Question]:
    """Ask that no other action of anybody is better: s_i stays a best reply."""
    for i, b in mistakes.variables:
        positive, negative = mistakes.difference(i, mistakes.at[i], b)
        if negative:
            yield _Question(_leading(positive, negative, margin), i, b)


def _properness(mistakes: _Mistakes, margin: float) -> Iterator[_Question]:
    """Ask of each pair of a player's actions that the worse one is the rarer one, or that they tie."""
    for i, m in enumerate(mistakes.game.n_actions):
        for b, c in combinations(range(m), 2):
            positive, negative = mistakes.difference(i, b, c)
            if not positive and not negative:
                continue
            rarer = mistakes.order(i, c) - mistakes.order(i, b)
            options = [[*option, (rarer, 1.0)] for option in _leading(positive, negative, margin)]
            options += [[*option, (-rarer, 1.0)] for option in _leading(negative, positive, margin)]
            if margin == 0:
                options += _tying(positive, negative)
            yield _Question(tuple(options), i, c if b == mistakes.at[i] else b)


def _leading(positive: Sequence[Array], negative: Sequence[Array], margin: float) -> tuple[Inequalities, ...]:
    """Return, for each positive monomial, the inequalities that let it lead all negative ones."""
    return tuple([(other - lead, margin) for other in negative] for lead in positive)


def _tying(positive: Sequence[Array], negative: Sequence[Array]) -> list[Inequalities]:
    """Return, for each pair of opposite monomials, the inequalities that let both lead together."""
    rest = [*positive, *negative]
    return [[(q - p, 0.0), (p - q, 0.0), *((other - p, 0.0) for other in rest)] for p in positive for q in negative]


def _by_orders(notion: str, mistakes: _Mistakes, ask: Any) -> Verdict:
    """Settle a pure profile by the two systems of inequalities of the module's docstring."""
    orders, _ = _search(list(ask(mistakes, 1.0)), len(mistakes.variables))
    if orders is not None:
        names = [(mistakes.game.players[i], mistakes.game.actions[i][b]) for i, b in mistakes.variables]
        data = dict(zip(names, orders.tolist(), strict=True))
        return Verdict(notion, True, "mistakes of suitable orders of magnitude support it", {"orders": data})
    weak = list(ask(mistakes, 0.0))
    orders, finished = _search(weak, len(mistakes.variables))
    if orders is None and finished:
        culprit = next((q for q in weak if _search([q], len(mistakes.variables))[0] is None), None)
        words = "no orders of magnitude of the mistakes support it"
        if culprit is not None:
            player, action = (
                mistakes.game.players[culprit.player],
                mistakes.game.actions[culprit.player][culprit.action],
            )
            words = f"after every small mistake of the others {named(player)} gains by {doing(action)}"
            words = words if notion == "perfect" else f"no orders of the mistakes fit {named(player)} {doing(action)}"
        return Verdict(notion, False, words)
    return Verdict(notion, None, "mistakes of equal order decide" if finished else "too many orders to search")


def _search(questions: Sequence[_Question], size: int) -> tuple[Array | None, bool]:
    """Return orders w >= 1 that answer every question, or None; and whether the search was finished."""
    programs = 0

    def extend(chosen: Inequalities, left: Sequence[_Question]) -> tuple[Array | None, bool]:
        nonlocal programs
        programs += 1
        if programs > MOST_PROGRAMS:
            return None, False
        orders = _feasible(chosen, size)
        if orders is None:
            return None, True
        # What the orders at hand already answer need not be asked; ask the rest in turn.
        open_ = [q for q in left if not any(_satisfied(option, orders) for option in q.options)]
        if not open_:
            return orders, True
        finished = True
        first = min(open_, key=lambda q: len(q.options))
        rest = [q for q in left if q is not first]
        for option in first.options:
            found, done = extend([*chosen, *option], rest)
            if found is not None:
                return found, True
            finished &= done
        return None, finished

    return extend([], questions)


def _satisfied(option: Inequalities, orders: Array) -> bool:
    return all(row @ orders >= bound - 1e-9 for row, bound in option)


def _feasible(chosen: Inequalities, size: int) -> Array | None:
    """Return orders w >= 1 within the inequalities; scaling w makes any positive margin one."""
    from scipy.optimize import linprog

    if not chosen:
        return np.ones(size)
    left = -np.array([row for row, _ in chosen])
    right = -np.array([bound for _, bound in chosen])
    answer = linprog(np.ones(size), left, right, bounds=[(1, None)] * size, method="highs")
    return np.asarray(answer.x) if answer.status == 0 else None
