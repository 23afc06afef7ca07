r"""Landscape theory: which of two blocs each state chooses (Axelrod & Bennett 1993).

State i of size :math:`s_i` has a propensity :math:`p_{ij} = p_{ji}` to be on the side of j: positive for
friends, negative for foes. With :math:`d_{ij} = 1` for states in different blocs and 0 otherwise,

.. math::

   F_i &= \sum_j s_j\, p_{ij}\, d_{ij} && \text{frustration} \\
   E &= \sum_i s_i F_i && \text{energy} \\
   u_i &= -F_i && \text{payoff}

Moving state k changes the energy by :math:`E(X) - E(X^k) = 2 s_k (F_k(X) - F_k(X^k))`. So the game is an
exact weighted potential game, and its pure equilibria are the local minima of E. Configurations come in
mirrored pairs (swap the blocs); one of each pair is counted, the one with the first actor in bloc 1.

With :math:`x_i = \pm 1` for the blocs and :math:`W_{ij} = s_i s_j p_{ij}`, the energy is
:math:`\tfrac12 (\sum_{ij} W_{ij} - x^\top W x)` and moving k raises it by :math:`2 x_k (W x)_k`.
Formulas from Axelrod & Bennett, "A landscape theory of aggregation", British Journal of Political Science
23(2), 1993.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError, UnsupportedGameError, only_known
from alignment_games.game.seeds import generator
from alignment_games.game.tolerance import RELATIVE_TOLERANCE
from alignment_games.models._landscape_descent import MOST_ENUMERATED, all_minima, descended, rises
from alignment_games.models._propensities import as_numbers, by_pair, symmetric
from alignment_games.models._tables import ModelGame, in_whole_units, is_symbolic, named, refuse_too_large
from alignment_games.models.encoding import Meaning, encoding
from alignment_games.text.display import Displayed
from alignment_games.text.tables import Table
from alignment_games.text.visible import visible

ACTIONS = ("bloc_1", "bloc_2")

#: Energies of whole numbers stay below this in 64-bit arithmetic.
_LARGEST_WHOLE = 2**50
#: The same for a move, which is compared and not added up.
_LARGEST_PULL = 2**62


@dataclass(frozen=True, repr=False)
class LocalMinimum(Displayed):
    """A configuration that no single state's move improves.

    ``blocs``: the two sides, the first actor's first. ``energy``. ``basin``: how many of the configurations
    looked at flow here by steepest descent. ``strict``: whether every single move raises the energy.
    """

    blocs: tuple[tuple[str, ...], tuple[str, ...]]
    energy: Any
    basin: int
    strict: bool

    def __str__(self) -> str:
        first, second = (", ".join(bloc) or "nobody" for bloc in self.blocs)
        return visible(f"{first} | {second}")


@dataclass(frozen=True, repr=False)
class LocalMinima(Displayed, Sequence[LocalMinimum]):
    """The local minima found, lowest energy first.

    ``configurations``: how many were looked at (mirror images once), or how many starts descended. ``exhaustive``:
    whether these are all configurations, so that there is no other minimum. What is known of equilibria, the solution
    of the game says.
    """

    minima: tuple[LocalMinimum, ...]
    configurations: int
    exhaustive: bool

    def __len__(self) -> int:
        return len(self.minima)

    def __getitem__(self, index: Any) -> Any:
        return self.minima[index]

    def display_parts(self) -> list[str | Table]:
        """Return what a notebook shows."""
        rows = [[*map(", ".join, each.blocs), each.energy, each.basin] for each in self.minima]
        return [str(self).partition("\n")[0], Table(["one side", "the other", "energy", "basin"], rows)]

    def __str__(self) -> str:
        count = f"{len(self)} local minim{'um' if len(self) == 1 else 'a'}"
        if self.exhaustive:
            head = f"{count} among all {self.configurations:,} configurations, with their basins of steepest descent"
        else:
            head = f"{count} found by descent from {self.configurations:,} random starts; others may exist"
        rows = [f"  energy {each.energy}, basin {each.basin:,}: {each}" for each in self.minima]
        return "\n".join([head, *rows])


class Landscape:
    """Actors with sizes and propensities to align; energies, frustrations and local minima.

    ``sizes``: positive, by name. ``propensities``: a symmetric matrix in the order of ``sizes`` with zeros
    on the diagonal, or a mapping from pairs of names, 0 where none is given. Numbers, fractions or symbols.
    Raises InvalidModelError for unknown names, sizes that are not positive, a matrix that is not symmetric.

    >>> landscape = Landscape({"UK": 3, "France": 2, "Germany": 4}, {("UK", "France"): 1, ("UK", "Germany"): -2})
    >>> landscape.energy({"Germany"})
    -48
    >>> print(landscape.local_minima())
    1 local minimum among all 4 configurations, with their basins of steepest descent
      energy -48, basin 4: UK, France | Germany
    """

    def __init__(self, sizes: Mapping[str, Any], propensities: Any) -> None:
        self.actors = named(sizes, "size", least=2)
        self.sizes = as_numbers([sizes[name] for name in self.actors])
        self.propensities = symmetric(propensities, self.actors)

    @cached_property
    def weights(self) -> Array:
        """W[i, j] = s_i s_j p_ij; whole numbers too large for 64 bits are carried exactly as objects."""
        s, p = self.sizes, self.propensities
        exact = object in (s.dtype, p.dtype)
        if exact or (
            s.dtype.kind == p.dtype.kind == "i" and np.square(s, dtype=float).sum() * abs(p).max() > _LARGEST_WHOLE
        ):
            s = s.astype(object)
        return np.asarray(s[:, None] * s * p)

    def frustrations(self, bloc: Collection[str]) -> dict[str, Any]:
        """Return each actor's frustration when the named actors are in one bloc and the rest in the other."""
        values = (self.sizes * self.propensities * self._apart(bloc)).sum(axis=1)
        return dict(zip(self.actors, values.tolist(), strict=True))

    def energy(self, bloc: Collection[str]) -> Any:
        """Return the energy when the named actors are in one bloc and the rest in the other."""
        return np.asarray((self.weights * self._apart(bloc)).sum()).item()

    def game(self) -> ModelGame:
        """Return the game in which each actor chooses its bloc to keep its frustration low.

        Fractions and symbols stay as they are; whole numbers make a float game, which holds them exactly.
        Raises InvalidModelError when the table would be too large; `local_minima` needs no table.
        """
        n = len(self.actors)
        refuse_too_large((2,) * n, "use Landscape(...).local_minima(), which builds no table")
        pull = self.propensities * self.sizes  # pull[i, j] = s_j p_ij
        second = np.indices((2,) * n).reshape(n, -1)
        # j is across from i where exactly one of the two is in the second bloc.
        tables = [-(pull[i] @ (second ^ second[i])).reshape((2,) * n) for i in range(n)]
        return ModelGame("landscape", np.stack(tables), self.actors, ACTIONS)

    def energies(self) -> Array:
        """Return the energy of every configuration, shape ``(2 ** (n - 1),)``.

        In entry c, actor k + 1 is in the second bloc iff bit k of c is set; the first actor is in the first.
        """
        self._refuse_symbols()
        total = self.weights.sum()
        parts = [(total - gains.sum(axis=1)) / 2 for _, gains in rises(self.weights)]
        return np.concatenate(parts)

    def local_minima(self, *, starts: int | None = None, rng: int | np.random.Generator = 0) -> LocalMinima:
        """Return the local minima of the energy with their basins: the pure equilibria, mirror images once.

        Up to 24 actors every configuration is looked at. With more, or when ``starts`` is given, that many
        random starts (1,000 by default, seeded by ``rng``) descend, and the answer is not exhaustive.
        Raises UnsupportedGameError for symbols.
        """
        self._refuse_symbols()
        exhaustive = starts is None and len(self.actors) <= MOST_ENUMERATED
        starts = 1000 if starts is None else starts
        if starts < 1:
            raise InvalidModelError(f"starts must be at least 1, got {starts}")
        pulls, slack = self._pulls
        ends, basins = all_minima(pulls, slack) if exhaustive else descended(pulls, slack, starts, generator(rng))
        looked_at = 2 ** (len(self.actors) - 1) if exhaustive else starts
        return LocalMinima(self._described(ends, basins), looked_at, exhaustive)

    def _described(self, spins: Array, basins: Array) -> tuple[LocalMinimum, ...]:
        found = []
        pulls, slack = self._pulls
        for x, basin in zip(spins, basins, strict=True):
            gains = x * (pulls @ x)
            first = tuple(name for name, side in zip(self.actors, x, strict=True) if side > 0)
            second = tuple(name for name, side in zip(self.actors, x, strict=True) if side < 0)
            strict = bool(gains.min() > slack)
            found.append(LocalMinimum((first, second), self.energy(second), int(basin), strict))
        return tuple(sorted(found, key=lambda each: (each.energy, each.blocs)))

    @cached_property
    def _pulls(self) -> tuple[Array, Any]:
        """What moves are compared by, and half the rise in energy that counts as none.

        Floats are read as the decimals that they print as: W in whole multiples of one unit, where these fit in 64
        bits, so that equal energies are equal. Longer decimals stay floats, with a rounding's slack.
        """
        if self.weights.dtype.kind != "f":
            return self.weights, 0
        figures = ("size", self.sizes), ("propensity", self.propensities)
        exact = (in_whole_units(dict(enumerate(table.flat)), what).values() for what, table in figures)
        s, p = (np.array([*numbers], dtype=object) for numbers in exact)
        whole = s[:, None] * s * p.reshape(self.weights.shape)
        largest = abs(whole).sum(axis=1).max()
        if largest < _LARGEST_PULL:
            return whole.astype(np.int64), 0
        return self.weights, abs(self.weights).sum(axis=1).max() * RELATIVE_TOLERANCE

    def _apart(self, bloc: Collection[str]) -> Array:
        if isinstance(bloc, str):
            raise InvalidModelError(f"a bloc is a collection of names, got the string {bloc!r}")
        only_known("actor", bloc, self.actors)
        inside = np.array([name in bloc for name in self.actors])
        return np.asarray(inside[:, None] != inside).astype(int)

    def _refuse_symbols(self) -> None:
        if self.weights.dtype == object and is_symbolic(*self.weights.flat):
            raise UnsupportedGameError("energies of symbols cannot be compared; put numbers in first, or use .game()")


@encoding(
    {
        "sizes": Meaning("size of each actor", unit="any one unit", above=True),
        "propensities": Meaning("propensity of each pair to align, negative to oppose", low=None, read=by_pair),
    },
    lambda: {
        "sizes": {"UK": 3, "France": 2, "Germany": 4},
        "propensities": {("UK", "France"): 1, ("UK", "Germany"): -2},
    },
)
def landscape_game(sizes: Mapping[str, Any], propensities: Any) -> ModelGame:
    """Return the game of bloc choice; `Landscape` takes the same figures and finds the minima of many actors.

    >>> game = landscape_game({"UK": 3, "Germany": 4}, {("UK", "Germany"): -2})
    >>> game.payoffs[0].tolist()
    [[0.0, 8.0], [8.0, 0.0]]
    """
    return Landscape(sizes, propensities).game()
