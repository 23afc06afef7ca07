"""Some equilibria of a two-player game, by the Lemke-Howson paths from every label."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alignment_games.errors import unknown_name
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.profile import Profile, supports
from alignment_games.solvers._base import AbstractSolver, Proposal
from alignment_games.solvers._control import Control
from alignment_games.solvers._solution import Status
from alignment_games.solvers._vertices.two_player import indifferent_profile, only_two_players, scaled

Array = NDArray[Any]

#: Probabilities this close are one equilibrium reached from two labels; smaller ones are rounding.
_SAME = 1e-9


@dataclass(frozen=True)
class LemkeHowson(AbstractSolver):
    """The equilibria at the ends of Lemke-Howson paths: at least one, seldom all.

    ``label``: the action whose label is dropped, as (player, action); None drops every label in turn.
    ``most_steps``: pivots after which a path is given up; paths can be exponentially long, and ties can
    make rounding send them in circles. nashpy follows the paths; every end is verified.

    Source: C. E. Lemke & J. T. Howson (1964), Journal of the SIAM 12; lexicographic pivoting against ties.

    >>> game = NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, 2]]], ["Ann", "Bob"], ["stag", "hare"])
    >>> from alignment_games.solvers import solve
    >>> [equilibrium.actions for equilibrium in solve(game, LemkeHowson(("Ann", "stag")))]
    [('stag', 'stag')]
    """

    label: tuple[str, str] | None = None
    most_steps: int = 10_000

    def why_not(self, game: NormalFormGame) -> str | None:
        """Return why the game is not treated: only two players are."""
        return only_two_players(game)

    def propose(self, game: NormalFormGame, proposal: Proposal, control: Control) -> None:
        """Propose the ends of the paths, each once."""
        from alignment_games.solvers import _nashpy

        row, column = (scaled(own) for own in game.payoffs)
        labels = range(sum(row.shape)) if self.label is None else [_position(game, self.label)]
        ends: list[Array] = []
        unfinished = 0
        for done, label in enumerate(labels):
            control.tick(done, len(labels))
            end = _nashpy.lemke_howson(row, column, label, self.most_steps, control.tick)
            profile = None if end is None else _cleaned(game, end)
            if profile is None:
                unfinished += 1
                continue
            flat = np.concatenate(profile).astype(float)
            if not any(np.allclose(flat, other, rtol=0, atol=_SAME) for other in ends):
                ends.append(flat)
                proposal.profiles.append(profile)
        proposal.stats["unfinished_paths"] = unfinished
        proposal.status = Status.SOME if proposal.profiles else Status.NOT_CONVERGED


def _position(game: NormalFormGame, label: tuple[str, str]) -> int:
    """Return the number of the label: the first player's actions come first."""
    player, action = label
    i = game.player_index(player)
    if action not in game.actions[i]:
        raise unknown_name(f"action of {player}", action, game.actions[i])
    return i * game.n_actions[0] + game.actions[i].index(action)


def _cleaned(game: NormalFormGame, end: tuple[Array, Array]) -> Profile | None:
    """Return the end of a path without rounding noise; in an exact game, solved again on its supports."""
    if not all(np.isfinite(p).all() for p in end):
        return None
    if game.arithmetic == "exact":
        return indifferent_profile(game, supports(end, _SAME))
    kept = [np.where(p > _SAME, p, 0.0) for p in end]
    return kept[0] / kept[0].sum(), kept[1] / kept[1].sum()
