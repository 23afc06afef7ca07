r"""The nearest rational world: the smallest change of the inputs under which the record is an equilibrium.

.. math:: \min_z \{ \lVert z \rVert_2 : s_r(x(z)) \ge 0 \text{ for every inequality } r \}

Inputs move in their natural units: shares such as intent and reliability in log odds, distances, powers and other
positive figures in logs, so that :math:`x = \text{logit}^{-1}(\text{logit}\, x_0 + z)` or :math:`x = x_0 e^z`, each z
in units of its scale. SLSQP (Kraft 1988) from many starts finds a local minimum, an upper bound on the distance; boxes
that hold no rational world (`inverse.boxes`) prove a lower one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sympy import Expr, Symbol, lambdify

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError, UnsupportedGameError
from alignment_games.inverse.ball import nothing_nearer
from alignment_games.inverse.inequalities import Inequality, inequalities, symbols_of
from alignment_games.inverse.nowhere import NoRationalWorld, proven_empty
from alignment_games.inverse.parameter import SHARES, ParameterLike, as_parameter, value_of, with_values
from alignment_games.inverse.rationalisation import Recorded
from alignment_games.inverse.rationalise import checked_records
from alignment_games.models.model import Input
from alignment_games.models.response import ResponseModel
from alignment_games.models.response.own_payoffs import payoffs_against
from alignment_games.signatures import as_annotated
from alignment_games.text.display import Displayed
from alignment_games.text.lists import listed
from alignment_games.text.numbers import number
from alignment_games.text.visible import in_lines

#: How far a world may be, in units of the scales.
REACH = 12.0
_STARTS = 24
#: States up to which all their figures are open where none are named: of 17 the search takes minutes.
_MOST_STATES = 16
#: A slack that is negative by less than this share of the payoffs is zero; in the world found they are above zero by
#: the second share, so that games that are solved there are no ties.
_ROUNDING, _MARGIN = 1e-9, 1e-7


@dataclass(frozen=True, repr=False)
class RationalWorld(Displayed):
    """The smallest change found of the inputs that makes a record an equilibrium.

    ``start`` and ``to``: each input as the record says, and as it would have to be. ``distance``: in units of the
    scales; 0 where the record is one as it stands. ``at_least``: none is nearer than this, proven. ``binding``: the
    inequalities that just hold there: they gave way. ``verified``: no state gains by a deviation in the game at ``to``.
    ``fixed``: inputs at 0 or 1 in log odds, or at 0 in logs, which no finite change moves.
    """

    record: str
    start: Mapping[Input, float]
    to: Mapping[Input, float]
    distance: float
    at_least: float
    binding: tuple[Inequality, ...]
    broken: tuple[Inequality, ...]
    verified: bool
    fixed: tuple[Input, ...] = ()

    @property
    def changes(self) -> dict[str, float]:
        """The change of each input that changes, by name."""
        return {
            str(each): self.to[each] - old for each, old in self.start.items() if f"{old:.3g}" != f"{self.to[each]:.3g}"
        }

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain numbers and text, for JSON."""
        return {
            "record": self.record,
            "distance": self.distance,
            "at_least": self.at_least,
            "verified": self.verified,
            "start": {str(each): value for each, value in self.start.items()},
            "to": {str(each): value for each, value in self.to.items()},
            "binding": [str(row) for row in self.binding],
            "broken": [str(row) for row in self.broken],
        }

    def __str__(self) -> str:
        if self.distance == 0:
            return in_lines([f"{self.record} is an equilibrium as it stands"])
        changed = [
            f"{each} {number(old, 3)} -> {number(self.to[each], 3)}"
            for each, old in self.start.items()
            if str(each) in self.changes
        ]
        lines = [
            (
                f"The nearest world found in which {self.record} is an equilibrium, {number(self.distance, 3)} away"
                f"{f' (none is nearer than {number(self.at_least, 3)})' if self.at_least else ''}: {listed(changed)}"
            ),
            f"as it stands these give way: {listed(map(str, self.broken))}",
            f"there these just hold: {listed(map(str, self.binding))}",
            *([] if self.verified else ["not verified: in the game with these inputs some state still gains"]),
        ]
        return in_lines(lines)


