r"""What a theory has to beat: simple rules, intent alone, and a regression without any theory, out of sample.

The regression is a multinomial logit (McFadden 1974) of the alignments on the log of the state's weight, its border
with the threat and the intent that it perceives, each in units of its spread, fitted without the case that it
foretells. A ridge of :math:`\tfrac12 \lVert\beta\rVert^2` on the slopes keeps it finite where a figure parts the
alignments entirely.

Intent was coded by people who knew the outcomes, so what intent tells by itself is partly what the coder knew: read
scores that use it beside those under the rubric, and never as a test of the theory.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from alignment_games.cases.prediction import alignment
from alignment_games.cases.scores import CLASSES, Score, scored
from alignment_games.errors import InvalidModelError, only_known
from alignment_games.signatures import as_annotated
from alignment_games.states.arguments import checked
from alignment_games.text.display import DisplayedRecord


@dataclass(frozen=True, repr=False)
class Situation(DisplayedRecord):
    """What a simple rule may look at: one state before one threat, and what it did.

    ``weight``: the state's power over the threat's. ``intent``: the hostile intent that it perceived, NaN where the
    record does not say.
    """

    case: str
    state: str
    recorded: str
    contiguous: bool
    rival: bool
    weight: float
    intent: float = math.nan


#: Below this share of the threat's power a state counts as weak.
WEAK = 0.1

#: Above this intent counts as hostile.
HOSTILE = 0.5
#: The rule that sees nothing but the intent that a state perceived.
INTENT_ALONE = "intent alone: balance"

#: Simple rules that a theory has to beat; what a rule's name leaves open, the code says.
RULES: dict[str, Callable[[Situation], str]] = {
    "always balance": lambda each: "balance",  # noqa: ARG005 - one signature
    "border or rival: balance": lambda each: "balance" if each.contiguous or each.rival else "stay out",
    "weak neighbour: bandwagon": lambda each: "bandwagon" if each.weight < WEAK and each.contiguous else "balance",
    INTENT_ALONE: lambda each: "balance" if each.intent > HOSTILE else "stay out",
}


@as_annotated()
def baseline(name: str, situations: Sequence[Situation]) -> Score:
    """Return the scores of one of the `RULES`, by name.

    Accuracy, recall and F1 are the rule's own. For its log score, the rule is read as saying how often each
    alignment occurred, in the *other* cases, where it said the same (one added to each count).
    """
    only_known("rule", [name], RULES)
    if not situations:
        raise InvalidModelError("no situations to score a rule on; give at least one")
    says = [RULES[name](each) for each in situations]
    recorded = [alignment(each.recorded) for each in situations]
    cases = [each.case for each in situations]
    chances = []
    for own_case, own in zip(cases, says, strict=True):
        rows = zip(cases, says, recorded, strict=True)
        others = [kind for case, rule, kind in rows if case != own_case and rule == own]
        chances.append({kind: (others.count(kind) + 1) / (len(others) + len(CLASSES)) for kind in CLASSES})
    return scored(name, cases, recorded, chances, says)


def rules(found: Sequence[Situation]) -> list[Score]:
    """Return the scores of the simple rules that the situations have the figures for."""
    blind = any(math.isnan(each.intent) for each in found)
    return [baseline(name, found) for name in RULES if not (blind and name == INTENT_ALONE)]


@as_annotated()
def area_under_curve(values: Sequence[float], positive: Sequence[bool]) -> float:
    """Return the chance that a figure is higher in a positive than in a negative instance, ties counting half.

    The area under the ROC curve (Hanley & McNeil 1982); NaN where all are of one kind.

    >>> area_under_curve([0.1, 0.5, 0.9], [False, True, True])
    1.0
    """
    figures, yes = np.asarray(checked(list(values), "values"), dtype=float), np.asarray(positive, dtype=bool)
    if figures.shape != yes.shape or figures.ndim != 1:
        raise InvalidModelError(f"positive: expected one truth value for each of {len(figures)} values")
    gaps = figures[yes][:, None] - figures[~yes]
    return float(np.mean((gaps > 0) + (gaps == 0) / 2)) if gaps.size else math.nan


@as_annotated()
def regression(situations: Sequence[Situation], name: str = "logit, case left out") -> Score:
    """Return the scores of a multinomial logit that foretells each case from the others.

    Raises InvalidModelError for situations of one case, which leave nothing to learn from.
    """
    cases = np.array([each.case for each in situations])
    if len(set(cases)) < 2:
        raise InvalidModelError(f"a case is foretold from the others: give two cases or more, got {len(set(cases))}")
    recorded = [alignment(each.recorded) for each in situations]
    taken = np.array([CLASSES.index(kind) for kind in recorded])
    figures = np.array([[math.log(each.weight), each.contiguous, each.intent] for each in situations], dtype=float)
    chances: list[dict[str, float]] = [{} for _ in situations]
    for case in dict.fromkeys(cases):
        out = cases == case
        told = _foretold(figures[~out], taken[~out], figures[out])
        for position, row in zip(np.flatnonzero(out), told, strict=True):
            chances[position] = dict(zip(CLASSES, row.tolist(), strict=True))
    return scored(name, cases.tolist(), recorded, chances)


def _foretold(figures: np.ndarray, taken: np.ndarray, unseen: np.ndarray) -> np.ndarray:
    """Return the chances of the `CLASSES` at unseen figures, shape (k, 4), from figures whose alignment is known."""
    from scipy.optimize import minimize
    from scipy.special import log_softmax

    centre, spread = figures.mean(axis=0), figures.std(axis=0)
    spread[spread == 0] = 1

    def with_constant(rows: np.ndarray) -> np.ndarray:
        return np.column_stack([np.ones(len(rows)), (rows - centre) / spread])

    known, did = with_constant(figures), np.eye(len(CLASSES))[taken]
    slopes = np.array([[0.01], *[[1.0]] * figures.shape[1]])  # a constant is all but free

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        weights = flat.reshape(len(slopes), -1)
        logs = log_softmax(known @ weights, axis=1)
        gradient = known.T @ (np.exp(logs) - did) + slopes * weights
        return float(-(did * logs).sum() + (slopes * weights**2).sum() / 2), gradient.ravel()

    found = minimize(loss, np.zeros(len(slopes) * len(CLASSES)), jac=True, method="BFGS", options={"gtol": 1e-8})
    weights = found.x.reshape(len(slopes), -1)
    return np.asarray(np.exp(log_softmax(with_constant(unseen) @ weights, axis=1)))
