r"""How play moves: best replies in turn, fictitious play, replicators, logit responses; and where it comes to rest.

All run from many starts at once. With x the current play and u_i(a, x_{-i}) the payoffs against it:

- *best reply* (Cournot 1838): players answer the others' current play, in turn, all at once or one at random;
  who already plays a best reply stays. In turn and at random it stops only at a pure equilibrium;
- *fictitious play* (Brown 1951): everybody answers the frequencies of the past,
  :math:`x_i^{t+1} = x_i^t + (b_i(x^t) - x_i^t)/(t + 2)`; in Shapley's (1964) game it circles for ever;
- *replicator* (Taylor & Jonker 1978; one population for each player, Taylor 1979):
  :math:`\dot x_i(a) = x_i(a)\,[u_i(a, x_{-i}) - u_i(x)]`;
- *logit* (Fudenberg & Levine 1998; Hofbauer & Sandholm 2002):
  :math:`\dot x_i(a) = \exp(\lambda u_i(a, x_{-i})) / \sum_b \exp(\lambda u_i(b, x_{-i})) - x_i(a)`.

Time of the last two is in units of one over the largest payoff range, so that scaling payoffs changes nothing.
"""

from __future__ import annotations

import abc
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import ClassVar, Literal

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError, NotConvergedError, shown, whole_number
from alignment_games.game import best_reply
from alignment_games.game.entrance import Given, as_game
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.game.seeds import generator
from alignment_games.game.tolerance import RELATIVE_TOLERANCE
from alignment_games.signatures import as_annotated
from alignment_games.solvers.numeric import one_game_of_numbers, own_unit_payoffs, unit_payoffs
from alignment_games.text.display import Displayed

#: One array (starts, m_i) for each player.
Starts = tuple[Array, ...]


@dataclass(frozen=True, eq=False, repr=False)
class Trajectories(Displayed):
    """Play over time from many starts: ``times`` (T,), ``profiles`` one array (T, starts, m_i) per player."""

    game: NormalFormGame
    times: Array
    profiles: tuple[Array, ...]

    @property
    def final(self) -> Starts:
        """Where each start has led."""
        return tuple(x[-1] for x in self.profiles)

    @property
    def regrets(self) -> Array:
        """The largest gain from a unilateral deviation at each time of each start, (T, starts)."""
        payoffs = self.game.to_float().payoffs
        each = [best_reply.regrets(payoffs, [x[k] for x in self.profiles]).max(axis=-1) for k in range(len(self.times))]
        return np.array(each)

    def __str__(self) -> str:
        return f"{self.profiles[0].shape[1]} starts, {len(self.times)} times"


class AbstractDynamics(abc.ABC):
    """A law of motion; its fields are its options."""

    @abc.abstractmethod
    def run(self, game: NormalFormGame, starts: Starts) -> Trajectories:
        """Return the trajectories from the starts, one array (starts, m_i) for each player."""


@dataclass(frozen=True)
class BestReplyDynamics(AbstractDynamics):
    """Players move to a best reply: "sequential" (in their order), "simultaneous", or "random" (one at a time).

    Starts are pure profiles. ``steps``: rounds at most (moves, in random order); it ends earlier when nobody
    would move. ``rng``: a seed, for the random order. ``records``: how many times are kept, and the last two.

    >>> hunt = NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, 2]]], ["Ann", "Bob"], ["stag", "hare"])
    >>> [x.tolist() for x in BestReplyDynamics().run(hunt, all_pure_starts(hunt)).final]
    [[[1.0, 0.0], [0.0, 1.0], [1.0, 0.0], [0.0, 1.0]], [[1.0, 0.0], [0.0, 1.0], [1.0, 0.0], [0.0, 1.0]]]
    """

    order: Literal["sequential", "simultaneous", "random"] = "sequential"
    steps: int = 1000
    rng: int = 0
    records: int = 11

    def run(self, game: NormalFormGame, starts: Starts) -> Trajectories:
        """Return the play after the recorded rounds, until nobody moves."""
        if self.order not in ("sequential", "simultaneous", "random"):
            raise InvalidModelError(f"order must be 'sequential', 'simultaneous' or 'random', got {self.order!r}")
        given = _checked(game, starts)
        if any((x.max(axis=1) != 1).any() for x in given):
            raise InvalidModelError("best-reply dynamics start from pure profiles, got a mixed one")
        replies = _reply_tables(one_game_of_numbers(game, "best-reply dynamics"))
        rng = generator(self.rng)
        now = np.stack([x.argmax(axis=1) for x in given])
        times, history = [0], [now]
        kept = set(np.linspace(0, self.steps, self.records).round().astype(int).tolist())
        for step in range(1, self.steps + 1):
            before, now = now, self._round(replies, now, rng)
            resting = np.array_equal(now, _replies(replies, now))
            if step in kept or resting or step == self.steps:
                ends = [(step, now), (step + 1, now)] if resting else [(step - 1, before), (step, now)]
                times += [time for time, _ in ends]
                history += [state for _, state in ends]
            if resting:
                break
        each = tuple(np.eye(m)[np.array([state[i] for state in history])] for i, m in enumerate(game.n_actions))
        return Trajectories(game, np.array(times, dtype=float), each)

    def _round(self, replies: Sequence[Array], now: Array, rng: np.random.Generator) -> Array:
        if self.order == "simultaneous":
            return _replies(replies, now)
        if self.order == "random":
            mover = rng.integers(len(now), size=now.shape[1])
            return np.where(np.arange(len(now))[:, None] == mover, _replies(replies, now), now)
        state = now.copy()
        for i, table in enumerate(replies):
            state[i] = table[tuple(state)]
        return state


