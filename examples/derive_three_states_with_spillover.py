"""Three states with spillover: balance iff, bandwagon iff, pass iff, and what moves each threshold.

France decides while Britain balances and the USSR passes the buck. Threat is Walt's product of relative power,
proximity, offence and intent, with a securitization sigma that multiplies the odds of intent.
"""

from sympy import Rational, symbols

import alignment_games as ag
from alignment_games.symbolic import Sign, conditions, threshold

OTHERS = {"Britain": "balance", "USSR": "buck_pass"}


def build():
    """Return the game; France's power p, distance, the threat's offence o, intent i and sigma are symbols."""
    p, o, i, sigma, near, burden, autonomy, phi = symbols("p o i sigma near burden autonomy phi", positive=True)
    states = [ag.State("Britain", power=3), ag.State("France", power=p), ag.State("USSR", power=4)]
    germany = ag.State("Germany", power=5, offence=o)
    perceived = ag.securitize(i, sigma) * o * near * 5 / (5 + p)
    threat = ag.GivenThreat(("Britain", "France", "USSR"), [1, perceived, 1], [Rational(1, 2), near, Rational(1, 3)])
    utility = ag.states.FirstForm(
        burden=burden,
        autonomy=autonomy,
        spillover=phi,
        punishment=Rational(1, 10),
        own_defence=Rational(3, 4),
        appeasement=Rational(3, 10),
        decisiveness=1,
    )
    return ag.response_game(states, germany, threat, utility), (i, phi)


def main():
    """Derive the three conditions and the comparative statics."""
    game, (i, phi) = build()
    given = [i < 1, phi <= 1]

    for action in ("balance", "buck_pass", "bandwagon"):
        found = conditions(game, {**OTHERS, "France": action}, given=given)
        france = [c for c in found if c.state == "France"]
        print(f"France chooses {action} exactly when")
        for condition in france:
            print("  ", condition)
        assert 1 <= len(france) <= 2

    balancing = threshold(game, "France", ("balance", "buck_pass"), "burden", others=OTHERS, given=given)
    bandwagoning = threshold(game, "France", ("bandwagon", "buck_pass"), "autonomy", others=OTHERS, given=given)
    for found in (balancing, bandwagoning):
        print(f"\n{found}")

    # Intent and securitization enter through the weight alone: they raise balancing wherever joining helps.
    assert balancing.effect("i").sign is Sign.POSITIVE
    assert balancing.effect("sigma").sign is Sign.POSITIVE
    assert balancing.effect("phi").sign is Sign.NEGATIVE
    # Offence and proximity enter the contest too: first they raise balancing, then a hopeless cause is not joined.
    for name in ("o", "near"):
        assert balancing.effect(name).sign is Sign.UNKNOWN
        assert balancing.effect(name).proven
    # What makes the threat heavier raises what bandwagoning is worth; own power lowers it: the weak go first.
    for name in ("i", "sigma", "o", "near"):
        assert bandwagoning.effect(name).sign is Sign.POSITIVE
    assert bandwagoning.effect("p").sign is Sign.NEGATIVE


if __name__ == "__main__":
    main()
