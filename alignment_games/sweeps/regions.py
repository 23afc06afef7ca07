r"""Regional security complexes: a system cut where threats are small, and what the cut costs.

States i and j belong together when one of them feels threatened by the other by more than a cut-off; the
complexes are the connected components (Buzan & Waever 2003: threats travel more easily over short distances, so
that security clusters by region). The games of the regions are then solved apart, each as if the states outside it
passed the buck, which in the response game is the same as leaving them out: they lend nothing to either side.

The error is measured on the joint game: the regret there of the regional equilibria put together, and the
equilibria of the joint game that no combination of them gives. What the cut cannot change is proven (`_splits`): the
responses that are best whatever the other regions do. Where all are, what is put together is an equilibrium.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import product
from math import prod
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError, UnsupportedGameError, shown, unknown_name
from alignment_games.game.entrance import Given, as_game, as_problem, not_taken
from alignment_games.game.labelled_game import LabelledGame
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.sum_game import SumGame
from alignment_games.signatures import as_annotated
from alignment_games.solvers.numeric import one_game_of_numbers
from alignment_games.states.system import System
from alignment_games.sweeps._splits import Index, SumSplit, TableSplit
from alignment_games.text.display import Displayed
from alignment_games.text.visible import in_lines

Labels = tuple[str, ...]

#: Profiles put together from the regions' equilibria.
_MOST_PROFILES = 10_000


@dataclass(frozen=True, eq=False, repr=False)
class Complexes(Displayed):
    """A system divided into regional complexes; make it with `regional_complexes`.

    ``regions``: the names in each, the largest first. ``threats[i, j]``: the threat that i perceives from j.
    ``across``: the largest threat between regions, at most the ``cutoff``.
    """

    regions: tuple[tuple[str, ...], ...]
    names: tuple[str, ...]
    threats: Array = field(repr=False)
    cutoff: float
    across: float

    def region_of(self, state: str) -> tuple[str, ...]:
        """Return the region of a state, by the names of its members."""
        for region in self.regions:
            if state in region:
                return region
        raise unknown_name("state", state, self.names)

    def __str__(self) -> str:
        lines = [
            f"{len(self.regions)} regions where threats are above {self.cutoff:g} (largest across: {self.across:.3g})"
        ]
        return in_lines([*lines, *(f"  {', '.join(region)}" for region in self.regions)])


@as_annotated()
def threat_matrix(system: System, **options: Any) -> Array:
    """Return ``T[i, j]``, the threat that state i perceives from state j; the diagonal is zero.

    ``options`` as in `System.perceived_threat`.
    """
    names = system.names
    matrix = np.zeros((len(names), len(names)))
    for j, source in enumerate(names):
        threat = system.perceived_threat(of=source, **options)
        for i, name in enumerate(names):
            if i != j:
                matrix[i, j] = float(threat[name])
    return matrix


def regional_complexes(
    system: System | Array, cutoff: float, *, names: Sequence[str] | None = None, **options: Any
) -> Complexes:
    """Return the regional complexes of a system, or of a matrix of threats with the ``names`` of its states.

    Raises InvalidModelError for a matrix that is not square or a negative cut-off.

    >>> threats = [[0, 0.6, 0.1], [0.5, 0, 0.0], [0.1, 0.1, 0]]
    >>> regional_complexes(np.array(threats), 0.2, names=["Germany", "France", "Japan"]).regions
    (('Germany', 'France'), ('Japan',))
    """
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    if isinstance(system, System):
        threats, labels = threat_matrix(system, **options), system.names
    else:
        try:
            threats = np.atleast_1d(np.asarray(system, dtype=float))
        except (TypeError, ValueError):
            raise InvalidModelError(f"expected a System, or a matrix of threats, got {shown(system)}") from None
        labels = tuple(names if names is not None else map(str, range(1, len(threats) + 1)))
    n = len(labels)
    if threats.shape != (n, n) or not np.isfinite(threats).all():
        raise InvalidModelError(
            f"expected finite threats, one row and one column for each of {n} states, got {threats.shape}"
        )
    if not cutoff >= 0:
        raise InvalidModelError(f"the cut-off must be at least 0, got {cutoff}")
    near = threats > cutoff
    np.fill_diagonal(near, val=False)
    count, label = connected_components(csr_array(near), directed=False)
    members = [tuple(labels[i] for i in np.flatnonzero(label == k)) for k in range(count)]
    apart = label[:, None] != label[None, :]
    across = float(threats[apart].max()) if apart.any() else 0.0
    return Complexes(tuple(sorted(members, key=len, reverse=True)), labels, threats, float(cutoff), across)


@dataclass(frozen=True, eq=False, repr=False)
class SplitError(Displayed):
    """What solving the regions apart gets wrong about the joint game.

    ``profiles``: the regional equilibria put together; ``regrets``: the regret of each in the joint game, in payoff
    units, 0 for an equilibrium of it; ``relative``: as shares of the largest payoff range of a player. ``missed``: the
    pure equilibria of the joint game that are not among them. ``firm``: for each profile the states whose response is
    proven to be the best whatever those of other regions do.
    """

    profiles: tuple[Labels, ...]
    regrets: Array
    relative: Array
    missed: tuple[Labels, ...]
    firm: tuple[Labels, ...] = ()

    @property
    def largest(self) -> float:
        """The largest regret; 0 where there is no profile."""
        return float(self.regrets.max(initial=0.0))

    @property
    def exact(self) -> bool:
        """Whether the regions apart give the pure equilibria of the joint game, all and no others."""
        return not self.missed and self.largest == 0

    def __str__(self) -> str:
        return (
            f"profiles from the regions apart: {len(self.profiles)}, equilibria of the joint game among them: "
            f"{int((self.regrets == 0).sum())}, missed: {len(self.missed)}; largest regret {self.largest:.4g}; "
            f"whatever other regions do, at least {min(map(len, self.firm), default=0)} states respond so"
        )


@as_annotated()
def regional_games(
    game: Given, regions: Sequence[Sequence[str]], *, outside: str = "buck_pass"
) -> list[NormalFormGame]:
    """Return the game of each region: the others have the one action ``outside``.

    States in a region that the game does not have, such as the threat itself, are left aside. Raises InvalidModelError
    when the regions leave a player out, or a player outside a region does not have that action.
    """
    game = as_game(game)
    return [game.restrict(_kept(game, part, outside)) for part in _parts(game, regions)]


def _parts(game: NormalFormGame | SumGame, regions: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return the players in each region that has some."""
    if isinstance(game, NormalFormGame) and game.batch_shape:
        raise InvalidModelError(f"expected one game, got a family (batch {game.batch_shape})")
    players = set(game.players)
    parts = [[name for name in region if name in players] for region in regions]
    told = [name for part in parts for name in part]
    wrong = [name for name in game.players if told.count(name) != 1]
    if wrong:
        raise InvalidModelError(
            f"the regions must hold each player once; none or several hold {', '.join(wrong):.60}; put each in one"
        )
    return [part for part in parts if part]