def _reply_tables(game: NormalFormGame) -> list[Array]:
    """Return, for each player, the action it moves to from each pure profile; it stays at a best reply."""
    tables = []
    slack = game.tolerances()
    for i, m in enumerate(game.n_actions):
        own = game.payoffs[i]
        best = (own >= own.max(axis=i, keepdims=True) - slack[i]).astype(bool)
        stay = np.arange(m).reshape([m if j == i else 1 for j in range(game.n_players)])
        tables.append(np.where(best, stay, best.argmax(axis=i, keepdims=True)))
    return tables


def _replies(replies: Sequence[Array], now: Array) -> Array:
    """Return each player's move from each of the pure profiles, (players, starts)."""
    return np.stack([table[tuple(now)] for table in replies])


@dataclass(frozen=True)
class FictitiousPlay(AbstractDynamics):
    """Everybody answers the frequencies of the past; ties go to the action that comes first.

    ``steps``: rounds. ``records``: how many times are kept, evenly spaced.

    >>> pennies = NormalFormGame([[[1, -1], [-1, 1]], [[-1, 1], [1, -1]]])
    >>> paths = FictitiousPlay(steps=4000).run(pennies, random_starts(pennies, 3))
    >>> bool(paths.regrets[-1].max() < 0.05)
    True
    """

    steps: int = 1000
    records: int = 101

    def run(self, game: NormalFormGame, starts: Starts) -> Trajectories:
        """Return the frequencies at the recorded rounds."""
        payoffs = own_unit_payoffs(one_game_of_numbers(game, "fictitious play"))
        kept = np.unique(np.linspace(0, self.steps, self.records).round().astype(int))
        now = _checked(game, starts)
        history = [now]
        for step in range(1, self.steps + 1):
            values = best_reply.deviation_payoffs(payoffs, now)
            now = tuple(
                x + (np.eye(x.shape[-1])[_first_best(v)] - x) / (step + 1) for x, v in zip(now, values, strict=True)
            )
            if step in kept:
                history.append(now)
        stacked = tuple(np.array(own) for own in zip(*history, strict=True))
        return Trajectories(game, kept.astype(float), stacked)


class _Flow(AbstractDynamics):
    """A law of motion in continuous time: all starts are solved as one system of differential equations."""

    time: float
    records: int
    tol: float
    _name: ClassVar[str]

    @abc.abstractmethod
    def _velocity(self, play: Array, values: Array, scale: float) -> Array:
        """Return how one player's play moves, ``values`` being what its actions pay in units of ``scale``."""

    def run(self, game: NormalFormGame, starts: Starts) -> Trajectories:
        """Return the play at the recorded times."""
        from scipy.integrate import solve_ivp

        payoffs, scale = unit_payoffs(one_game_of_numbers(game, self._name))
        first = np.concatenate(_checked(game, starts), axis=-1)
        cuts = np.cumsum(game.n_actions)[:-1]

        def flow(_time: float, row: Array) -> Array:
            now = tuple(np.split(row.reshape(first.shape), cuts, axis=-1))
            values = best_reply.deviation_payoffs(payoffs, now)
            moves = [self._velocity(x, v, scale) for x, v in zip(now, values, strict=True)]
            return np.concatenate(moves, axis=-1).ravel()

        times = np.linspace(0.0, self.time, self.records)
        answer = solve_ivp(
            flow, (0.0, self.time), first.ravel(), t_eval=times, method="DOP853", rtol=self.tol, atol=self.tol
        )
        if not answer.success:
            raise NotConvergedError(f"the differential equation could not be solved: {answer.message}")
        states = answer.y.T.reshape(len(times), *first.shape).clip(0.0, None)
        each = [x / x.sum(axis=-1, keepdims=True) for x in np.split(states, cuts, axis=-1)]
        return Trajectories(game, times, tuple(each))


