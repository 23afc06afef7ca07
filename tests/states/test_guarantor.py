"""Guarantors: who stands behind whom, with what power, and what is refused."""

from fractions import Fraction

import pytest

from alignment_games import InvalidModelError, State, response_game
from alignment_games.states import Guarantor

STATES = [State("Poland", 0.01), State("Estonia", 0.001)]
RUSSIA = State("Russia", 0.05)


def game(*guarantors):
    return response_game(STATES, RUSSIA, [0.5, 0.5], guarantors=guarantors)


def test_a_guarantor_helps_a_member_that_it_backs_and_its_shield_the_outsider():
    alone, backed = game().payoffs, game(Guarantor("USA", 0.1, ["Estonia"])).payoffs
    balance, bandwagon = 0, 2
    assert (backed[1][:, balance] > alone[1][:, balance]).all()
    assert (backed[1][:, bandwagon] >= alone[1][:, bandwagon]).all()
    assert (backed[0] == alone[0]).all()


def test_exact_and_changed_powers():
    exact = Guarantor("USA", 0.1, ("Poland",)).exact()
    assert exact.power == Fraction(1, 10)
    model = game(Guarantor("USA", 0.1, ("Poland",))).model.with_parameters(guarantors={"USA": 0.2})
    assert model.guarantors[0].power == 0.2


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Guarantor(" ", 0.1, ("Poland",)), "a guarantor needs a name"),
        (lambda: Guarantor("USA", -1, ("Poland",)), "power of the guarantor USA must be"),
        (lambda: Guarantor("USA", 0.1, ()), "needs a list of the states that it backs"),
        (lambda: Guarantor("USA", 0.1, "Poland"), "needs a list of the states that it backs"),
        (lambda: game(Guarantor("USA", 0.1, ("Polen",))), "did you mean 'Poland'"),
        (lambda: game(Guarantor("Poland", 0.1, ("Estonia",))), "both a guarantor and in the game"),
        (lambda: game(*[Guarantor("USA", 0.1, ("Estonia",))] * 2), "'USA' is listed twice"),
        (lambda: game("USA"), "expected a Guarantor, got 'USA'"),
        (
            lambda: game(Guarantor("USA", 0.1, ("Poland",))).model.with_parameters(guarantors={"UK": 1}),
            "unknown guarantor 'UK'",
        ),
        (lambda: game().model.with_parameters(guarantors=0.1), "guarantors must be given by name"),
    ],
)
def test_what_makes_no_sense_is_refused(make, message):
    with pytest.raises(InvalidModelError, match=message):
        make()
