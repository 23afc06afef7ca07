"""Vuong's test and the test before it, by closed forms and by a second computation."""

from dataclasses import replace

import numpy as np
import pytest

from alignment_games.errors import InvalidModelError
from alignment_games.estimation.comparing import _chance_above, vuong
from alignment_games.estimation.fitting import fit
from alignment_games.estimation.quantal import QuantalResponse
from tests.estimation.observed import LOGIT, game_fit, logit_fit, simulated

ONE, OTHER = (QuantalResponse((), (f"balance by {name}",), rate=1e-9) for name in ("x", "z"))


@pytest.fixture(scope="module")
def pair():
    """Two logits of one covariate each, of which the first made the choices."""
    record = simulated(LOGIT, [0.0, 0.0], count=40)
    x, z, luck = np.random.default_rng(6).uniform(0, 2, (3, len(record)))
    played = np.where(luck / 2 < np.exp(x) / (np.exp(x) + 2), 0, 1 + (np.arange(len(record)) % 2))
    told = replace(record, played=played, sources={**record.sources, "x": x, "z": z})
    return told, fit(told, ONE, climbs=1), fit(told, OTHER, climbs=1)


@pytest.mark.parametrize("value", [0.01, 0.7, 3.0, 20.0])
@pytest.mark.parametrize("ratio", [0.5, 1e-2, 1e-4])
def test_weighted_squares_have_the_tail_of_their_closed_form(value, ratio):
    # Each weight twice: a sum of two exponential variables of means 2 and 2 ratio.
    a, b = 2.0, 2.0 * ratio
    exact = (a * np.exp(-value / a) - b * np.exp(-value / b)) / (a - b)
    assert _chance_above(value, np.array([1.0, ratio, 1.0, ratio])) == pytest.approx(exact, abs=1e-7)


def test_the_statistics_are_those_of_the_closed_form(pair):
    record, one, other = pair
    found = vuong(record, one, other)
    names, cases = np.unique(record.clusters, return_inverse=True)
    logs, scores, informations = [], [], []
    for name, each in (("x", one), ("z", other)):
        value = record.sources[name]
        chance = np.exp(-each.parameters[0] * value) / (np.exp(-each.parameters[0] * value) + 2)
        balanced = record.played == 0
        logs.append(np.bincount(cases, np.log(np.where(balanced, chance, (1 - chance) / 2))))
        scores.append(np.bincount(cases, -value * (balanced - chance)))
        informations.append((value**2 * chance * (1 - chance)).sum() / len(names))
    gaps = logs[0] - logs[1]
    assert found.difference == pytest.approx(gaps.sum(), abs=1e-6)
    assert found.variance == pytest.approx(gaps.var(), rel=1e-5)
    assert found.statistic == pytest.approx(gaps.sum() / np.sqrt(len(names)) / gaps.std(), rel=1e-5)
    # The two by two matrix W written out, A = -information; its squares weigh the chi-squares.
    b, c = (np.mean(s**2) for s in scores)
    cross = np.mean(scores[0] * scores[1])
    matrix = [[b / informations[0], cross / informations[1]], [-cross / informations[0], -c / informations[1]]]
    drawn = np.random.default_rng(1).standard_normal((400_000, 2)) ** 2 @ np.linalg.eigvals(matrix).real ** 2
    chance = np.mean(drawn > len(names) * gaps.var())
    assert found.variance_p_value == pytest.approx(chance, abs=4 * np.sqrt(0.25 / len(drawn)))


def test_the_theory_that_made_the_choices_is_preferred_whichever_comes_first(pair):
    record, one, other = pair
    found, turned = vuong(record, one, other), vuong(record, other, one)
    assert found.distinct
    assert found.statistic > 1.5
    assert turned.statistic == pytest.approx(-found.statistic)
    assert turned.variance_p_value == pytest.approx(found.variance_p_value, abs=1e-8)
    assert "they can be told apart" in str(found)
    assert "leans to the second theory" in str(turned)


def test_what_says_nothing_is_said():
    assert "z says nothing" in str(replace(vuong_of_nothing(), variance_p_value=0.4))


def vuong_of_nothing():
    from alignment_games.estimation.comparing import Vuong

    return Vuong(1.0, 1.0, 0.3, 0.1, 0.01, 20)


def test_nested_and_equal_theories_are_refused(pair):
    record, one, other = pair
    both = fit(record, QuantalResponse((), ("balance by x", "balance"), rate=1e-9), climbs=1)
    with pytest.raises(
        InvalidModelError, match=r"the second theory is nested in the first, .* of log likelihood apart"
    ):
        vuong(record, both, one)
    with pytest.raises(InvalidModelError, match="the first theory is nested in the second"):
        vuong(record, one, both)
    assert vuong(record, both, other).cases == 40  # neither has all of the other
    logit, _ = logit_fit()
    other_costs = QuantalResponse((), ("buck_pass", "bandwagon"), rate=1e-9)  # the same but for what counts as 0
    twin = fit(logit.problem.stack, other_costs, climbs=1)
    with pytest.raises(InvalidModelError, match="the same in other words"):
        vuong(logit.problem.stack, logit, twin)


def test_other_games_and_choices_are_refused(pair):
    record, one, other = pair
    with pytest.raises(InvalidModelError, match="a fit is of 140 choices, the games hold"):
        vuong(game_fit().problem.stack, one, other)
    with pytest.raises(InvalidModelError, match="other games or choices"):
        vuong(record.with_played(1 - np.minimum(record.played, 1)), one, other)
