"""That no rational world was found near a record, and how far it is proven that there is none.

The inequalities of one state ask for few of the inputs, so that boxes which hold no point where all of them are met
(`inverse.ball`) prove much with few boxes: where one state's cannot be met, no world is rational.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sympy import Expr, Symbol

from alignment_games.arrays import Array
from alignment_games.inverse.ball import nothing_nearer
from alignment_games.inverse.inequalities import Inequality
from alignment_games.models.model import Input
from alignment_games.text.display import Displayed
from alignment_games.text.lists import listed
from alignment_games.text.numbers import number
from alignment_games.text.visible import in_lines


@dataclass(frozen=True, repr=False)
class NoRationalWorld(Displayed):
    """No change of the inputs was found under which a record is an equilibrium; in tests of truth it is False.

    ``at_least``: none is nearer than this, proven, in units of the scales. ``reach``: as far as worlds are looked for.
    ``against``: the states whose own inequalities cannot be met by any change within reach, proven. ``start``: each
    input as the record says; ``broken``: the inequalities that give way there.
    """

    record: str
    start: Mapping[Input, float]
    reach: float
    broken: tuple[Inequality, ...]
    at_least: float
    against: tuple[str, ...]

    def __bool__(self) -> bool:
        return False

    @property
    def proven(self) -> bool:
        """Whether it is proven that there is none within reach."""
        return self.at_least >= self.reach

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain numbers and text, for JSON."""
        return {
            "record": self.record,
            "distance": None,
            "at_least": self.at_least,
            "reach": self.reach,
            "proven": self.proven,
            "against": list(self.against),
            "start": {str(each): value for each, value in self.start.items()},
            "broken": [str(row) for row in self.broken],
        }

    def __str__(self) -> str:
        moved = listed(dict.fromkeys(each.name.replace("_km", "") for each in self.start))
        reach = number(self.reach, 3)
        if self.proven:
            why = f": what {listed(self.against)} did is no best reply at any" if self.against else ""
            found = f"No change of {moved} by up to {reach} makes {self.record} an equilibrium, proven{why}"
        else:
            near = f"; there is none nearer than {number(self.at_least, 3)}, proven" if self.at_least else ""
            found = (
                f"No change of {moved} by up to {reach} was found that makes {self.record} an equilibrium; that there "
                f"is none is not proven{near}"
            )
        return in_lines([found, f"as it stands these give way: {listed(map(str, self.broken))}"])


def proven_empty(
    rows: Sequence[Inequality],
    symbols: Sequence[Symbol],
    inputs: Callable[[Array], Array],
    reach: float,
    *,
    most: int,
) -> tuple[float, tuple[str, ...]]:
    """Return a distance within which no change meets all inequalities, and the states whose own none meets in reach.

    ``inputs``: the symbols' values at changes, as `nothing_nearer` takes them. ``most``: boxes looked at for each
    state, and as many again for all states together.
    """
    by_state: dict[str, list[Inequality]] = {}
    for row in rows:
        by_state.setdefault(row.state, []).append(row)
    near = {state: _alone(own, symbols, inputs, reach, most) for state, own in by_state.items()}
    against = tuple(state for state, distance in near.items() if distance >= reach)
    if against:
        return reach, against
    together = _within([row.slack for row in rows], symbols, inputs, reach, most)
    return max(together, *near.values()), ()


def _alone(
    rows: Sequence[Inequality], symbols: Sequence[Symbol], inputs: Callable[[Array], Array], reach: float, most: int
) -> float:
    """Return within which distance no change of the inputs that some inequalities ask for meets them all."""
    slacks = [row.slack for row in rows]
    at = [k for k, symbol in enumerate(symbols) if any(symbol in slack.free_symbols for slack in slacks)]
    if not at:
        return reach if any(slack < 0 for slack in slacks) else 0.0

    def own(changes: Array) -> Array:
        whole = np.zeros((*changes.shape[:-1], len(symbols)))
        whole[..., at] = changes
        return inputs(whole)[..., at]

    return _within(slacks, [symbols[k] for k in at], own, reach, most)


def _within(
    slacks: Sequence[Expr], symbols: Sequence[Symbol], inputs: Callable[[Array], Array], reach: float, most: int
) -> float:
    """Return the distance within which no change meets all inequalities, at most the reach."""
    beyond = 1.02 * reach  # a search may end where little of its radius is left
    return min(nothing_nearer(slacks, symbols, inputs, beyond, most=most), reach)
