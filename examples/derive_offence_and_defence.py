"""Christensen and Snyder (1990): offence, defence, and passing the buck, as a derived sign.

Russia is at war with the threat; France may join or pass the buck. Does offence dominance (the threat's offence o)
raise the most that France would pay to join (chain-ganging), or lower it (buck-passing)? The sign is derived, not
assumed, and it depends: the case split says on what.
"""

from sympy import Rational, symbols

import alignment_games as ag
from alignment_games.symbolic import Sign, threshold


def build():
    """Return two states with equal power 1 that face a threat of offensive power o, of weight T."""
    o, T, burden, kappa, phi = symbols("o T burden kappa phi", positive=True)
    states = [ag.State("Russia", power=1), ag.State("France", power=1)]
    threat = ag.GivenThreat(("Russia", "France"), [1, T])
    utility = ag.states.FirstForm(
        burden=burden, punishment=0, own_defence=kappa, spillover=phi, decisiveness=1, appeasement=Rational(1, 4)
    )
    game = ag.response_game(
        states, ag.State("Germany", power=1, offence=o), threat, utility, actions=["balance", "buck_pass"]
    )
    return game, [kappa <= 1, phi <= 1, kappa + phi < 2]


def main():
    """Derive the sign of offence, and split it where it is ambiguous."""
    game, given = build()
    alone = threshold(game, "France", ("balance", "buck_pass"), "burden", others={"Russia": "balance"}, given=given)
    print(alone, "\n")
    offence = alone.effect("o")
    assert offence.sign is Sign.UNKNOWN
    assert offence.proven  # a point of each sign is in hand
    # The split: with D = kappa + phi the passer's own protection, offence raises the price iff o**2 < 2 D.
    (rises, _), _ = offence.cases
    o, kappa, phi = (next(s for s in rises.free_symbols if s.name == name) for name in ("o", "kappa", "phi"))
    assert (rises.lhs - (2 * (kappa + phi) - o**2)).expand() == 0
    print("offence raises balancing exactly when", rises)

    # Up to parity of offence and defence the verbal theory holds: offence advantage means less buck-passing.
    parity = [o <= 1, 2 * (kappa + phi) > 1]
    below = threshold(game, "France", ("balance", "buck_pass"), "burden", others="balance", given=[*given, *parity])
    assert below.effect("o").sign is Sign.POSITIVE
    # Beyond twice parity it turns round: a cause that joining cannot save is not joined, however great the threat.
    hopeless = threshold(game, "France", ("balance", "buck_pass"), "burden", others="balance", given=[*given, o >= 2])
    assert hopeless.effect("o").sign is Sign.NEGATIVE
    # Defence advantage for the one who passes (own defence, spillover) lowers balancing throughout.
    for name in ("kappa", "phi"):
        assert alone.effect(name).sign is Sign.NEGATIVE


if __name__ == "__main__":
    main()
