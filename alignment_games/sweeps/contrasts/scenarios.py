r"""Two scenarios side by side: who responds otherwise, which inequality gave way, and which input made how much of it.

What is attributed to the inputs that differ, by Shapley values (`sweeps.contrasts.shapley`), is twofold. The *chance*
of each response at the logit quantal response equilibrium: it moves whenever anything does, equilibria jump. And, with
the first scenario's selected equilibrium a held fixed, what state i would *gain* by response b there,

.. math::

   g_i(b) = u_i(b, a_{-i}) - u_i(a_i, a_{-i}),

which is minus the slack of the inequality that held i to a: the inequality gives way as the gain rises above zero. That
depends on no choice among equilibria. States that only the second scenario has respond there as they do in it.
"""

from __future__ import annotations

from concurrent.futures import Executor
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import UnsupportedGameError
from alignment_games.game.seeds import Seed
from alignment_games.game.sum_game import SumGame
from alignment_games.models.door import as_model
from alignment_games.models.model import Model
from alignment_games.solvers.control import Control, longer_run
from alignment_games.sweeps._inputs import Vary, by_input
from alignment_games.sweeps._outcome import Outcome, Responses, chances_of, gains_at
from alignment_games.sweeps._panel_play import known_selection
from alignment_games.sweeps.contrasts._between import Between, between, with_figures
from alignment_games.sweeps.contrasts._rows import Measure, held_fixed, measures_of
from alignment_games.sweeps.contrasts.contrast import Contrast
from alignment_games.sweeps.contrasts.shapley import MOST_EXACT, Coalitions
from alignment_games.sweeps.runs._allowance import allowed
from alignment_games.sweeps.runs._run import Chunk, Progress, Result, run
from alignment_games.text.numbers import number

#: Games in between that one chunk of work is of.
_TOGETHER = 8
#: What a game too large for a table takes for each player, in seconds of one processor, and up to how many players it
#: grows: response models of drawn figures took 0.1 s with 17 players, 0.2 with 40, 0.5 with 60, 0.6 with 80, and, where
#: the search for pure equilibria is over sooner, 0.3 with 150 and 200. Models of counts take a tenth.
_SECONDS_EACH, _GROWS_TO = 0.006, 70
#: Inputs up to which all games in between are solved where each is so large.
_MOST_OF_LARGE = 8
#: Inputs for which orders are drawn without being asked for: beyond, they take many thousands of games.
_MOST_UNASKED = 40


@longer_run()
def contrast(
    first: Any,
    second: Any,
    *,
    names: tuple[str, str] = ("A", "B"),
    by: str = "figure",
    select: str = "payoff_dominant",
    rate: float = 20.0,
    orders: int | None = None,
    rng: Seed = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
    time_limit: float | None = None,
) -> Contrast:
    """Return two scenarios side by side; `alignment_games.compare` says what the arguments mean and may be.

    Raises InvalidModelError for models of two kinds or without a state in common, and where the figures of both do not
    go together; UnsupportedGameError for more than 40 inputs without ``orders``, and for so many games of more than 16
    players that they take over ten seconds without ``orders`` or ``time_limit``; NotConvergedError when the time limit
    passes; and as `sweep` does.

    >>> found = contrast("europe-1938", "europe-1939")
    >>> [(row.state, row.before, row.after) for row in found.states if row.before != row.after]
    [('USSR', 'buck_pass', 'balance')]
    """
    way = between(as_model(first), as_model(second), by)
    selection = known_selection(select)
    sides = (Outcome.of(way.first, selection, rate), Outcome.of(way.second, selection, rate))
    played = held_fixed(*sides)
    coalitions = _coalitions(len(way.changes), orders, rng, sides[1].problem, limited=time_limit is not None)
    ends = tuple(side.problem for side in sides if isinstance(side.problem, SumGame))
    work = _Worth(way, coalitions, measures_of(*sides, played), played, rate, ends)
    outcomes = work.outcomes(executor=executor, progress=progress, time_limit=time_limit)
    return Contrast(
        names,
        sides,
        way.changes,
        work.measures,
        outcomes[[0, -1]],
        coalitions.attribution(outcomes),
        len(outcomes),
        0 if coalitions.orders is None else len(coalitions.orders),
        selection,
        rate,
    )


def changed(model: Any, changes: Vary) -> tuple[Model, str]:
    """Return a model with changes by parameter, or by parameter and state, and what they are, in words.

    >>> changed("europe-1938", {"burden": 0.1, ("intent", "France"): 0.9})[1]
    'burden 0.1, intent of France 0.9'
    """
    wanted = by_input(changes)
    told = ", ".join(f"{key} {number(value)}" for key, value in wanted.items())
    made: Model = with_figures(as_model(model), wanted)
    return made, told


def _coalitions(inputs: int, orders: int | None, rng: Seed, problem: Any, *, limited: bool) -> Coalitions:
    """Return the games in between that are solved; of large ones fewer are without being asked for.

    ``problem``: one of the games. ``limited``: they may take long, for a time limit was given.
    """
    if orders is None and inputs > _MOST_UNASKED:
        raise UnsupportedGameError(
            f"{inputs:,} inputs differ, too many to move one by one unless you say how many orders to draw; "
            'move them together with by="parameter", or give orders'
        )
    large = isinstance(problem, SumGame)
    found = Coalitions.of(inputs, orders, rng, _MOST_OF_LARGE if large else MOST_EXACT)
    needed = len(found.taken) * _SECONDS_EACH * min(problem.n_players, _GROWS_TO)
    if large and orders is None and not limited and needed > allowed(problem.n_players):
        raise UnsupportedGameError(
            f"{inputs:,} inputs differ, which make {len(found.taken):,} games of {problem.n_players} players in "
            f'between: about {needed:.0f} seconds; move inputs together with by="parameter" (--by parameter), or give '
            "time_limit= (--time-limit) to solve them all the same"
        )
    return found


@dataclass(frozen=True, eq=False)
class _Worth:
    """What is done with a chunk of coalitions; sent to the workers.

    ``played``: the equilibrium held fixed. ``ends``: the games of the two scenarios where they are by sums: most states
    of a game in between have the figures of one of them.
    """

    way: Between
    coalitions: Coalitions
    measures: tuple[Measure, ...]
    played: Responses | None
    rate: float
    ends: tuple[SumGame, ...] = ()

    def __call__(self, chunk: Chunk, control: Control) -> Result:
        rows = []
        for taken in self.coalitions.taken[chunk.start : chunk.stop]:
            control.tick()
            rows.append(self._figures(taken.tolist()))
        return {"outcomes": np.array(rows)}

    def outcomes(self, *, time_limit: float | None, **how: Any) -> Array:
        """Return the figures of all games in between, ``(coalitions, measures)``, solved as `run` has it.

        Raises NotConvergedError when the time limit passes.
        """
        total = len(self.coalitions.taken)
        chunks = [Chunk(k, start, min(start + _TOGETHER, total)) for k, start in enumerate(range(0, total, _TOGETHER))]
        results = run(self, chunks, time_limit=time_limit, **how)
        return np.concatenate([result["outcomes"] for result in results])

    def _figures(self, taken: list[bool]) -> list[float]:
        """Return the figures of one game in between, NaN where there are none."""
        problem = self.way.problem(taken)
        if isinstance(problem, SumGame):
            problem = replace(problem, beside=self.ends)
        chances = chances_of(problem, self.rate)
        gains = None if self.played is None else gains_at(problem, self.played)
        return [measure.value(chances, gains) for measure in self.measures]
