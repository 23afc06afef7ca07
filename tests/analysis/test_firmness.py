"""What flips a prediction, and how often it stands."""

import pytest

import alignment_games as ag
from alignment_games.analysis.firmness import chances, chances_of_figures, flips_by_figure, is_affordable
from alignment_games.models.registry import example

MODEL = ag.load_case("europe-1938").model


def test_the_figures_that_flip_a_dilemma_are_those_of_its_inequalities():
    # First would rather defect than cooperate once the temptation exceeds the reward of 4, or the reward falls below 3.
    found = flips_by_figure(example("dilemma"))
    assert found.unasked == ()
    assert any("temptation from 3 to 4" in str(flip) for flip in found.found)
    assert any("reward from 4 to 3" in str(flip) for flip in found.found)
    assert all(flip.verified for flip in found.found)


def test_games_that_are_made_one_by_one_are_not_asked():
    found = flips_by_figure(example("war_stable_networks"))
    assert found.found == ()
    assert found.unasked[0] == ("strengths", "A")


def test_a_figure_of_nothing_is_not_drawn():
    uncertain, figures = chances(MODEL.with_parameters(burden=0))
    assert figures == ("threat_power", "securitization")
    assert uncertain.draws == 4000
    assert sum(each.value for each in uncertain.alignments().values()) <= 1 + 1e-9


def test_chances_of_a_dilemma_are_shares_of_the_draws():
    found = chances_of_figures(example("dilemma"))
    assert found.draws == 400
    for estimate in found.alignments().values():
        assert estimate.value * 400 == pytest.approx(round(estimate.value * 400))


def test_what_takes_minutes_is_told_by_its_payoffs():
    assert is_affordable(MODEL)
    assert not is_affordable(ag.load_case("europe-1939-large").model)
