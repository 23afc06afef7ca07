"""Why is a benign hegemon not balanced? Three sufficient conditions, each derived on its own.

A hegemon of power P faces two states of power 1. Nobody balances, whatever the others do, if (1) its intent is low,
or (2) it is so strong that even all together cannot hold it, or (3) a share of the gains from cooperation with it
outweighs what balancing saves. Each condition is sufficient by itself, and none implies another: points show it.
"""

from sympy import Rational, symbols

import alignment_games as ag
from alignment_games.symbolic import conditions, thresholds

ACTIONS = ["balance", "accommodate"]


def build():
    """Return the game: intent i, hegemon's power P, burden c, punishment k, gains from cooperation w."""
    i, P, c, k, w = symbols("i P c k w", positive=True)
    states = [ag.State("Korea", power=1), ag.State("Vietnam", power=1)]
    threat = ag.GivenThreat(("Korea", "Vietnam"), [i, i])
    utility = ag.SecurityUtility(burden=c, punishment=k, spillover=0, own_defence=1, decisiveness=1)
    table = {"accommodate": ag.Response(cost=0), "balance": utility.responses()["balance"]}
    game = ag.response_game(states, ag.State("China", power=P), threat, utility, actions=ACTIONS, table=table)
    payoffs = game.payoffs.copy()
    for player in range(2):  # the gains from cooperation go to those who accommodate
        index = [slice(None)] * 2
        index[player] = 1
        payoffs[(player, *index)] = payoffs[(player, *index)] + w
    return ag.NormalFormGame(payoffs, game.players, game.actions), (i, P, c, k, w)


def main():
    """Derive each sufficient condition and show that the three are separate."""
    game, (i, P, c, k, w) = build()
    peace = "accommodate, accommodate"
    assert conditions(game, peace).always  # alone, a balancer saves nothing; the question is the joint revolt
    assert conditions(game, "balance, accommodate").never

    revolt = conditions(game, "balance, balance")
    print(revolt)
    print(thresholds(game, "Korea", ("balance", "accommodate"), i)[0])

    # (1) Benign intent: the whole threat weighs less than the burden.
    assert conditions(game, "balance, balance", given=[i <= c]).never
    # (2) Too strong: once k (1 + P) >= 1, joining saves nothing at any intent: a hopeless cause.
    assert conditions(game, "balance, balance", given=[k * (1 + P) >= 1]).never
    # (3) Cooperation pays: its gains outweigh the whole threat.
    assert conditions(game, "balance, balance", given=[w >= i]).never

    # Separate: at each of these points one reason holds alone; and without any of them revolt can happen.
    reasons = [i <= c, k * (1 + P) >= 1, w >= i]
    benign = {i: 1, c: 2, w: Rational(1, 2), k: Rational(1, 10), P: 1}
    strong = {i: 9, c: 1, w: Rational(1, 2), k: Rational(1, 2), P: 9}
    cooperative = {i: 1, c: Rational(1, 9), w: 2, k: Rational(1, 10), P: 1}
    for position, point in enumerate((benign, strong, cooperative)):
        assert [bool(reason.subs(point)) for reason in reasons] == [k_ == position for k_ in range(3)]
        assert not revolt.holds(point)
    assert revolt.holds({i: 99, c: Rational(1, 9), w: Rational(1, 9), k: Rational(1, 99), P: 1})


if __name__ == "__main__":
    main()
