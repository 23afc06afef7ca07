"""Our solvers and the peers', each as a function from a game to profiles. A missing peer raises ImportError."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from alignment_games import NormalFormGame, solve
from alignment_games.io.interchange import to_gambit, to_nashpy, to_quantecon

Profiles = list[tuple[Any, ...]]


def ours(game: NormalFormGame) -> Profiles:
    """All equilibria by the solver that Auto chooses."""
    return [equilibrium.profile for equilibrium in solve(game, throw=False)]


def nashpy_vertices(game: NormalFormGame) -> Profiles:
    """Vertex enumeration by nashpy."""
    return list(to_nashpy(game.to_float()).vertex_enumeration())


def nashpy_supports(game: NormalFormGame) -> Profiles:
    """Support enumeration by nashpy."""
    return list(to_nashpy(game.to_float()).support_enumeration())


def quantecon_vertices(game: NormalFormGame) -> Profiles:
    """QuantEcon's vertex enumeration."""
    from quantecon.game_theory import vertex_enumeration

    return list(vertex_enumeration(to_quantecon(game.to_float())))


def quantecon_supports(game: NormalFormGame) -> Profiles:
    """QuantEcon's compiled support enumeration."""
    from quantecon.game_theory import support_enumeration

    return list(support_enumeration(to_quantecon(game.to_float())))


def gambit_enumpoly(game: NormalFormGame) -> Profiles:
    """Gambit's enumpoly, the peer for three and more players."""
    import pygambit

    theirs = to_gambit(game)
    found = pygambit.nash.enumpoly_solve(theirs, use_strategic=True).equilibria
    return [from_gambit(theirs, profile) for profile in found]


def gambit_enummixed(game: NormalFormGame) -> Profiles:
    """Gambit's enummixed, two players, rational."""
    import pygambit

    theirs = to_gambit(game)
    found = pygambit.nash.enummixed_solve(theirs, rational=True).equilibria
    return [from_gambit(theirs, profile) for profile in found]


def from_gambit(theirs: Any, profile: Any) -> tuple[Any, ...]:
    """Return one of pygambit's profiles as arrays of probabilities."""
    return tuple(np.array([float(profile[strategy]) for strategy in player.strategies]) for player in theirs.players)


#: The module that each peer is imported as.
PEERS = {"nashpy": "nashpy", "quantecon": "quantecon", "gambit": "pygambit"}

METHODS: dict[str, tuple[Callable[[NormalFormGame], Profiles], range]] = {
    "alignment_games": (ours, range(1, 100)),
    "nashpy vertex": (nashpy_vertices, range(2, 3)),
    "nashpy support": (nashpy_supports, range(2, 3)),
    "quantecon vertex": (quantecon_vertices, range(2, 3)),
    "quantecon support": (quantecon_supports, range(2, 3)),
    "gambit enummixed": (gambit_enummixed, range(2, 3)),
    "gambit enumpoly": (gambit_enumpoly, range(3, 100)),
}
