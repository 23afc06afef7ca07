r"""Means of conditional rows under weights on corners, and of their products (see `separation`).

A product of two equations is needed as summed over the corners at which their two players are at given vertices. Where
there are few such corners, each product is added to its place. Where there are many, the other players are added up one
after the other, which makes a row of products half as long each time or shorter: that costs no more than the products.
"""

from __future__ import annotations

import numpy as np

from alignment_games.arrays import Array
from alignment_games.solvers._kernel.compiling import inner
from alignment_games.solvers._kernel.rows import dot_from, fill, fill_table, total_from
from alignment_games.solvers._kernel.systems import Layout


@inner
def fill_corner_by_corner(values: Array, table: Array) -> None:
    """Fill in the values with those of one corner together, where corners are few and the table has rows for them."""
    for c in range(len(table)):
        for r in range(len(values)):
            table[c, r] = values[r, c]


@inner
def fill_moments(
    values: Array, table: Array, layout: Layout, p: Array, rows: Array, mean: Array, covariance: Array
) -> None:
    """Fill in the means of the rows under weights p, and of their products, lower half.

    ``table``: from `fill_corner_by_corner`, or without rows. ``rows``: two to write on.
    """
    fill(mean, 0.0)
    fill_table(covariance, 0.0)
    if len(table):
        _add_corners(table, layout[7], p, mean, covariance)
    else:
        _add_up_players(values, layout, p, rows[0], rows[1], mean, covariance)


@inner
def _add_corners(table: Array, places: Array, p: Array, mean: Array, covariance: Array) -> None:
    """Add what each corner has to each mean and product of two rows."""
    d, rows = places.shape[1], table.shape[1]
    first = len(mean) - (rows - d)
    for c in range(len(table)):
        here, place, weight = table[c], places[c], p[c]
        for r in range(d):
            share = weight * here[r]
            mean[place[r]] += share
            products = covariance[place[r]]
            for s in range(r + 1):
                products[place[s]] += share * here[s]
        for g in range(d, rows):
            share = weight * here[g]
            mean[first + g - d] += share
            products = covariance[first + g - d]
            for s in range(d):
                products[place[s]] += share * here[s]
            for s in range(d, g + 1):
                products[first + s - d] += share * here[s]


@inner
def _add_up_players(
    values: Array, layout: Layout, p: Array, weighed: Array, product: Array, mean: Array, covariance: Array
) -> None:
    """Fill in each mean and the products of each two rows, adding up the other players."""
    sizes, strides, owner = layout[0], layout[1], layout[4]
    d, corners = len(owner), values.shape[1]
    one = 0
    for r in range(len(values)):
        for c in range(np.uintp(corners)):
            weighed[c] = p[c] * values[r, c]
        other = 0
        for s in range(min(r + 1, d)):
            i = owner[s]
            _fill_product(weighed, values, s, product, sizes, strides, i)
            for v in range(sizes[i]):
                start = v * strides[i]
                if r < d and i < owner[r]:
                    _add_up(product, sizes, strides, start, i + 1, owner[r])
                    for w in range(sizes[owner[r]]):
                        at = start + w * strides[owner[r]]
                        covariance[one + w, other + v] = total_from(product, at, strides[owner[r]])
                else:
                    covariance[one + (v if r < d else 0), other + v] = total_from(product, start, strides[i])
            other += sizes[i]
        for s in range(d, r + 1):
            covariance[one, other + s - d] = dot_from(weighed, 0, values[s], 0, corners)
        if r < d:
            _add_up(weighed, sizes, strides, 0, 0, owner[r])
            for v in range(sizes[owner[r]]):
                mean[one + v] = total_from(weighed, v * strides[owner[r]], strides[owner[r]])
            one += sizes[owner[r]]
        else:
            mean[one] = total_from(weighed, 0, corners)
            one += 1


@inner
def _fill_product(
    weighed: Array, values: Array, s: int, product: Array, sizes: Array, strides: Array, player: int
) -> None:
    """Fill in the products with one row, those ahead of a player added up."""
    corners = np.uintp(values.shape[1])
    width = np.uintp(strides[0]) if player > 0 else corners
    for c in range(width):
        product[c] = weighed[c] * values[s, c]
    for ahead in range(width, corners, width):
        for c in range(width):
            product[c] += weighed[c + ahead] * values[s, c + ahead]
    _add_up(product, sizes, strides, 0, min(1, player), player)


@inner
def _add_up(row: Array, sizes: Array, strides: Array, start: int, player: int, end: int) -> None:
    """Add up, in place, what is there for each vertex of one player after the other, up to another; from a place on."""
    for j in range(player, end):
        for v in range(1, sizes[j]):
            ahead = np.uintp(v * strides[j])
            for c in range(np.uintp(start), np.uintp(start + strides[j])):
                row[c] += row[c + ahead]