@as_annotated()
def nearest_rational_world(
    record: Recorded | str,
    inputs: Iterable[ParameterLike] | None = None,
    *,
    scale: Mapping[Any, float] | None = None,
    boxes: int = 8_000,
    seed: int = 0,
) -> RationalWorld | NoRationalWorld:
    """Return the smallest change found of the inputs that makes the record an equilibrium.

    Where none was found, a `NoRationalWorld` (False in tests of truth) says how far it is proven that there is none.

    ``record``: a case or its name, or a `Record`. ``inputs``: which may change; by default the intent that each state
    perceives, the reliability of promises, and the distances of states without a common border. ``scale``: by the same
    names, the change in log odds or logs that counts as one (1 for all; a larger one makes an input cheaper to
    change). ``boxes``: looked at to prove that none is nearer, or by state that there is none. ``seed``: of the starts.
    Raises InvalidModelError for unknown inputs and states and for scales that are not positive, UnsupportedGameError
    for more than 16 states without ``inputs``.

    >>> world = nearest_rational_world("europe-1939", [("intent", "USSR")])
    >>> round(world.to[Input("intent", "USSR")], 4), world.verified
    (0.628, True)
    """
    (record,) = checked_records([record])
    chosen = _inputs(record, inputs)
    start = {each: float(value_of(each, record.model)) for each in chosen}
    fixed = tuple(each for each in chosen if _stuck(each, start[each]))
    moving = [each for each in chosen if each not in fixed]
    if not moving:
        raise InvalidModelError(f"{listed(map(str, chosen))}: no finite change moves them; name other inputs")
    problem = _Problem.of(record, moving, [start[each] for each in moving], _scales(moving, scale))
    broken = problem.negative(np.zeros(len(moving)))
    z = np.zeros(len(moving)) if not broken else problem.solved(np.random.default_rng(seed))
    if z is None:
        near = proven_empty(problem.rows, problem.symbols, problem.inputs, REACH, most=boxes)
        return NoRationalWorld(record.name, start, REACH, tuple(problem.rows[k] for k in broken), *near)
    to = {**start, **dict(zip(moving, problem.inputs(z).tolist(), strict=True))}
    distance = float(np.linalg.norm(z))
    nearer = nothing_nearer(problem.formulas, problem.symbols, problem.inputs, distance, most=boxes) if broken else 0.0
    return RationalWorld(
        record.name,
        start,
        to,
        distance,
        nearer,
        tuple(problem.rows[k] for k in problem.just(z)) if broken else (),
        tuple(problem.rows[k] for k in broken),
        _stands(record, to),
        fixed,
    )


def _inputs(record: Recorded, given: Iterable[ParameterLike] | None) -> list[Input]:
    model, count = record.model, len(record.model.names)
    if given is None and count > _MOST_STATES:
        raise UnsupportedGameError(
            f"the nearest world of {count} states has more than {count} figures open, which takes minutes; name "
            "those that may change, nearest_rational_world(record, inputs=[...]), or let rationalise open parameters"
        )
    if given is not None:
        chosen = list(dict.fromkeys(map(as_parameter, [given] if isinstance(given, str) else given)))
        if not chosen:
            raise InvalidModelError("no input may change; name at least one, such as 'intent.Britain'")
        return chosen
    near = np.broadcast_to(np.asarray(model.threat.closeness, dtype=float), (len(model.names),))
    distances = [Input("distance_km", name) for name, value in zip(model.names, near, strict=True) if value < 1]
    return [*(Input("intent", name) for name in model.names), Input("reliability"), *distances]


def _stuck(parameter: Input, value: float) -> bool:
    return value <= 0 or (parameter.name in SHARES and value >= 1)


def _scales(chosen: Sequence[Input], given: Mapping[Any, float] | None) -> list[float]:
    told = {as_parameter(name): float(value) for name, value in (given or {}).items()}
    found = [told.get(each, told.get(Input(each.name), 1.0)) for each in chosen]
    for each, value in zip(chosen, found, strict=True):
        if not 0 < value < float("inf"):
            raise InvalidModelError(f"scale of {each} must be positive, got {value:g}")
    return found


