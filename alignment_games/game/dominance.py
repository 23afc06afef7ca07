r"""Dominated actions and their iterated elimination.

Action a of player i is *strictly dominated* by a mixture y over i's actions when
:math:`\sum_b y_b u_i(b, s) > u_i(a, s)` at every pure profile s of the others, and *weakly dominated* when
the inequality is weak everywhere and strict somewhere. Strict elimination keeps every equilibrium; weak
elimination can lose some. Each round removes, for all players at once, every action dominated in the game
that the round began with. Numbers are taken as given, to the rounding of each: see `game.mixtures`.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from alignment_games.errors import InvalidModelError, UnsupportedGameError
from alignment_games.game.entrance import Given, as_game
from alignment_games.game.mixtures import Advantages, Kind, dominating_action, dominating_mixture, own_rows
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.signatures import as_annotated
from alignment_games.text.display import Displayed
from alignment_games.text.visible import in_lines, visible


@dataclass(frozen=True, repr=False)
class EliminatedAction(Displayed):
    """One elimination: who loses which action, in which round, to which mixture of own actions."""

    round: int
    player: str
    action: str
    dominated_by: dict[str, Any]
    kind: Kind

    def __str__(self) -> str:
        return visible(
            f"round {self.round}: {self.player} drops {self.action}, "
            f"{'strictly' if self.kind == 'strict' else 'weakly'} dominated by {_mixture(self.dominated_by)}"
        )


@dataclass(frozen=True, repr=False)
class Elimination(Displayed):
    """What iterated elimination leaves: the reduced game, the positions kept, the steps in order."""

    game: NormalFormGame
    kept: tuple[tuple[int, ...], ...]
    steps: tuple[EliminatedAction, ...]

    def __str__(self) -> str:
        if not self.steps:
            return "no action is dominated"
        left = (f"{player}: {', '.join(own)}" for player, own in zip(self.game.players, self.game.actions, strict=True))
        return in_lines([*map(str, self.steps), f"left: {'; '.join(left)}"])


@as_annotated()
def eliminate_dominated(game: Given, kind: Kind = "strict", *, by_mixtures: bool = True) -> Elimination:
    """Return the game after iterated elimination of dominated actions, with every step in words.

    ``by_mixtures=False`` looks for dominating pure actions only, which needs no linear program.
    Raises InvalidModelError for another kind, UnsupportedGameError for symbolic payoffs and for batches.

    >>> dilemma = NormalFormGame([[[3, 0], [5, 1]], [[3, 5], [0, 1]]], ["A", "B"], ["pass", "defect"])
    >>> print(eliminate_dominated(dilemma))
    round 1: A drops pass, strictly dominated by defect
    round 1: B drops pass, strictly dominated by defect
    left: A: defect; B: defect
    """
    game = as_game(game)
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
    rows = own_rows(game.payoffs, player)
    found: dict[int, dict[int, Any]] = {}
    for k in range(len(rows)):
        comparison = Advantages.of(rows, k)
        by = dominating_action(comparison, kind)
        weights = {by: 1} if by is not None else None
        if weights is None and by_mixtures and len(rows) > 2:
            weights = dominating_mixture(comparison, kind)
        if weights is not None:
            found[k] = {b if b < k else b + 1: weight for b, weight in weights.items()}
    return found


def _mixture(weights: dict[str, Any]) -> str:
    if len(weights) == 1:
        return next(iter(weights))
    shares = (f"{w if isinstance(w, Fraction) else format(w, '.4g')} {action}" for action, w in weights.items())
    return "a mixture of " + " and ".join(shares)
