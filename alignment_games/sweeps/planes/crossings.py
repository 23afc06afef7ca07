"""Where the answer changes on a plane of two inputs: on every step between neighbours of the grid, by bisection.

A grid alone says between which two of its points a boundary runs. Here the games in between are solved as those of the
grid were, until each crossing is known to a small share of a step. Nothing is derived, so that this works for every
model that can be swept; `curves` derives boundaries as formulas where payoffs allow it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError, unknown_name
from alignment_games.models.model import Input
from alignment_games.solvers.control import FEW_PLAYERS, Control
from alignment_games.sweeps._places import actions_at
from alignment_games.sweeps._pure import NONE
from alignment_games.sweeps.grids.phase_diagram import PhaseDiagram
from alignment_games.sweeps.selection import SELECTIONS, first

#: What is asked of games, from what `Games.pure` says of them.
_Answer = Callable[[Mapping[str, Array]], Array]

#: Halvings of a step: as few as no picture shows, as many as the smallest need.
_LEAST, _ROUNDS = 6, 16
#: Games with tables that are solved on the steps for each point of the grid, and beside these.
_PER_POINT, _BESIDE = 2, 8192


@dataclass(frozen=True, eq=False)
class Crossings:
    """Where the answer changes between neighbours of a grid ``(nx, ny)``.

    ``labels``: a number for each answer, in the shape of the grid. ``across`` ``(nx - 1, ny)`` and ``upward``
    ``(nx, ny - 1)``: the share of the step at which the answer of its lower end ceases, NaN where both ends have one
    answer. ``within``: the largest error, as a share of a step; one half where the steps were not looked into.
    """

    labels: Array
    across: Array
    upward: Array
    within: float


def crossings(diagram: PhaseDiagram, *, by: str = "selected", exact: bool = True) -> Crossings:
    """Return where the answer changes on a diagram over one or two inputs; over one, ``ny`` is 1.

    ``by``: "selected" for the selected equilibrium, "equilibria" for the set of them. ``exact=False``, more
    than 16 players, a selection of one's own (which the diagram does not keep) and models that refuse values in between
    leave each crossing in the middle of its step. An answer that holds within one step alone is missed, as the grid
    misses it. Raises InvalidModelError for more than two inputs.

    >>> from alignment_games.sweeps import sweep
    >>> found = crossings(sweep("europe-1938", vary={"burden": [0.0, 0.1, 0.2]}))
    >>> found.labels.ravel().tolist(), found.across.round(4).ravel().tolist()
    ([0, 1, 1], [0.3142, nan])
    """
    if by not in ("selected", "equilibria"):
        raise unknown_name("division", by, ("selected", "equilibria"))
    return _found(diagram, [_selected if by == "selected" else _sets], exact=exact)[0]


def response_crossings(diagram: PhaseDiagram, states: Sequence[str], *, exact: bool = True) -> list[Crossings]:
    """Return, for each state, where its response in the selected equilibrium changes; as `crossings` otherwise."""
    return _found(diagram, [_response(diagram, state) for state in states], exact=exact)


def crossings_of(answer: Callable[[Array], Array], x: Array, y: Array, *, rounds: int = _ROUNDS) -> Crossings:
    """Return where any answer changes on a plane; ``answer``: of points ``(points, 2)``, one for each.

    >>> inside = lambda points: (points**2).sum(axis=1) < 1
    >>> found = crossings_of(inside, np.array([0.0, 2.0]), np.array([0.0, 2.0]))
    >>> found.across.round(3).tolist(), found.upward.round(3).tolist()
    ([[0.5, nan]], [[0.5], [nan]])
    """
    axes = {"x": x, "y": y}
    grid = np.stack(np.meshgrid(x, y, indexing="ij"), axis=-1).reshape(-1, 2)
    answers = answer(grid)
    labels = np.unique(answers, return_inverse=True)[1].reshape(len(x), len(y))
    steps = _Steps.of([labels])
    shares = _bisected(lambda at: [answer(np.stack(list(at.values()), axis=1))], axes, [answers], steps, rounds)
    across, upward = (steps.laid_out(shares, 0, axis, labels) for axis in (0, 1))
    return Crossings(labels, across, upward, 0.5 ** (rounds + 1))


def _selected(result: Mapping[str, Array]) -> Array:
    return result["selected"]


def _sets(result: Mapping[str, Array]) -> Array:
    """Return the set of equilibria of each game, as bytes that can be compared."""
    profiles = np.asarray(result["profiles"])
    # As text where they are Python's own numbers, of which an array holds where they lie in memory.
    profiles = profiles.astype(np.str_ if profiles.dtype == object else np.int64)
    parts = np.split(profiles, np.cumsum(result["counts"])[:-1])
    found = np.empty(len(parts), dtype=object)
    found[:] = [" ".join(part.tolist()).encode() if part.dtype.kind == "U" else part.tobytes() for part in parts]
    return found


def _response(diagram: PhaseDiagram, state: str) -> _Answer:
    if state not in diagram.players:
        raise unknown_name("state", state, diagram.players)
    i, shape = diagram.players.index(state), diagram.family.profile_shape

    def response(result: Mapping[str, Array]) -> Array:
        chosen = result["selected"]
        return np.where(chosen == NONE, NONE, actions_at(np.maximum(chosen, 0), shape)[i])

    return response


def _found(diagram: PhaseDiagram, questions: Sequence[_Answer], *, exact: bool) -> list[Crossings]:
    if len(diagram.axes) > 2:
        raise InvalidModelError(f"crossings are found over one or two inputs, this diagram has {len(diagram.axes)}")
    shape = diagram.shape if len(diagram.axes) == 2 else (*diagram.shape, 1)
    known = {"selected": diagram.selected.ravel(), "counts": diagram.counts.ravel(), "profiles": diagram.listed}
    answers = [question(known) for question in questions]
    labels = [np.unique(each, return_inverse=True)[1].reshape(shape) for each in answers]
    steps = _Steps.of(labels)
    exact = exact and len(diagram.players) <= FEW_PLAYERS  # of more, each game in between may take a tenth of a second
    can = exact and (diagram.selection in SELECTIONS or all(question is _sets for question in questions))
    shares, within = np.full(len(steps.question), 0.5), 0.5
    if can and len(shares):
        rounds = _rounds(diagram, steps)
        with suppress(InvalidModelError):  # a model that refuses values in between: the middles stand
            asked = partial(_solved, diagram, questions)
            shares, within = _bisected(asked, diagram.axes, answers, steps, rounds), 0.5 ** (rounds + 1)
    return [
        Crossings(each, steps.laid_out(shares, k, 0, each), steps.laid_out(shares, k, 1, each), within)
        for k, each in enumerate(labels)
    ]


@dataclass(frozen=True, eq=False)
class _Steps:
    """The steps on which answers change: for which question, along which axis, and the places of both ends."""

    question: Array
    axis: Array
    start: Array
    stop: Array

    @classmethod
    def of(cls, labels: Sequence[Array]) -> _Steps:
        """Return the steps between neighbours with different labels."""
        places = np.arange(labels[0].size).reshape(labels[0].shape)
        rows = []
        for k, each in enumerate(labels):
            for axis in (0, 1):
                change = np.diff(each, axis=axis) != 0
                low, high = (np.delete(places, end, axis=axis)[change] for end in (-1, 0))
                rows.append(np.stack([np.full(len(low), k), np.full(len(low), axis), low, high]))
        return cls(*np.concatenate(rows, axis=1))

    def laid_out(self, shares: Array, question: int, axis: int, grid: Array) -> Array:
        """Return the shares of one question along an axis of the grid."""
        own = (self.question == question) & (self.axis == axis)
        table = np.full(grid.shape, np.nan)
        table.ravel()[self.start[own]] = shares[own]
        return np.delete(table, -1, axis=axis)


def _rounds(diagram: PhaseDiagram, steps: _Steps) -> int:
    """Return how often steps are halved: games with tables are cheap, others are not."""
    if diagram.family.by_sums:
        return _LEAST
    games = _PER_POINT * diagram.counts.size + _BESIDE
    return int(np.clip(games // len(np.unique(np.stack([steps.start, steps.stop]), axis=1).T), _LEAST, _ROUNDS))


def _bisected(
    asked: Callable[[Mapping[Any, Array]], list[Array]],
    axes: Mapping[Any, Array],
    answers: Sequence[Array],
    steps: _Steps,
    rounds: int,
) -> Array:
    """Return the share of each step at which the answer of its lower end ceases.

    ``asked``: the answers to all questions at some points. Questions about one place share what is found there.
    """
    places = np.unravel_index(np.stack([steps.start, steps.stop]), [len(values) for values in axes.values()])
    ends = {name: values[at] for (name, values), at in zip(axes.items(), places, strict=True)}
    low, high = np.zeros(len(steps.start)), np.ones(len(steps.start))
    for _ in range(rounds):
        middle = (low + high) / 2
        between = np.stack([start + middle * (stop - start) for start, stop in ends.values()])
        points, back = np.unique(between, axis=1, return_inverse=True)
        told = asked(dict(zip(ends, points, strict=True)))
        stays = np.zeros(len(middle), dtype=bool)
        for k, (each, before) in enumerate(zip(told, answers, strict=True)):
            own = steps.question == k
            stays[own] = each[back.ravel()[own]] == before[steps.start[own]]
        low, high = np.where(stays, middle, low), np.where(stays, high, middle)
    return np.asarray((low + high) / 2)


def _solved(diagram: PhaseDiagram, questions: Sequence[_Answer], columns: Mapping[Input, Array]) -> list[Array]:
    """Return the answers of games in between, so many at a time as a sweep solves together."""
    family, select = diagram.family, SELECTIONS.get(diagram.selection, first)
    count, most = len(next(iter(columns.values()))), diagram.family.together
    parts = []
    for k in range(0, count, most):
        result = family.games({name: c[k : k + most] for name, c in columns.items()}).pure(select, Control())
        parts.append([question(result) for question in questions])
    return [np.concatenate(each) for each in zip(*parts, strict=True)]
