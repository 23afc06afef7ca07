"""Planes that are divided by hand."""

import numpy as np

from alignment_games.sweeps.planes.crossings import Crossings


def halves(labels):
    """Crossings in the middle of every step between different labels."""
    labels = np.asarray(labels, dtype=int)
    across, upward = (np.where(np.diff(labels, axis=axis) != 0, 0.5, np.nan) for axis in (0, 1))
    return Crossings(labels, across, upward, 0.5)