@dataclass(frozen=True)
class Replicator(_Flow):
    """Actions that do better than average spread; one population for each player.

    ``time``: until when, in units of one over the largest payoff range. ``records``: how many times are kept.
    ``tol``: relative and absolute error of scipy's solve_ivp.

    >>> hunt = NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, 2]]], ["Ann", "Bob"], ["stag", "hare"])
    >>> start = (np.array([[0.7, 0.3], [0.6, 0.4]]),) * 2
    >>> [x.round(3).tolist() for x in Replicator().run(hunt, start).final]
    [[[1.0, 0.0], [0.0, 1.0]], [[1.0, 0.0], [0.0, 1.0]]]
    """

    time: float = 200.0
    records: int = 101
    tol: float = 1e-9
    _name: ClassVar[str] = "replicator dynamics"

    def _velocity(self, play: Array, values: Array, scale: float) -> Array:  # noqa: ARG002 - no unit of payoff matters
        return np.asarray(play * (values - (play * values).sum(-1, keepdims=True)))


@dataclass(frozen=True)
class LogitDynamics(_Flow):
    """Play drifts towards the logit response to itself; it rests at logit quantal response equilibria.

    ``rate``: lambda, per unit of payoff. ``time``, ``records``, ``tol``: as in `Replicator`.

    >>> hunt = NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, 2]]], ["Ann", "Bob"], ["stag", "hare"])
    >>> LogitDynamics(rate=0.0).run(hunt, all_pure_starts(hunt)).final[0].round(6).tolist()
    [[0.5, 0.5], [0.5, 0.5], [0.5, 0.5], [0.5, 0.5]]
    """

    rate: float = 10.0
    time: float = 100.0
    records: int = 101
    tol: float = 1e-9
    _name: ClassVar[str] = "logit dynamics"

    def _velocity(self, play: Array, values: Array, scale: float) -> Array:
        from scipy.special import softmax

        return np.asarray(softmax(self.rate * scale * values, axis=-1) - play)


def all_pure_starts(game: Given) -> Starts:
    """Return every pure profile as a start, the last player's action changing fastest."""
    game = as_game(game)
    index = np.array(list(product(*(range(m) for m in game.n_actions))))
    return tuple(np.eye(m)[index[:, i]] for i, m in enumerate(game.n_actions))


@as_annotated(but=("rng",))
def random_starts(game: Given, count: int, rng: int = 0) -> Starts:
    """Return mixed profiles drawn uniformly from the product of simplices, by the seed."""
    game = as_game(game)
    drawn, count = generator(rng), whole_number("count", count)
    return tuple(drawn.dirichlet(np.ones(m), size=count) for m in game.n_actions)


def _checked(game: NormalFormGame, starts: Starts) -> Starts:
    if len(starts) != game.n_players:
        raise InvalidModelError(f"expected starts for each of {game.n_players} players, got {len(starts)} arrays")
    try:
        given = tuple(np.atleast_2d(np.asarray(x, dtype=float)) for x in starts)
    except (TypeError, ValueError):
        raise InvalidModelError(f"starts must be an array of numbers for each player, got {shown(starts)}") from None
    for player, m, x in zip(game.players, game.n_actions, given, strict=True):
        if x.ndim != 2 or x.shape != (len(given[0]), m):
            raise InvalidModelError(f"{player}: expected starts of shape ({len(given[0])}, {m}), got {x.shape}")
        if (x < 0).any() or (np.abs(x.sum(axis=1) - 1) > 1e-9).any():
            raise InvalidModelError(f"{player}: every start must be non-negative and sum to 1")
    return given


def _first_best(values: Array) -> Array:
    best = values >= values.max(axis=-1, keepdims=True) - RELATIVE_TOLERANCE
    first: Array = best.argmax(axis=-1)
    return first