def _kept(game: LabelledGame, region: Sequence[str], outside: str) -> list[list[int]]:
    kept = []
    for player, own in zip(game.players, game.actions, strict=True):
        if player not in region and outside not in own:
            raise unknown_name("action", outside, own)
        kept.append(list(range(len(own))) if player in region else [own.index(outside)])
    return kept


@as_annotated()
def split_error(game: Given | SumGame, regions: Sequence[Sequence[str]], *, outside: str = "buck_pass") -> SplitError:
    """Return how far the equilibria of the regions, solved apart, are from those of the joint game.

    ``game``: what `solve` takes, of hundreds of states by its sums. ``regions``: names of players, such as
    `Complexes.regions`. Raises what `regional_games` raises, and UnsupportedGameError where the
    equilibria of the regions make more than 10,000 profiles.

    >>> from alignment_games.cases import load_case
    >>> print(split_error(load_case("europe-1938").game(burden=0.015), [["Britain", "France"], ["USSR"]]))
    profiles from the regions apart: 1, equilibria of the joint game among them: 1, missed: 0; largest regret 0; ...
    """
    problem = as_problem(game)
    if not isinstance(problem, (NormalFormGame, SumGame)):
        raise not_taken(game)
    game = problem
    if isinstance(game, NormalFormGame):
        one_game_of_numbers(game, "split_error")
    parts = _parts(game, regions)
    whole = SumSplit(game) if isinstance(game, SumGame) else TableSplit(game)
    solved = [whole.restricted(_kept(game, part, outside)).equilibria() for part in parts]
    members = [[game.players.index(name) for name in part] for part in parts]
    combined = _combinations(solved, members)
    regrets = np.array([whole.regret(index) for index in combined])
    firm = [sorted(i for own in members for i in whole.firm(index, own)) for index in combined]
    return SplitError(
        tuple(_labels(game, index) for index in combined),
        regrets,
        regrets / (whole.ranges().max() or 1.0),
        tuple(_labels(game, index) for index in sorted(set(whole.equilibria()) - set(combined))),
        tuple(tuple(game.players[i] for i in each) for each in firm),
    )


def _combinations(solved: Sequence[Sequence[Index]], members: Sequence[Sequence[int]]) -> list[Index]:
    """Return every way to put one pure equilibrium of each region together, as positions of actions."""
    if prod(map(len, solved)) > _MOST_PROFILES:
        raise UnsupportedGameError(
            f"the equilibria of {len(solved)} regions make more than {_MOST_PROFILES:,} profiles; give fewer regions"
        )
    combined = []
    for chosen in product(*solved):
        index = [0] * sum(map(len, members))
        for equilibrium, own in zip(chosen, members, strict=True):
            for i in own:
                index[i] = equilibrium[i]
        combined.append(tuple(index))
    return combined


def _labels(game: LabelledGame, index: Sequence[int]) -> Labels:
    return tuple(own[k] for own, k in zip(game.actions, index, strict=True))
