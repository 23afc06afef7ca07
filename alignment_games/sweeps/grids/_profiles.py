"""The pure profiles of a game by position, made when they are asked for: large games have more than memory holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Any


@dataclass(frozen=True)
class Profiles(Sequence[tuple[str, ...]]):
    """Every pure profile as labels, the last player's action changing fastest.

    >>> profiles = Profiles((("up", "down"), ("left", "right")))
    >>> len(profiles), profiles[1], profiles[-1], profiles[:2]
    (4, ('up', 'right'), ('down', 'right'), [('up', 'left'), ('up', 'right')])
    """

    actions: tuple[tuple[str, ...], ...]

    def __len__(self) -> int:
        return self.number

    @property
    def number(self) -> int:
        """How many, also where ``len`` holds no such number."""
        return prod(map(len, self.actions))

    def __getitem__(self, position: Any) -> Any:
        if isinstance(position, slice):
            return [self[k] for k in range(self.number)[position]]
        left, found = range(self.number)[position], []
        for own in reversed(self.actions):
            left, k = divmod(left, len(own))
            found.append(own[k])
        return tuple(reversed(found))

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        return product(*self.actions)
