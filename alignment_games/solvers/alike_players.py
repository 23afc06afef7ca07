r"""Players who are all alike, with two actions each: every equilibrium, by kind and with its multiplicity.

A volunteer's dilemma of twenty states has 1,048,575 equilibria of twenty kinds: some volunteer for nobody, and any two
or more may mix alike (Diekmann 1985). Players are alike where what acting gains depends on how many others act and on
nothing else, up to each one's unit of payoff; then one member of a kind stands for all that exchanging players makes
of it. The mathematics, with the proof that no kind is missing, is at the head of `_alike.kinds`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from alignment_games.errors import InvalidModelError
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.profile import Profile
from alignment_games.game.sum_game import SumGame
from alignment_games.solvers._alike.kinds import Kind, Kinds, kinds_of, work_of
from alignment_games.solvers.control import Control
from alignment_games.solvers.solver import AbstractSolver, Proposal
from alignment_games.solvers.status import Status

Array = NDArray[Any]

#: What counts as zero beside the largest gain, of payoffs in floats.
_ROUNDING = Fraction(1, 10**12)
#: Units of work that are done in a second.
_A_SECOND = 2_000_000


@dataclass(frozen=True)
class AlikePlayers(AbstractSolver):
    """Every equilibrium of players who are all alike, with two actions each.

    Up to ``most`` equilibria are listed one by one. Of more, one of each kind is: the status says so, and
    ``stats["multiplicities"]`` has how many equilibria each stands for. ``stats["count"]``: how many there are in all.
    ``most_work``: of a game that takes more, about ten seconds, it is said so before the work is done.

    >>> from alignment_games.models.threshold import volunteers_dilemma
    >>> from alignment_games.solvers import solve
    >>> solution = solve(volunteers_dilemma(12, cost=0.25), AlikePlayers(most=100))
    >>> solution.complete, solution.stats["count"] == 2**12 - 1, len(solution)
    (True, True, 12)
    >>> len(solve(volunteers_dilemma(4, cost=0.45, required=2), AlikePlayers()))
    33
    """

    games: ClassVar[tuple[type, ...]] = (NormalFormGame, SumGame)

    most: int = 1000
    #: Units of work, about two million to a second, beyond which a game is refused before it is begun.
    most_work: int = 20_000_000

    def __post_init__(self) -> None:
        if self.most < 1:
            raise InvalidModelError(f"most: expected at least 1 equilibrium to list, got {self.most}")

    def why_not(self, game: NormalFormGame | SumGame) -> str | None:
        """Return why the game is not treated: players who differ, a choice that can be a tie, or too much work."""
        gains = gains_of(game)
        if gains is None:
            return (
                "expected players with two actions each, in the same order, who gain by the first what depends on how "
                "many others take it and on nothing else; let Auto() choose"
            )
        tie = next((k for k, gain in enumerate(gains) if abs(gain) <= _slack(game, gains)), None)
        if tie is not None:
            return f"where {tie} others act, both actions pay the same: continua of equilibria; let Auto() choose"
        work = work_of(gains)
        if work > self.most_work:
            return (
                f"the kinds of equilibria of {game.n_players} players take about {work / _A_SECOND:,.0f} seconds, "
                f"more than the {self.most_work / _A_SECOND:,.0f} that most_work allows; let Auto() choose, or raise it"
            )
        return None

    def propose(self, game: NormalFormGame | SumGame, proposal: Proposal, control: Control) -> None:
        """Propose the members of every kind, or one member of each."""
        gains = gains_of(game)
        assert gains is not None  # noqa: S101 - why_not has looked
        found = kinds_of(gains, control)
        doubt = found.doubt or _doubt_of_rounding(found, gains, _slack(game, gains), control)
        kinds = sorted(found.kinds, key=lambda kind: (len(kind.groups), -kind.acting))
        multiplicities = [kind.multiplicity for kind in kinds]
        listed = sum(multiplicities) <= self.most
        for kind in kinds:
            members = _members(kind, game.n_players) if listed else [_first(kind)]
            for chances in members:
                proposal.profiles.append(_profile(chances))
                control.tick()
        proposal.stats["count"] = sum(multiplicities)
        if not listed:
            proposal.stats["multiplicities"] = multiplicities
        if doubt:
            proposal.status, proposal.stats["open"] = Status.UNPROVEN, doubt
        else:
            proposal.status = Status.ALL if listed else Status.ALL_KINDS


def gains_of(game: NormalFormGame | SumGame) -> tuple[Fraction, ...] | None:
    """Return what the first action gains over the second when 0, 1, ... others take it; None where players differ.

    The gains are exact, in units of the first player's payoff.
    """
    if set(game.n_actions) != {2}:
        return None
    shared: tuple[Fraction, ...] | None = None
    for rows in _of_sums(game) if isinstance(game, SumGame) else _of_table(game):
        if rows[0] is None or rows[1] is None:
            return None
        gains = [Fraction(act) - Fraction(rest) for act, rest in zip(rows[0], rows[1], strict=True)]
        unit = max(map(abs, gains))
        if shared is None:
            shared, first = tuple(gains), unit
        if unit == 0 or tuple(gain * first for gain in gains) != tuple(gain * unit for gain in shared):
            return None
    return shared


def _of_table(game: NormalFormGame) -> Iterator[list[list[Any] | None]]:
    """Yield, for each player, the payoffs of either action by how many others act; None where it matters who does."""
    if game.arithmetic == "symbolic":
        yield [None, None]
        return
    n = game.n_players
    acting = (n - 1) - np.indices((2,) * (n - 1)).sum(axis=0)  # the first action has position 0
    for i, payoffs in enumerate(game.payoffs):
        yield [_by_count(row, acting) for row in np.moveaxis(payoffs, i, 0)]


def _of_sums(game: SumGame) -> Iterator[list[list[Any] | None]]:
    """Yield the same of a game of sums, to which all must contribute alike."""
    amounts, n = game.sums.amounts, game.n_players
    if (amounts != amounts[:, :1]).any():
        yield [None, None]
        return
    acting = np.arange(n)
    others = acting * amounts[:, :1, 0] + (n - 1 - acting) * amounts[:, :1, 1]
    for i in range(n):
        yield game.sums.bounds(np.array([i]), others[:, None], others[:, None])[0][0].T.tolist()


def _by_count(row: Array, acting: Array) -> list[Any] | None:
    """Return the payoff for each number of others who act, or None where others with the same number differ."""
    n = row.ndim
    at = [(0,) * k + (1,) * (n - k) for k in range(n + 1)]
    values = np.array([row[index] for index in at], dtype=row.dtype)
    return values.tolist() if np.array_equal(values[acting], row) else None


def _slack(game: NormalFormGame | SumGame, gains: tuple[Fraction, ...]) -> Fraction:
    """Return what rounding may be worth: nothing, of exact payoffs."""
    exact = isinstance(game, NormalFormGame) and game.arithmetic == "exact"
    return Fraction(0) if exact else _ROUNDING * max(map(abs, gains))


def _doubt_of_rounding(found: Kinds, gains: tuple[Fraction, ...], slack: Fraction, control: Control) -> str:
    """Return a doubt where gains a rounding higher or lower have other kinds of equilibria."""
    if not slack:
        return ""
    for shift in (slack, -slack):
        other = kinds_of([gain + shift for gain in gains], control)
        if other.doubt or sorted(map(_parts, other.kinds)) != sorted(map(_parts, found.kinds)):
            return "payoffs a rounding apart have other equilibria"
    return ""


def _parts(kind: Kind) -> tuple[int, ...]:
    return kind.acting, kind.resting, *(count for count, _ in kind.groups)


def _first(kind: Kind) -> list[float]:
    """Return each player's chance of acting: who acts for sure first, then who mixes, then who does not."""
    mixed = [p for count, p in kind.groups for _ in range(count)]
    return [1.0] * kind.acting + mixed + [0.0] * kind.resting


def _members(kind: Kind, n: int) -> Iterator[list[float]]:
    """Yield each player's chance of acting for every way to give the players their parts."""
    parts = [(kind.acting, 1.0), *kind.groups]

    def fill(free: tuple[int, ...], left: list[tuple[int, float]], chances: list[float]) -> Iterator[list[float]]:
        if not left:
            yield chances
            return
        (count, p), *rest = left
        for chosen in combinations(free, count):
            given = [p if i in chosen else chance for i, chance in enumerate(chances)]
            yield from fill(tuple(i for i in free if i not in chosen), rest, given)

    yield from fill(tuple(range(n)), parts, [0.0] * n)


def _profile(chances: list[float]) -> Profile:
    return tuple(np.array([p, 1 - p]) for p in chances)
