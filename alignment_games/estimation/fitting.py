"""Maximum likelihood of the threat weights and the rate: a problem, solved, gives results.

The interface is PyBLP's (Conlon & Gortmaker 2020): a problem holds data and theory, checked and told before anything
is computed; `FitProblem.solve` returns a `Fit`, which holds all that follows. `fit` does both in one call.
"""

from __future__ import annotations

from collections.abc import Sequence

from alignment_games.arrays import Array
from alignment_games.errors import InvalidModelError, NotConvergedError
from alignment_games.estimation.choices import Choices, Games
from alignment_games.estimation.climbing import Peak
from alignment_games.estimation.identification import covariances, least_curvature, unidentified
from alignment_games.estimation.quantal import QuantalResponse
from alignment_games.estimation.results import Fit
from alignment_games.estimation.search import CLIMBS, Progress, highest
from alignment_games.estimation.stack import Stack


class FitProblem(Choices):
    """Choices and a theory of them: print it to see counts, parameters, bounds and separation; then solve it.

    ``games``: observed games, what `read_choices` or `read_alignments` returns, or a stack. ``theory``: whose
    parameters are estimated. ``penalty``: as in `fit`. Raises InvalidModelError where they do not fit together.

    >>> import numpy as np
    >>> from alignment_games.estimation.simulation import random_game, simulate
    >>> rng = np.random.default_rng(1)
    >>> theory = QuantalResponse((), ("balance", "bandwagon"), rate=1e-9)  # costs alone: a multinomial logit
    >>> games = [random_game(f"game {k}", rng) for k in range(30)]
    >>> problem = FitProblem(simulate(FitProblem(games, theory).stack, theory, [-0.5, 0.7], rng), theory)
    >>> print(problem)
    101 choices in 30 games of 30 cases: balance 56, buck_pass 31, bandwagon 14
    parameter          start  searched from  to
    cost of balance    0.000  -5.000         5.000
    cost of bandwagon  0.000  -5.000         5.000
    >>> [round(value, 3) for value in problem.solve().estimates.values()]  # logs of 31/56 and 31/14
    [-0.591, 0.795]
    """

    def solve(
        self,
        start: Sequence[float] | Array | None = None,
        *,
        climbs: int = CLIMBS,
        progress: Progress | None = None,
    ) -> Fit:
        """Return the likeliest parameters; arguments and errors as `fit` has them."""
        peak, search = highest(self.objective(), start, climbs=climbs, progress=progress)
        _refuse(peak, self.theory.names)
        likelihood, scores = self.theory.likelihood_at(self.stack, peak.parameters, peak.logits)
        model, clustered = covariances(peak, scores, self.stack.clusters)
        return Fit(
            self,
            peak.parameters,
            model,
            clustered,
            float(likelihood.sum()),
            search,
            peak.decrement,
            least_curvature(peak),
        )


def fit(
    games: Games,
    theory: QuantalResponse | None = None,
    *,
    penalty: float = 0,
    start: Sequence[float] | Array | None = None,
    climbs: int = CLIMBS,
    progress: Progress | None = None,
) -> Fit:
    """Return the maximum likelihood estimates of a theory's parameters.

    ``games``: observed games, what `read_choices` or `read_alignments` returns, or a stack of games. ``penalty``:
    subtract this times half the squared distance of the parameters from the theory's start (rate 10, all else 0),
    each covariate in units of its largest size: for prediction from few games; 0 is plain maximum likelihood, and
    errors take no account of the bias that a penalty brings. ``start``: parameters to start the search from, instead
    of ``climbs`` starts, see `estimation.search`. ``progress``: called with the climbs done and to be done.
    Raises InvalidModelError where the data do not identify the parameters, and names the direction;
    NotConvergedError where the search does not end, or where the likelihood is largest at a jump: play is
    followed along one branch (`estimation.principal_branch`), and where that folds, a maximum with standard
    errors may not exist.

    >>> import numpy as np
    >>> from alignment_games.estimation import simulate, stack_games
    >>> from alignment_games.estimation.simulation import random_game
    >>> rng = np.random.default_rng(1)
    >>> games = stack_games([random_game(f"game {k}", rng) for k in range(30)])
    >>> theory = QuantalResponse((), ("balance", "bandwagon"), rate=1e-9)  # costs alone: a multinomial logit
    >>> found = fit(simulate(games, theory, [-0.5, 0.7], rng), theory)
    >>> list(found.estimates)
    ['cost of balance', 'cost of bandwagon']
    """
    return FitProblem(games, theory, penalty=penalty).solve(start, climbs=climbs, progress=progress)


def maximise(
    stack: Stack, theory: QuantalResponse, start: Sequence[float] | Array | None = None, penalty: float = 0
) -> Array:
    """Return the parameters of largest likelihood, searched within the bounds; at the edge of a jump as well.

    Raises NotConvergedError where the search does not end.
    """
    return highest(Choices(stack, theory, penalty=penalty).objective(), start)[0].parameters


def _refuse(peak: Peak, names: Sequence[str]) -> None:
    """Raise NotConvergedError for a maximum at a jump, InvalidModelError where parameters are not identified."""
    if peak.jump:
        where = ", ".join(f"{name} {value:.3g}" for name, value in zip(names, peak.parameters.tolist(), strict=True))
        raise NotConvergedError(
            f"the highest likelihood found lies at a jump, near {where}: play changes from one quantal response "
            "to another there, and estimates have no errors; fix a rate so low that play does not jump, or take states "
            "to play an equilibrium (SelectionProblem, --all-equilibria --pure-only)"
        )
    flat = unidentified(peak, names)
    if flat:
        raise InvalidModelError(flat)
