"""What a solver run hands back: equilibria with their regret, and what is known about the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, overload

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError, UnsupportedGameError, require, unknown_name
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.problem import Problem
from alignment_games.game.profile import Profile, is_pure, supports
from alignment_games.solvers.solver import AbstractSolver
from alignment_games.solvers.status import Component, Status
from alignment_games.text.display import Displayed
from alignment_games.text.numbers import exact_text
from alignment_games.text.numbers import number as in_digits
from alignment_games.text.pages import PAGE
from alignment_games.text.tables import Table
from alignment_games.text.visible import one_line, visible


class _OfProblem(Displayed):
    """What is known of a game, its ``problem``."""

    problem: Problem

    @property
    def game(self) -> NormalFormGame:
        """The game in normal form. Raises UnsupportedGameError for a game of sums, which has no table of payoffs."""
        if not isinstance(self.problem, NormalFormGame):
            raise UnsupportedGameError(
                f"this needs a table of payoffs, and {self.problem!r} has none; print, explain and to_frame() take its "
                "solution, and model.game() gives the table of a smaller game"
            )
        return self.problem


@dataclass(frozen=True, eq=False, repr=False)
class Equilibrium(_OfProblem):
    """One verified equilibrium of a game, its ``problem``.

    ``profile``: one 1-D array of probabilities for each player, in the game's order. ``payoffs``: each
    player's expected payoff. ``regret``: the largest gain from a unilateral deviation, in payoff units.
    Exact games give exact numbers where the method can; of mixed play of a game of sums the regret is a proven bound.
    ``index``: of an isolated equilibrium, where the method proves it: +1 of a strict one, and over all of a game they
    add up to one, those of components included (Ritzberger 1994). None elsewhere, and on a component.

    >>> import alignment_games as ag
    >>> equilibrium = ag.solve(ag.load_case("europe-1939").game())[0]
    >>> print(equilibrium)
    Britain: balance, France: balance, USSR: balance
    >>> equilibrium["France"]
    {'balance': 1.0, 'buck_pass': 0.0, 'bandwagon': 0.0}
    """

    problem: Problem
    profile: Profile
    payoffs: Array
    regret: Any
    index: int | None = None

    @property
    def pure(self) -> bool:
        """Whether every player plays one action for sure."""
        return is_pure(self.profile)

    @property
    def supports(self) -> tuple[tuple[int, ...], ...]:
        """The positions of the actions that each player uses."""
        return supports(self.profile)

    @property
    def actions(self) -> tuple[str, ...]:
        """The action of each player, of a pure equilibrium. Raises InvalidModelError for a mixed one."""
        if not self.pure:
            raise InvalidModelError("a mixed equilibrium has no single action for each player; see its profile")
        pairs = zip(self.supports, self.problem.actions, strict=True)
        return tuple(labels[support[0]] for support, labels in pairs)

    def __getitem__(self, player: str) -> dict[str, Any]:
        """Return the probability of each of one player's actions."""
        if player not in self.problem.players:
            raise unknown_name("player", player, self.problem.players)
        i = self.problem.players.index(player)
        return dict(zip(self.problem.actions[i], self.profile[i].tolist(), strict=True))

    def display_parts(self) -> list[str | Table]:
        """Return what a notebook shows."""
        rows = [
            [player, in_words(labels, p), payoff]
            for player, labels, p, payoff in zip(
                self.problem.players, self.problem.actions, self.profile, self.payoffs.tolist(), strict=True
            )
        ]
        return [Table(["state", "plays", "payoff"], rows, f"Largest gain from deviating: {in_digits(self.regret)}")]

    def to_dict(self) -> dict[str, Any]:
        """Return the equilibrium as plain values for JSON; exact numbers as strings such as "2/3"."""
        players = self.problem.players
        return {
            "profile": {p: {action: _plain(x) for action, x in self[p].items()} for p in players},
            "payoffs": {p: _plain(x) for p, x in zip(players, self.payoffs.tolist(), strict=True)},
            "regret": _plain(self.regret),
            "index": self.index,
        }

    def __str__(self) -> str:
        rows = zip(self.problem.players, self.problem.actions, self.profile, strict=True)
        return visible(", ".join(f"{player}: {in_words(labels, p)}" for player, labels, p in rows))

    def __repr__(self) -> str:
        return f"<Equilibrium {one_line(str(self), PAGE)}>"


