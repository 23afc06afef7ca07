"""A state's chances if it is attacked, by hand."""

import re

import pytest

from alignment_games import State, explain, load_case, response_game, solve
from alignment_games.report.standing import standing

A, B = State("A", 0.1), State("B", 0.3)


def test_alone_and_in_the_equilibrium_by_hand():
    game = response_game([A, B], State("T", 0.2), [0.5, 0.5], actions=["balance", "buck_pass"])
    both = game.profile("balance, balance")
    # Alone .1^2 / (.1^2 + .2^2) = .2; with .75 * .3 of help .325^2 / (.325^2 + .2^2) = .725.
    assert (
        standing(game, both, 0).replace("\0", "")
        == "Attacked, it would hold with chance 0.2 alone and 0.725 in this equilibrium"
    )


def test_no_coalition_is_said_where_none_holds():
    game = response_game([A, State("C", 0.05)], State("T", 0.5), [0.5, 0.5], actions=["balance", "buck_pass"])
    # At best (.1 + .75 * .05)^2 / (.1375^2 + .5^2) = .0703.
    assert (
        standing(game, game.profile("buck_pass, buck_pass"), 0)
        .replace("\0", "")
        .endswith("no coalition here holds it (at best 0.0703)")
    )


@pytest.mark.parametrize("name", ["europe-1936", "europe-1938"])
def test_every_state_of_an_explanation_is_told(name):
    solution = solve(load_case(name).game())
    told = re.findall(r"Attacked, it would hold", re.sub(r"\s+", " ", explain(solution)))
    assert len(told) == 3 * len(solution)
    assert "held with chance" not in explain(solution)
