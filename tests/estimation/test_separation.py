"""Separation, against what a look at one cost or a search over directions says."""

import itertools
from dataclasses import replace

import numpy as np
import pytest

from alignment_games.errors import InvalidModelError
from alignment_games.estimation.fitting import fit
from alignment_games.estimation.quantal import QuantalResponse
from alignment_games.estimation.separation import separating_costs
from alignment_games.estimation.stack import stack_games
from tests.estimation.observed import random_games, simulated

STACK = stack_games(random_games(6))


def with_choices(played, **covariates):
    return replace(STACK, played=np.asarray(played), sources={**STACK.sources, **covariates})


def test_an_action_that_nobody_takes_is_separated():
    record = with_choices(np.arange(len(STACK)) % 2)
    assert separating_costs(record, QuantalResponse((), ("balance", "bandwagon"))) == ("cost of bandwagon",)
    taken = with_choices(np.arange(len(STACK)) % 3)
    assert separating_costs(taken, QuantalResponse((), ("balance", "bandwagon"))) == ()


def test_a_covariate_that_tells_the_choice_is_separated():
    rivals = np.arange(len(STACK)) % 2
    theory = QuantalResponse((), ("balance by rivalry", "balance"))
    record = with_choices(np.where(rivals, 0, np.arange(len(STACK)) % 3), rivalry=rivals.astype(float))
    assert separating_costs(record, theory) == ("cost of balance by rivalry",)
    one_exception = record.with_played(np.where(np.arange(len(STACK)) == 1, 2, record.played))
    assert separating_costs(one_exception, theory) == ()
    in_other_units = replace(record, sources={**record.sources, "rivalry": 1e9 * record.sources["rivalry"]})
    assert separating_costs(in_other_units, theory) == ("cost of balance by rivalry",)


@pytest.mark.parametrize("seed", range(12))
def test_directions_are_found_where_a_search_finds_one(seed):
    rng = np.random.default_rng(seed)
    few = STACK.take(np.isin(STACK.games, ["g0", "g1"]))
    values = rng.integers(-1, 2, len(few)).astype(float)
    record = replace(few, played=rng.integers(0, 3, len(few)), sources={**few.sources, "x": values})
    theory = QuantalResponse((), ("balance by x", "bandwagon by x"))
    gain = theory.charges(record) - theory.charges(record)[np.arange(len(few)), record.played][:, None]
    directions = np.array([d for d in itertools.product(range(-2, 3), repeat=2) if any(d)])
    along = gain.reshape(-1, 2) @ directions.T
    separated = ((along >= 0).all(axis=0) & (along > 0).any(axis=0)).any()
    assert bool(separating_costs(record, theory)) == separated


def test_a_fit_says_it_in_one_line_and_ends_where_everything_runs_to_a_bound():
    record = with_choices(np.zeros(len(STACK), dtype=int))
    found = fit(record, QuantalResponse((), ("buck_pass", "bandwagon"), rate=1e-9))
    assert found.at_bound == found.separated == ("cost of buck_pass", "cost of bandwagon")
    assert np.isnan(list(found.errors.values())).all()
    assert "separation: cost of buck_pass, cost of bandwagon: choices are predicted perfectly" in str(found)


def test_a_covariate_that_separates_does_not_keep_the_rest_from_an_estimate():
    theory = QuantalResponse((), ("balance", "bandwagon"), rate=1e-9)
    record = simulated(theory, [-0.5, 0.7], count=20)
    balanced = (record.played == 0).astype(float)
    told = replace(record, sources={**record.sources, "told": balanced})
    found = fit(told, QuantalResponse((), ("balance by told", "bandwagon"), rate=1e-9))
    assert found.separated == ("cost of balance by told",)
    # Elsewhere nobody balances: e^-c / (2 + e^-c) is the share of bandwagoners; those told cost some 1/150 of that.
    counts = np.bincount(record.played)
    assert found.estimates["cost of bandwagon"] == pytest.approx(np.log(counts[1] / (2 * counts[2])), abs=0.1)
    with pytest.raises(InvalidModelError, match="not identified"):
        fit(told, QuantalResponse(("told",), rate=1e-9))
