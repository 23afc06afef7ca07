r"""Scores of predictions, with standard errors clustered by case, and the baselines to beat.

*Accuracy*: the share of states whose alignment (balance, stay out, bandwagon) is the likeliest one
predicted. *Balance or not*: the share of which that alignment is rightly called
balance, or not balance. *Macro-F1*: the mean over the alignments of
2 tp / (2 tp + fp + fn), so that the rare ones count. *Log score*: the mean log probability of what was done;
log(1/3) = -1.10 is a guess among three. *Regret*: what the states would have gained by another action, the
others' recorded play held fixed.

With d_c the sum over the n_c states of case c of their deviations from the mean, the standard error of a
mean over n states in C cases is :math:`\sqrt{\tfrac{C}{C-1} \sum_c d_c^2} / n`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from alignment_games.cases.prediction import ALIGNMENTS, Prediction, alignment
from alignment_games.errors import InvalidModelError

#: The alignments, in the order of tables.
CLASSES = tuple(dict.fromkeys(ALIGNMENTS.values()))


@dataclass(frozen=True)
class Score:
    """Scores of one predictor over ``states`` states in ``cases`` cases; errors are clustered by case."""

    name: str
    states: int
    cases: int
    accuracy: float
    accuracy_error: float
    balance_or_not: float
    macro_f1: float
    log_score: float
    log_score_error: float
    regret: float

    def row(self) -> list[str]:
        """Return the cells of a table, in the order of `HEADER`."""
        regret = "-" if math.isnan(self.regret) else f"{self.regret:.3f}"
        return [
            self.name,
            f"{self.accuracy:.2f} ({self.accuracy_error:.2f})",
            f"{self.balance_or_not:.2f}",
            f"{self.macro_f1:.2f}",
            f"{self.log_score:.2f} ({self.log_score_error:.2f})",
            regret,
        ]


HEADER = ["", "accuracy", "balance or not", "macro-F1", "log score", "regret"]


def score(name: str, predictions: Sequence[Prediction]) -> Score:
    """Return the scores of some predictions. Raises InvalidModelError when there are none.

    >>> sure = Prediction("a", "A", "arm", {"balance": 0.75, "buck_pass": 0.25}, 0.0)
    >>> wrong = Prediction("b", "B", "buck_pass", {"balance": 0.75, "buck_pass": 0.25}, 0.1)
    >>> print(score("half right", [sure, wrong]).row()[1])
    0.50 (0.50)
    """
    if not predictions:
        raise InvalidModelError(f"no predictions to score for {name}")
    each = [p.alignments() for p in predictions]
    recorded = [alignment(p.recorded) for p in predictions]
    guesses = [max(chances, key=lambda kind: chances[kind]) for chances in each]
    hits = [float(a == b) for a, b in zip(recorded, guesses, strict=True)]
    logs = [math.log(max(chances[kind], 1e-300)) for chances, kind in zip(each, recorded, strict=True)]
    cases = [p.case for p in predictions]
    return Score(
        name,
        len(predictions),
        len(set(cases)),
        float(np.mean(hits)),
        clustered_error(hits, cases),
        _balance_or_not(recorded, [guess == "balance" for guess in guesses]),
        macro_f1(recorded, guesses),
        float(np.mean(logs)),
        clustered_error(logs, cases),
        float(np.mean([p.regret for p in predictions])),
    )


def macro_f1(recorded: Sequence[str], predicted: Sequence[str]) -> float:
    """Return the mean F1 over the alignments that were recorded.

    >>> macro_f1(["balance", "balance", "stay out"], ["balance", "stay out", "stay out"])
    0.6666666666666666
    """
    each = []
    for kind in sorted(set(recorded)):
        hits = sum(r == kind == p for r, p in zip(recorded, predicted, strict=True))
        each.append(2 * hits / (sum(r == kind for r in recorded) + sum(p == kind for p in predicted)))
    return float(np.mean(each))


def _balance_or_not(recorded: Sequence[str], balances: Sequence[bool]) -> float:
    return float(np.mean([(kind == "balance") == own for kind, own in zip(recorded, balances, strict=True)]))


def clustered_error(values: Sequence[float], clusters: Sequence[str]) -> float:
    """Return the standard error of the mean, clustered; NaN for one cluster."""
    gaps = np.asarray(values) - np.mean(values)
    sums = [gaps[[c == own for c in clusters]].sum() for own in sorted(set(clusters))]
    count = len(sums)
    if count < 2:
        return math.nan
    return float(math.sqrt(count / (count - 1) * np.square(sums).sum()) / len(values))


@dataclass(frozen=True)
class Situation:
    """What a simple rule may look at: one state before one threat, and what it did.

    ``weight``: the state's power over the threat's.
    """

    case: str
    state: str
    recorded: str
    contiguous: bool
    rival: bool
    weight: float


#: Below this share of the threat's power a state counts as weak.
WEAK = 0.1

#: Simple rules that a theory has to beat.
RULES: dict[str, Callable[[Situation], str]] = {
    "always balance": lambda each: "balance",  # noqa: ARG005 - one signature
    "contiguous or rival: balance, else stay out": lambda each: (
        "balance" if each.contiguous or each.rival else "stay out"
    ),
    "weak and contiguous: bandwagon, else balance": lambda each: (
        "bandwagon" if each.weight < WEAK and each.contiguous else "balance"
    ),
}


def baseline(name: str, situations: Sequence[Situation]) -> Score:
    """Return the scores of one of the `RULES`, by name.

    Accuracy and F1 are the rule's own. For its log score, the rule is read as saying how often each
    alignment occurred, in the *other* cases, where it said the same (one added to each count).
    """
    says = [RULES[name](each) for each in situations]
    recorded = [alignment(each.recorded) for each in situations]
    cases = [each.case for each in situations]
    hits = [float(a == b) for a, b in zip(says, recorded, strict=True)]
    logs = []
    for own_case, own, did in zip(cases, says, recorded, strict=True):
        rows = zip(cases, says, recorded, strict=True)
        others = [kind for case, rule, kind in rows if case != own_case and rule == own]
        logs.append(math.log((others.count(did) + 1) / (len(others) + len(CLASSES))))
    return Score(
        name,
        len(situations),
        len(set(cases)),
        float(np.mean(hits)),
        clustered_error(hits, cases),
        _balance_or_not(recorded, [rule == "balance" for rule in says]),
        macro_f1(recorded, says),
        float(np.mean(logs)),
        clustered_error(logs, cases),
        math.nan,
    )
