"""The sections of a brief on a model of any encoding."""

import alignment_games as ag
from alignment_games.models.registry import example
from alignment_games.report.brief_encoding import chances_section, described, figures_section, flips_section


def _text(blocks):
    return " ".join(str(vars(block)) for block in blocks)


def test_figures_are_told_with_their_source_and_meaning():
    assert "Christensen & Snyder 1990" in described(example("chain_ganging"))
    told = _text(figures_section(example("chain_ganging")))
    assert "advantage of the offence over the defence (1 is par)" in told
    assert described(ag.as_model(ag.NormalFormGame([[1, 2]]))) == ""


def test_the_figure_that_flips_is_told_with_its_value():
    # First would rather defect than cooperate once the temptation exceeds the reward of 4, or the reward falls below 3.
    told = _text(flips_section(example("dilemma")))
    assert "temptation from 3 to 4" in told
    assert "reward from 4 to 3" in told


def test_what_takes_longer_is_named_and_not_asked():
    told = _text(flips_section(example("war_stable_networks")))
    assert "Not asked here, because it takes longer: strengths of A" in told


def test_chances_are_shares_of_the_draws():
    told = _text(chances_section(example("dilemma")))
    assert "400 draws, seed 1" in told
    assert "%" in told
