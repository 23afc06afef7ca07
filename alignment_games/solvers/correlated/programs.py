r"""Correlated and coarse correlated equilibria: linear programs over joint distributions.

A mediator draws a profile a from a distribution p and tells each player its own part. p is a *correlated
equilibrium* (Aumann 1974, 1987) iff nobody gains by disobeying any advice, and a *coarse* one (Moulin &
Vial 1978) iff nobody gains by ignoring the mediator from the start:

.. math::

   \sum_{a_{-i}} p(b, a_{-i}) \,[u_i(b, a_{-i}) - u_i(c, a_{-i})] &\ge 0
       \quad \text{for every player } i \text{ and actions } b \ne c \\
   \sum_{a} p(a) \,[u_i(a) - u_i(c, a_{-i})] &\ge 0 \quad \text{for every player } i \text{ and action } c

Either set is a polytope. Its best and worst points for a linear aim come from HiGHS on a sparse matrix; the
distribution of largest entropy from the dual, p(a) proportional to exp(sum of multipliers times gains);
the vertices of a small polytope are in `polytope`.

*Units.* A row says the same in any unit, so each is taken in units of the largest gain or loss in it: no player's
payoffs are too small to count. A correlated equilibrium never advises an action that another one strictly dominates,
round after round; these are left out before, with whatever large payoffs they carry. (A coarse one may advise them.)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError, NotConvergedError, shown, unknown_name
from alignment_games.game.dominance import Elimination, eliminate_dominated
from alignment_games.game.entrance import Given, as_game
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.profile import ProfileLike, supports
from alignment_games.signatures import as_annotated
from alignment_games.solvers.numeric import in_own_unit, one_game_of_numbers
from alignment_games.text.display import Displayed
from alignment_games.text.visible import visible

#: What to make large or small: "welfare", a player's name, the pure profiles whose chance counts, or one
#: number for each pure profile as an array ``(m_0, ..., m_{n-1})``.
Aim = str | Sequence[ProfileLike] | Array

#: The largest gain from disobedience that counts as zero, as a share of the largest gain or loss that it may bring.
FEASIBILITY_TOLERANCE = 1e-8
#: What HiGHS is asked for, and the most that it grants.
_SHARPEST = {"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10}


@dataclass(frozen=True, eq=False, repr=False)
class CorrelatedPlay(Displayed):
    """One joint distribution from which nobody gains by departing: a mediator's advice, no Nash equilibrium.

    ``distribution``: probabilities of the pure profiles, ``(m_0, ..., m_{n-1})``. ``payoffs``: one for each
    player. ``regret``: the largest expected gain from disobedience, recomputed, in payoff units.
    ``value``: of the aim; the entropy in nats when that was the aim. ``coarse``: of which kind.
    """

    game: NormalFormGame
    distribution: Array
    payoffs: Array
    regret: float
    value: float
    coarse: bool = False

    def to_records(self) -> list[dict[str, Any]]:
        """Return tidy rows: one for each pure profile that is drawn, with each player's action and payoff."""
        records = []
        for index in np.argwhere(self.distribution > 0).tolist():
            row: dict[str, Any] = {
                player: labels[k] for player, labels, k in zip(self.game.players, self.game.actions, index, strict=True)
            }
            records.append({**row, "probability": float(self.distribution[tuple(index)])})
        return records

    def __str__(self) -> str:
        drawn = sorted(self.to_records(), key=lambda row: -row["probability"])
        parts = [f"{row.pop('probability'):.4g} ({', '.join(row.values())})" for row in drawn]
        return visible(" + ".join(parts))

    def __repr__(self) -> str:
        return f"<{'Coarse c' if self.coarse else 'C'}orrelatedEquilibrium {self}>"


@as_annotated()
def correlated_equilibrium(
    game: Given, aim: Aim = "welfare", *, maximise: bool = True, coarse: bool = False
) -> CorrelatedPlay:
    """Return a correlated equilibrium that is best (or worst) for an aim, by HiGHS.

    ``aim``: "welfare", a player's name, a list of pure profiles whose total chance is the aim, or one
    number for each pure profile. ``maximise=False`` returns the worst. ``coarse``: the larger set.

    Raises InvalidModelError for an unknown aim, UnsupportedGameError for symbols and families,
    NotConvergedError when HiGHS gives up.

    Aumann's (1974) game of chicken, where the lottery beats every mixture of the three equilibria:

    >>> chicken = NormalFormGame([[[6, 2], [7, 0]], [[6, 7], [2, 0]]], ["A", "B"], ["swerve", "dare"])
    >>> best = correlated_equilibrium(chicken)
    >>> print(best, "welfare", round(best.value, 9))
    0.5 (swerve, swerve) + 0.25 (swerve, dare) + 0.25 (dare, swerve) welfare 10.5
    """
    game = as_game(game)
    weights = _aim_weights(one_game_of_numbers(game, "correlated_equilibrium"), aim)
    advised = _advisable(game, coarse=coarse)
    gains, _ = incentive_matrix(advised.game, coarse=coarse)
    wanted = weights[np.ix_(*advised.kept)].ravel()
    span = float(np.ptp(wanted / 2)) or 1.0  # halves, because the span of payoffs near 1e308 is not a float
    wanted = (wanted / 2 - (wanted / 2).min()) / span
    drawn = _best_of_the_cone(-wanted if maximise else wanted, gains)
    return _verified(game, advised, drawn, coarse=coarse, weights=weights)