@dataclass(frozen=True, eq=False)
class _Problem:
    """The inequalities of a record as functions of z, the change of its inputs in natural units."""

    rows: list[Inequality]
    chosen: list[Input]
    symbols: list[Symbol]
    start: Array
    scale: Array
    values: Callable[[Array], Any]
    gradients: Callable[[Array], Any]

    @classmethod
    def of(cls, record: Recorded, chosen: list[Input], start: Sequence[float], scale: Sequence[float]) -> _Problem:
        rows = inequalities(record.model, record.recorded, chosen, record.name)
        symbols = list(symbols_of(chosen).values())
        slacks = [row.slack for row in rows]
        gradients = [[slack.diff(symbol) for symbol in symbols] for slack in slacks]
        made = (lambdify([symbols], each, cse=True) for each in (slacks, gradients))
        return cls(rows, chosen, symbols, np.array(start), np.array(scale), *made)

    @property
    def formulas(self) -> list[Expr]:
        """The slacks as formulas of the inputs."""
        return [row.slack for row in self.rows]

    def inputs(self, z: Array) -> Array:
        """Return the inputs at changes, ``(..., inputs)``."""
        share = np.array([each.name in SHARES for each in self.chosen])
        grown = np.exp(self.scale * z)
        at = np.where(share, self.start, 0.5)
        return np.asarray(np.where(share, at * grown / (1 - at + at * grown), self.start * grown))

    def slacks(self, z: Array) -> Array:
        """Return the slack of each inequality."""
        return np.asarray(self.values(self.inputs(z)), dtype=float)

    def slopes(self, z: Array) -> Array:
        """Return how each slack moves with each change."""
        x = self.inputs(z)
        share = np.array([each.name in SHARES for each in self.chosen])
        return np.asarray(np.asarray(self.gradients(x), dtype=float) * self.scale * np.where(share, x * (1 - x), x))

    def negative(self, z: Array) -> list[int]:
        """Return the inequalities that give way, by position."""
        slacks = self.slacks(z)
        return np.flatnonzero(slacks < -_ROUNDING * max(1e-300, abs(slacks).max())).tolist()

    def just(self, z: Array) -> list[int]:
        """Return the inequalities that just hold, by position."""
        slacks = self.slacks(z)
        return np.flatnonzero(slacks < 10 * _MARGIN * abs(slacks).max()).tolist()

    def solved(self, rng: np.random.Generator) -> Array | None:
        """Return the nearest change found at which none gives way."""
        d = len(self.symbols)
        starts = [np.zeros(d), *(rng.standard_normal((_STARTS, d)) * np.geomspace(0.3, 3, _STARTS)[:, None])]
        best = None
        for start in starts:
            z = self._improved(start)
            if z is not None and (best is None or np.linalg.norm(z) < np.linalg.norm(best)):
                best = z
        return best

    def _improved(self, start: Array) -> Array | None:
        from scipy.optimize import minimize

        unit = max(1e-300, abs(self.slacks(np.zeros(len(start)))).max())
        with np.errstate(all="ignore"):
            result = minimize(
                lambda z: (z @ z, 2 * z),
                start,
                jac=True,
                method="SLSQP",
                bounds=[(-REACH, REACH)] * len(start),
                constraints={
                    "type": "ineq",
                    "fun": lambda z: self.slacks(z) / unit - _MARGIN,
                    "jac": lambda z: self.slopes(z) / unit,
                },
                options={"ftol": 1e-12, "maxiter": 300},
            )
        z = np.asarray(result.x)
        return z if np.isfinite(z).all() and self.slacks(z).min() >= 0 else None


def _stands(record: Recorded, to: Mapping[Input, float]) -> bool:
    """Return whether no state gains by a deviation, in the payoffs of the model with these inputs."""
    model: ResponseModel = with_values(record.model, to)
    play = [menu.index(record.recorded[name]) for name, menu in zip(model.names, model.actions, strict=True)]
    for i, did in enumerate(play):
        own = np.asarray(payoffs_against(model, i, play), dtype=float)
        if own.max() > own[did]:
            return False
    return True
