r"""Expected payoffs of one response game, from tables in which others' responses are told apart only where they differ.

A state sees what the others lend to the coalition and to the threat, and nothing else of them: to pass the buck, to
arm, to stay neutral and to align lend nothing to either side. So the table of state i needs an axis of its own
:math:`m_i` responses, and for each other state one of the classes that look alike: of eight states with seven
responses each, :math:`7 \cdot 4^7` payoffs instead of :math:`7^8`, to the same expected payoffs.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate, pairwise
from math import prod

import numpy as np

from alignment_games.arrays import Array
from alignment_games.models.response.lent import alike
from alignment_games.models.response.model import ResponseModel
from alignment_games.models.response.payoffs import ResponsePayoffs, finite


class FoldedPayoffs:
    """The payoffs of one response game of numbers, a table for each state, folded as the head of this module says.

    >>> from alignment_games.cases import load_case
    >>> model = load_case("europe-1938", menu="full").model
    >>> folded = FoldedPayoffs(model)
    >>> folded.size, 3 * 7**3
    (336, 1029)
    """

    def __init__(self, model: ResponseModel) -> None:
        """Find which responses look alike; the tables are made when they are first needed."""
        self._model = model
        self._classes = [
            alike(np.stack([model.entries(column, k) for column in ("contribution", "aid")]))
            for k in range(len(model.states))
        ]

    @property
    def size(self) -> int:
        """How many payoffs the tables hold, or would."""
        counts = list(map(len, self._classes))
        rows = enumerate(self._model.actions)
        return sum(len(own) * prod(counts[:i] + counts[i + 1 :]) for i, own in rows)

    @cached_property
    def _tables(self) -> list[Array]:
        model, rows = self._model, zip(self._model.actions, self._classes, strict=True)
        firsts = [[own[each[0]] for each in classes] for own, classes in rows]
        return [_table(model, i, [*firsts[:i], own, *firsts[i + 1 :]]) for i, own in enumerate(model.actions)]

    @cached_property
    def _class_of(self) -> Array:
        """The class of each response of each state, all states' classes in a row."""
        sizes, firsts = list(map(len, self._model.actions)), self._starts
        found = [np.empty(size, dtype=int) for size in sizes]
        for own, classes, first in zip(found, self._classes, firsts, strict=False):
            for place, members in enumerate(classes):
                own[members] = first + place
        return np.concatenate(found)

    @cached_property
    def _starts(self) -> list[int]:
        """Where each state's classes begin in the row of all, and where the row ends."""
        return [0, *accumulate(map(len, self._classes))]

    def expected(self, play: Sequence[Array]) -> list[Array]:
        """Return the expected payoffs of each state's responses, ``(m_i,)``, against the others' mixed play.

        Raises InvalidModelError where some payoff is no finite number.
        """
        row = np.bincount(self._class_of, np.concatenate(play), self._starts[-1])
        chances = [row[start:end] for start, end in pairwise(self._starts)]
        half = len(chances) // 2
        halves = chances[:half], chances[half:]
        joint = [_joint(part) for part in halves]
        found = []
        for i, table in enumerate(self._tables):
            side, own = (0, i) if i < half else (1, i - half)
            early, late = (_joint(halves[k], leave=own) if k == side else joint[k] for k in (0, 1))
            found.append((table.reshape(-1, len(late)) @ late).reshape(-1, len(early)) @ early)
        return found


def _table(model: ResponseModel, i: int, offered: Sequence[Sequence[str]]) -> Array:
    """Return the payoffs of state i with these responses on offer, its own along the first axis."""
    payoffs = ResponsePayoffs(model.with_actions(offered))
    return np.ascontiguousarray(np.moveaxis(finite(lambda: payoffs.table_of(i)), i, 0), dtype=float)


def _joint(parts: Sequence[Array], leave: int | None = None) -> Array:
    """Return the chances of all joint choices but one state's, the last state's running fastest."""
    found = np.ones(1)
    for k, part in enumerate(parts):
        if k != leave:
            found = (found[:, None] * part).ravel()
    return found
