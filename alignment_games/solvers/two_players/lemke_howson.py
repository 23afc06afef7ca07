"""Some equilibria of a two-player game, by the Lemke-Howson paths from every label."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError, shown, unknown_name
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.profile import Profile, supports
from alignment_games.signatures import fields_as_annotated
from alignment_games.solvers._vertices.complementary_path import path_end
from alignment_games.solvers._vertices.simple_polytopes import strict_equilibria
from alignment_games.solvers._vertices.two_player import (
    Equilibrated,
    equilibrated,
    indifferent_profile,
    isolated_profile,
    only_two_players,
)
from alignment_games.solvers.control import Control, OutOfTimeError
from alignment_games.solvers.solver import AbstractSolver, Proposal
from alignment_games.solvers.status import Status

#: Probabilities this close are one equilibrium reached from two labels.
_SAME = 1e-9
#: Weights below this are rounding.
_ZERO = 1e-12
#: Pivots after which the first, second, ... attempt gives a path up: most large games have a path that is short.
_FIRST_ATTEMPT, _LONGER = 100, 10


@fields_as_annotated()
@dataclass(frozen=True)
class LemkeHowson(AbstractSolver):
    """The equilibria at the ends of Lemke-Howson paths: at least one, seldom all.

    ``label``: the action whose label is dropped, as (player, action); None drops every label in turn, the short
    paths first: an equilibrium of two players with 400 actions each is there after a fraction of a second.
    ``most_steps``: pivots after which a path is given up; paths can be exponentially long. ``most_pivots``: pivots in
    all after which, in a run without a time limit, no more equilibria are sought once there is one. A time limit ends
    the search in the same way: what there is by then are some equilibria.

    Source: C. E. Lemke & J. T. Howson (1964), Journal of the SIAM 12; lexicographic pivoting against ties.

    >>> game = NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, 2]]], ["Ann", "Bob"], ["stag", "hare"])
    >>> from alignment_games.solvers import solve
    >>> [equilibrium.actions for equilibrium in solve(game, LemkeHowson(("Ann", "stag")))]
    [('stag', 'stag')]
    """

    label: tuple[str, str] | None = None
    most_steps: int = 10_000
    most_pivots: int | None = None

    def why_not(self, game: NormalFormGame) -> str | None:
        """Return why the game is not treated: only two players are."""
        return only_two_players(game)

    def propose(self, game: NormalFormGame, proposal: Proposal, control: Control) -> None:
        """Propose the ends of the paths, each once."""
        search = _Paths(game, proposal, control, self.most_pivots)
        labels = list(range(sum(game.n_actions))) if self.label is None else [_position(game, self.label)]
        steps = _FIRST_ATTEMPT
        try:
            while labels and not search.enough:
                labels = search.follow(labels, min(steps, self.most_steps))
                if steps >= self.most_steps:
                    break
                steps *= _LONGER
        except OutOfTimeError:
            if not proposal.profiles:
                raise
        proposal.stats["unfinished_paths"] = len(labels)
        proposal.status = Status.SOME if proposal.profiles else Status.NOT_CONVERGED


class _Paths:
    """The paths of one run, and the ends that they have reached."""

    def __init__(self, game: NormalFormGame, proposal: Proposal, control: Control, most_pivots: int | None) -> None:
        self.game, self.proposal, self.control = game, proposal, control
        self.floats = equilibrated(game)
        self.most_pivots = most_pivots if control.time_limit is None else None
        self.pivots = 0
        self.ends: list[Array] = []

    @property
    def enough(self) -> bool:
        """Whether there is an equilibrium, and has been work enough."""
        return self.most_pivots is not None and self.pivots >= self.most_pivots and bool(self.proposal.profiles)

    def follow(self, labels: list[int], most_steps: int) -> list[int]:
        """Follow the path of each label for so many steps; return the labels whose paths have not ended."""
        left: list[int] = []
        for done, label in enumerate(labels):
            if self.enough:
                return left + labels[done:]
            self.control.tick(done, len(labels))
            end = path_end(self.floats.row, self.floats.column, label, most_steps, self._tick)
            profile = None if end is None else _profile(self.game, self.floats, end)
            if profile is None:
                left.append(label)
            else:
                self._add(profile)
        return left

    def _tick(self) -> None:
        self.pivots += 1
        self.control.tick()

    def _add(self, profile: Profile) -> None:
        flat = np.concatenate(profile).astype(float)
        if not any(np.allclose(flat, other, rtol=0, atol=_SAME) for other in self.ends):
            self.ends.append(flat)
            self.proposal.profiles.append(profile)


def _position(game: NormalFormGame, label: tuple[str, str]) -> int:
    """Return the number of the label: the first player's actions come first."""
    if isinstance(label, str) or len(label) != 2:
        raise InvalidModelError(f"label: expected a player and an action, got {shown(label)}")
    player, action = label
    i = game.player_index(player)
    if action not in game.actions[i]:
        raise unknown_name(f"action of {player}", action, game.actions[i])
    return i * game.n_actions[0] + game.actions[i].index(action)


def _profile(game: NormalFormGame, floats: Equilibrated, end: tuple[Array, Array]) -> Profile | None:
    """Return the equilibrium at the end of a path without rounding noise, solved again on its supports."""
    used = supports(end, _ZERO)
    if len(used[0]) == len(used[1]):
        found = strict_equilibria(floats.row, floats.column, *(np.array([own]) for own in used))
        if found:
            return isolated_profile(game, floats, found[0])
    if game.arithmetic == "exact":
        return indifferent_profile(game, used)
    return floats.profile([np.where(p > _ZERO, p, 0.0) for p in end]) if floats.in_range else None
