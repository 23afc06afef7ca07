"""Formulas: what they are worth, and what is no formula."""

from fractions import Fraction

import pytest
from sympy import Rational, Symbol

from alignment_games.errors import InvalidModelError
from alignment_games.io.game_files.formulas import Formula

B, C = Symbol("b", positive=True), Symbol("c", positive=True)
KNOWN = {("own", "up"): 1, ("count", "up"): 3, ("others", "up"): 2, ("plays", "Great Britain", "up"): 0}


def value(text):
    formula = Formula.of(text, ["b", "c"])
    return formula.value({asked: KNOWN[asked] for asked in formula.asked}, {"b": B, "c": C})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1", 1),
        ("-0.1 + 0.3", Fraction(1, 5)),
        ("1e-3", Fraction(1, 1000)),
        ("2 * 3 ** 2 - 1", 17),
        ("2 ** -2", Fraction(1, 4)),
        ("7 / 2 / 2", Fraction(7, 4)),
        ("b - c * own(up)", B - C),
        ("b / count(up)", B / 3),
        ("0.5 * b ** 2", Rational(1, 2) * B**2),
        ("(count(up) >= 2) * b", B),
        ("b * (count(up) == others(up))", 0),
        ("1 < count(up) <= 3", 1),
        ("3 if own(up) and not count(up) > 3 else c", 3),
        ("c if own(up) == 0 or others(up) != 2 else 4", 4),
        ("plays('Great Britain', up)", 0),
        ("+b", B),
    ],
)
def test_formulas_are_worth_what_arithmetic_says(text, expected):
    assert value(text) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "not a formula: ''"),
        ("b +", r"not a formula: 'b \+'"),
        ("b; c", "not a formula"),
        ("a", "unknown parameter 'a'"),
        ("B", "unknown parameter 'B'; did you mean 'b'"),
        ("b.real", "a formula has no 'b.real'"),
        ("[b]", r"a formula has no '\[b\]'"),
        ("b if c else", "not a formula"),
        ("lambda: b", "a formula has no"),
        ("b % c", "a formula has no"),
        ("b // 2", "a formula has no"),
        ("~1", "a formula has no"),
        ("b in c", "a formula has no"),
        ("True", "a formula has numbers and parameters, got True"),
        ("'b'", "a formula has numbers and parameters, got 'b'"),
        ("1e200", r"numbers in formulas go up to 1e100"),
        ("1j", "a formula has numbers and parameters, got 1j"),
        ("__import__('os')", "unknown count '__import__'"),
        ("max(b, c)", "unknown count 'max'; counts: own, others, count, plays"),
        ("own()", r"own takes an action, got 'own\(\)'"),
        ("plays(up)", "plays takes a player and an action"),
        ("own(up, down)", "own takes an action"),
        ("own(1)", "expected the name of an action or a player, got '1'"),
        ("own(*up)", "expected the name of an action or a player"),
        ("b > 0", "a condition is about numbers, and 'b' is none; a payoff may not jump with a parameter"),
        ("1 if b else 2", "a condition is about numbers"),
        ("b ** c", "powers are whole numbers up to 100"),
        ("b ** 0.5", "powers are whole numbers up to 100"),
        ("9 ** 999", "powers are whole numbers up to 100"),
        ("1 / (b - b)", r"'1 / \(b - b\)' divides by zero"),
        ("0 ** -1", "divides by zero"),
        ("1" * 5001, "a formula has at most 5,000 signs"),
        ("(" * 2000 + "b" + ")" * 2000, "not a formula"),
        ("+".join(["b"] * 1000), "nests at most 200 operations"),
    ],
)
def test_what_is_no_formula_is_refused(text, message):
    with pytest.raises(InvalidModelError, match=message):
        value(text)
