"""Thresholds as propositions: every case of it, in words where it is always so or never."""

import pytest
from sympy import Symbol, symbols

import alignment_games as ag
from alignment_games import NormalFormGame
from alignment_games.symbolic import parameters, proposition, threshold
from tests.symbolic.symbolic_oracle import NAMES, public_good

b, c = symbols("b c", positive=True)
k = Symbol("k", real=True)
CASE = ag.load_case("europe-1938", exact=True)


def alone(gain):
    """Return what is told of one state that gains so much by balancing."""
    found = threshold(NormalFormGame([[gain, 0]], ["France"], [["balance", "buck_pass"]]), "France", PAIR, "c")
    return proposition(found).split("\n")[1:-1]


PAIR = ("balance", "buck_pass")
HEAD = "France prefers balancing to passing the buck"


@pytest.mark.parametrize(
    ("gain", "told"),
    [
        (b - c, f"{HEAD} if and only if $c \\leq b$."),
        (1 + c, f"{HEAD}, whatever $c$."),
        (-1 - c, "There is no $c$ at which France prefers balancing to passing the buck."),
        ((c - 1) * (c - 2), f"{HEAD} if and only if $c \\geq 2$; or $c \\leq 1$."),
        ((c - 1) * (2 - c), f"{HEAD} if and only if $c \\geq 1$ and $c \\leq 2$."),
        (k * c - 1, f"{HEAD} if and only if $k > 0$ and $c \\geq \\frac{{1}}{{k}}$."),
    ],
)
def test_each_kind_of_threshold_is_told_in_a_sentence(gain, told):
    assert alone(gain) == [told]


def test_others_are_told_and_the_name_begins_the_sentence():
    game = NormalFormGame.from_function(public_good, NAMES[:2], ["balance", "buck_pass"])
    found = proposition(threshold(game, "France", PAIR, c, others="buck_pass"))
    assert "France prefers balancing to passing the buck while Britain passes the buck if" in found


def test_a_long_critical_value_is_set_apart_with_its_parts_below():
    long_ = sum((b + c_) ** 2 for c_ in symbols("first second third", positive=True))
    lines = alone(long_ - c * (2 * long_ + b))
    assert lines[0] == f"{HEAD} if and only if"
    assert lines[2] == r"  & c \leq \frac{P_{1}}{P_{2}}"
    assert "where" in lines


def test_a_rational_critical_value_that_is_long_is_one_figure():
    found = threshold(CASE.game(**parameters("burden")), "Britain", PAIR, "burden", others="buck_pass, buck_pass")
    lines = proposition(found).split("\n")
    assert lines[1].endswith(rf"if and only if $\mathit{{burden}} \leq {float(found.value):.8g}$.")
    assert lines[2] == "Figures are rounded, to six digits at least."


def test_an_irrational_critical_value_is_told_by_its_polynomial():
    found = threshold(CASE.game(**parameters("reliability")), "France", PAIR, "reliability", others="balance, balance")
    text = proposition(found)
    assert rf"r_{{1}} \approx {float(found.value):.8g}$ is the only root between $0.10$ and $0.11$ of" in text
    assert "t^{4} + " in text
