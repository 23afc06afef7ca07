"""Two states, one threat: the condition under which one balances while the other passes the buck.

Everything is a positive symbol: threats T, powers p, proximities r, the threat's power P and offence o, burden c,
punishment k, own defence d, spillover phi. Nothing below is typed in; the conditions come out of the payoffs.
"""

from sympy import Symbol, symbols

import alignment_games as ag
from alignment_games.symbolic import Sign, conditions, proposition, regimes, threshold


def build():
    """Return the response game of two states with all parameters symbolic."""
    p_B, p_F, T_B, T_F, r_B, r_F = symbols("p_B p_F T_B T_F r_B r_F", positive=True)
    P, o, c, k, d, phi = symbols("P o c k d phi", positive=True)
    states = [ag.State("Britain", power=p_B), ag.State("France", power=p_F)]
    threat = ag.GivenThreat(("Britain", "France"), [T_B, T_F], [r_B, r_F])
    utility = ag.states.FirstForm(burden=c, punishment=k, own_defence=d, spillover=phi, decisiveness=1)
    germany = ag.State("Germany", power=P, offence=o)
    return ag.response_game(states, germany, threat, utility, actions=["balance", "buck_pass"])


def main():
    """Derive the conditions, the critical burden, and the regimes."""
    game = build()

    passing = conditions(game, "balance, buck_pass")
    print(passing, "\n")
    assert [(c.state, c.deviation) for c in passing] == [("Britain", "buck_pass"), ("France", "balance")]
    assert passing.undecided == ()  # each inequality is violated alone at some rational point
    print(proposition(passing), "\n")

    critical = threshold(game, "France", ("balance", "buck_pass"), by="c", others={"Britain": "balance"})
    print(critical, "\n")
    assert critical.above is False  # France balances up to a critical burden
    assert critical.effect("T_F").sign is Sign.POSITIVE  # a greater threat raises it
    assert critical.effect("phi").sign is Sign.NEGATIVE  # spillover lowers it: the buck-passer's paradise
    assert critical.effect("P").sign is Sign.UNKNOWN  # the threat's power enters the contest too: it rises, then falls
    assert critical.effect("P").proven

    divided = regimes(game)
    print(divided)
    assert divided.complete
    assert divided.interchangeable == (("Britain", "France"),)
    chicken = {("balance", "buck_pass"), ("buck_pass", "balance")}
    assert any(set(regime.profiles) == chicken for regime in divided.overlaps)  # who is to be the buck-catcher?
    assert Symbol("phi", positive=True) in divided.overlaps[0].point


if __name__ == "__main__":
    main()
