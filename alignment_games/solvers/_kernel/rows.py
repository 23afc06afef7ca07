"""Rows of numbers, in plain loops: they compile in a fraction of the time that array expressions take.

What runs over a whole row keeps four results: none then waits for the one before. The order is that of the source. Rows
that are looked at in every cell are named by their table and number: a row taken out of it is counted as in use, which
takes as long as to look at a short one.
"""

from __future__ import annotations

from typing import Any

from alignment_games.arrays import Array
from alignment_games.solvers._kernel.compiling import inner


@inner
def lowest(row: Array) -> float:
    """Return the smallest number."""
    one = two = three = four = row[0]
    whole = len(row) - len(row) % 4
    for c in range(0, whole, 4):
        one, two = min(one, row[c]), min(two, row[c + 1])
        three, four = min(three, row[c + 2]), min(four, row[c + 3])
    for c in range(whole, len(row)):
        one = min(one, row[c])
    found: float = min(one, two, three, four)
    return found


@inner
def highest(row: Array) -> float:
    """Return the largest number."""
    found: float = row[0]
    for c in range(len(row)):
        found = max(found, row[c])
    return found


@inner
def range_in(table: Array, r: int) -> tuple[float, float]:
    """Return the smallest and the largest number of one row of a table."""
    low = other_low = high = other_high = table[r, 0]
    width = table.shape[1]
    whole = width - width % 2
    for c in range(0, whole, 2):
        low, other_low = min(low, table[r, c]), min(other_low, table[r, c + 1])
        high, other_high = max(high, table[r, c]), max(other_high, table[r, c + 1])
    if whole < width:
        low, high = min(low, table[r, whole]), max(high, table[r, whole])
    return min(low, other_low), max(high, other_high)


@inner
def square(table: Array, r: int) -> float:
    """Return the sum of squares of one row of a table."""
    one = two = three = four = 0.0
    width = table.shape[1]
    whole = width - width % 4
    for c in range(0, whole, 4):
        one += table[r, c] * table[r, c]
        two += table[r, c + 1] * table[r, c + 1]
        three += table[r, c + 2] * table[r, c + 2]
        four += table[r, c + 3] * table[r, c + 3]
    for c in range(whole, width):
        one += table[r, c] * table[r, c]
    return (one + two) + (three + four)


@inner
def largest(row: Array) -> float:
    """Return the largest absolute value."""
    found = 0.0
    for c in range(len(row)):
        found = max(found, abs(row[c]))
    return found


@inner
def total(row: Array) -> Any:
    """Return the sum."""
    return total_from(row, 0, len(row))


@inner
def total_from(row: Array, start: int, length: int) -> Any:
    """Return the sum of so many numbers from a place on."""
    one = two = three = four = 0 * row[0]
    whole = length - length % 4
    for c in range(start, start + whole, 4):
        one += row[c]
        two += row[c + 1]
        three += row[c + 2]
        four += row[c + 3]
    for c in range(start + whole, start + length):
        one += row[c]
    return (one + two) + (three + four)


@inner
def dot(one: Array, other: Array) -> float:
    """Return the sum of products."""
    return dot_from(one, 0, other, 0, len(one))


@inner
def dot_from(one: Array, start: int, other: Array, begin: int, length: int) -> float:
    """Return the sum of products of so many numbers from a place in each row on."""
    first = second = third = fourth = 0.0
    whole = length - length % 4
    for c in range(0, whole, 4):
        first += one[start + c] * other[begin + c]
        second += one[start + c + 1] * other[begin + c + 1]
        third += one[start + c + 2] * other[begin + c + 2]
        fourth += one[start + c + 3] * other[begin + c + 3]
    for c in range(whole, length):
        first += one[start + c] * other[begin + c]
    return (first + second) + (third + fourth)


@inner
def fill(row: Array, number: float) -> None:
    """Set every entry."""
    for c in range(len(row)):
        row[c] = number


@inner
def fill_table(table: Array, number: float) -> None:
    """Set every entry of a table."""
    for r in range(len(table)):
        for c in range(table.shape[1]):
            table[r, c] = number


@inner
def copy(source: Array, target: Array) -> None:
    """Copy every entry."""
    for c in range(len(source)):
        target[c] = source[c]


@inner
def copy_table(source: Array, target: Array) -> None:
    """Copy every entry of a table."""
    for r in range(len(source)):
        for c in range(source.shape[1]):
            target[r, c] = source[r, c]


@inner
def product(sizes: Array) -> int:
    """Return the product of whole numbers."""
    found = 1
    for size in sizes:
        found *= size
    return found
