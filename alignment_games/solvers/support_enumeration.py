"""Every equilibrium of an n-player game, support by support, with a proof that none is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.profile import Profile, pure
from alignment_games.solvers._base import AbstractSolver, Proposal
from alignment_games.solvers._control import Control
from alignment_games.solvers._roots import Findings, Root, find_roots
from alignment_games.solvers._solution import Status
from alignment_games.solvers._supports import Systems, payoff_differences, stacked_systems, surviving_supports

Array = NDArray[Any]


@dataclass(frozen=True)
class SupportEnumeration(AbstractSolver):
    """All equilibria of a game of any number of players."""

    #: Cells spent on one support before it is given up as unknown.
    most_cells: int = 20_000

    def propose(self, game: NormalFormGame, proposal: Proposal, control: Control) -> None:
        """Propose the equilibria on every support, and say whether all are there."""
        differences = payoff_differences(game)
        stats = proposal.stats = {"supports": 0, "searched": 0, "cells": 0, "unknown": 0, "singular": 0}
        for masks in surviving_supports(differences):
            for systems in stacked_systems(differences, masks):
                stats["supports"] += len(systems.supports)
                _search(game, systems, proposal, control, self.most_cells)
        if stats["singular"]:
            proposal.degenerate, proposal.status = True, Status.DEGENERATE
        elif stats["unknown"]:
            proposal.status = Status.UNPROVEN
        else:
            proposal.status = Status.ALL


def _search(game: NormalFormGame, systems: Systems, proposal: Proposal, control: Control, most_cells: int) -> None:
    stats = proposal.stats
    if not systems.shape:
        for k in np.flatnonzero((systems.values * systems.scales <= 1e-10).all(axis=1)).tolist():
            proposal.profiles.append(pure([s[0] for s in systems.supports[k]], game.n_actions))
        return
    findings = find_roots(systems, control, most_cells)
    stats["cells"] += findings.cells
    stats["unknown"] += len(findings.unknown)
    stats["singular"] += len(findings.singular)
    for owner, roots in findings.roots.items():
        for root in roots:
            if min(x.min() for x in root.point) > max(root.radius, 1e-13):
                profile = _profile(game, systems, owner, root)
                value = systems.values[owner]
                for x in root.point:
                    value = np.tensordot(value, x, axes=(1, 0))
                if (value[systems.n_equations :] * systems.scales[owner, systems.n_equations :] <= 1e-10).all():
                    proposal.profiles.append(profile)


def _profile(game: NormalFormGame, systems: Systems, owner: int, root: Root) -> Profile:
    profile = pure([s[0] for s in systems.supports[owner]], game.n_actions)
    for player, x in zip(systems.order[owner], root.point, strict=True):
        profile[player][:] = 0
        profile[player][list(systems.supports[owner][player])] = x / x.sum()
    return profile
