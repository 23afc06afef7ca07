"""How to work with symbols: the exact condition for an equilibrium, in two states' threats and a burden."""

from fractions import Fraction

import sympy

import alignment_games as ag

burden, ours, theirs = sympy.symbols("burden T_A T_B", positive=True)
states = [ag.State("A", Fraction(2)), ag.State("B", Fraction(3))]
rival = ag.State("rival", Fraction(4))
game = ag.response_game(
    states, rival, [ours, theirs], ag.SecurityUtility(burden=burden), actions=["balance", "buck_pass"]
)
print(game)

# Balancing together is an equilibrium iff neither gains by passing the buck: two inequalities, linear in the burden.
for player, gain in zip(game.players, game.deviation_payoffs("balance, balance"), strict=True):
    critical = sympy.solve(sympy.Eq(gain[0], gain[1]), burden)[0]
    print(f"{player} balances beside the other exactly when burden <= {sympy.factor(critical)}")

# Numbers put in, the symbolic game is the numeric one.
numeric = game.substitute({"burden": Fraction(1, 20), "T_A": Fraction(1, 2), "T_B": Fraction(1, 3)})
print(ag.solve(numeric))
