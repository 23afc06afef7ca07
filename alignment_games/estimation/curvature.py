r"""How the likelihood of quantal response is curved: its second derivatives, exact.

With play z = v(z, theta) in logits, J = dv/dz and Z = dz/dtheta, the log likelihood :math:`L(z(\theta))` has

.. math::

   \frac{\partial^2 L}{\partial\theta_k \partial\theta_l} = L_{zz}[Z_k, Z_l] + \Phi_{zz}[Z_k, Z_l]
   + \Phi_{z k}[Z_l] + \Phi_{z l}[Z_k] + \Phi_{kl}, \qquad \Phi = \lambda' v, \quad (1 - J)' \lambda = L_z,

lambda held fixed: the adjoint way, in which no second derivative of play is solved for (Griewank & Walther 2008,
chapter 5). Each row's part of Phi is the expectation of one table over the slots of others, its own action being
summed away with lambda. The slots' plays q are linear in x, so that expectations along all directions are carried
from slot to slot as a product's derivatives are. And as :math:`\Phi_z = J'\lambda = \lambda - L_z`, what is curved in
x = softmax(z) itself adds :math:`\sum (\lambda - L_z) \tilde z_k \tilde z_l` with :math:`\tilde z = Z - x \cdot Z`.
"""

from __future__ import annotations

import numpy as np

from alignment_games.arrays import Array
from alignment_games.estimation.game_block import along_rows
from alignment_games.estimation.put_in import PutIn, block_of, derivatives
from alignment_games.estimation.stack import GamesOfOneSize
from alignment_games.solvers.logit.response import softmax


def curvature(given: PutIn, logits: Array, weights: Array) -> Array:
    """Return the second derivatives of the log likelihood, (parameters, parameters), at play known by its logits.

    ``weights``: how often each row counts. NaN where play has no derivatives.
    """
    k = len(given.theory.names)
    return sum((_of_games(given, games, logits[games.rows], weights) for games in given.stack.blocks), np.zeros((k, k)))


def _of_games(given: PutIn, games: GamesOfOneSize, logits: Array, weights: Array) -> Array:
    """Return what the games of one size add."""
    shape, play = logits.shape, softmax(logits)
    block = block_of([given], games)
    _, slope = block.values_and_slope(logits)
    flat = (shape[0], shape[1] * shape[2], -1)
    moved = slope.solve(derivatives(given, games, block, play).reshape(flat)).reshape(*shape, -1)
    moved -= (play[..., None] * moved).sum(axis=2, keepdims=True)
    chosen = np.eye(shape[2])[given.stack.played[games.rows]]
    by_logits = weights[games.rows][..., None] * (chosen - play)
    adjoint = slope.transposed().solve(by_logits.reshape(flat)).reshape(shape)
    bent = adjoint - by_logits - weights[games.rows][..., None] * play
    found = np.einsum("gna,gnak,gnal->kl", bent, moved, moved)
    return np.asarray(found + _of_values(given, games, play, play[..., None] * moved, adjoint))


def _of_values(given: PutIn, games: GamesOfOneSize, play: Array, moved: Array, adjoint: Array) -> Array:
    """Return the second derivatives of Phi by the slots' plays and the parameters, the former along ``moved``.

    ``moved``: dx/dtheta, (games, n, m, parameters).
    """
    adjoint = adjoint - adjoint.mean(axis=-1, keepdims=True)  # values count less their means
    factor = given.rate * given.scale
    k, rows = moved.shape[-1], games.rows
    tables = np.stack([
        _weighed(games.base, factor * adjoint),
        _weighed(games.slope, factor * given.threat[rows][..., None] * adjoint),
    ], axis=-2)  # fmt: skip
    others = along_rows(games.mixing.others(play))
    along = games.mixing.moved(moved.reshape(*rows.shape, -1)).reshape(len(others), *rows.shape, -1, k)
    along = np.moveaxis(along, (4, 3), (1, 2)).reshape(len(others), k, -1, rows.size)
    value, first, second = _expansion(tables, others, along)
    pairs = np.triu_indices(k)
    found = np.zeros((k, k))
    found[pairs] = found[pairs[::-1]] = second.sum(axis=(1, 2))
    rate, by_threat = _multiples(given)
    by_threat = by_threat[:, rows.ravel()]
    crossed = by_threat @ first[:, 1].T + rate[:, None] * first[:, 0].sum(axis=1)
    found += crossed + crossed.T + (by_threat * value[1]) @ by_threat.T + np.outer(rate, rate) * value[0].sum()
    return found


def _multiples(given: PutIn) -> tuple[Array, Array]:
    """Return how the logarithms of what multiplies base, (parameters,), and slope, (parameters, rows), move."""
    theory = given.theory
    rate = np.array([float(name.startswith("log ")) for name in theory.names])
    by_threat = np.repeat(rate[:, None], len(given.stack), axis=1)
    first = int(rate.sum())
    by_threat[first : first + len(theory.sources)] = given.inputs.T
    return rate, by_threat


def _weighed(table: Array, adjoint: Array) -> Array:
    """Return a table summed over own actions with weights, (m, ..., m, rows), an axis for each slot of others."""
    flat = table.reshape(*table.shape[:-2], -1)
    return np.asarray(np.einsum("o...r,ro->...r", flat, adjoint.reshape(flat.shape[-1], -1)))


def _expansion(tables: Array, others: Array, along: Array) -> tuple[Array, Array, Array]:
    """Return expectations over all slots, (tables, rows), and their first and second derivatives along directions.

    ``tables``: (m, ..., m, tables, rows); ``others``: (slots, m, rows); ``along``: (slots, directions, m, rows).
    The second derivatives are of the pairs of directions, as `numpy.triu_indices` has them.
    """
    directions = along.shape[1]
    one, two = np.triu_indices(directions)
    value = tables
    first, second = (np.zeros((count, *(1,) * tables.ndim)) for count in (directions, len(one)))
    for play, ways in zip(others[::-1], along[::-1], strict=True):
        second = _mean(second, play) + _each(first[one], ways[two]) + _each(first[two], ways[one])
        first = _mean(first, play) + np.einsum("...atr,kar->k...tr", value, ways)
        value = _mean(value, play)
    return value, first, second


def _mean(tables: Array, play: Array) -> Array:
    return np.asarray(np.einsum("...atr,ar->...tr", tables, play))


def _each(tables: Array, ways: Array) -> Array:
    return np.asarray(np.einsum("k...atr,kar->k...tr", tables, ways))
