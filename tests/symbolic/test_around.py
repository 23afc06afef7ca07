"""The conditions of a profile of eight states: from forty payoffs, and true exactly where the model says so."""

from fractions import Fraction

import numpy as np
import pytest
from sympy import Symbol

from alignment_games import conditions, load_case, mixed_conditions, solve, to_latex, volunteers_dilemma
from alignment_games.errors import UnsupportedGameError
from alignment_games.models.response.own_payoffs import payoffs_against
from alignment_games.symbolic import around, parameters


@pytest.fixture(scope="module")
def eight():
    return load_case("russia-2022", exact=True).model


def is_equilibrium(model, profile):
    """Whether no state gains, in fractions, from payoffs that are computed without symbols."""
    index = tuple(own.index(action) for own, action in zip(model.actions, profile, strict=True))
    rows = [payoffs_against(model, i, index).tolist() for i in range(len(index))]
    return all(row[k] == max(row) for row, k in zip(rows, index, strict=True))


@pytest.mark.slow
def test_with_three_symbols_they_hold_where_the_model_has_the_equilibrium(eight):
    profile = solve("russia-2022")[0].actions
    symbols = parameters("burden reliability") | {"intent": {"Finland": Symbol("intent", positive=True)}}
    found = conditions(eight.with_parameters(**symbols), profile)
    assert [str(s) for s in found.symbols] == ["burden", "intent", "reliability"]
    answers = []
    for draw in np.random.default_rng(1).integers(1, (12, 100, 100), size=(12, 3)).tolist():
        burden, reliability, intent = (Fraction(k, 100) for k in draw)
        answers.append(found.holds(burden=burden, reliability=reliability, intent=intent))
        there = eight.with_parameters(burden=burden, reliability=reliability, intent={"Finland": intent})
        assert answers[-1] == is_equilibrium(there, profile)
    assert 0 < sum(answers) < len(answers)
    assert "Finland" in to_latex(found)


def test_of_few_states_they_are_those_of_the_table(monkeypatch):
    model = load_case("europe-1938", exact=True).model.with_parameters(**parameters("burden spillover"))
    profile = ["buck_pass"] * 3
    of_table = conditions(model, profile)
    assert len(of_table) > 0
    monkeypatch.setattr(around, "_MOST_PAYOFFS", 1)
    assert str(conditions(model, profile)) == str(of_table)


def test_of_a_large_table_they_are_read_around_the_profile_and_the_whole_of_it_is_refused_in_a_line():
    many = volunteers_dilemma(17, cost=0.25)
    one = ["balance"] + ["buck_pass"] * 16
    assert conditions(many, one).always  # one volunteers
    assert conditions(many, ["balance"] * 2 + ["buck_pass"] * 15).never
    with pytest.raises(UnsupportedGameError, match=r"2,228,224 payoffs .*; ask for the conditions of one pure profile"):
        mixed_conditions(many)
