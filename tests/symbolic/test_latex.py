from sympy import symbols

from alignment_games import NormalFormGame
from alignment_games.symbolic import conditions, mixed_conditions, payoff_table, proposition, regimes, threshold
from tests.symbolic.symbolic_oracle import NAMES, public_good

b, c = symbols("b c", positive=True)


def game(n=2):
    return NormalFormGame.from_function(public_good, NAMES[:n], ["balance", "buck_pass"])


def test_a_matrix_for_two_states():
    text = payoff_table(game())
    assert text.count(r"\toprule") == text.count(r"\midrule") == text.count(r"\bottomrule") == 1
    assert r"\multicolumn{2}{c}{France}" in text
    assert r"Britain & balance & $b - c,\ b - c$ & $b - c,\ b$ \\" in text
    assert r" & buck\_pass & $b,\ b - c$ & $0,\ 0$ \\" in text


def test_a_row_for_each_profile_of_three_states():
    text = payoff_table(game(3))
    assert text.count(r" \\") == 2 + 8
    assert r"balance & buck\_pass & buck\_pass & $b - c$ & $b$ & $b$ \\" in text


def test_propositions_state_conditions_thresholds_and_regimes():
    stated = proposition(conditions(game(), "balance, buck_pass"))
    assert stated.startswith(r"\begin{proposition}")
    assert r"b &\geq c && \text{\footnotesize (Britain would not rather buck\_pass than balance)}" in stated
    assert "never" in proposition(conditions(game(), "balance, balance"))
    found = threshold(game(), "France", ("balance", "buck_pass"), c, others="buck_pass")
    assert (
        r"France prefers balance to buck\_pass while (Britain: buck\_pass) if and only if $c \leq b$."
        in proposition(found)
    )
    assert proposition(regimes(game())).count(r"\begin{proposition}") == 3
    mixed = proposition(mixed_conditions(game(), given=[c < b]))
    assert r"Britain plays balance with probability $\frac{b - c}{b}$" in mixed


def test_braces_balance():
    for text in (payoff_table(game(3)), proposition(regimes(game()))):
        bare = text.replace(r"\{", "").replace(r"\}", "")
        assert bare.count("{") == bare.count("}")
        assert bare.count(r"\begin") == bare.count(r"\end")
