"""De-securitization as the way out of balancing, and the institution that keeps an alliance without a threat.

Two allies balance against a threat whose intent is securitized by sigma. Below a critical sigma the alliance
dissolves: after 1991 a pure threat model predicts the end of NATO. An institution that pays each member v while the
other stays repairs the miss: a critical v keeps the alliance at any sigma, even at none.
"""

from sympy import Rational, symbols

import alignment_games as ag
from alignment_games.symbolic import Sign, conditions, threshold


def build(v):
    """Return the game with an institution worth v to each of two balancers."""
    sigma, i, burden, phi = symbols("sigma i burden phi", positive=True)
    states = [ag.State("Germany", power=1), ag.State("Poland", power=1)]
    perceived = ag.securitize(i, sigma)
    threat = ag.GivenThreat(("Germany", "Poland"), [perceived, perceived])
    utility = ag.states.FirstForm(
        burden=burden, punishment=0, own_defence=Rational(3, 4), spillover=phi, decisiveness=1
    )
    game = ag.response_game(states, ag.State("Russia", power=2), threat, utility, actions=["balance", "buck_pass"])
    payoffs = game.payoffs.copy()
    payoffs[:, 0, 0] = payoffs[:, 0, 0] + v
    return ag.NormalFormGame(payoffs, game.players, game.actions), (sigma, i, burden, phi)


def main():
    """Derive the critical sigma and the critical institution."""
    bare, (sigma, i, burden, phi) = build(0)
    given = [i < 1, phi < 1]
    dissolves = threshold(bare, "Poland", ("balance", "buck_pass"), sigma, others="balance", given=given)
    print(dissolves)
    assert dissolves.effect("burden").sign is Sign.POSITIVE
    assert dissolves.effect("i").sign is Sign.NEGATIVE  # more intent, less securitization needed
    assert dissolves.effect("phi").sign is Sign.POSITIVE
    # Joining saves 2/(11/4 + phi) - 1/2 of the threat; below sigma* the alliance is no equilibrium.
    saved = 2 / (Rational(11, 4) + phi) - Rational(1, 2)
    weight = ag.securitize(i, dissolves.value)
    assert (weight * saved - burden).together().expand().simplify() == 0
    figures = {i: Rational(1, 2), burden: Rational(1, 100), phi: Rational(1, 4)}
    critical = dissolves.value.subs(figures)
    alliance = conditions(bare, "balance, balance", given=given)
    assert alliance.holds({**figures, sigma: critical + Rational(1, 1000)})
    assert not alliance.holds({**figures, sigma: critical - Rational(1, 1000)})

    v = symbols("v", positive=True)
    nato, _ = build(v)
    keeps = threshold(nato, "Poland", ("balance", "buck_pass"), v, others="balance", given=given)
    print(keeps)
    assert keeps.above is True
    assert (
        keeps.effect("sigma").sign is Sign.NEGATIVE
    )  # the less securitized the threat, the more the institution must pay
    # An institution worth the burden keeps the alliance at every sigma, however small:
    assert conditions(nato, "balance, balance", given=[*given, v >= burden]).always


if __name__ == "__main__":
    main()
