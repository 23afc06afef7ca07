"""Olson and Zeckhauser (1966): the exploitation of the great by the small, derived.

An alliance good G = g_1 + g_2 and private consumption I_i - g_i enter a Cobb-Douglas utility with weight a on G.
State i's best contribution, its reaction to the other's, and who free-rides come out of the first-order condition;
then the same story as a game of two levels of effort.
"""

from sympy import Rational, Symbol, diff, log, solve, symbols

import alignment_games as ag
from alignment_games.symbolic import conditions, regimes


def continuous():
    """Derive contributions, and when the smaller ally gives nothing."""
    I, J, g, h = symbols("I J g h", positive=True)  # incomes and contributions of the great and the small ally
    a = Symbol("a", positive=True)
    first_order = [
        diff(a * log(g + h) + (1 - a) * log(I - g), g),
        diff(a * log(g + h) + (1 - a) * log(J - h), h),
    ]
    both = solve(first_order, [g, h], dict=True)[0]
    print("both contribute:", both)
    small = both[h].factor()
    # The small ally gives nothing as soon as its income falls to the share (1 - a) of the great one's:
    limit = solve(small, J)[0]
    print("the small ally free-rides exactly when J <=", limit)
    assert (limit - (1 - a) * I).simplify() == 0
    # Published figures, a = 1/2: incomes (10, 6) give (14/3, 2/3); (10, 5) give (5, 0).
    figures = {a: Rational(1, 2), I: 10, J: 6}
    assert (both[g].subs(figures), both[h].subs(figures)) == (Rational(14, 3), Rational(2, 3))
    assert limit.subs(figures) == 5
    # A burden shared out of proportion: the great ally's share of its income is the larger one.
    gap = (both[g] / I - both[h] / J).together().factor()
    assert (gap - (1 - a) * (I - J) * (I + J) / (I * J * (2 - a))).simplify() == 0
    print("the great pays more of its income by", gap)


def discrete():
    """Derive the same as a game: each contributes or not, to a good worth v_i for each unit contributed."""
    v_1, v_2, c = symbols("v_1 v_2 c", positive=True)

    def payoffs(*acts):
        good = sum(act == "contribute" for act in acts)
        return [v * good - (c if act == "contribute" else 0) for v, act in zip((v_1, v_2), acts, strict=True)]

    game = ag.NormalFormGame.from_function(payoffs, ["great", "small"], ["contribute", "free_ride"])
    exploited = conditions(game, "contribute, free_ride", given=[v_1 > v_2])
    print(exploited)
    assert {str(c.relation) for c in exploited} == {"-c + v_1 >= 0", "c - v_2 >= 0"}
    assert conditions(game, "free_ride, contribute", given=[v_1 > v_2]).never  # never the other way round
    divided = regimes(game, given=[v_1 > v_2])
    assert divided.complete
    assert all(len(regime.profiles) == 1 for regime in divided)


def main():
    """Derive both versions."""
    continuous()
    discrete()


if __name__ == "__main__":
    main()
