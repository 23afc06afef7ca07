"""Symbols in the place of figures: what they are called, and that nothing else of the model changes."""

from fractions import Fraction

import pytest
from sympy import Symbol

import alignment_games as ag
from alignment_games.symbolic import thresholds_by_lending, with_symbols
from alignment_games.symbolic.naming import symbol_for, with_symbol_by


@pytest.mark.parametrize("given", ["europe-1938", ag.load_case("europe-1938"), ag.load_case("europe-1938").game()])
def test_a_model_with_symbols_is_the_model_where_their_numbers_are_put_back(given):
    model = with_symbols(given, "burden, intent.France")
    symbols = {symbol_for("burden"): Fraction(1, 20), Symbol("intent_France", positive=True): Fraction(7, 10)}
    assert {s for entry in model.game().payoffs.flat for s in getattr(entry, "free_symbols", ())} == set(symbols)
    found = model.game().substitute({str(s): value for s, value in symbols.items()})
    assert (found.payoffs == ag.load_case("europe-1938", exact=True).game().payoffs).all()


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ("brden", "unknown parameter 'brden'; did you mean 'burden'"),
        (["intent.Frnce"], "unknown state 'Frnce'; did you mean 'France'"),
        ("burden,", "a symbol is missing its name"),
        ("contest", "contest is a function, not a number"),
    ],
)
def test_what_cannot_be_a_symbol_is_said(names, said):
    with pytest.raises(ag.InvalidModelError, match=said):
        with_symbols("europe-1938", names)


def test_a_figure_is_a_symbol_of_its_own_unless_it_is_one_already():
    others = "balance, buck_pass"
    between = ("balance", "buck_pass")
    by_name = ag.threshold("europe-1938", "Britain", between, "burden", others=others)
    burden = Symbol("burden", positive=True)
    munich = ag.load_case("europe-1938", exact=True).game(burden=burden)
    by_symbol = ag.threshold(munich, "Britain", between, burden, others=others)
    assert by_name.value == by_symbol.value
    cost = Symbol("c", positive=True)
    game = ag.volunteers_dilemma(2, cost=cost)
    assert with_symbol_by(game, "c") == (game, "c")
    assert with_symbol_by(game, "cost") == (game, "cost")
    with pytest.raises(ag.InvalidModelError, match="unknown symbol 'cost'; symbols: c"):
        ag.threshold(game, "State 1", ("balance", "buck_pass"), "cost", others=["buck_pass"])


def test_by_a_figure_of_one_state_it_is_a_symbol_of_that_state_alone():
    (passing,) = (
        each
        for each in ag.thresholds("europe-1938", "Britain", ("balance", "buck_pass"), "intent.Britain")
        if dict(each.others) == {"France": "balance", "USSR": "buck_pass"}
    )
    at = float(passing.value)
    for intent, better in ((at + 1e-6, "balance"), (at - 1e-6, "buck_pass")):
        game = ag.load_case("europe-1938").game(intent={"Britain": intent, "France": 0.7, "USSR": 0.7})
        gains = game.deviation_payoffs(["balance", "balance", "buck_pass"])[0]
        assert (gains[0] > gains[1]) == (better == "balance")
    assert thresholds_by_lending("europe-1938", "Britain", ("balance", "buck_pass"), "intent.Britain").by == symbol_for(
        "intent.Britain"
    )
