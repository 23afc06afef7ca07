"""Critical values by what the others lend, in words: a page for many states, a sentence, a formula."""

from dataclasses import replace
from fractions import Fraction
from itertools import product

import alignment_games as ag
from alignment_games.symbolic import parameters, thresholds_by_lending, with_symbols
from alignment_games.symbolic.critical.lending_record import AID, HELP

CASE = ag.load_case("europe-1938", exact=True)


def test_many_states_are_told_on_a_page_with_those_who_must_join():
    case = ag.load_case("europe-1938-large", exact=True)
    found = thresholds_by_lending(with_symbols(case.model, "burden"), "France", ["balance", "buck_pass"], "burden")
    text = str(found)
    lines = text.splitlines()
    assert len(lines) < 50
    assert max(map(len, lines)) <= 96
    assert "helped by Britain" in text
    assert "At most can be lent to France: Britain 0.05834" in text  # three quarters of 0.077787
    powers = {state.name: Fraction(str(state.power)) for state in case.model.states}
    del powers["France"]
    help_ = {name: case.model.arrives(1, case.model.names.index(name)) * power for name, power in powers.items()}
    sums = {
        tuple(
            sum(own[n] for n, did in zip(powers, who, strict=True) if did == k) for k, own in enumerate((help_, powers))
        )
        for who in product(range(3), repeat=6)  # each helps, aids the threat, or does neither
    }
    assert found.sums == len(sums)


def test_what_the_others_lend_may_not_matter():
    model = with_symbols(CASE.model.with_parameters(punishment=10), "burden")
    found = thresholds_by_lending(model, "USSR", ["balance", "buck_pass"], "burden")
    assert str(found) == "USSR prefers balancing to passing the buck at no burden, whatever the others lend."


def test_with_further_symbols_it_is_a_formula():
    model = with_symbols(CASE.model, "burden, spillover")
    found = thresholds_by_lending(model, "France", ["balance", "buck_pass"], "burden")
    assert found.parts == ()
    assert "exactly when burden <= " in str(found)
    at = {HELP: Fraction(1, 10), AID: Fraction(1, 20), parameters("spillover")["spillover"]: Fraction(1, 3)}
    third = with_symbols(CASE.model.with_parameters(spillover=Fraction(1, 3)), "burden")
    single = thresholds_by_lending(third, "France", ["balance", "buck_pass"], "burden")
    assert (found.gain.subs(at) - single.gain.subs(at)).simplify() == 0


def test_a_figure_of_what_others_lend_may_be_the_symbol():
    model = CASE.model
    soft = with_symbols(replace(model, actions=(("balance", "soft_balance", "buck_pass"),) * 3), "softness")
    text = str(thresholds_by_lending(soft, "France", ["balance", "buck_pass"], "softness"))
    assert "exactly when 0 <= " in text
    assert "Max(" in text


def test_rows_cover_every_sum_once():
    model = ag.load_case("europe-1938", exact=True).model.with_parameters(**parameters("burden"))
    found = thresholds_by_lending(model, "France", ["balance", "buck_pass"], "burden")
    rows = found.to_records()
    assert sum(row["sums"] for row in rows) == found.seen
    assert {row["state"] for row in rows} == {"France"}
    assert all(row["help_from"] is None or row["help_from"] >= 0 for row in rows)
    assert {"at no burden"} < {row["when"] for row in rows}
