r"""The digits of regular mixed equilibria: the same, whichever search came near them.

Both searches prove a root and come within rounding of it, each on its way. From a point of a grid next to it, which is
the same for both, Newton's method is run on all equilibria of a game at once, for the equations

.. math::

   u_i(a, x_{-i}) - u_i(b_i, x_{-i}) = 0 \quad a \in S_i \setminus b_i, \qquad
   \sum_a x_i(a) = 1, \qquad x_i(a) = 0 \quad a \notin S_i,

with one used action :math:`b_i` of each player as base. Nothing is proven here: a profile's regret is, as ever.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from alignment_games.arrays import Array
from alignment_games.game.profile import Profile
from alignment_games.solvers.numeric import pairs_against_rest

#: Players with the same numbers of actions in turn, and their payoff differences, stacked for player and profile.
Stack = tuple[list[int], Array]

#: Newton's method starts from multiples of this, and takes so many steps: each doubles the digits.
_GRID, _STEPS = 2.0**-30, 2
#: A profile that moves farther than this did not converge, and stays as it was.
_FARTHEST = 1e-8
#: Numbers held at once by the tables of several profiles.
_NUMBERS = 1_000_000


def give_last_digits(gaps: Sequence[Array], profiles: list[Profile], at: Sequence[int]) -> None:
    """Replace the profiles at some positions by `with_last_digits`."""
    for k, profile in zip(at, with_last_digits(gaps, [profiles[k] for k in at]), strict=True):
        profiles[k] = profile


def with_last_digits(gaps: Sequence[Array], profiles: Sequence[Profile]) -> list[Profile]:
    """Return the profiles with the digits that Newton's method gives them. ``gaps``: as `Gaps.nearest`."""
    size = max(1, _NUMBERS // sum(own.size // len(own) for own in gaps))
    done: list[Profile] = []
    for start in range(0, len(profiles), size):
        each = [np.stack(own) for own in zip(*profiles[start : start + size], strict=True)]
        done += zip(*_converged(gaps, each), strict=True)
    return done


def _converged(gaps: Sequence[Array], each: Sequence[Array]) -> list[Array]:
    """Return each player's probabilities, ``(profiles, m_i)``, where Newton's method takes them."""
    cuts = np.cumsum([own.shape[1] for own in each])[:-1]
    owner = np.repeat(np.arange(len(each)), [own.shape[1] for own in each])
    same_player = (owner[:, None] == owner).astype(float)
    given = np.concatenate(each, axis=1)
    used, base = given > 0, np.concatenate([_first(own > 0) for own in each], axis=1)
    linear = np.where(base[:, :, None], same_player, ~used[:, :, None] * np.eye(len(owner)))
    free = used & ~base
    stacks = list(_stacks(gaps, [own.argmax(axis=1) for own in np.split(base, cuts, axis=1)]))
    point = np.round(given / _GRID) * _GRID
    for _ in range(_STEPS):
        values, slopes = _derivatives(stacks, np.split(point, cuts, axis=1))
        rows = np.where(free[:, :, None], slopes, linear)
        off = np.where(free, values, (linear @ point[:, :, None])[:, :, 0] - base)
        point = point - _solution(rows, off)
    point = np.where(used, point, 0.0)
    point /= point @ same_player
    arrived = (abs(point - given).max(axis=1) <= _FARTHEST) & ((point > 0) == used).all(axis=1)
    return np.split(np.where(arrived[:, None], point, given), cuts, axis=1)


def _first(used: Array) -> Array:
    """Return whether an action is the first that is used, in each row."""
    return np.asarray(np.arange(used.shape[1]) == used.argmax(axis=1)[:, None])


def _solution(rows: Array, off: Array) -> Array:
    """Return the solutions of stacked linear equations, in rows of like size; NaN where there is none."""
    largest = abs(rows).max(axis=2)
    try:
        return np.asarray(np.linalg.solve(rows / largest[:, :, None], (off / largest)[:, :, None])[:, :, 0])
    except np.linalg.LinAlgError:
        return np.full(off.shape, np.nan)


def _stacks(gaps: Sequence[Array], bases: Sequence[Array]) -> Iterator[Stack]:
    """Yield players who see the same numbers of actions around the table from their own, and what they gain by each.

    That is, over the base: ``(players * profiles, m_i, joint actions of the others)``, from the next player on.
    """
    n = len(gaps)
    turned = [own.transpose(1, 0, *range(2 + i, n + 1), *range(2, 2 + i)) for i, own in enumerate(gaps)]
    alike: dict[tuple[int, ...], list[int]] = {}
    for i, own in enumerate(turned):
        alike.setdefault(own.shape, []).append(i)
    for shape, players in alike.items():
        tables = np.concatenate([turned[i][bases[i]] for i in players])
        yield players, tables.reshape(len(tables), shape[0], -1)


def _derivatives(stacks: Sequence[Stack], at: Sequence[Array]) -> tuple[Array, Array]:
    """Return what each action gains over its player's base, ``(profiles, all actions)``, and the slopes of that."""
    n, starts = len(at), np.cumsum([0, *(own.shape[1] for own in at)])
    blocks = [slice(start, end) for start, end in pairwise(starts.tolist())]
    count, total = len(at[0]), starts[-1]
    values, slopes = np.empty((count, total)), np.zeros((count, total, total))
    for players, tables in stacks:
        others = [np.concatenate([at[(i + k) % n] for i in players]) for k in range(1, n)]
        pairs = pairs_against_rest(tables, others)
        gains = (pairs[0] @ others[0][:, :, None])[:, :, 0]
        for position, i in enumerate(players):
            here = slice(position * count, (position + 1) * count)
            values[:, blocks[i]] = gains[here]
            for k, pair in enumerate(pairs, start=1):
                slopes[:, blocks[i], blocks[(i + k) % n]] = pair[here]
    return values, slopes
