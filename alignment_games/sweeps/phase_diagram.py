"""What a sweep hands back: the equilibria at every point of a grid, by name."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alignment_games.errors import InvalidModelError, require, unknown_name
from alignment_games.game.html import grid
from alignment_games.game.profile import ProfileLike, is_pure, parse_profile, supports
from alignment_games.io.outputs import output_file
from alignment_games.io.spreadsheet import cell
from alignment_games.sweeps._family import Family
from alignment_games.sweeps._inputs import Input
from alignment_games.sweeps._profiles import Profiles
from alignment_games.sweeps._pure import NONE
from alignment_games.sweeps._run import Result
from alignment_games.text.display import Displayed, Grid
from alignment_games.text.visible import in_lines, one_line, visible

Array = NDArray[Any]
#: A pure profile by labels.
Labels = tuple[str, ...]

#: What stands in a table of responses where there is no pure equilibrium.
NO_EQUILIBRIUM = "no pure equilibrium"


@dataclass(frozen=True, eq=False, repr=False)
class Region(Displayed):
    """The points that share one answer.

    ``profiles``: the equilibria there, as labels (none: no pure equilibrium). ``mask``: where, over the grid.
    ``share``: of the grid's points. ``bounds``: the lowest and the highest value of each axis. ``pieces``: into
    how many connected pieces it falls.
    """

    name: str
    profiles: tuple[Labels, ...]
    share: float
    bounds: Mapping[str, tuple[float, float]]
    pieces: int
    mask: Array = field(repr=False)

    def __str__(self) -> str:
        ranges = ", ".join(f"{axis} {low:.4g} to {high:.4g}" for axis, (low, high) in self.bounds.items())
        return visible(f"{self.share:7.2%}  {self.name}  [{ranges}]")


@dataclass(frozen=True, eq=False, repr=False)
class PhaseDiagram(Displayed):
    """Equilibria over a grid of parameters; make it with `sweep`.

    ``axes``: the values of each input. ``counts``: the number of pure equilibria, in the shape of the grid.
    ``held``: the chance that the threat is held at the selected equilibrium, NaN where it is not known.
    ``selection``: which equilibrium is selected. ``names``: the names that `label` gave to profiles.
    ``mixed_counts``: the number of mixed equilibria, None where they were not looked for; ``mixed_complete``: whether
    all are there. ``family``: the builder, for exact boundaries.
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
    names: Mapping[Labels, str] = field(default_factory=dict)

    @classmethod
    def of(cls, family: Family, axes: Mapping[Input, Array], results: Sequence[Result], selection: str) -> PhaseDiagram:
        """Return the diagram from the results of the chunks, in order."""
        shape = tuple(map(len, axes.values()))
        whole = {name: np.concatenate([result[name] for result in results]) for name in results[0]}
        grids: dict[str, Any] = {name: values.reshape(shape) for name, values in whole.items() if name != "profiles"}
        return cls(
            axes, family.players, family.actions, selection=selection, family=family, listed=whole["profiles"], **grids
        )

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
    def _owner(self) -> Array:
        """The point to which each entry of ``listed`` belongs."""
        return np.repeat(np.arange(self.counts.size), self.counts.ravel())

    def is_equilibrium(self, profile: ProfileLike) -> Array:
        """Return where a pure profile is an equilibrium: booleans in the shape of the grid."""
        found = np.zeros(self.counts.size, dtype=bool)
        found[self._owner[self.listed == self._position(profile)]] = True
        return found.reshape(self.shape)

    def is_selected(self, profile: ProfileLike) -> Array:
        """Return where a pure profile is the selected equilibrium: booleans in the shape of the grid."""
        return np.asarray(self.selected == self._position(profile))

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
        chosen = np.unravel_index(np.maximum(self.selected, 0), self.family.profile_shape)[i]
        return np.asarray(labels[np.where(self.selected == NONE, -1, chosen)])

    def equilibria_at(self, *point: int) -> list[Labels]:
        """Return the pure equilibria at one point of the grid, given by its position on each axis."""
        at = int(np.ravel_multi_index(point, self.shape))
        return [self.profiles[k] for k in self.listed[self._owner == at]]

    def label(self, names: Mapping[Any, str]) -> PhaseDiagram:
        """Return the diagram with names for profiles, which `regions` and `plot` then use.

        >>> from alignment_games.sweeps import sweep
        >>> diagram = sweep("europe-1936", vary={"intent": [0.2, 0.25]})
        >>> [region.name for region in diagram.label({"buck_pass, buck_pass, buck_pass": "appeasement"}).regions()]
        ['appeasement']
        """
        given = {self.profiles[self._position(profile)]: str(name) for profile, name in names.items()}
        return replace(self, names={**self.names, **given})

    def name(self, profile: Labels) -> str:
        """Return the name of a pure profile: the one given by `label`, or who does what."""
        if profile in self.names:
            return self.names[profile]
        by_action: dict[str, list[str]] = {}
        for player, action in zip(self.players, profile, strict=True):
            by_action.setdefault(action, []).append(player)
        if len(by_action) == 1:
            return f"all {profile[0]}"
        return "; ".join(f"{action}: {', '.join(who)}" for action, who in by_action.items())

    def regions(self, *, by: str = "equilibria") -> list[Region]:
        """Return the regions of the grid, the largest first.

        ``by="equilibria"``: points with the same set of equilibria; ``by="selected"``: with the same selected one.
        """
        if by not in ("equilibria", "selected"):
            raise unknown_name("division", by, ("equilibria", "selected"))
        sets, code = self._sets() if by == "equilibria" else self._choices()
        found = [self._region(positions, (code == k).reshape(self.shape)) for k, positions in enumerate(sets)]
        return sorted(found, key=lambda region: -region.share)

    def _sets(self) -> tuple[list[tuple[int, ...]], Array]:
        """Return the distinct sets of equilibria, and the position of each point's set among them."""
        sets: list[tuple[int, ...]] = []
        counts = self.counts.ravel()
        code = np.zeros(counts.size, dtype=int)
        per_entry = counts[self._owner]
        for size in np.unique(counts).tolist():
            points = np.flatnonzero(counts == size)
            rows = self.listed[per_entry == size].reshape(len(points), size)
            distinct, inverse = (
                np.unique(rows, axis=0, return_inverse=True) if size else (rows[:1], np.zeros(len(points), int))
            )
            code[points] = len(sets) + inverse.ravel()
            sets += [tuple(row) for row in distinct.tolist()]
        return sets, code

    def _choices(self) -> tuple[list[tuple[int, ...]], Array]:
        chosen, code = np.unique(self.selected, return_inverse=True)
        return [() if k == NONE else (k,) for k in chosen.tolist()], code.ravel()

    def _region(self, positions: tuple[int, ...], mask: Array) -> Region:
        from scipy.ndimage import label

        profiles = tuple(self.profiles[k] for k in positions)
        bounds = {}
        for k, (axis, values) in enumerate(self.axes.items()):
            inside = values[mask.any(axis=tuple(j for j in range(mask.ndim) if j != k))]
            bounds[str(axis)] = (float(inside.min()), float(inside.max()))
        name = " | ".join(self.name(profile) for profile in profiles) or NO_EQUILIBRIUM
        return Region(name, profiles, float(mask.mean()), bounds, int(label(mask)[1]), mask)

    def _table(self) -> dict[str, Array]:
        """Return the columns of the tidy table, one entry for each point."""
        places = np.meshgrid(*self.axes.values(), indexing="ij")
        columns = {str(name): place.ravel() for name, place in zip(self.axes, places, strict=True)}
        columns["equilibria"] = self.counts.ravel()
        columns |= {player: self.response(player).ravel() for player in self.players}
        if not np.isnan(self.held).all():
            columns["held"] = self.held.ravel()
        if self.mixed_counts is not None:
            columns["mixed_equilibria"] = self.mixed_counts.ravel()
        return columns

    def to_frame(self) -> Any:
        """Return one row for each point as a pandas data frame: inputs, number of equilibria, responses, held.

        Needs the ``data`` extra.
        """
        return require("pandas", extra="data").DataFrame(self._table())

    def to_csv(self, path: str | Path) -> None:
        """Write the rows of `to_frame` to a file of comma-separated values, whole or not at all.

        Names that a spreadsheet would take for formulas get an apostrophe, see `io.spreadsheet`. Raises UnwrittenError.
        """
        columns = self._table()
        with output_file(path) as stream:
            writer = csv.writer(codecs.getwriter("utf-8")(stream, "backslashreplace"))
            writer.writerow(map(cell, columns))
            writer.writerows(zip(*(list(map(cell, column.tolist())) for column in columns.values()), strict=True))

    def to_xarray(self) -> Any:
        """Return an xarray data set over the axes: equilibria, equilibrium by profile, response by state, held.

        Needs the ``data`` extra.
        """
        xarray = require("xarray", extra="data")
        dims = [str(name) for name in self.axes]
        found = [self.profiles[k] for k in np.unique(self.listed)]
        where = np.array([self.is_equilibrium(profile) for profile in found]).reshape(len(found), *self.shape)
        answers = np.stack([self.response(player) for player in self.players])
        variables = {
            "equilibria": (dims, self.counts),
            "equilibrium": (["profile", *dims], where),
            "response": (["state", *dims], answers),
            "held": (dims, self.held),
        }
        coordinates: dict[str, Any] = {str(name): values for name, values in self.axes.items()}
        coordinates |= {"profile": [", ".join(profile) for profile in found], "state": list(self.players)}
        return xarray.Dataset(variables, coordinates, {"selection": self.selection})

    def _position(self, profile: ProfileLike) -> int:
        parsed = parse_profile(profile, self.players, self.actions)
        if not is_pure(parsed):
            raise InvalidModelError("expected a pure profile, one action for each player")
        index = tuple(support[0] for support in supports(parsed))
        return int(np.ravel_multi_index(index, self.family.profile_shape))

    def _title(self) -> str:
        size = " x ".join(f"{name} ({len(values)})" for name, values in self.axes.items())
        return f"{self.counts.size:,} games over {size}; pure equilibria"

    def _notes(self) -> list[str]:
        """Return what is to be said beside the regions: of mixed equilibria, and of a slow builder."""
        notes = []
        if self.mixed_counts is not None and self.mixed_complete is not None:
            notes.append(
                f"mixed equilibria at {np.mean(self.mixed_counts > 0):.2%} of the points; "
                f"all equilibria proven to be there at {self.mixed_complete.mean():.2%}"
            )
        if self.one_by_one:
            notes.append("(the builder does not take arrays: the games were built one by one)")
        return notes

    def display_parts(self) -> list[str | Grid]:
        """Return what a notebook shows."""
        rows = [
            [region.name, f"{region.share:.2%}", *(f"{low:.4g} to {high:.4g}" for low, high in region.bounds.values())]
            for region in self.regions()
        ]
        caption = "; ".join([self._title(), *self._notes()])
        return [grid(["equilibria", "share", *map(str, self.axes)], rows, caption)]

    def __str__(self) -> str:
        lines = [*map(str, self.regions()), *self._notes()]
        return in_lines([f"{self._title()}:", *(f"  {line}" for line in lines)])

    def __repr__(self) -> str:
        return one_line(
            f"<PhaseDiagram: {' x '.join(str(name) for name in self.axes)}, {self.counts.size:,} games>", 120
        )
