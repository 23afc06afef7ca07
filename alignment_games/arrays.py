"""The array of figures that annotations speak of, and a function of each of its entries."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

#: What an array holds depends on its game: floats, whole numbers, fractions or symbols.
Array = NDArray[Any]


def map_objects(function: Callable[[Any], Any], array: Array) -> Array:
    """Return the array with the function applied to each entry, as Python objects."""
    table = np.empty(array.size, dtype=object)
    table[:] = [function(entry) for entry in array.ravel().tolist()]
    return table.reshape(array.shape)
