"""Pareto comparison: what is better for some and worse for none, with who gains what."""

import alignment_games as ag
from alignment_games.refinements import pareto_undominated
from alignment_games.solvers import PureEnumeration

HUNT = ag.NormalFormGame([[[4, 0], [3, 2]], [[4, 3], [0, 2]]], ["Ann", "Bob"], ["stag", "hare"])


def test_the_witness_is_the_equilibrium_that_is_better_and_by_how_much():
    verdict = pareto_undominated(HUNT, "hare, hare", ["hare, hare", "stag, stag"])
    assert verdict.holds is False
    assert verdict.witness == {"equilibrium": 2, "players": ("Ann", "Bob"), "gains": (2, 2)}
    assert pareto_undominated(HUNT, "stag, stag", ["hare, hare", "stag, stag"]).holds is True


def test_better_for_one_and_the_same_for_the_other_is_better():
    game = ag.NormalFormGame([[[1, 0], [0, 1]], [[2, 0], [0, 1]]], ["Ann", "Bob"], ["up", "down"])
    verdict = pareto_undominated(game, "down, down", ["up, up"])
    assert verdict.witness["players"] == ("Bob",)
    assert "Bob gets 1 more" in verdict.reason


def test_a_solution_that_may_miss_some_leaves_a_yes_undecided():
    found = ag.solve(HUNT, PureEnumeration())
    assert pareto_undominated(HUNT, "stag, stag", found).holds is None
    assert pareto_undominated(HUNT, "stag, stag", ag.solve(HUNT)).holds is True
    assert pareto_undominated(HUNT, "hare, hare", found).holds is False  # what is better is better all the same


def test_what_is_no_equilibrium_is_refused():
    assert pareto_undominated(HUNT, "stag, hare", ["stag, stag"]).holds is False
    assert "it is no equilibrium: Ann gains 2" in str(pareto_undominated(HUNT, "stag, hare", ["stag, stag"]))
