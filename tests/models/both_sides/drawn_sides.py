"""Two sides drawn at random, with all that a response game has, in one unit of power."""

from fractions import Fraction

import numpy as np

from alignment_games.models.both_sides import both_sides_model
from alignment_games.models.response import response_model
from alignment_games.states import Guarantor, SecurityUtility, State, perceived_threat

ROWS = ("balance", "arm", "soft_balance", "buck_pass", "neutral", "bandwagon", "align")


def drawn(seed, number=float, unit=1):
    """Two sides of two or three states; a leader is a player or not; ties, pairs and figures by state among them."""
    rng = np.random.default_rng(seed)

    def some(values, size):
        return [number(Fraction(str(each))) for each in rng.choice(values, size).tolist()]

    names = [[f"{side}{k}" for k in range(int(rng.integers(2, 4)))] for side in "AB"]
    powers = [[unit * each for each in some([0.05, 0.1, 0.1, 0.2, 0.35], len(own))] for own in names]
    outside = int(rng.integers(0, 3))  # whose leader is no player: the first's, the second's, nobody's
    sides = []
    for k, (own, power) in enumerate(zip(names, powers, strict=True)):
        n, leads = len(own), outside != 1 - k
        against = State(names[1 - k][0], powers[1 - k][0]) if leads else State("Outside", unit * number(Fraction(1, 4)))
        states = [State(name, each) for name, each in zip(own, power, strict=True)]
        seen = perceived_threat(
            states,
            against,
            distance_km=some([0, 100, 1000, 8000], n),
            intent=some([0, 0.2, 0.5, 0.9, 1], n),
            securitization=some([0.5, 1, 2], n),
            offence_balance=some([0.8, 1, 1.2], n),
        )
        figures = {
            "milieu": some([0, 0.25], 1)[0],
            "spoils": np.array(some([0, 0.3], n)),
            "reliability": np.array(some([0.3, 0.75, 1], n)),
            "own_defence": np.array(some([0.5, 0.75, 1], n)),
        }
        menus = {name: rng.choice(ROWS, int(rng.integers(1, 4)), replace=False).tolist() for name in own}
        backing = [Guarantor("G", unit * number(Fraction(1, 10)), (own[0],))] if rng.random() < 0.5 else []
        pairs = {(own[0], own[1]): number(Fraction(3, 10))} if rng.random() < 0.5 else {}
        sides.append(
            response_model(
                states,
                against,
                seen,
                SecurityUtility(**figures),
                actions=menus,
                guarantors=backing,
                reliability=pairs,
            )
        )
    shares = some([0, 0.25, 1, 2], 2)
    return both_sides_model(
        *sides, provocation={side.against.name: each for side, each in zip(sides, shares, strict=True)}
    )
