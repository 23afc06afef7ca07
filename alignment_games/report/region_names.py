"""The regions of a phase diagram, few and named so that a reader sees what changes from one to the next.

Of more states than a few, who does what in full is told of the largest region alone; any other is told by what is
different from a larger one, a neighbour where there is one. What is beyond the list is one more entry.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from alignment_games.analysis.regions import Difference, difference, nearest
from alignment_games.arrays import Array
from alignment_games.sweeps.grids.grid_answers import NO_EQUILIBRIUM, Labels
from alignment_games.sweeps.grids.phase_diagram import PhaseDiagram
from alignment_games.sweeps.grids.phase_regions import Region
from alignment_games.text.play import doing, who_does_what
from alignment_games.text.visible import visible

#: Entries of a legend, the last of them for all other regions.
MOST_LISTED = 12
#: Up to so many states who does what is told in full of every region.
MOST_IN_FULL = 4
_MOST_PROFILES = 3


@dataclass(frozen=True, eq=False)
class NamedRegion:
    """An entry of a legend: a letter, what is played there, and where.

    ``others``: how many regions are in one. ``bounds``: the lowest and the highest value of each axis. ``profiles``:
    the equilibria there, of one region alone.
    """

    letter: str
    name: str
    share: float
    mask: Array = field(repr=False)
    others: int = 0
    bounds: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    profiles: tuple[Labels, ...] = ()

    @property
    def told(self) -> str:
        """The letter and the name, on one line."""
        return f"{self.letter}: {visible(self.name)}"


def named_regions(diagram: PhaseDiagram, *, by: str = "equilibria", most: int = MOST_LISTED) -> list[NamedRegion]:
    """Return the regions of a diagram with letters and names, the largest first and the smallest as one.

    ``by``: as in `PhaseDiagram.regions`. ``most``: entries at most; one of several is told as 'other'.

    >>> from alignment_games.sweeps import sweep
    >>> for region in named_regions(sweep("europe-1938", vary={"burden": [0.01, 0.05, 0.2]}), by="selected"):
    ...     print(region.told)
    A: all balancing
    B: balancing: Britain, France; passing the buck: USSR
    C: all passing the buck
    """
    regions = diagram.regions(by=by)
    listed = regions if len(regions) <= most else regions[: most - 1]
    found = []
    for k, region in enumerate(listed):
        name = _in_full(diagram, region)
        if k and len(diagram.players) > MOST_IN_FULL and region.profiles:
            name = _compared(diagram, region, listed[:k]) or name
        found.append(NamedRegion(chr(ord("A") + k), name, region.share, region.mask, 0, region.bounds, region.profiles))
    rest = regions[len(listed) :]
    if rest:
        mask = np.logical_or.reduce([region.mask for region in rest])
        found.append(NamedRegion("·", f"{len(rest)} other regions", float(mask.mean()), mask, len(rest)))
    return found


def _in_full(diagram: PhaseDiagram, region: Region) -> str:
    told = [diagram.names.get(profile) or who_does_what(diagram.players, profile) for profile in region.profiles]
    more = [f"{len(told) - _MOST_PROFILES} more"] if len(told) > _MOST_PROFILES else []
    return ", or ".join([*told[:_MOST_PROFILES], *more]) or NO_EQUILIBRIUM


def _compared(diagram: PhaseDiagram, region: Region, larger: Sequence[Region]) -> str:
    """Return what is different from a larger region, empty where that is no shorter than the whole."""
    if any(profile in diagram.names for profile in region.profiles):
        return ""
    found = difference(region, larger)
    told = _changes(diagram.players, found) if found else ""
    return f"as {chr(ord('A') + found.place)}, {told}" if found and told else ""


def _changes(players: Sequence[str], found: Difference) -> str:
    new, gone, old = found.new, found.gone, found.profiles
    shown = [_moved(players, profile, old) for profile in new[:_MOST_PROFILES]]
    if any(not text for text in shown):
        return ""
    if len(new) > _MOST_PROFILES:
        shown.append(f"{len(new) - _MOST_PROFILES} more")
    changed = ", or ".join(shown)
    if len(old) == len(gone):
        return f"but {changed}"
    parts = [f"or else {changed}"] if new else []
    if gone:
        left = f"{len(gone)} of its {len(old)} equilibria" if len(gone) > 1 else _only(players, gone[0], old)
        parts.append(f"without {left}")
    return ", and ".join(parts)


def _only(players: Sequence[str], profile: Labels, old: Sequence[Labels]) -> str:
    others = [each for each in old if each != profile]
    return f"the one with {_moved(players, profile, others) or who_does_what(players, profile)}"


def _moved(players: Sequence[str], profile: Labels, old: Sequence[Labels]) -> str:
    """Return what some do that they do not in the most similar of other profiles, empty where most differ."""
    pairs = zip(profile, nearest(profile, old), strict=True)
    moved = [k for k, (now, before) in enumerate(pairs) if now != before]
    if 2 * len(moved) > len(players):
        return ""
    by_action: dict[str, list[str]] = {}
    for k in moved:
        by_action.setdefault(profile[k], []).append(players[k])
    return "; ".join(f"{doing(action)}: {', '.join(who)}" for action, who in by_action.items())


def shares_in_words(regions: Sequence[NamedRegion]) -> str:
    """Return one line for each region: its share and its name."""
    return "\n".join(f"{region.share:6.1%}  {region.told}" for region in regions)


def diagram_in_words(diagram: PhaseDiagram) -> str:
    """Return the diagram as it prints; of many states the regions by what changes, the smallest as one."""
    text = str(diagram)
    if len(diagram.players) <= MOST_IN_FULL:
        return text
    lines = [text.partition("\n")[0]]
    for region in named_regions(diagram):
        ranges = ", ".join(f"{visible(axis)} {low:.4g} to {high:.4g}" for axis, (low, high) in region.bounds.items())
        lines.append(f"  {region.share:7.2%}  {region.told}" + (f"  [{ranges}]" if ranges else ""))
    return "\n".join(lines)
