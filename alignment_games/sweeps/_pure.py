"""One chunk of games, solved for all pure equilibria."""

from __future__ import annotations

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError, shown
from alignment_games.game.best_reply import pure_equilibria
from alignment_games.sweeps.selection import Selection

#: The position that stands for "no pure equilibrium".
NONE = -1


def solve_pure(payoffs: Array, held: Array | None, select: Selection) -> dict[str, Array]:
    """Return the pure equilibria of a chunk.

    ``counts`` (games,): how many; ``profiles``: the equilibria of one game after another, as positions in the
    order of profiles; ``selected`` (games,): the selected one, `NONE` where there is none; ``held`` (games,):
    the chance there that the threat is held, NaN where it is not known.
    """
    equilibria = pure_equilibria(payoffs, payoffs.shape[1])
    flat = np.ascontiguousarray(equilibria.reshape(len(payoffs), -1))
    counts = np.count_nonzero(flat, axis=1)
    selected = np.where(counts > 0, _positions(select(payoffs, equilibria), flat, counts), NONE)
    n_profiles = flat.shape[1]
    chance = np.full(len(payoffs), np.nan)
    if held is not None:
        at = np.take_along_axis(held.reshape(len(payoffs), -1), np.maximum(selected, 0)[:, None], axis=1)[:, 0]
        chance = np.where(counts > 0, at, np.nan).astype(float)
    profiles = (np.flatnonzero(flat) % n_profiles).astype(np.int32)
    return {
        "counts": counts.astype(np.int32),
        "profiles": profiles,
        "selected": selected.astype(np.int32),
        "held": chance,
    }


def _positions(given: object, equilibria: Array, counts: Array) -> Array:
    """Return what a selection gave; raise InvalidModelError where it is not the position of an equilibrium of each."""
    told, games = np.asarray(given), np.arange(len(counts))
    if told.shape == counts.shape and told.dtype.kind in "iu":
        inside = (counts == 0) | ((told >= 0) & (told < equilibria.shape[1]))
        if inside.all() and (equilibria[games, np.where(counts > 0, told, 0)] | (counts == 0)).all():
            return told
    raise InvalidModelError(
        f"select: expected a function of (payoffs, equilibria) that gives the position of an equilibrium of each game, "
        f"whole numbers of shape {counts.shape}, got {shown(given)}"
    )
