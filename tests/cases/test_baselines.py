import itertools
import math

import numpy as np
import pytest
from scipy.optimize import minimize

from alignment_games.cases import area_under_curve, baseline, case_names, load_case, regression, situations
from alignment_games.cases.baselines import RULES, Situation
from alignment_games.cases.prediction import alignment
from alignment_games.cases.scores import CLASSES
from alignment_games.errors import InvalidModelError

SITUATIONS = [
    Situation("one", "A", "balance", contiguous=True, rival=False, weight=0.5, intent=0.9),
    Situation("one", "B", "buck_pass", contiguous=False, rival=False, weight=2.0, intent=0.2),
    Situation("two", "C", "bandwagon", contiguous=True, rival=False, weight=0.01, intent=0.3),
    Situation("two", "D", "balance", contiguous=False, rival=True, weight=1.0, intent=0.6),
]


@pytest.mark.parametrize(("rule", "accuracy"), list(zip(RULES, [0.5, 0.75, 0.75, 0.75], strict=True)))
def test_baselines_by_hand(rule, accuracy):
    assert baseline(rule, SITUATIONS).accuracy == accuracy


def test_the_log_score_of_a_baseline_looks_at_other_cases_only():
    found = baseline("always balance", SITUATIONS)
    # Each of four alignments counts one more. Seen from case one: a bandwagon and a balance elsewhere; from case
    # two: a balance and a pass.
    logs = [math.log(2 / 6), math.log(1 / 6), math.log(1 / 6), math.log(2 / 6)]
    assert found.log_score == pytest.approx(sum(logs) / 4)


def test_the_area_is_the_share_of_pairs_in_order_and_ties_count_half():
    rng = np.random.default_rng(0)
    figures, yes = rng.integers(0, 5, 30), rng.random(30) < 0.4
    pairs = list(itertools.product(figures[yes], figures[~yes]))
    by_hand = sum(1 if a > b else 0.5 if a == b else 0 for a, b in pairs) / len(pairs)
    assert area_under_curve(figures, yes) == pytest.approx(by_hand)
    assert area_under_curve([3, 2, 1], [False, False, True]) == 0
    assert math.isnan(area_under_curve([1, 2], [True, True]))


def test_the_regression_foretells_a_case_from_the_others_alone():
    names = "europe-1938-large", "nato-1949", "prussia-1866"
    found = [each for name in names for each in situations(load_case(name))]
    score = regression(found)
    # A second method: the same penalised likelihood of the other cases, without a gradient, from other starts.
    logs = []
    for case in names:
        known, unseen = ([s for s in found if (s.case == case) == out] for out in (False, True))
        rows = {
            part_name: np.array([[math.log(s.weight), s.contiguous, s.intent] for s in part], dtype=float)
            for part_name, part in (("known", known), ("unseen", unseen))
        }
        centre, spread = rows["known"].mean(axis=0), rows["known"].std(axis=0)
        did = [CLASSES.index(alignment(s.recorded)) for s in known]

        def chances(weights, figures, centre=centre, spread=spread):
            scores = weights[0] + (figures - centre) / np.where(spread > 0, spread, 1) @ weights[1:]
            odds = np.exp(scores)
            return odds / odds.sum(axis=1, keepdims=True)

        def loss(flat, rows=rows, did=did, chances=chances):
            weights = flat.reshape(4, 4)
            told = chances(weights, rows["known"])[np.arange(len(did)), did]
            return -np.log(told).sum() + 0.005 * (weights[0] ** 2).sum() + 0.5 * (weights[1:] ** 2).sum()

        best = minimize(loss, np.full(16, 0.1), method="L-BFGS-B", options={"maxiter": 2000, "maxfun": 10**6})
        told = chances(best.x.reshape(4, 4), rows["unseen"])
        logs += [math.log(row[CLASSES.index(alignment(s.recorded))]) for row, s in zip(told, unseen, strict=True)]
    assert score.log_score == pytest.approx(np.mean(logs), abs=1e-3)


def test_one_case_leaves_nothing_to_learn_from():
    with pytest.raises(InvalidModelError, match="two cases or more, got 1"):
        regression(SITUATIONS[:2])


def test_intent_alone_tells_most_of_who_balanced():
    # What makes the record circular, stated as a fact of it: coded intent parts balancers from the others.
    found = [each for name in case_names() for each in situations(load_case(name))]
    balanced = [alignment(each.recorded) == "balance" for each in found]
    assert area_under_curve([each.intent for each in found], balanced) > 0.85
