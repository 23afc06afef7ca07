"""What `one_vector` finds: the best at each point of a grid, its bounds, and what no parameters can do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from alignment_games.inverse.inequalities import Inequality
from alignment_games.inverse.linear import Farkas
from alignment_games.models.model import Input
from alignment_games.text.display import Displayed
from alignment_games.text.lists import listed
from alignment_games.text.numbers import number
from alignment_games.text.pages import PAGE
from alignment_games.text.tables import Table
from alignment_games.text.visible import in_lines


@dataclass(frozen=True, repr=False)
class Choice(Displayed):
    """What one state of one record did."""

    case: str
    state: str

    def __str__(self) -> str:
        return f"{self.state} in {self.case}"


@dataclass(frozen=True)
class Never:
    """A state that no parameters of the box put at a best reply, with the proof and its inequalities."""

    choice: Choice
    rows: tuple[Inequality, ...]
    proof: Farkas = field(repr=False)


@dataclass(frozen=True, repr=False)
class Impossible(Displayed):
    """A case that no parameters of the box make rational as a whole, and the inequalities that together prove it."""

    case: str
    rows: tuple[Inequality, ...]

    def __str__(self) -> str:
        return f"{self.case} ({listed(map(str, self.rows))})"


@dataclass(frozen=True)
class GridPoint:
    """The best at one point of the grid: ``states`` at a best reply, and the ``bound`` on that number there."""

    others: Mapping[Input, float]
    values: Mapping[Input, Fraction]
    states: tuple[Choice, ...]
    strictly: int
    cases: tuple[str, ...]
    bound: int
    never: tuple[Never, ...] = field(repr=False)
    impossible: tuple[Impossible, ...] = field(repr=False)


@dataclass(frozen=True, eq=False, repr=False)
class OneVector(Displayed):
    """The parameters that put most states at a best reply; make it with `one_vector`.

    ``grid``: the best at each value of the other parameters. ``choices``: all states of all records. ``as_recorded``:
    those at a best reply with the parameters that the records have. ``bound``: no parameters of the box and the grid
    do better, by branch and bound in floats. ``certified``: the same proven in fractions, where it was asked for.
    ``trade_off``: for each number of whole cases the most states, None where no parameters do that.
    """

    choices: tuple[Choice, ...]
    as_recorded: tuple[Choice, ...]
    box: Mapping[Input, tuple[float, float]]
    grid: tuple[GridPoint, ...]
    certified: int | None
    trade_off: tuple[tuple[int, int | None], ...]

    @property
    def best(self) -> GridPoint:
        """The point of the grid with most states."""
        return max(self.grid, key=lambda each: len(each.states))

    @property
    def bound(self) -> int:
        """The most states that any parameters of the box and the grid put at a best reply, at most."""
        return max(each.bound for each in self.grid)

    @property
    def never(self) -> tuple[Never, ...]:
        """The states that are at a best reply nowhere, at no point of the grid."""
        everywhere = set.intersection(*({each.choice for each in point.never} for point in self.grid))
        return tuple(each for each in self.best.never if each.choice in everywhere)

    @property
    def impossible(self) -> tuple[Impossible, ...]:
        """The cases that are rational as a whole nowhere, at no point of the grid; why, at the best one."""
        everywhere = set.intersection(*({each.case for each in point.impossible} for point in self.grid))
        return tuple(each for each in self.best.impossible if each.case in everywhere)

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain numbers and text, for JSON."""
        best = self.best
        return {
            "states": len(self.choices),
            "at_best_reply": len(best.states),
            "strictly": best.strictly,
            "bound": self.bound,
            "certified": self.certified,
            "as_recorded": len(self.as_recorded),
            "values": {str(each): float(value) for each, value in best.values.items()},
            "others": {str(each): value for each, value in best.others.items()},
            "cases": list(best.cases),
            "trade_off": [list(each) for each in self.trade_off],
            "never": [[each.choice.case, each.choice.state] for each in self.never],
            "impossible": {each.case: list(map(str, each.rows)) for each in self.impossible},
        }

    def __str__(self) -> str:
        best, total = self.best, len(self.choices)
        values = {**{each: float(value) for each, value in best.values.items()}, **best.others}
        found = f"One vector for all puts {_of(len(best.states), total)} at a best reply ({best.strictly} strictly)"
        proven = "" if self.certified is None else f" (in fractions: than {self.certified})"
        vector = listed([f"{each} {number(value, 3)}" for each, value in values.items()])
        lines = [
            f"{found}, and {len(best.cases)} whole cases: {listed(best.cases) if best.cases else 'none'}.",
            f"With the parameters as recorded it is {_of(len(self.as_recorded), total)}.",
            f"No parameters in the box do better than {_of(self.bound, total)}{proven}.",
            f"The vector: {vector}.",
        ]
        if self.never:
            lines.append(f"Never at a best reply: {listed([str(each.choice) for each in self.never])}.")
        if self.impossible:
            lines += ["", "Cases that no parameters in the box make rational as a whole, and why not:"]
            lines += [f"  {each}" for each in self.impossible]
        lines += self._grid_lines() + self._trade_off_lines()
        return in_lines(lines)

    def _grid_lines(self) -> list[str]:
        if len(self.grid) == 1:
            return []
        names = list(map(str, self.grid[0].others))
        rows = [
            [*(number(x) for x in each.others.values()), str(len(each.states)), str(each.bound)] for each in self.grid
        ]
        return ["", *Table([*names, "states at a best reply", "at most"], rows).lines(PAGE)]

    def _trade_off_lines(self) -> list[str]:
        rows = [[str(whole), "no parameters do" if most is None else str(most)] for whole, most in self.trade_off]
        return ["", *Table(["whole cases at least", "most states at a best reply"], rows).lines(PAGE)] if rows else []


def _of(count: int, total: int) -> str:
    return f"{count} of {total} states ({count / total:.0%})".replace("%", " %")
