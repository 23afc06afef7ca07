"""All equilibria in estimation: a problem of games and traits, solved, gives estimates (Bajari, Hong & Ryan 2010)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError, NotConvergedError
from alignment_games.estimation.climbing import Peak
from alignment_games.estimation.identification import covariances, least_curvature, unidentified
from alignment_games.estimation.search import Progress, Search
from alignment_games.estimation.selecting.draws import Draws
from alignment_games.estimation.selecting.record import DRAWS, SelectedGames
from alignment_games.estimation.selecting.replies import Replies, likeliest_replies
from alignment_games.estimation.selecting.results import SelectionFit
from alignment_games.estimation.selecting.search import FAIR, Drawing, Reached, climb
from alignment_games.game.seeds import Seed

#: Draws of each game in the search for the highest of several maxima.
SCOUTING = 128
#: Half the side of the box of starts, in units of the search: the largest size of each feature.
_SIDE = 1.0
#: Ends this many errors apart, all parameters together, are of one maximum: few draws leave them so far apart.
_SAME = 3.0


class SelectionProblem(SelectedGames):
    """Games, what was played, and traits by which one of their equilibria is selected; print it, then solve it.

    ``games``: `PlayedGames`, or several with the same names. ``traits``: see `estimation.selecting.traits`; none for
    equal chances. ``shocks``: to payoffs. ``equilibria``: "all", or "pure" to take play for a pure equilibrium, given
    that there is one: fast where states or actions are three or more, while all equilibria of one draw of three states
    with three actions each take a twentieth of a second. Raises InvalidModelError for what does not fit together.

    >>> import numpy as np
    >>> from alignment_games.estimation.selecting import entry_games, simulate_play
    >>> rng = np.random.default_rng(1)
    >>> games = entry_games({"power": rng.normal(size=(400, 2))}, np.zeros((400, 2), dtype=int))
    >>> games = simulate_play(games, [1.0, 1.0, -2.0], {"joint_payoff": 1.0}, rng=2)
    >>> problem = SelectionProblem(games, ["joint_payoff"])
    >>> problem.names
    ('constant', 'power', 'rival', 'selects joint_payoff')
    """

    def solve(
        self,
        start: Sequence[float] | Array | None = None,
        *,
        draws: int = DRAWS,
        climbs: int = 3,
        rng: Seed = 0,
        progress: Progress | None = None,
    ) -> SelectionFit:
        """Return the likeliest parameters of utility and selection.

        ``start``: of one climb, else there are ``climbs``, with few draws, from where each action is taken for a best
        reply to the others' and about it; from the highest end the last climb begins, with ``draws`` of each game
        (rounded up to a power of two, and doubled where their noise lets the search come to no end). ``progress``:
        called with the climbs done and all. Raises InvalidModelError for shocks without those of profiles, and where
        the games do not identify the parameters, NotConvergedError where no climb ends.
        """
        if not self.shocks.profile:
            raise InvalidModelError("draws can be used again only along shocks of profiles; give profile above 0")
        units = self.units()
        best, times, search = self._given(start) / units, 1, Search(1, 1, 0, 0, np.nan)
        if start is None:
            few = min(draws, SCOUTING)
            end, search = self._scout(self._starts(units, climbs), self._drawing(units, few, rng), progress)
            best, times = end.point, max(1, end.times * few // draws)
        drawing = self._drawing(units, draws, rng)
        reached = climb(drawing, best, len(self.games[0].names), times=times)
        if progress:
            progress(search.climbs + 1, search.climbs + 1)
        return self._fit(reached, units, search, drawing)

    def _scout(self, starts: Sequence[Array], drawing: Drawing, progress: Progress | None) -> tuple[Reached, Search]:
        """Return the highest end of climbs with few draws, and how many ended there, within three errors."""
        count, ends, reason = len(self.games[0].names), [], ""
        for k, start in enumerate(starts):
            try:
                ends.append(climb(drawing, start, count, least=FAIR))
            except NotConvergedError as error:
                reason = str(error)
            if progress:
                progress(k + 1, len(starts) + 1)
        if not ends:
            raise NotConvergedError(f"the search for the likeliest parameters did not end: {reason}")
        heights = [float(end.value.logs.sum()) for end in ends]
        best = ends[int(np.argmax(heights))]
        gaps = [best.point - end.point for end in ends]
        near = [float(-gap @ best.value.hessian @ gap) < _SAME**2 for gap in gaps]
        # How much lower the others are is known for few draws alone, which no likelihood that is told is of.
        tally = Search(len(starts), sum(near), len(near) - sum(near), len(starts) - len(ends), np.nan)
        return best, tally

    def _fit(self, reached: Reached, units: Array, search: Search, drawing: Drawing) -> SelectionFit:
        empty = np.zeros((0, 0))
        likelihood = float(reached.value.logs.sum())
        inside = reached.free
        hessian = reached.value.hessian
        peak = Peak(reached.point * units, units, likelihood, hessian, inside, reached.decrement, False, empty)
        flat = unidentified(peak, self.names)
        if flat:
            raise InvalidModelError(flat)
        model, clustered = covariances(peak, reached.value.scores / units, self.clusters)
        free = np.ix_(inside, inside)
        inverse = np.linalg.inv(peak.curvature())
        noise = np.full_like(model, np.nan)
        noise[free] = inverse @ reached.value.noise[free] @ inverse * np.outer(units[inside], units[inside])
        proof = (likelihood, search, reached.decrement, least_curvature(peak))
        return SelectionFit(self, peak.parameters, model + noise, clustered, *proof, noise, reached, units, drawing)

    def _drawing(self, units: Array, draws: int, rng: Seed) -> Drawing:
        """Return how draws are made at a point of the search, their derivatives in its units."""
        own = units[: len(self.games[0].names)]

        def drawing(point: Array, times: int) -> list[Draws | Replies]:
            return [part.in_units(own) for part in self.drawn(point * own, draws=draws * times, rng=rng)]

        return drawing

    def _starts(self, units: Array, climbs: int) -> list[Array]:
        from scipy.stats.qmc import Halton

        if isinstance(climbs, bool) or not isinstance(climbs, int) or climbs < 1:
            raise InvalidModelError(f"climbs must be a whole number of at least 1, got {climbs!r:.60}")
        count, size = len(self.games[0].names), len(self.names)
        spread = (2 * Halton(count, scramble=False).random(climbs + 1)[1:] - 1) * _SIDE
        spread[0] = 0
        points = likeliest_replies(self.games, self.shocks, units[:count]) + spread
        return [np.concatenate([point, np.zeros(size - count)]) for point in points]

    def _given(self, start: Sequence[float] | Array | None) -> Array:
        found = np.zeros(len(self.names)) if start is None else np.asarray(start, dtype=float)
        if found.shape != (len(self.names),) or not np.isfinite(found).all():
            raise InvalidModelError(f"start needs a finite number for each of {', '.join(self.names)}, got {start}")
        return found
