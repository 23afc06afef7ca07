r"""Dominated actions and their iterated elimination.

Action a of player i is *strictly dominated* by a mixture y over i's actions when
:math:`\sum_b y_b u_i(b, s) > u_i(a, s)` at every pure profile s of the others, and *weakly dominated* when
the inequality is weak everywhere and strict somewhere. Strict elimination keeps every equilibrium; weak
elimination can lose some. Each round removes, for all players at once, every action dominated in the game
that the round began with.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from alignment_games.errors import InvalidModelError, UnsupportedGameError
from alignment_games.game.normal_form import NormalFormGame

Array = NDArray[Any]
Kind = Literal["strict", "weak"]


@dataclass(frozen=True)
class EliminatedAction:
    """One elimination: who loses which action, in which round, to which mixture of own actions."""

    round: int
    player: str
    action: str
    dominated_by: dict[str, Any]
    kind: Kind

    def __str__(self) -> str:
        return (
            f"round {self.round}: {self.player} drops {self.action}, "
            f"{'strictly' if self.kind == 'strict' else 'weakly'} dominated by {_mixture(self.dominated_by)}"
        )


@dataclass(frozen=True)
class Elimination:
    """What iterated elimination leaves: the reduced game, the positions kept, the steps in order."""

    game: NormalFormGame
    kept: tuple[tuple[int, ...], ...]
    steps: tuple[EliminatedAction, ...]

    def __str__(self) -> str:
        if not self.steps:
            return "no action is dominated"
        left = (f"{player}: {', '.join(own)}" for player, own in zip(self.game.players, self.game.actions, strict=True))
        return "\n".join([*map(str, self.steps), f"left: {'; '.join(left)}"])


def eliminate_dominated(game: NormalFormGame, kind: Kind = "strict", *, by_mixtures: bool = True) -> Elimination:
    """Return the game after iterated elimination of dominated actions, with every step in words.

    ``by_mixtures=False`` looks for dominating pure actions only, which needs no linear program.
    Raises InvalidModelError for another kind, UnsupportedGameError for symbolic payoffs and for batches.

    >>> dilemma = NormalFormGame([[[3, 0], [5, 1]], [[3, 5], [0, 1]]], ["A", "B"], ["pass", "defect"])
    >>> print(eliminate_dominated(dilemma))
    round 1: A drops pass, strictly dominated by defect
    round 1: B drops pass, strictly dominated by defect
    left: A: defect; B: defect
    """
    if kind not in ("strict", "weak"):
        raise InvalidModelError(f"kind must be 'strict' or 'weak', got {kind!r}")
    if game.arithmetic == "symbolic" or game.batch_shape:
        raise UnsupportedGameError("dominance compares numbers of one game; substitute numbers, take one game")
    kept = tuple(tuple(range(m)) for m in game.n_actions)
    steps: list[EliminatedAction] = []
    reduced = game
    for round_number in range(1, sum(game.n_actions) + 1):
        dropped: list[set[int]] = []
        for i in range(game.n_players):
            found = dominated_actions(reduced, i, kind, by_mixtures=by_mixtures)
            dropped.append(set(found))
            labels = reduced.actions[i]
            for k, weights in found.items():
                by = {labels[b]: w for b, w in weights.items()}
                steps.append(EliminatedAction(round_number, game.players[i], labels[k], by, kind))
        if not any(dropped):
            break
        stay = [[k for k in range(m) if k not in out] for m, out in zip(reduced.n_actions, dropped, strict=True)]
        kept = tuple(tuple(own[k] for k in rows) for own, rows in zip(kept, stay, strict=True))
        reduced = reduced.restrict(stay)
    return Elimination(reduced, kept, tuple(steps))


def dominated_actions(
    game: NormalFormGame, player: int, kind: Kind = "strict", *, by_mixtures: bool = True
) -> dict[int, dict[int, Any]]:
    """Return the player's dominated actions, each with the weights of a mixture that dominates it."""
    rows = np.moveaxis(game.payoffs[player], player, 0).reshape(game.n_actions[player], -1)
    tol = game.tolerances()[player]
    found: dict[int, dict[int, Any]] = {}
    for k in range(len(rows)):
        by = _dominating_action(rows, k, kind, tol)
        weights = {by: 1} if by is not None else None
        if weights is None and by_mixtures and len(rows) > 2:
            weights = _dominating_mixture(rows, k, kind, tol)
        if weights is not None:
            found[k] = weights
    return found


def _dominates(value: Array, row: Array, kind: Kind, tol: Any) -> bool:
    gain = value - row
    if kind == "strict":
        return bool((gain > tol).all())
    return bool((gain >= -tol).all() and (gain > tol).any())


def _dominating_action(rows: Array, k: int, kind: Kind, tol: Any) -> int | None:
    """Return the dominating action that is itself worst-case best, so that chains end at their top."""
    candidates = [b for b in range(len(rows)) if b != k and _dominates(rows[b], rows[k], kind, tol)]
    return max(candidates, key=lambda b: (rows[b] - rows[k]).sum()) if candidates else None


def _dominating_mixture(rows: Array, k: int, kind: Kind, tol: Any) -> dict[int, Any] | None:
    """Solve the linear program for a dominating mixture, then check its weights on the payoffs themselves."""
    from scipy.optimize import linprog

    others = [b for b in range(len(rows)) if b != k]
    shift, scale = rows.min(), rows.max() - rows.min() or 1
    unit = ((rows - shift) / scale).astype(float)
    gains = unit[others] - unit[k]
    if kind == "strict":  # maximise the smallest gain
        cost = np.r_[np.zeros(len(others)), -1.0]
        left = np.c_[-gains.T, np.ones(gains.shape[1])]
        bounds = [(0, None)] * len(others) + [(None, None)]
        total = np.r_[np.ones(len(others)), 0.0]
    else:  # maximise the sum of gains, none of them negative
        cost, left, bounds, total = -gains.sum(axis=1), -gains.T, [(0, None)] * len(others), np.ones(len(others))
    answer = linprog(cost, left, np.zeros(len(left)), total[None], [1.0], bounds, method="highs")
    if answer.status != 0:
        return None
    weights = _clean_weights(answer.x[: len(others)], exact=rows.dtype == object)
    value = sum(w * rows[b] for w, b in zip(weights, others, strict=True))
    if not _dominates(np.asarray(value), rows[k], kind, tol):
        return None
    return {b: w for b, w in zip(others, weights, strict=True) if w > 0}


def _clean_weights(weights: Array, *, exact: bool) -> list[Any]:
    if not exact:
        kept = np.where(weights < 1e-12, 0.0, weights)
        return [float(w) for w in kept / kept.sum()]
    fractions = [Fraction(float(w)).limit_denominator(10**6) if w > 1e-9 else Fraction(0) for w in weights]
    total = sum(fractions)
    return [w / total for w in fractions]


def _mixture(weights: dict[str, Any]) -> str:
    if len(weights) == 1:
        return next(iter(weights))
    shares = (f"{w if isinstance(w, Fraction) else format(w, '.4g')} {action}" for action, w in weights.items())
    return "a mixture of " + " and ".join(shares)
