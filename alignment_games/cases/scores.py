r"""Scores of predictions, with standard errors clustered by case.

*Action*: the share of states whose recorded action is the likeliest one. *Accuracy*: the share whose alignment
(balance, stay out, bandwagon, align) is the likeliest. *Recall*: of the states that took an alignment, the share of
which it is the likeliest. *Balance or not*: the share of which that alignment is rightly called balance, or not.
*Macro-F1*: the mean over the alignments of 2 tp / (2 tp + fp + fn), so that the rare ones count. *Log score*: the
mean log probability of what was done; log(1/3) = -1.10 is a guess among three. *Regret*: what the states would have
gained by another action, the others' recorded play held fixed. *Best replies*: the share of states that would have
gained nothing.

With d_c the sum over the n_c states of case c of their deviations from the mean, the standard error of a
mean over n states in C cases is :math:`\sqrt{\tfrac{C}{C-1} \sum_c d_c^2} / n`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from alignment_games.cases.prediction import ALIGNMENTS, Prediction, alignment
from alignment_games.errors import InvalidModelError
from alignment_games.signatures import as_annotated
from alignment_games.sweeps.uncertainties.estimate import clustered_error
from alignment_games.text.display import DisplayedRecord

#: The alignments, in the order of tables.
CLASSES = tuple(dict.fromkeys(ALIGNMENTS.values()))


@dataclass(frozen=True, repr=False)
class Score(DisplayedRecord):
    """Scores of one predictor over ``states`` states in ``cases`` cases; errors are clustered by case.

    ``action`` is NaN for what foretells alignments only; ``regret`` and ``best_replies`` for what has no payoffs.
    ``recall``: for each alignment that was recorded, how many were told rightly, and of how many.
    """

    name: str
    states: int
    cases: int
    action: float
    accuracy: float
    accuracy_error: float
    recall: Mapping[str, tuple[int, int]]
    balance_or_not: float
    macro_f1: float
    log_score: float
    log_score_error: float
    regret: float
    best_replies: float

    def row(self) -> list[str]:
        """Return the cells of a table, in the order of `HEADER`."""
        return [
            self.name,
            _figure(self.action, 2),
            _with_error(self.accuracy, self.accuracy_error),
            f"{self.balance_or_not:.2f}",
            f"{self.macro_f1:.2f}",
            _with_error(self.log_score, self.log_score_error),
            _figure(self.regret, 3),
            _figure(self.best_replies, 2),
        ]

    def recalls(self) -> list[str]:
        """Return the name, and how many of each of the `CLASSES` were told: "37 of 94", or "-" where none was taken."""
        told = ("{} of {}".format(*self.recall[kind]) if kind in self.recall else "-" for kind in CLASSES)
        return [self.name, *told]


HEADER = ["", "action", "accuracy", "balance or not", "macro-F1", "log score", "regret", "best replies"]


def _figure(value: float, digits: int) -> str:
    return "-" if math.isnan(value) else f"{value:.{digits}f}"


def _with_error(value: float, error: float) -> str:
    """Return a mean with its standard error, or alone where one case tells none."""
    return f"{value:.2f}" if math.isnan(error) else f"{value:.2f} ({error:.2f})"


@as_annotated()
def score(name: str, predictions: Sequence[Prediction]) -> Score:
    """Return the scores of some predictions. Raises InvalidModelError when there are none.

    >>> sure = Prediction("a", "A", "arm", {"balance": 0.75, "buck_pass": 0.25}, 0.0)
    >>> wrong = Prediction("b", "B", "buck_pass", {"balance": 0.75, "buck_pass": 0.25}, 0.1)
    >>> found = score("half right", [sure, wrong])
    >>> found.accuracy, found.action  # arming is a kind of balancing, but not the action that was foretold
    (0.5, 0.0)
    >>> found.recall["balance"]
    (1, 1)
    """
    if not predictions:
        raise InvalidModelError(f"no predictions to score for {name}")
    regrets = np.array([p.regret for p in predictions])
    return scored(
        name,
        [p.case for p in predictions],
        [alignment(p.recorded) for p in predictions],
        [p.alignments() for p in predictions],
        action=float(np.mean([p.predicted == p.recorded for p in predictions])),
        regret=float(regrets.mean()),
        best_replies=math.nan if np.isnan(regrets).any() else float((regrets == 0).mean()),
    )


def scored(
    name: str,
    cases: Sequence[str],
    recorded: Sequence[str],
    chances: Sequence[Mapping[str, float]],
    guesses: Sequence[str] | None = None,
    *,
    action: float = math.nan,
    regret: float = math.nan,
    best_replies: float = math.nan,
) -> Score:
    """Return the scores of chances of alignments; the guesses are the likeliest ones unless given."""
    told = [max(each, key=lambda kind: each[kind]) for each in chances] if guesses is None else list(guesses)
    hits = [float(a == b) for a, b in zip(recorded, told, strict=True)]
    logs = [math.log(max(each[kind], 1e-300)) for each, kind in zip(chances, recorded, strict=True)]
    return Score(
        name,
        len(recorded),
        len(set(cases)),
        action,
        float(np.mean(hits)),
        clustered_error(hits, cases),
        _recall(recorded, told),
        float(
            np.mean([(kind == "balance") == (guess == "balance") for kind, guess in zip(recorded, told, strict=True)])
        ),
        macro_f1(recorded, told),
        float(np.mean(logs)),
        clustered_error(logs, cases),
        regret,
        best_replies,
    )


def _recall(recorded: Sequence[str], told: Sequence[str]) -> dict[str, tuple[int, int]]:
    pairs = list(zip(recorded, told, strict=True))
    return {kind: (pairs.count((kind, kind)), list(recorded).count(kind)) for kind in CLASSES if kind in recorded}


@as_annotated()
def macro_f1(recorded: Sequence[str], predicted: Sequence[str]) -> float:
    """Return the mean F1 over the alignments that were recorded.

    >>> macro_f1(["balance", "balance", "stay out"], ["balance", "stay out", "stay out"])
    0.6666666666666666
    """
    if not len(recorded) or len(recorded) != len(predicted):
        raise InvalidModelError(
            f"expected a prediction for each alignment recorded, got {len(predicted)} for {len(recorded)}"
        )
    each = []
    for kind in sorted(set(recorded)):
        hits = sum(r == kind == p for r, p in zip(recorded, predicted, strict=True))
        each.append(2 * hits / (sum(r == kind for r in recorded) + sum(p == kind for p in predicted)))
    return float(np.mean(each))
