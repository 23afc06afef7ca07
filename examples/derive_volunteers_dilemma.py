"""The volunteer's dilemma (Diekmann 1985) for a symbolic number of states.

One balancer suffices to save all. The symmetric mixed equilibrium, and that more states make it likelier that
nobody balances, are derived for n a symbol; then two states whose costs differ show a warning to users of mixed
equilibria: the state with the higher cost balances more often.
"""

from sympy import Eq, Piecewise, Rational, Symbol, diff, limit, oo, simplify, symbols

import alignment_games as ag
from alignment_games.symbolic import mixed_conditions, symmetric_mixed, symmetric_mixed_in_n


def main():
    """Derive the equilibrium, its limits, and the asymmetric case."""
    b, c = symbols("b c", positive=True)
    n = Symbol("n", integer=True, positive=True)
    found = symmetric_mixed_in_n(
        lambda _: b - c,  # I act: saved for sure, at a cost
        lambda k: Piecewise((0, Eq(k, 0)), (b, True)),  # I wait: lost iff none of the k others acts
        n,
        action="balance",
    )
    print(found)
    (p,) = found.probabilities
    assert simplify(p - (1 - (c / b) ** (1 / (n - 1)))) == 0
    assert found.interior == (c / b < 1,)

    nobody = simplify((1 - p) ** n)
    print("nobody balances with probability", nobody)
    assert simplify(nobody / (c / b) ** (n / (n - 1))) == 1
    # k**(n/(n-1)) with k < 1 grows as the exponent falls, and the exponent falls in n towards one:
    assert simplify(diff(n / (n - 1), n) + 1 / (n - 1) ** 2) == 0
    assert limit(nobody.subs({c: Rational(1, 4), b: 1}), n, oo) == Rational(1, 4)

    three = symmetric_mixed(ag.volunteers_dilemma(3, cost=Rational(1, 4)))
    assert three.probabilities == (Rational(1, 2),)

    c_1, c_2 = symbols("c_1 c_2", positive=True)
    game = ag.volunteers_dilemma(2, cost=[c_1, c_2], benefit=1)
    mixed = mixed_conditions(game, given=[c_1 < 1, c_2 < 1])
    print(mixed)
    assert mixed.always
    first, second = (mixed.probabilities[state]["balance"] for state in game.players)
    assert first == 1 - c_2  # what keeps the *other* indifferent: my chance to act falls with the other's cost
    assert second == 1 - c_1
    assert (first - second).equals(c_1 - c_2)
    print("the costlier state balances more often: mixed equilibria turn Walt's comparative static round")


if __name__ == "__main__":
    main()
