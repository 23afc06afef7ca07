"""What holds at each point of a grid: which profiles are equilibria, which one is selected, who does what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError, unknown_name
from alignment_games.game.profile import ProfileLike, is_pure, parse_profile, supports
from alignment_games.models.model import Input
from alignment_games.sweeps._places import actions_at, positions_of
from alignment_games.sweeps._pure import NONE
from alignment_games.sweeps.families._family import Family
from alignment_games.sweeps.grids._profiles import Profiles

#: A pure profile by labels.
Labels = tuple[str, ...]

#: What stands in a table of responses where there is no pure equilibrium.
NO_EQUILIBRIUM = "no pure equilibrium"


@dataclass(frozen=True, eq=False, repr=False)
class GridAnswers:
    """Equilibria over a grid of parameters, to be asked point by point.

    ``axes``: the values of each input. ``counts``: the number of pure equilibria, in the shape of the grid.
    ``held``: the chance that the threat is held at the selected equilibrium, NaN where it is not known.
    ``selection``: which equilibrium is selected. ``family``: the builder, for exact boundaries. ``mixed_counts``: the
    number of mixed equilibria, None where they were not looked for; ``mixed_complete``: whether all are there.
    """

    axes: Mapping[Input, Array]
    players: tuple[str, ...]
    actions: tuple[tuple[str, ...], ...]
    counts: Array
    held: Array
    selection: str
    family: Family
    selected: Array = field(repr=False)
    listed: Array = field(repr=False)
    mixed_counts: Array | None = None
    mixed_complete: Array | None = None

    @property
    def shape(self) -> tuple[int, ...]:
        """The length of each axis."""
        return self.counts.shape

    @property
    def one_by_one(self) -> bool:
        """Whether the games had to be built one at a time, because the builder does not take arrays."""
        return not self.family.arrays

    @property
    def profiles(self) -> Profiles:
        """Every pure profile as labels, the last player's action changing fastest."""
        return Profiles(self.actions)

    @cached_property
    def owner(self) -> Array:
        """The point to which each entry of ``listed`` belongs."""
        return np.repeat(np.arange(self.counts.size), self.counts.ravel())

    def is_equilibrium(self, profile: ProfileLike) -> Array:
        """Return where a pure profile is an equilibrium: booleans in the shape of the grid."""
        found = np.zeros(self.counts.size, dtype=bool)
        found[self.owner[self.listed == self.position(profile)]] = True
        return found.reshape(self.shape)

    def is_selected(self, profile: ProfileLike) -> Array:
        """Return where a pure profile is the selected equilibrium: booleans in the shape of the grid."""
        return np.asarray(self.selected == self.position(profile))

    def response(self, state: str) -> Array:
        """Return what a state does in the selected equilibrium: action labels in the shape of the grid.

        >>> from alignment_games.sweeps import sweep
        >>> sweep("europe-1938", vary={"intent": [0.1, 0.9]}).response("USSR").tolist()
        ['buck_pass', 'buck_pass']
        """
        if state not in self.players:
            raise unknown_name("state", state, self.players)
        i = self.players.index(state)
        labels = np.array([*self.actions[i], NO_EQUILIBRIUM])
        chosen = actions_at(np.maximum(self.selected, 0), self.family.profile_shape)[i]
        return np.asarray(labels[np.where(self.selected == NONE, -1, chosen)])

    def equilibria_at(self, *point: int) -> list[Labels]:
        """Return the pure equilibria at one point of the grid, given by its position on each axis."""
        at = int(np.ravel_multi_index(point, self.shape))
        return [self.profiles[k] for k in self.listed[self.owner == at]]

    def position(self, profile: ProfileLike) -> int:
        """Return the position of a pure profile among all. Raises InvalidModelError for a mixed one."""
        parsed = parse_profile(profile, self.players, self.actions)
        if not is_pure(parsed):
            raise InvalidModelError("expected a pure profile, one action for each player")
        index = tuple(support[0] for support in supports(parsed))
        return int(positions_of(index, self.family.profile_shape))
