r"""Players who are all alike: every equilibrium, by kind and with its multiplicity.

A volunteer's dilemma of twenty states has 1,048,575 equilibria of twenty kinds: some volunteer for nobody, and any two
or more may mix alike (Diekmann 1985). Players are alike where what each action pays depends on how many others take
each and on nothing else, up to each one's unit of payoff; then one member of a kind stands for all that exchanging
players makes of it. The mathematics, with the proof that no kind is missing, is at the heads of `_alike.kinds`, for two
actions, and `_alike.types`, for more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import ClassVar

import numpy as np

from alignment_games.errors import InvalidModelError
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.profile import Profile
from alignment_games.game.sum_game import SumGame
from alignment_games.signatures import fields_as_annotated
from alignment_games.solvers._alike.counts import ByCounts, by_counts
from alignment_games.solvers._alike.kinds import Kind, Kinds, Part, kinds_of, work_of
from alignment_games.solvers._alike.types import TypeKind, types_of, work_of_types
from alignment_games.solvers.control import Control
from alignment_games.solvers.solver import AbstractSolver, Proposal
from alignment_games.solvers.status import Status

#: What counts as zero beside the largest gain, of payoffs in floats.
_ROUNDING = Fraction(1, 10**12)
#: With more actions than this there are too many supports of even two players.
_MOST_ACTIONS = 6
#: Units of work that are done in a second.
_A_SECOND = 2_000_000


@fields_as_annotated()
@dataclass(frozen=True)
class AlikePlayers(AbstractSolver):
    """Every equilibrium of players who are all alike.

    Up to ``most`` equilibria are listed one by one. Of more, one of each kind is: the status says so, and
    ``stats["multiplicities"]`` has how many equilibria each stands for. ``stats["count"]``: how many there are in all.
    ``most_work``: of a game that takes more, about ten seconds, it is said so before the work is done. With more than
    two actions the work is not known before: it ends there, and the status says that something is left.

    >>> from alignment_games.models.threshold import volunteers_dilemma
    >>> from alignment_games.solvers import solve
    >>> solution = solve(volunteers_dilemma(12, cost=0.25), AlikePlayers(most=100))
    >>> solution.complete, solution.stats["count"] == 2**12 - 1, len(solution)
    (True, True, 12)
    >>> len(solve(volunteers_dilemma(4, cost=0.45, required=2), AlikePlayers()))
    33

    Five states that gain by being where others are, at one of three places, and each place has its price:

    >>> from alignment_games.game.sum_game import SumGame
    >>> meet = {"north": 1, "east": 10, "south": 100}
    >>> def together(state, action, others):
    ...     return (others // meet[action] % 10) * {"north": 1, "east": 2, "south": 3}[action]
    >>> solution = solve(SumGame.from_function(together, "ABCDE", meet), AlikePlayers())
    >>> solution.complete, len(solution)  # one for each set of places that are in use
    (True, 7)
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
        most = max(game.n_actions)
        if most > 2 and (most > _MOST_ACTIONS or work_of_types(game.n_players, most) > self.most_work):
            return self._too_long(game)
        counted = by_counts(game)
        if counted is None:
            return (
                "expected players who are alike: the same actions in the same order, which pay what depends on how "
                "many others take which and on nothing else; let Auto() choose"
            )
        slack = _slack(game)
        if counted.n_actions > 2:
            tie = counted.tie(slack)
            return f"{tie}; let Auto() choose" if tie else None
        gains = _gains(counted)
        for k, gain in enumerate(gains):
            if abs(gain) <= slack * max(map(abs, gains)):
                return f"where {k} others act, both actions pay the same: continua of equilibria; let Auto() choose"
        return self._too_long(game, work_of(gains)) if work_of(gains) > self.most_work else None

    def _too_long(self, game: NormalFormGame | SumGame, work: int | None = None) -> str:
        """Return that a game takes too long, and how long where that is known."""
        allowed = self.most_work / _A_SECOND
        if work is None:
            return (
                f"{game.n_players} players with {max(game.n_actions)} actions may use them in more ways than can be "
                f"gone through in the {allowed:,.0f} seconds that most_work allows; let Auto() choose"
            )
        return (
            f"the kinds of equilibria of {game.n_players} players take about {work / _A_SECOND:,.0f} seconds, "
            f"more than the {allowed:,.0f} that most_work allows; let Auto() choose, or raise it"
        )

    def propose(self, game: NormalFormGame | SumGame, proposal: Proposal, control: Control) -> None:
        """Propose the members of every kind, or one member of each."""
        counted = by_counts(game)
        assert counted is not None  # noqa: S101 - why_not has looked
        kinds: Sequence[Kind | TypeKind]
        if counted.n_actions > 2:
            types = types_of(counted, control, self.most_work)
            kinds, doubt = types.kinds, types.doubt
        else:
            found = kinds_of(_gains(counted), control)
            kinds = found.kinds
            doubt = found.doubt or _doubt_of_rounding(found, _gains(counted), _slack(game), control)
        multiplicities = [kind.multiplicity for kind in kinds]
        listed = sum(multiplicities) <= self.most
        for kind in kinds:
            for profile in _members(kind.parts, game.n_players) if listed else [_first(kind.parts)]:
                proposal.profiles.append(profile)
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
    counted = by_counts(game)
    return _gains(counted) if counted is not None and counted.n_actions == 2 else None


def _gains(counted: ByCounts) -> tuple[Fraction, ...]:
    """Return the same of payoffs by counts, which begin where all others act."""
    return counted.beyond[0][::-1]


def _slack(game: NormalFormGame | SumGame) -> Fraction:
    """Return what rounding may be worth, in shares of the largest gain: nothing, of exact payoffs."""
    exact = isinstance(game, NormalFormGame) and game.arithmetic == "exact"
    return Fraction(0) if exact else _ROUNDING


def _doubt_of_rounding(found: Kinds, gains: tuple[Fraction, ...], slack: Fraction, control: Control) -> str:
    """Return a doubt where gains a rounding higher or lower have other kinds of equilibria."""
    if not slack:
        return ""
    for shift in (slack * max(map(abs, gains)), -slack * max(map(abs, gains))):
        other = kinds_of([gain + shift for gain in gains], control)
        if other.doubt or sorted(map(_sizes, other.kinds)) != sorted(map(_sizes, found.kinds)):
            return "payoffs a rounding apart have other equilibria"
    return ""


def _sizes(kind: Kind) -> tuple[int, ...]:
    return kind.acting, kind.resting, *(count for count, _ in kind.groups)


def _first(parts: Sequence[Part]) -> Profile:
    """Return the member of a kind that gives the players their parts in order."""
    return tuple(np.array(chances) for count, chances in parts for _ in range(count))


def _members(parts: Sequence[Part], n: int) -> Iterator[Profile]:
    """Yield a profile for every way to give the players their parts."""
    whose = [0] * n

    def fill(free: Sequence[int], k: int) -> Iterator[Profile]:
        if k == len(parts):
            yield tuple(np.array(parts[part][1]) for part in whose)
            return
        for chosen in combinations(free, parts[k][0]):
            for i in chosen:
                whose[i] = k
            yield from fill([i for i in free if i not in chosen], k + 1)

    yield from fill(range(n), 0)
