"""What a record teaches: which rules can be asked, what stands for arms, which signs are sure."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

import alignment_games as ag
from alignment_games.analysis import estimates as module
from alignment_games.analysis.estimates import COVARIATES, WALT, estimates, rules
from alignment_games.cases import situations
from alignment_games.cases.baselines import INTENT_ALONE, RULES
from tests.estimation.observed import random_games

CASE = ag.load_case("europe-1938")


def test_a_rule_that_asks_for_intent_is_left_out_where_none_was_coded():
    seen = situations(CASE)
    assert [each.name for each in rules(seen)] == list(RULES)
    blind = [replace(each, intent=float("nan")) for each in seen]
    assert [each.name for each in rules(blind)] == [name for name in RULES if name != INTENT_ALONE]


def test_a_threat_without_soldiers_is_refused_by_the_name_of_its_game():
    (game,) = random_games(1)
    figures = {name: np.ones(len(game.played)) for name in COVARIATES}
    unarmed = replace(game, covariates={**figures, "threat_milper": 0 * figures["milper"]})
    with pytest.raises(ag.InvalidModelError, match=f"{game.name}: the threat has no soldiers"):
        estimates(SimpleNamespace(games=(unarmed,)), [])


def test_signs_are_as_walt_has_them_where_the_weight_is_above_nothing_and_sure_beyond_two_errors():
    weights = dict(zip(WALT.sources, (1.0, -1.0, 0.1, 3.0, -0.1), strict=True))
    named = {f"weight of {name}": value for name, value in weights.items()}
    errors = dict.fromkeys(named, 0.2)
    clustered = {**errors, "weight of rivalry": 2.0}
    found = SimpleNamespace(theory=WALT, estimates=named, errors=errors, clustered_errors=clustered)
    signs = {each.source: (each.as_walt, each.sure) for each in module._signs(found)}
    assert signs["power"] == (True, True)
    assert signs["proximity"] == (False, True)
    assert signs["arms"] == (True, False)
    assert signs["rivalry"] == (True, False)  # the larger of the two errors decides
    assert signs["revisionism"] == (False, False)
