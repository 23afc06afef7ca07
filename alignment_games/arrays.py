"""The array of figures that annotations speak of: any shape, any arithmetic (floats, fractions, symbols)."""

from typing import Any

from numpy.typing import NDArray

#: What an array holds depends on its game: floats, whole numbers, fractions or symbols.
Array = NDArray[Any]