def _best_of_the_cone(cost: Array, gains: Any) -> Array:
    """Return the distribution of least cost that is obeyed."""
    from scipy.optimize import linprog

    rows = gains.shape[0]
    answer = linprog(
        cost,
        A_ub=-gains if rows else None,
        b_ub=np.zeros(rows) if rows else None,
        A_eq=np.ones((1, len(cost))),
        b_eq=[1.0],
        method="highs",
        options=_SHARPEST,
    )
    if answer.status != 0:
        raise NotConvergedError(f"HiGHS found no correlated equilibrium: {answer.message}")
    return np.asarray(answer.x)


@as_annotated()
def maximum_entropy_correlated(game: Given, *, coarse: bool = False) -> CorrelatedPlay:
    """Return the correlated equilibrium of largest entropy (Ortiz, Schapire & Kakade 2007), which is unique.

    Among all advice that is obeyed it assumes the least.

    Raises UnsupportedGameError for symbols and families, NotConvergedError when the search stalls.

    >>> pennies = NormalFormGame([[[1, -1], [-1, 1]], [[-1, 1], [1, -1]]])
    >>> maximum_entropy_correlated(pennies).distribution.round(6).tolist()
    [[0.25, 0.25], [0.25, 0.25]]
    """
    game = as_game(game)
    advised = _advisable(one_game_of_numbers(game, "maximum_entropy_correlated"), coarse=coarse)
    gains, _ = incentive_matrix(advised.game, coarse=coarse)
    possible = _largest_support(gains)
    dense = gains[:, possible].toarray()
    drawn = np.zeros(gains.shape[1])
    drawn[possible] = _least_assuming(dense)
    return _verified(game, advised, drawn, coarse=coarse)


def _advisable(game: NormalFormGame, *, coarse: bool) -> Elimination:
    """Return the game of the actions that may be advised: all of them, coarsely."""
    if coarse:
        return Elimination(game, tuple(tuple(range(m)) for m in game.n_actions), ())
    return eliminate_dominated(game, by_mixtures=False)


def incentive_matrix(game: NormalFormGame, *, coarse: bool = False) -> tuple[Any, Array]:
    """Return the gains from obedience, a sparse matrix with one column for each pure profile, and the rows' units.

    One row for each player and pair of actions (advised, other), or, coarse, for each player and action;
    p is an equilibrium iff every row times p is at least zero. Each is in units, in payoffs, of its largest entry.
    """
    from scipy.sparse import coo_array

    shape = game.n_actions
    numbers = np.arange(prod(shape)).reshape(shape)
    at: list[Array] = []
    values: list[Array] = []
    units: list[float] = []
    for i, m in enumerate(shape):
        own, columns = np.moveaxis(game.payoffs[i], i, 0), np.moveaxis(numbers, i, 0)
        for c in range(m):
            for b in [slice(None)] if coarse else [b for b in range(m) if b != c]:
                gain, unit = in_own_unit(own[b], own[c])
                at.append(columns[b].ravel())
                values.append(gain.ravel())
                units.append(unit)
    rows = np.repeat(np.arange(len(at)), [len(part) for part in at])
    data = np.concatenate([*values, np.zeros(0)])
    place = np.concatenate([*at, np.zeros(0, dtype=int)])
    matrix = coo_array((data, (rows, place)), shape=(len(at), prod(shape))).tocsr()
    matrix.eliminate_zeros()
    return matrix, np.array(units)


def correlated_regret(game: NormalFormGame, distribution: Array, *, coarse: bool = False) -> float:
    """Return the largest expected gain from disobeying a joint distribution, in payoff units.

    >>> chicken = NormalFormGame([[[6, 2], [7, 0]], [[6, 7], [2, 0]]])
    >>> round(correlated_regret(chicken, np.full((2, 2), 0.25)), 9)
    0.25
    """
    lost, units = _disobedience(game, distribution, coarse=coarse)
    return float((lost * units).max(initial=0.0))


