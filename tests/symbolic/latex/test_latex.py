from sympy import symbols

import alignment_games as ag
from alignment_games import NormalFormGame
from alignment_games.symbolic import conditions, mixed_conditions, parameters, proposition, regimes, threshold
from tests.symbolic.symbolic_oracle import NAMES, public_good

b, c = symbols("b c", positive=True)


def game(n=2):
    return NormalFormGame.from_function(public_good, NAMES[:n], ["balance", "buck_pass"])


def test_propositions_state_conditions_thresholds_and_regimes():
    stated = proposition(conditions(game(), "balance, buck_pass"))
    assert stated.startswith(r"\begin{proposition}")
    assert r"b &\geq c && \text{\footnotesize (Britain would not rather pass the buck than balance)}" in stated
    assert "never" in proposition(conditions(game(), "balance, balance"))
    found = threshold(game(), "France", ("balance", "buck_pass"), c, others="buck_pass")
    assert (
        r"France prefers balancing to passing the buck while Britain passes the buck if and only if $c \leq b$."
        in proposition(found)
    )
    assert proposition(regimes(game())).count(r"\begin{proposition}") == 4
    mixed = proposition(mixed_conditions(game(), given=[c < b]))
    assert r"Britain mixes balancing with probability $\frac{b - c}{b}$" in mixed


def test_braces_balance():
    bare = proposition(regimes(game())).replace(r"\{", "").replace(r"\}", "")
    assert bare.count("{") == bare.count("}")
    assert bare.count(r"\begin") == bare.count(r"\end")


def test_regimes_are_stated_whole():
    text = proposition(regimes(game()))
    assert "these regimes and no others" in text
    assert text.count(r"\item") == len(regimes(game()))
    assert "Britain balances and France passes the buck; or Britain passes the buck and France balances" in text
    assert "The same holds of one other profile" in text


def test_figures_that_are_numbers_are_stated():
    case = ag.load_case("europe-1938", exact=True)
    found = conditions(case.game(**parameters("burden")), "buck_pass, buck_pass, buck_pass")
    text = proposition(found)
    assert r"\mathit{burden}" in text
    assert "Fixed: punishment 0.1," in text
    assert "intent (Britain 0.5, France 0.7, USSR 0.7)" in text
    assert "burden 0.05" not in text
    assert "Figures are rounded, to six digits at least." in text
