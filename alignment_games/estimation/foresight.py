r"""How good forecasts of single choices are: accuracy, log loss, Brier's score and calibration.

With p the chances given to a state's actions and y 1 for the one taken, 0 for the others: the log loss is the mean of
:math:`-\ln p_y`, Brier's score (1950) the mean of :math:`\sum_a (p_a - y_a)^2`; both are better when smaller. Every
action of every state is one chance of the calibration.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from alignment_games.errors import InvalidModelError
from alignment_games.estimation.calibration import CalibrationGroup, calibration
from alignment_games.estimation.forecasts import Foretold
from alignment_games.signatures import as_annotated
from alignment_games.sweeps.uncertainties.estimate import clustered_error
from alignment_games.text.numbers import decimals, so_many
from alignment_games.text.tables import Table


@dataclass(frozen=True)
class Foresight:
    """Scores of forecasts, each with its standard error by case (NaN for one case)."""

    choices: int
    cases: int
    accuracy: tuple[float, float]
    log_loss: tuple[float, float]
    brier: tuple[float, float]
    calibration: tuple[CalibrationGroup, ...]

    def __str__(self) -> str:
        scores = (("accuracy", self.accuracy), ("log loss", self.log_loss), ("Brier", self.brier))
        rows = [[name, decimals(value, 4), decimals(error, 4)] for name, (value, error) in scores]
        return str(Table(["score", "value", "error"], rows, f"{self.choices} choices in {so_many(self.cases, 'case')}"))


@as_annotated()
def foresight(foretold: Sequence[Foretold], *, groups: int = 10, sample: str = "left out") -> Foresight:
    """Return the scores of forecasts, such as those of `leave_cases_out`.

    A tie for the likeliest action counts as right in proportion. ``sample``: what the choices are called beside
    others, those left out or those estimated from. Raises InvalidModelError for none.

    >>> one = Foretold("C1", "C1", "France", "balance", {"balance": 0.75, "buck_pass": 0.25})
    >>> found = foresight([one])
    >>> found.accuracy[0], found.brier[0], round(found.log_loss[0], 4)
    (1.0, 0.125, 0.2877)
    """
    if not all(isinstance(each, Foretold) for each in foretold) or not len(foretold):
        raise InvalidModelError("there are no forecasts to score; expected those of leave_cases_out or foretell")
    right, logs, squares = [], [], []
    chances: list[float] = []
    taken: list[bool] = []
    for each in foretold:
        given = each.probabilities
        best = [action for action, p in given.items() if p >= max(given.values()) * (1 - 1e-12)]
        right.append((each.played in best) / len(best))
        logs.append(-math.log(max(given[each.played], 1e-300)))
        squares.append(sum((p - (action == each.played)) ** 2 for action, p in given.items()))
        chances += given.values()
        taken += [action == each.played for action in given]
    cases = [each.cluster for each in foretold]
    return Foresight(
        len(foretold),
        len(set(cases)),
        _scored(right, cases),
        _scored(logs, cases),
        _scored(squares, cases),
        calibration(sample, np.array(chances), np.array(taken), groups),
    )


def _scored(values: Sequence[float], clusters: Sequence[str]) -> tuple[float, float]:
    """Return the mean and its error by cluster."""
    return float(np.mean(values)), clustered_error(values, clusters)