@dataclass(frozen=True, eq=False, repr=False)
class Solution(_OfProblem, Sequence[Equilibrium]):
    """The equilibria of one run on a game, its ``problem``, in order, with what is known about completeness.

    ``len(solution)``, ``solution[0]`` and iteration give the equilibria. ``complete`` is True only when
    it is proven that none is missing. ``solver`` and ``stats`` are enough to repeat the run.

    >>> import alignment_games as ag
    >>> solution = ag.solve(ag.load_case("europe-1938").game())
    >>> len(solution), solution.complete, solution[0].actions
    (3, True, ('balance', 'balance', 'buck_pass'))
    """

    problem: Problem
    equilibria: tuple[Equilibrium, ...]
    status: Status
    solver: AbstractSolver
    stats: dict[str, Any] = field(default_factory=dict)
    components: tuple[Component, ...] = ()
    degenerate: bool | None = None

    @property
    def complete(self) -> bool:
        """Whether every equilibrium is provably here."""
        return self.status.complete

    def __len__(self) -> int:
        return len(self.equilibria)

    def __iter__(self) -> Iterator[Equilibrium]:
        return iter(self.equilibria)

    @overload
    def __getitem__(self, index: int) -> Equilibrium: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Equilibrium]: ...
    def __getitem__(self, index: int | slice) -> Equilibrium | Sequence[Equilibrium]:
        """Return one equilibrium, counted from 0, or several. Raises InvalidModelError for the name of a player."""
        if isinstance(index, str):
            raise InvalidModelError(f"equilibria go by number; of the first, solution[0][{index!r}] is what one plays")
        return self.equilibria[index]

    def to_records(self) -> list[dict[str, Any]]:
        """Return tidy rows: equilibrium (from 1), state, action, probability, payoff."""
        return [
            {
                "equilibrium": number,
                "state": player,
                "action": action,
                "probability": probability,
                "payoff": payoff,
            }
            for number, equilibrium in enumerate(self.equilibria, start=1)
            for player, payoff in zip(self.problem.players, equilibrium.payoffs.tolist(), strict=True)
            for action, probability in equilibrium[player].items()
        ]

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values for JSON; exact numbers as strings such as "2/3"."""
        return {
            "solver": repr(self.solver),
            "status": self.status.value,
            "complete": self.complete,
            "degenerate": self.degenerate,
            "players": list(self.problem.players),
            "actions": [list(labels) for labels in self.problem.actions],
            "equilibria": [equilibrium.to_dict() for equilibrium in self.equilibria],
            "components": [
                {
                    "members": [m + 1 for m in c.members],
                    "dimension": c.dimension,
                    "description": c.description,
                    "index": c.index,
                }
                for c in self.components
            ],
            "stats": {key: _plain(value) for key, value in self.stats.items()},
        }

    def to_frame(self) -> Any:
        """Return `to_records` as a pandas data frame. Needs the ``data`` extra."""
        columns = ["equilibrium", "state", "action", "probability", "payoff"]
        return require("pandas", extra="data").DataFrame(self.to_records(), columns=columns)

    def display_parts(self) -> list[str | Table]:
        """Return what a notebook shows."""
        rows = [
            [k, *(in_words(own, p) for own, p in zip(self.problem.actions, each.profile, strict=True)), each.regret]
            for k, each in enumerate(self.equilibria, start=1)
        ]
        count = f"{len(self)} equilibri{'um' if len(self) == 1 else 'a'}"
        caption = f"{count} ({type(self.solver).__name__}): {self.status.value}."
        found = Table(["equilibrium", *self.problem.players, "regret"], rows, caption)
        return [found, *(f"component: {component.in_words}" for component in self.components)]

    def __str__(self) -> str:
        count = f"{len(self)} equilibri{'um' if len(self) == 1 else 'a'}"
        lines = [f"{count} ({type(self.solver).__name__}): {self.status.value}."]
        lines += self._table()
        lines += [visible(f"  component: {component.in_words}", keep="\n") for component in self.components]
        return "\n".join(lines)

    def _table(self) -> list[str]:
        """One row for each equilibrium, one column for each player; one block each where that is too wide."""
        if not self.equilibria:
            return []
        names = [visible(name) for name in self.problem.players]
        cells = [
            [visible(in_words(labels, p)) for labels, p in zip(self.problem.actions, each.profile, strict=True)]
            for each in self.equilibria
        ]
        numbered = list(enumerate(zip(self.equilibria, cells, strict=True), start=1))
        rows = [["", *names, "regret"], *([str(k), *own, _short(each.regret)] for k, (each, own) in numbered)]
        widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
        if sum(widths) + 2 * len(widths) <= PAGE:
            return ["  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)).rstrip() for row in rows]
        wide = max(map(len, names))
        lines = []
        for k, (each, own) in numbered:
            lines.append(f"{k}  regret {_short(each.regret)}")
            lines += [f"   {name.ljust(wide)}  {cell}" for name, cell in zip(names, own, strict=True)]
        return lines

    def __repr__(self) -> str:
        return f"<Solution: {len(self)} equilibria, {self.status.name}>"


def in_words(labels: Sequence[str], probabilities: Array) -> str:
    """Return 'balance' or '0.25 balance + 0.75 buck_pass'."""
    used = [(p, label) for p, label in zip(probabilities.tolist(), labels, strict=True) if p != 0]
    return used[0][1] if len(used) == 1 else " + ".join(f"{_short(p)} {label}" for p, label in used)


def _short(number: Any) -> str:
    text = in_digits(number)
    return f"({text})" if " " in text else text  # an expression such as 1/2 - sqrt(5)/6


def _plain(value: Any) -> Any:
    """Return a value that JSON can hold: numbers and names as they are, exact numbers as text."""
    if isinstance(value, np.generic):
        value = value.item()
    return value if value is None or isinstance(value, (bool, int, float, str)) else exact_text(value)
