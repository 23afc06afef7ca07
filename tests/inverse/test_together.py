"""One vector for all beside the games of the cases, built at the vector and on a grid."""

import numpy as np
import pytest

import alignment_games as ag
from alignment_games.inverse import one_vector
from alignment_games.inverse.together_record import Choice
from alignment_games.models.model import Input

NAMES = ["europe-1936", "europe-1938", "europe-1939", "bulgaria-1913", "napoleon-1813"]
CASES = [ag.load_case(name) for name in NAMES]


def _at_best_reply(values, tolerance=1e-12):
    found = set()
    for case in CASES:
        regrets = case.game(**values).regrets(case.recorded)
        found |= {
            Choice(case.name, state)
            for state, regret in zip(case.model.names, regrets, strict=True)
            if regret <= tolerance
        }
    return found


@pytest.mark.slow
def test_the_vector_does_what_it_says_and_no_point_of_a_grid_does_better():
    found = one_vector(CASES, ["burden", "punishment"], certify=100)
    best = found.best
    values = {str(each): float(value) for each, value in best.values.items()}
    assert _at_best_reply(values) == set(best.states)
    assert len(best.states) == found.bound == found.certified
    grid = [
        len(_at_best_reply({"burden": b, "punishment": p}))
        for b in np.linspace(0, 0.3, 13)
        for p in np.linspace(0, 0.5, 6)
    ]
    assert max(grid) <= len(best.states)
    assert _at_best_reply({}) == set(found.as_recorded)
    assert len(found.choices) == sum(len(case.model.names) for case in CASES)
    whole = {case.name for case in CASES if all(Choice(case.name, s) in best.states for s in case.model.names)}
    assert set(best.cases) == whole


def test_a_grid_of_what_payoffs_bend_in():
    found = one_vector(CASES, ["burden"], others={"reliability": [0.25, 1], "threat_offence": [0.8]})
    assert [tuple(each.others.values()) for each in found.grid] == [(0.25, 0.8), (1, 0.8)]
    for each in found.grid:
        burden = float(each.values[Input("burden")])
        reliability = each.others[Input("reliability")]
        told = {"burden": burden, "reliability": reliability, "threat_offence": 0.8}
        assert _at_best_reply(told) == set(each.states)
    assert found.bound == max(each.bound for each in found.grid)
    assert "reliability" in str(found)


def test_a_margin_asks_for_more_than_ties():
    loose, strict = (one_vector(CASES, ["burden", "punishment"], margin=margin) for margin in (0, 0.01))
    assert len(strict.best.states) <= len(loose.best.states)
    values = {str(each): float(value) for each, value in strict.best.values.items()}
    for case in CASES:
        payoffs = case.game(**values).deviation_payoffs(case.recorded)
        for own, menu, state in zip(payoffs, case.model.actions, case.model.names, strict=True):
            k = menu.index(case.recorded[state])
            gap = float(own[k] - max(x for j, x in enumerate(own) if j != k))
            assert (gap >= 0.01 - 1e-12) == (Choice(case.name, state) in strict.best.states)
    with pytest.raises(ag.InvalidModelError, match="margin"):
        one_vector(CASES, ["burden"], margin=-1)
    with pytest.raises(ag.InvalidModelError, match="parameters: expected those that are open"):
        one_vector(CASES, [])
    with pytest.raises(ag.InvalidModelError, match="time_limit must be a finite number above 0, got -1"):
        one_vector(CASES, ["burden"], time_limit=-1)


def test_the_trade_off_falls_and_ends_where_no_parameters_do():
    found = one_vector(CASES, ["burden", "punishment"], trade_off=True)
    most = [states for _, states in found.trade_off]
    assert most[-1] is None or len(most) == len(CASES)
    counts = [each for each in most if each is not None]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] <= len(found.best.states)
    # So many whole cases as that are rational together, and no further one.
    for whole, states in found.trade_off:
        if states is not None:
            assert whole <= len(CASES)
    assert "whole cases at least" in str(found)


def test_states_that_are_never_at_a_best_reply_are_proven_to_be():
    cases = [ag.load_case("unipolarity-1999"), ag.load_case("europe-1938")]
    found = one_vector(cases, ["burden", "punishment"])
    assert found.never
    for each in found.never:
        assert each.proof.most < 0
        case = cases[0]
        i = case.model.names.index(each.choice.state)
        for burden, punishment in np.random.default_rng(0).uniform((0, 0), (0.3, 0.5), (10, 2)):
            assert case.game(burden=burden, punishment=punishment).regrets(case.recorded)[i] > 0


def test_a_case_that_is_impossible_as_a_whole_has_an_empty_set():
    found = one_vector(CASES, ["burden", "punishment"])
    impossible = {each.case for each in found.impossible}
    assert impossible == {case.name for case in CASES if ag.rationalise(case, ["burden", "punishment"]).empty}
    assert "europe-1936" in impossible
    assert "europe-1936 (" in str(found)


def test_bent_payoffs_are_refused_and_documents_are_plain():
    with pytest.raises(ag.UnsupportedGameError, match="give those in which it bends values"):
        one_vector(CASES, ["reliability"])
    document = one_vector(CASES, ["burden"]).to_dict()
    assert document["states"] == len(one_vector(CASES, ["burden"]).choices)
    assert set(document["values"]) == {"burden"}