def _disobedience(game: NormalFormGame, distribution: Array, *, coarse: bool) -> tuple[Array, Array]:
    """Return what each kind of disobedience gains, in units of its own largest entry, and these units."""
    gains, units = incentive_matrix(game, coarse=coarse)
    return np.maximum(0.0, -(gains @ np.asarray(distribution, dtype=float).ravel())), units


def _verified(
    game: NormalFormGame, advised: Elimination, drawn: Array, *, coarse: bool, weights: Array | None = None
) -> CorrelatedPlay:
    """Clean the distribution, recompute what disobedience gains, and refuse what does not hold."""
    kept = np.where(drawn < 1e-12, 0.0, drawn)
    distribution = np.zeros(game.n_actions)
    distribution[np.ix_(*advised.kept)] = (kept / kept.sum()).reshape(advised.game.n_actions)
    lost, units = _disobedience(game, distribution, coarse=coarse)
    regret = float((lost * units).max(initial=0.0))
    if lost.max(initial=0.0) > FEASIBILITY_TOLERANCE:
        raise NotConvergedError(f"the distribution found leaves a gain of {regret:.3g} from disobedience")
    if weights is None:
        some = distribution[distribution > 0]
        value = float(-(some * np.log(some)).sum())
    else:
        value = float((weights * distribution).sum())
    payoffs = game.to_float().payoffs
    each = (payoffs * distribution).sum(axis=tuple(range(1, payoffs.ndim)))
    return CorrelatedPlay(game, distribution, each, regret, value, coarse)


def _aim_weights(game: NormalFormGame, aim: Aim) -> Array:
    payoffs = game.to_float().payoffs
    if isinstance(aim, str):
        if aim == "welfare":
            return np.asarray(payoffs.sum(axis=0))
        if aim not in game.players:
            raise unknown_name("aim", aim, ["welfare", *game.players])
        return np.asarray(payoffs[game.player_index(aim)])
    if isinstance(aim, np.ndarray) and aim.dtype.kind in "biuf":
        if aim.shape != game.n_actions:
            raise InvalidModelError(f"an aim needs one number for each pure profile, {game.n_actions}, got {aim.shape}")
        return aim.astype(float)
    if not isinstance(aim, Sequence):
        raise InvalidModelError(
            'aim: expected "welfare", the name of a player, a list of pure profiles, or a number for each; '
            f"got {shown(aim)}"
        )
    weights = np.zeros(game.n_actions)
    for profile in aim:
        used = supports(game.profile(profile))
        if any(len(own) > 1 for own in used):
            raise InvalidModelError(f"an aim lists pure profiles, got the mixed profile {profile!r}")
        weights[tuple(own[0] for own in used)] = 1.0
    return weights


def _largest_support(gains: Any) -> Array:
    """Return which profiles some correlated equilibrium draws: maximise sum t, t <= p, t <= 1 over the cone."""
    from scipy.optimize import linprog
    from scipy.sparse import block_array, csr_array, eye_array

    size = gains.shape[1]
    unit = eye_array(size, format="csr")
    left = block_array([[-unit, unit], [-gains, csr_array(gains.shape)]], format="csr")
    bounds = [(0, None)] * size + [(0, 1)] * size
    cost = np.r_[np.zeros(size), -np.ones(size)]
    answer = linprog(cost, A_ub=left, b_ub=np.zeros(left.shape[0]), bounds=bounds, method="highs", options=_SHARPEST)
    if answer.status != 0:
        raise NotConvergedError(f"HiGHS could not find the support: {answer.message}")
    return np.asarray(answer.x[size:] > 0.5)


def _least_assuming(gains: Array) -> Array:
    """Minimise log sum exp(multipliers @ gains) over multipliers >= 0, then sharpen by Newton steps."""
    from scipy.optimize import minimize
    from scipy.special import logsumexp, softmax

    def dual(multipliers: Array) -> tuple[float, Array]:
        powers = multipliers @ gains
        return float(logsumexp(powers)), gains @ softmax(powers)

    if not len(gains):
        return np.full(gains.shape[1], 1.0 / gains.shape[1])
    options = {"maxiter": 5000, "maxfun": 50_000, "ftol": 1e-16, "gtol": 1e-12}
    bounds = [(0, None)] * len(gains)
    best = minimize(dual, np.zeros(len(gains)), jac=True, method="L-BFGS-B", bounds=bounds, options=options).x
    for _ in range(20):
        p = softmax(best @ gains)
        slack = gains @ p
        active = (best > 0) | (slack < 0)
        if np.abs(np.where(best > 0, slack, np.minimum(slack, 0))).max() < 1e-14:
            break
        spread = (gains[active] * p) @ gains[active].T - np.outer(slack[active], slack[active])
        best[active] -= np.linalg.lstsq(spread, slack[active], rcond=1e-12)[0]
        best = np.maximum(best, 0.0)
    return np.asarray(softmax(best @ gains))
