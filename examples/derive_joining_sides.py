"""Joining a side: when strength adds up, waiting is best; and whom a third party joins.

In the spirit of Powell (1999): a state of strength s that joins a coalition of total x against y = S - x gets the
gross payoff s x**(m-1) / (x**m + y**m); waiting gets its share s/S. And the third party of Bueno de Mesquita and
Lalman (1992), of strength K, that joins A, joins B, or stays neutral.
"""

from sympy import Poly, Rational, Symbol, diff, fraction, real_roots, sqrt, symbols, together

import alignment_games as ag
from alignment_games.symbolic import conditions


def gross(own, x, y, m):
    """Return the gross payoff of joining the coalition of total x."""
    return own * x ** (m - 1) / (x**m + y**m)


def waiting_is_best():
    """With m = 1 any cost of fighting makes waiting strictly best, at any strengths."""
    s, friend, foe, cost = symbols("s friend foe cost", positive=True)
    payoffs = [
        gross(s, s + friend, foe, 1) - cost,
        gross(s, s + foe, friend, 1) - cost,
        s / (s + friend + foe),
    ]
    game = ag.NormalFormGame([payoffs], ["France"], [["balance", "bandwagon", "wait"]])
    print(conditions(game, "wait", strict=True))
    assert conditions(game, "wait", strict=True).always
    assert conditions(game, "balance").never
    assert conditions(game, "bandwagon").never


def best_ratio(m):
    """Return the ratio r = x / y at which a coalition pays its members most, from the first-order condition."""
    r, s, S = symbols("r s S", positive=True)
    slope = diff(gross(s, S * r / (1 + r), S / (1 + r), m), r)
    top = Poly(fraction(together(slope))[0], r)
    candidates = [root for root, _ in real_roots(Poly(top.as_expr().subs({s: 1, S: 1}), r), multiple=False)]
    (best,) = [root for root in candidates if root > 0]
    assert (
        slope.subs({s: 1, S: 1, r: best - Rational(1, 100)}) > 0 > slope.subs({s: 1, S: 1, r: best + Rational(1, 100)})
    )
    return best


def third_party():
    """The third party joins the side that it prefers, however weak, because K / (A + B + K) > 0."""
    A, B, K, c = symbols("A B K c", positive=True)
    u_A, u_B = symbols("u_A u_B", real=True)
    with_A, with_B = (A + K) / (A + B + K), (B + K) / (A + B + K)
    identity = (with_A + with_B - 1).together().factor()
    print("P_AK + P_BK - 1 =", identity)
    assert identity == K / (A + B + K)
    join_A = with_A * u_A + (1 - with_A) * u_B - c
    join_B = with_B * u_B + (1 - with_B) * u_A - c
    game = ag.NormalFormGame([[join_A, join_B]], ["third party"], [["join A", "join B"]])
    chosen = conditions(game, "join A")
    print(chosen)
    assert [condition.expression for condition in chosen] == [u_A - u_B]


def main():
    """Derive the three results."""
    waiting_is_best()
    r = Symbol("r", positive=True)
    for m, expected in ((2, 1 + sqrt(2)), (3, 2)):
        best = best_ratio(m)
        print(f"m = {m}: the best coalition is {best} times as strong as its foe")
        assert best == expected
        assert (r**m - m * r - (m - 1)).subs(r, best).expand() == 0
    third_party()


if __name__ == "__main__":
    main()
