from dataclasses import replace

import numpy as np
import pytest

from alignment_games.errors import InvalidModelError, NotConvergedError
from alignment_games.estimation.comparing import vuong
from alignment_games.estimation.fitting import fit
from alignment_games.estimation.quantal import QuantalResponse
from alignment_games.estimation.simulation import recover
from alignment_games.estimation.validation import leave_cases_out
from tests.estimation.observed import random_games, simulated


def test_costs_alone_give_the_closed_form_of_a_logit():
    # with next to no rate, the estimates are the logs of the observed odds, and the errors those of a multinomial
    theory = QuantalResponse((), ("balance", "bandwagon"), rate=1e-9)
    record = simulated(theory, [-0.5, 0.7], count=40)
    found = fit(record, theory)
    counts = np.bincount(record.played)
    assert found.estimates["cost of balance"] == pytest.approx(np.log(counts[1] / counts[0]), abs=1e-4)
    assert found.errors["cost of bandwagon"] == pytest.approx(np.sqrt(1 / counts[1] + 1 / counts[2]), rel=1e-3)
    assert found.log_likelihood == pytest.approx((counts * np.log(counts / counts.sum())).sum(), abs=1e-6)


def test_a_known_truth_lies_within_three_errors():
    theory, truth = QuantalResponse(("proximity", "intent")), [3.0, 1.0, 1.0]
    found = fit(simulated(theory, truth, count=40), theory, climbs=1)
    gaps = abs(found.parameters - truth) / np.array(list(found.errors.values()))
    assert gaps.max() < 3
    assert found.clusters == 40
    assert "weight of intent" in str(found)


@pytest.mark.slow
def test_a_penalty_draws_towards_the_start():
    theory = QuantalResponse(("proximity",), ("balance",))
    record = simulated(theory, [3.0, 1.0, -1.0])
    free, drawn = fit(record, theory), fit(record, theory, penalty=1e4)
    assert drawn.parameters == pytest.approx(theory.start(), abs=0.05)
    assert drawn.log_likelihood < free.log_likelihood


@pytest.mark.slow
def test_what_the_games_do_not_identify_is_refused():
    theory = QuantalResponse(("proximity",), rate=1e-9)  # at no rate the threat moves nothing
    with pytest.raises(InvalidModelError, match="not identified by these games: weight of proximity"):
        fit(simulated(theory, [1.0]), theory)
    true = QuantalResponse(("proximity",), rate=20.0)
    record = simulated(true, [1.0])
    doubled = replace(record, sources={**record.sources, "copy": 2 * np.log(record.sources["proximity"])})
    with pytest.raises(InvalidModelError, match="not separately identified by these games: weight of proximity"):
        fit(doubled, QuantalResponse(("proximity", "copy"), rate=20.0))


def test_units_of_a_covariate_change_its_weight_alone():
    theory = QuantalResponse(("intent",), ("balance",), rate=10.0)
    record = simulated(theory, [1.0, 0.3], count=30)
    far = np.random.default_rng(2).uniform(0, 4, len(record))
    fits = {}
    for name, unit in (("thousand_km", 1.0), ("km", 1000.0), ("light_years", 1e-10)):
        told = replace(record, sources={**record.sources, name: far * unit})
        fits[unit] = fit(told, QuantalResponse((name,), ("balance", f"bandwagon by {name}"), rate=10.0), climbs=1)
    for unit, found in fits.items():
        assert found.log_likelihood == pytest.approx(fits[1.0].log_likelihood, abs=1e-9)
        for values in ("parameters", "errors", "clustered_errors"):
            one, other = (np.array(_in_order(getattr(each, values))) for each in (fits[1.0], found))
            assert other == pytest.approx(one / np.array([unit, 1, unit]), rel=1e-6)


def _in_order(values):
    return list(values.values()) if isinstance(values, dict) else list(values)


@pytest.mark.slow
def test_an_estimate_is_a_maximum_to_its_last_digits():
    theory = QuantalResponse(("proximity", "intent"), ("balance",))
    record = simulated(theory, [2.5, 1.0, 1.0, 0.5], count=30)
    found = fit(record, theory)
    _, scores = theory.likelihood(record, found.parameters)
    gradient, errors = scores.sum(axis=0), np.array(list(found.errors.values()))
    assert abs(gradient * errors).max() < 1e-6  # in units that have none
    for k, error in enumerate(errors):
        for sign in (1, -1):
            aside = found.parameters + sign * error * np.eye(len(errors))[k]
            assert theory.likelihood(record, aside)[0].sum() < found.log_likelihood - 0.1


@pytest.mark.slow
def test_a_maximum_at_a_jump_of_the_likelihood_is_said():
    # At rate 40 the play of some game folds at a weight of offence of -0.4359; the likelihood falls from there to the
    # right, and jumps down by 18 to the left: it is highest at the very edge.
    theory = QuantalResponse(("offence",), rate=40.0)
    record = simulated(QuantalResponse(("intent",), rate=40.0), [1.5], count=30)
    with pytest.raises(
        NotConvergedError, match=r"the highest likelihood found lies at a jump, near weight of offence -0.43"
    ):
        fit(record, theory, climbs=1)
    left, edge, right = (theory.likelihood(record, np.array([w])) for w in (-0.4362, -0.4352, -0.42))
    assert edge[0].sum() > left[0].sum() + 15
    assert edge[0].sum() > right[0].sum()
    assert edge[1].sum() < -1


@pytest.mark.slow
def test_leaving_cases_out_never_looks_at_the_case():
    theory = QuantalResponse((), ("balance", "bandwagon"), rate=1e-9)
    games = random_games(3)
    told = leave_cases_out(games, theory, penalty=1.0)
    assert len(told) == sum(len(game.played) for game in games)
    # the games of random_game all balance, so each case is predicted from cases in which everybody balanced
    others = {game.name: sum(len(g.played) for g in games if g is not game) for game in games}
    for each in told:
        alone = fit([g for g in games if g.name != each.game], theory, penalty=1.0)
        weights = np.exp([-alone.estimates["cost of balance"], 0, -alone.estimates["cost of bandwagon"]])
        assert list(each.probabilities.values()) == pytest.approx(weights / weights.sum(), abs=1e-5)
        assert others[each.game] == alone.rows


@pytest.mark.slow
def test_vuong_prefers_the_theory_that_made_the_play():
    true, other = QuantalResponse(("intent",), rate=10.0), QuantalResponse(("offence",), rate=10.0)
    record = simulated(true, [1.5], count=30)
    games = [
        replace(game, played=tuple(record.actions[k] for k in record.played[record.games == game.name]))
        for game in random_games(30)
    ]
    one, two = fit(games, true, climbs=1), fit(games, other, climbs=1)
    verdict = vuong(games, one, two)
    assert verdict.difference == pytest.approx(one.log_likelihood - two.log_likelihood)
    assert verdict.statistic > 1
    assert vuong(games, two, one).statistic == pytest.approx(-verdict.statistic)
    with pytest.raises(InvalidModelError, match="nothing to test"):
        vuong(games, one, one)


@pytest.mark.slow
def test_recovery_of_a_few_records():
    found = recover(QuantalResponse(("intent",), rate=20.0), [1.0], records=12, games=15)
    assert found.failed == 0
    assert abs(found.bias["weight of intent"]) < 4 * found.bias_error["weight of intent"]
    assert found.coverage["weight of intent"] >= 9 / 12
    assert "12 records" in str(found)
