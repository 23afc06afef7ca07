"""A smaller game with the same equilibria, and the way back: of profiles, continua and what is proven."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from weakref import WeakKeyDictionary

import numpy as np

from alignment_games.arrays import Array
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.profile import Profile, supports
from alignment_games.game.strategic_range import remainder_order, strategic_scale
from alignment_games.game.sum_game import SumGame
from alignment_games.game.tolerance import payoff_rounding
from alignment_games.solvers.smaller_games._copies import Copies, copying, freedom, sets_of_copies, spread
from alignment_games.solvers.solution import in_words
from alignment_games.solvers.solver import Proposal
from alignment_games.solvers.status import Component, Status
from alignment_games.text.display import DisplayedRecord

#: By game its table of undominated actions: a choice, a refusal and a solver ask for it in turn.
_RESIDUALS: WeakKeyDictionary[NormalFormGame, NormalFormGame] = WeakKeyDictionary()


@dataclass(frozen=True, repr=False)
class Reduced(DisplayedRecord):
    """A game without some actions or players of the ``whole`` one.

    ``copies``: for each player of the whole game, for each action left, the positions that it stands for.
    ``movers``: the players of the smaller game, by position; all others have one action left.
    """

    game: NormalFormGame
    whole: NormalFormGame | SumGame
    copies: Copies
    movers: Sequence[int]

    def forth(self, profile: Profile) -> Profile:
        """Return the profile in the smaller game, of one that uses no action left out."""
        return tuple(profile[i][[own[0] for own in self.copies[i]]] for i in self.movers)

    def back(self, profile: Profile) -> Profile:
        """Return the profile in the whole game, the first of those that it stands for."""
        return spread(self._with_idle(profile), [[own[:1] for own in sets] for sets in self.copies], self._sizes)[0]

    def home(self, inner: Proposal, proposal: Proposal) -> None:
        """Bring home what was proposed for the smaller game: copies of actions in use make a continuum of a profile.

        Indices stay as they are: neither copies nor strictly dominated actions change them (Govindan & Wilson 1997).
        """
        places: list[tuple[int, ...]] = []
        for profile in map(self._with_idle, inner.profiles):
            first = len(proposal.profiles)
            proposal.profiles += spread(profile, self.copies, self._sizes)
            places.append(tuple(range(first, len(proposal.profiles))))
        joined = {k for component in inner.components for k in component.members}
        copied = [k for k, own in enumerate(places) if k not in joined and self._freedom(inner.profiles[k])]
        alone = [Component((k,), 0, self._point(inner.profiles[k]), inner.indices.get(k)) for k in copied]
        proposal.components += [self._copied(each, inner.profiles, places) for each in (*inner.components, *alone)]
        single = (k for k in inner.indices if k not in joined and k not in copied)
        proposal.indices |= {places[k][0]: inner.indices[k] for k in single}
        proposal.stats.update(inner.stats)
        ties = bool(alone)
        proposal.degenerate = True if ties else inner.degenerate
        proposal.status = Status.ALL_COMPONENTS if ties and inner.status is Status.ALL else inner.status

    def _freedom(self, profile: Profile) -> int:
        return freedom(self.copies, supports(self._with_idle(profile)))

    def _copied(
        self, component: Component, profiles: Sequence[Profile], places: Sequence[tuple[int, ...]]
    ) -> Component:
        """Return a connected set of the smaller game in the whole one."""
        each = [supports(self._with_idle(profiles[k])) for k in component.members]
        used = [sorted({a for one in each for a in one[i]}) for i in range(len(self.copies))]
        more = freedom(self.copies, used)
        # Where its parts use different copies, the largest of their dimensions is not known.
        known = component.dimension is not None and all(freedom(self.copies, one) == more for one in each)
        return replace(
            component,
            members=tuple(place for k in component.members for place in places[k]),
            dimension=(component.dimension or 0) + more if known else None,
            description=component.description + copying(self.whole.players, self.whole.actions, self.copies, used),
        )

    def _point(self, profile: Profile) -> str:
        rows = zip(self.whole.players, self.whole.actions, self.back(profile), strict=True)
        return ", ".join(f"{player} plays {in_words(labels, p)}" for player, labels, p in rows)

    def _with_idle(self, profile: Profile) -> Profile:
        """Return the profile with those who have no choice."""
        played = dict(zip(self.movers, profile, strict=True))
        surely = np.ones(1, dtype=profile[0].dtype)
        return tuple(played.get(i, surely) for i in range(len(self.copies)))

    @property
    def _sizes(self) -> tuple[int, ...]:
        return self.whole.n_actions


def without_dominated(game: NormalFormGame | SumGame) -> Reduced:
    """Return the game without the actions that a pure action strictly dominates, round after round.

    Every equilibrium is one of the smaller game, and the other way round. Of a game of sums that is a table of the
    players that have a choice left, and the table has more to strike out where the sums were looked at in boxes.

    >>> reduced = without_dominated(NormalFormGame([[[3.0, 0.0], [5.0, 1.0]], [[3.0, 5.0], [0.0, 1.0]]]))
    >>> reduced.game.n_actions, [p.tolist() for p in reduced.back((np.ones(1), np.ones(1)))]
    ((1, 1), [[0.0, 1.0], [0.0, 1.0]])
    """
    if isinstance(game, SumGame):
        return _table_of_sums(game)
    kept = _kept(game)
    if [*map(len, kept)] == [*game.n_actions]:
        return Reduced(game, game, _alone(kept), range(game.n_players))
    table = _RESIDUALS.get(game)
    if table is None:
        table = _RESIDUALS[game] = _restricted(game, kept)
    return Reduced(table, game, _alone(kept), range(game.n_players))


def _restricted(game: NormalFormGame, kept: Sequence[Sequence[int]]) -> NormalFormGame:
    """Return the table of the undominated actions of each player, in which ties of the whole one are ties."""
    smaller = game.restrict(kept)
    if game.payoffs.dtype == object:
        return smaller
    # Payoffs near 1e308 have a range beyond floats.
    scale = strategic_scale(game.payoffs / 4, game.n_players, game.undominated)
    sizes = [np.abs(own).ravel() for own in game.payoffs]
    return _without_remainders(smaller, sizes, 4 * scale.ranges, 4 * scale.whole)


def _without_remainders(table: NormalFormGame, sizes: Sequence[Array], ranges: Array, whole: Array) -> NormalFormGame:
    """Return a table with zeros for what rounding left over of payoffs that are not in it any more.

    ``sizes``: of payoffs of the whole game, for each player; ``ranges``, ``whole``: as `payoff_rounding` takes them.
    Beside 1 / 30 the difference of two such payoffs, -2.8e-17, ties with zero; alone it would be a payoff like any.
    """
    payoffs = table.payoffs.copy()
    for i, own in enumerate(payoffs):
        order = remainder_order(np.concatenate([np.abs(own).ravel(), sizes[i]]))
        if order > remainder_order(np.abs(own).ravel()):
            own[np.abs(own) <= payoff_rounding(order, ranges[i], whole[i]) / 2] = 0.0
    same = np.array_equal(payoffs, table.payoffs)
    return table if same else NormalFormGame(payoffs, table.players, table.actions)


def _table_of_sums(game: SumGame) -> Reduced:
    """Return the table of what dominance leaves, first by the sums, then in the table of what these leave."""
    kept = _kept(game)
    movers = _movers(map(len, kept))
    table = game.table(kept, movers)
    lowest, highest = (ends[movers] for ends in game.sums.ranges())
    apart = highest - lowest
    table = _without_remainders(table, list(np.abs([lowest, highest]).T), apart, apart)
    finer = _kept(table)
    if [*map(len, finer)] != [*table.n_actions]:
        for i, left in zip(movers, finer, strict=True):
            kept[i] = [kept[i][a] for a in left]
        active = without_idle(_restricted(table, finer))
        table, movers = active.game, [movers[k] for k in active.movers]
    return Reduced(table, game, _alone(kept), movers)


def _kept(game: NormalFormGame | SumGame) -> list[list[int]]:
    return [np.flatnonzero(own).tolist() for own in game.undominated]


def _alone(kept: Sequence[Sequence[int]]) -> Copies:
    """Return the actions left, of which none has a copy."""
    return [[[a] for a in own] for own in kept]


def _movers(counts: Iterable[int]) -> list[int]:
    """Return the players who have a choice, one player at least."""
    return [i for i, m in enumerate(counts) if m > 1] or [0]


def without_copies(game: NormalFormGame) -> Reduced:
    """Return the game with one of each set of actions that are the same to everybody, to the last digit.

    >>> without_copies(NormalFormGame([[[1, 0], [0, 2], [1, 0]], [[1, 0], [0, 1], [1, 0]]])).copies
    [[[0, 2], [1]], [[0], [1]]]
    """
    copies = [_alike(game, i) for i in range(game.n_players)]
    kept = [[own[0] for own in sets] for sets in copies]
    smaller = game if [*map(len, kept)] == [*game.n_actions] else game.restrict(kept)
    return Reduced(smaller, game, copies, range(game.n_players))


def _alike(game: NormalFormGame, player: int) -> list[list[int]]:
    """Return the sets of a player's actions that give everybody the same."""
    rows = np.moveaxis(game.payoffs, player + 1, 0)
    sums = [hash(tuple(own.flat) if own.dtype == object else (own + 0.0).tobytes()) for own in rows]  # -0.0 is 0.0
    return sets_of_copies(len(rows), lambda a, b: sums[a] == sums[b] and np.array_equal(rows[a], rows[b]))


def without_idle(game: NormalFormGame) -> Reduced:
    """Return the game of the players who have a choice, of one player at least.

    >>> without_idle(NormalFormGame([[[1, 2]], [[0, 3]]], ["Ann", "Bob"])).game.players
    ('Bob',)
    """
    movers = _movers(game.n_actions)
    copies = [[[a] for a in range(m)] for m in game.n_actions]
    if len(movers) == game.n_players:
        return Reduced(game, game, copies, movers)
    payoffs = game.payoffs[movers].reshape(len(movers), *(game.n_actions[i] for i in movers))
    smaller = NormalFormGame(payoffs, [game.players[i] for i in movers], [game.actions[i] for i in movers])
    return Reduced(smaller, game, copies, movers)
