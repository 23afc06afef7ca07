"""What a sweep hands back: the equilibria at every point of a grid, by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import require
from alignment_games.models.model import Input
from alignment_games.sweeps.families._family import Family
from alignment_games.sweeps.grids.grid_answers import GridAnswers, Labels
from alignment_games.sweeps.grids.phase_regions import Region, regions_of
from alignment_games.sweeps.grids.phase_tables import as_data_set, columns_of, write_csv
from alignment_games.sweeps.runs._run import Result
from alignment_games.text.display import Displayed
from alignment_games.text.tables import Table
from alignment_games.text.visible import in_lines, one_line


@dataclass(frozen=True, eq=False, repr=False)
class PhaseDiagram(Displayed, GridAnswers):
    """Equilibria over a grid of parameters; make it with `sweep`.

    What holds at each point is asked as of `GridAnswers`. ``names``: the names that `label` gave to profiles.
    """

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

    def label(self, names: Mapping[Any, str]) -> PhaseDiagram:
        """Return the diagram with names for profiles, which `regions` and `plot` then use.

        >>> from alignment_games.sweeps import sweep
        >>> diagram = sweep("europe-1936", vary={"intent": [0.2, 0.25]})
        >>> [region.name for region in diagram.label({"buck_pass, buck_pass, buck_pass": "appeasement"}).regions()]
        ['appeasement']
        """
        given = {self.profiles[self.position(profile)]: str(name) for profile, name in names.items()}
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
        return regions_of(self, self.name, by)

    def to_frame(self) -> Any:
        """Return one row for each point as a pandas data frame: inputs, number of equilibria, responses, held.

        Needs the ``data`` extra.
        """
        return require("pandas", extra="data").DataFrame(columns_of(self))

    def to_csv(self, path: str | Path) -> None:
        """Write the rows of `to_frame` to a file of comma-separated values, whole or not at all.

        Names that a spreadsheet would take for formulas get an apostrophe, see `io.results.spreadsheet`. Raises
        UnwrittenError.
        """
        write_csv(self, path)

    def to_xarray(self) -> Any:
        """Return an xarray data set over the axes: equilibria, equilibrium by profile, response by state, held.

        Needs the ``data`` extra.
        """
        return as_data_set(self)

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

    def display_parts(self) -> list[str | Table]:
        """Return what a notebook shows."""
        rows = [
            [region.name, f"{region.share:.2%}", *(f"{low:.4g} to {high:.4g}" for low, high in region.bounds.values())]
            for region in self.regions()
        ]
        caption = "; ".join([self._title(), *self._notes()])
        return [Table(["equilibria", "share", *map(str, self.axes)], rows, caption)]

    def __str__(self) -> str:
        lines = [*map(str, self.regions()), *self._notes()]
        return in_lines([f"{self._title()}:", *(f"  {line}" for line in lines)])

    def __repr__(self) -> str:
        return one_line(
            f"<PhaseDiagram: {' x '.join(str(name) for name in self.axes)}, {self.counts.size:,} games>", 120
        )
