r"""Exact boundaries of a phase diagram: the curves on which an inequality gives way.

The builder is run once more with a symbol for each axis, and `alignment_games.symbolic.conditions` derives from
that game when each profile is an equilibrium. A boundary is the zero set of one of these inequalities, where the
others hold. Pixels and curves come from one builder by two ways, numbers and algebra, and are held against each
other by `disagreements`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError
from alignment_games.models.model import Input
from alignment_games.signatures import as_annotated
from alignment_games.sweeps._inputs import arguments
from alignment_games.sweeps.grids.grid_answers import Labels
from alignment_games.sweeps.grids.phase_diagram import PhaseDiagram
from alignment_games.text.display import DisplayedRecord


@dataclass(frozen=True, eq=False, repr=False)
class Boundary(DisplayedRecord):
    """The exact condition under which one profile is an equilibrium, over the axes of a diagram.

    ``conditions``: the `symbolic.Conditions`. ``symbols``: the symbol of each axis.
    """

    profile: Labels
    conditions: Any
    symbols: Mapping[Input, Any]

    def holds(self, axes: Mapping[Input, Array]) -> Array:
        """Return where the profile is an equilibrium on a grid, by the exact condition evaluated in floats."""
        places = np.meshgrid(*axes.values(), indexing="ij")
        named = {str(self.symbols[name]): place for name, place in zip(axes, places, strict=True)}
        return np.asarray(self.conditions.predicate()(**named))

    def holds_exactly(self, point: Mapping[Input, float]) -> bool:
        """Return whether the profile is an equilibrium at one point, in exact arithmetic; 0.1 means one tenth."""
        import sympy

        values = {self.symbols[name]: sympy.Rational(Fraction(str(value))) for name, value in point.items()}
        return bool(self.conditions.holds(values))

    def curves(self, axes: Mapping[Input, Array]) -> list[tuple[str, Array]]:
        """Return, for each inequality, who gives way and its value on a grid, NaN where another one fails.

        The curve is where the value is zero; away from the other inequalities' side it bounds nothing. One step of
        the grid is left beyond, so that curves meet in their corners.
        """
        import sympy
        from scipy.ndimage import binary_dilation

        places = np.meshgrid(*axes.values(), indexing="ij")
        symbols = [self.symbols[name] for name in axes]
        found = [(c, sympy.lambdify(symbols, c.expression, "numpy")) for c in self.conditions]
        values = [np.broadcast_to(np.asarray(f(*places), dtype=float), places[0].shape) for _, f in found]
        told = []
        for k, (condition, _) in enumerate(found):
            others = [value >= 0 for j, value in enumerate(values) if j != k]
            inside = np.logical_and.reduce(others) if others else np.ones(places[0].shape, dtype=bool)
            told.append((condition.reason, np.where(binary_dilation(inside), values[k], np.nan)))
        return told


@as_annotated()
def boundaries(diagram: PhaseDiagram, profiles: Iterable[Labels] | None = None) -> list[Boundary]:
    """Return the exact condition of each profile that is an equilibrium somewhere on the diagram (or of those given).

    Raises what `symbolic.conditions` raises for payoffs that are no fractions of polynomials in the axes, such as
    an axis in an exponent, and InvalidModelError for a builder that does not take symbols.
    """
    import sympy

    from alignment_games.symbolic import conditions

    symbols = {
        name: sympy.Symbol("_".join(filter(None, (name.name, name.state))), **_signs(values))
        for name, values in diagram.axes.items()
    }
    try:
        built = diagram.family.build(**arguments(symbols))
    except (TypeError, ValueError) as error:
        raise InvalidModelError(
            f"the builder does not take symbols, so there are no exact boundaries: {error}"
        ) from error
    game = built.game() if hasattr(built, "game") else built
    wanted = profiles if profiles is not None else [diagram.profiles[k] for k in np.unique(diagram.listed)]
    return [Boundary(tuple(profile), conditions(game, list(profile)), symbols) for profile in wanted]


@as_annotated()
def disagreements(diagram: PhaseDiagram, profiles: Iterable[Labels] | None = None) -> dict[Labels, int]:
    """Return, for each profile (all by default), at how many points of the grid pixels and exact conditions differ.

    Where rounding could decide, at the curve itself, exact arithmetic does.
    """
    found = {}
    for boundary in boundaries(diagram, diagram.profiles if profiles is None else profiles):
        doubtful = np.argwhere(boundary.holds(diagram.axes) != diagram.is_equilibrium(boundary.profile))
        pixels = diagram.is_equilibrium(boundary.profile)
        points = [{name: float(v[k]) for (name, v), k in zip(diagram.axes.items(), at, strict=True)} for at in doubtful]
        wrong = [boundary.holds_exactly(point) != pixels[tuple(at)] for point, at in zip(points, doubtful, strict=True)]
        found[boundary.profile] = sum(wrong)
    return found


def _signs(values: Array) -> dict[str, bool]:
    """Return what the axis says about its symbol."""
    if (values > 0).all():
        return {"positive": True}
    return {"nonnegative": True} if (values >= 0).all() else {"real": True}
