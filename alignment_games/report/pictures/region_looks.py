"""How regions of a plane look, in pictures and on pages: the colour of a response that all give, else a shade.

Colour means a response, see `pictures.looks`; where states do different things, or several equilibria hold, a region
has a shade of its own between paper and ink, a hatch, and its letter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, cycle

from alignment_games.report.pictures.looks import LOOKS, OTHER_LOOKS, SHADES
from alignment_games.report.region_names import NamedRegion

#: Hatches that no response has. The two largest regions have none; six and the four shades make twelve looks more.
_PLAIN = ("", "")
_HATCHES = ("oo", "++", "OO", "**", "o-", "+x")
#: All regions that are not listed: darker than each of the others, and no more.
_REST = 0.33


@dataclass(frozen=True)
class RegionLook:
    """``colour``: of the response of all, empty for a shade; ``shade``: how far from paper to ink; ``hatch``."""

    colour: str
    shade: float
    hatch: str

    @property
    def on_white(self) -> str:
        """The fill on white paper, as #rrggbb."""
        return self.colour or "#" + f"{round(255 * (1 - self.shade)):02x}" * 3


def region_looks(regions: Sequence[NamedRegion]) -> list[RegionLook]:
    """Return the look of each region.

    >>> import numpy as np
    >>> names = {"A": ("balance", "balance"), "B": ("balance", "buck_pass")}
    >>> regions = [NamedRegion(k, k, 0.5, np.ones(2, bool), profiles=(p,)) for k, p in names.items()]
    >>> [look.on_white for look in region_looks(regions)]
    ['#E69F00', '#e8e8e8']
    """
    shades, hatches, others = cycle(SHADES), chain(_PLAIN, cycle(_HATCHES)), cycle(OTHER_LOOKS)
    own: dict[str, tuple[str, str, str]] = dict(LOOKS)
    looks = []
    for region in regions:
        action = _common(region)
        if region.others:
            look = RegionLook("", _REST, "")
        elif action:
            if action not in own:
                own[action] = next(others)
            look = RegionLook(own[action][0], 0.0, own[action][1])
        elif not region.profiles:
            look = RegionLook("", 0.0, "")
        else:
            look = RegionLook("", next(shades), next(hatches))
        looks.append(look)
    return looks


def _common(region: NamedRegion) -> str:
    """Return what everybody does in the one equilibrium of a region, empty where there is no such thing."""
    played = {action for profile in region.profiles for action in profile}
    return played.pop() if len(region.profiles) == 1 and len(played) == 1 else ""
