"""A game whose payoffs depend on the others through sums, so that no table of payoffs is needed.

In such an *aggregative* game (Cornes & Hartley 2012; Jensen 2010) a player's payoff depends on the own action and on
sums of what the others put in: the strength of a coalition, the aid to a threat. A table for n players has an axis for
each; the sums are few whatever n is, and two hundred states are no trouble.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import prod
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.game.labelled_game import LabelledGame
from alignment_games.game.labels import action_labels, player_names
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.profile import SIMPLEX_TOLERANCE, Profile, ProfileLike, on_simplex
from alignment_games.game.size import affordable_table
from alignment_games.game.sums.certified import PayoffBounds, as_table, bounded_payoffs, expectation_in_own_units
from alignment_games.game.sums.dominance import surviving_actions
from alignment_games.game.sums.expected import Expectation
from alignment_games.game.sums.game_sums import GameSums, over_others
from alignment_games.game.sums.listed_sums import listed_game
from alignment_games.game.tolerance import Judgement
from alignment_games.signatures import fields_as_annotated
from alignment_games.text.display import html_display
from alignment_games.text.html import html_text

#: Payoffs of a table that are made at once: few enough for the cache.
_AT_ONCE = 2**18


@fields_as_annotated()
@dataclass(frozen=True, eq=False, repr=False)
class SumGame(LabelledGame):
    """A game of n players with labelled actions, whose payoffs in floats come from ``sums``.

    ``players``: their names. ``actions``: a sequence of labels for each. ``model``: what it was made from, if anything.
    ``beside``: other games, from which what was computed of players with the same figures is taken over.
    The ``sums()`` of a model gives one, and `alignment_games.solve` takes it as it takes a game in normal form.

    >>> from alignment_games.models.threshold import threshold_model
    >>> game = threshold_model({f"State {k}": 1 for k in range(200)}, against=1, cost=0.25, benefit=1).sums()
    >>> game
    SumGame(200 players with 2 actions, 1 sum)
    >>> chance = 1 - 0.25 ** (1 / 199)
    >>> bool(max(game.regrets([[chance, 1 - chance]] * 200)) < 1e-10)
    True
    """

    sums: GameSums
    model: Any = None
    beside: tuple[SumGame, ...] = ()

    def __post_init__(self) -> None:
        """Check the labels as those of other games are checked."""
        counts = self.sums.offered.sum(axis=1).tolist()
        names = player_names(self.players, len(counts))
        object.__setattr__(self, "players", names)
        object.__setattr__(self, "actions", action_labels(self.actions, counts, names))

    @classmethod
    def from_function(
        cls,
        payoff: Callable[[str, str, int], float],
        players: Sequence[str],
        amounts: Mapping[str, int] | Mapping[str, Mapping[str, int]],
    ) -> SumGame:
        """Return the game in which ``payoff(player, action, others)`` is what an action pays, ``others`` a sum.

        ``amounts``: by action, or by player and action, what is put into the sum: whole numbers, at least 0, in any
        unit. Raises InvalidModelError for other amounts and for payoffs that are no finite numbers,
        UnsupportedGameError for more than two million payoffs to list.

        >>> def volunteering(player, action, others):
        ...     return 1.0 * (others > 0 or action == "act") - 0.25 * (action == "act")
        >>> game = SumGame.from_function(volunteering, [f"State {k}" for k in range(100)], {"act": 1, "pass": 0})
        >>> float(game.regrets(["act"] + ["pass"] * 99).max())
        0.0
        """
        names = player_names(players, len(players))
        return cls(names, *listed_game(payoff, names, amounts))

    def profile(self, given: ProfileLike) -> Profile:
        """Return the mixed profile that labels or probabilities stand for; see `parse_profile`."""
        if isinstance(given, tuple) and all(isinstance(own, np.ndarray) for own in given):
            fits = [own.shape for own in given] == [(m,) for m in self.n_actions]
            if fits and on_simplex(given, SIMPLEX_TOLERANCE):  # all at once; what is wrong is told below
                return given
        return super().profile(given)

    @cached_property
    def expectation(self) -> Expectation:
        """What finds expected payoffs, in units of each player's own payoff range."""
        return expectation_in_own_units(self.sums, tuple(other.expectation for other in self.beside))

    def payoff_bounds(self, profile: ProfileLike) -> PayoffBounds:
        """Return what each action is worth against the others' play, in proven intervals.

        They are of the width of rounding where everybody plays purely, in threshold games, where amounts are whole
        multiples of one number, and where at most 40,000 different sums can occur; otherwise sums are rounded to a
        lattice, and the error of that is bounded. Raises UnsupportedGameError for mixed play of too many players.
        """
        return bounded_payoffs(self.expectation, self.profile(profile))

    def deviation_payoffs(self, profile: ProfileLike) -> tuple[Array, ...]:
        """Return, for each player, the expected payoff of each own action against the others' play."""
        return self.payoff_bounds(profile).middle

    def expected_payoffs(self, profile: ProfileLike) -> Array:
        """Return each player's expected payoff, shape ``(n,)``."""
        played = self.profile(profile)
        pure = _pure_play(as_table(played, self.sums.offered))
        if pure is not None:
            return np.asarray(self.sums.payoffs_at(pure)[np.arange(len(pure)), pure], dtype=float)
        shares = np.concatenate(self.deviation_payoffs(played)) * np.concatenate(played)
        return np.asarray(np.add.reduceat(shares, np.cumsum([0, *self.n_actions[:-1]])), dtype=float)

    def regrets(self, profile: ProfileLike) -> Array:
        """Return each player's largest gain from a unilateral deviation, at most, shape ``(n,)``."""
        return self.payoff_bounds(profile).regrets[1]

    def best_replies(self, profile: ProfileLike) -> dict[str, tuple[str, ...]]:
        """Return each player's best replies to the others' play, as labels."""
        each = zip(self.players, self.actions, self.deviation_payoffs(profile), self.tolerances(), strict=True)
        return {
            player: tuple(label for label, value in zip(labels, values.tolist(), strict=True) if value >= best - slack)
            for player, labels, values, slack in each
            for best in [values.max()]
        }

    def judge(self, profile: ProfileLike) -> Judgement:
        """Return each player's regret, at most, and the regret that counts as zero at this profile."""
        played = self.profile(profile)
        pure = _pure_play(as_table(played, self.sums.offered))
        if pure is not None:
            return Judgement(*self.sums.judge(pure))
        return Judgement(self.regrets(played), self.tolerances())

    def tolerances(self) -> Array:
        """Return the largest regret of each player that can count as zero at any profile, in payoff units."""
        return self.sums.tolerances()

    @cached_property
    def undominated(self) -> tuple[Array, ...]:
        """Which actions are left when strictly dominated ones go, round after round: booleans ``(m_i,)``.

        All that go are strictly dominated; where many different sums can occur, some that are may stay.
        """
        left = surviving_actions(self.sums)
        return tuple(row[:m] for row, m in zip(left, self.n_actions, strict=True))

    def table(self, keep: Sequence[Sequence[int]], movers: Sequence[int]) -> NormalFormGame:
        """Return the game of some players, by position, in which each keeps only the actions at the given positions.

        All others take the first action that is left to them. Raises UnsupportedGameError for too large a table.
        """
        settled = [i for i in range(self.n_players) if i not in set(movers)]
        shape = tuple(len(keep[i]) for i in movers)
        affordable_table(shape, exact=False, instead="let Auto() choose a method that needs no table")
        fixed = self.sums.amounts[:, settled, [keep[i][0] for i in settled]].sum(axis=1)
        payoffs = np.empty((len(shape), prod(shape)))
        step = max(1, _AT_ONCE // (len(shape) * self.sums.offered.shape[1]))
        for start in range(0, payoffs.shape[1], step):
            places = np.unravel_index(np.arange(start, min(start + step, payoffs.shape[1])), shape)
            played = np.stack([np.asarray(keep[i])[at] for i, at in zip(movers, places, strict=True)], axis=1)
            payoffs[:, start : start + step] = self._payoffs_of(movers, played, fixed)
        labels = [[self.actions[i][a] for a in keep[i]] for i in movers]
        return NormalFormGame(payoffs.reshape(len(movers), *shape), [self.players[i] for i in movers], labels)

    def _payoffs_of(self, movers: Sequence[int], played: Array, fixed: Array) -> Array:
        """Return what some players get at P pure profiles ``(P, k)`` of theirs, the others' sums given, ``(k, P)``."""
        brought = over_others(self.sums.amounts[:, movers, played]) + fixed[:, None, None]  # (d, P, k)
        points = np.moveaxis(brought, 2, 1)
        each = self.sums.bounds(np.array(movers), points, points)[0]  # (k, P, m)
        return np.asarray(np.take_along_axis(each, played.T[..., None], axis=2)[..., 0])

    def _repr_html_(self) -> str:
        return html_display(f"<p>{html_text(repr(self))}: payoffs depend on the others through sums, no table.</p>")

    def __repr__(self) -> str:
        span = " to ".join(map(str, sorted({min(self.n_actions), max(self.n_actions)})))
        count = len(self.sums.amounts)
        return f"SumGame({self.n_players} players with {span} actions, {count} sum{'s' if count > 1 else ''})"


def _pure_play(play: Array) -> Array | None:
    """Return the positions of what everybody plays, ``(n,)``, None where somebody mixes."""
    return np.asarray(play.argmax(axis=1)) if (np.count_nonzero(play, axis=1) == 1).all() else None
