"""How to take the alliances of a year as data: eighty invented states face one, without their pacts and with them.

With files of your own the table of dyads comes from `make_dyads` (capabilities, distances, contiguity) and the pacts
from the path of a file:

    dyads = ag.io.make_dyads("capabilities.csv", "distances.csv", "contiguity.csv", years=[2016])
    pacts = ag.io.read_pacts("pacts.csv")
    world = ag.from_dyads(dyads, threat=365, year=2016, actions=["balance", "buck_pass"], pacts=pacts)
"""

import itertools

import numpy as np

import alignment_games as ag

draw, threat, count = np.random.default_rng(2), 1000, 80
power = np.minimum(np.exp(draw.normal(-6.5, 1.6, count)), 0.14)  # few are strong
km = draw.uniform(300, 12_000, count)
dyads = {
    "ccode1": [threat] * count,
    "ccode2": list(range(1, count + 1)),
    "year": [2016] * count,
    "cinc1": [0.04] * count,
    "cinc2": power.tolist(),
    "capdist": km.tolist(),
    "conttype": (km < 600).astype(int).tolist(),
}
near = np.argsort(km)[: count // 2]
allies = sorted((near[np.argsort(-power[near])[:10]] + 1).tolist())  # the ten strongest of the nearer half
pairs = list(itertools.combinations(allies, 2))
obligations = {"defense": 1, "offense": 0, "neutral": 0, "nonagg": 0, "consul": 0}
pacts = ag.io.read_pacts(
    {
        "mem1": [one for one, _ in pairs],
        "mem2": [other for _, other in pairs],
        "year": [2016] * len(pairs),
        **{name: [value] * len(pairs) for name, value in obligations.items()},
    }
)
print(pacts)


def told(title, model):
    """Print who balances in each pure equilibrium: how many, their median power, and that of the others."""
    for equilibrium in ag.solve(model.sums(), ag.solvers.PureBySums()):
        joined = np.array([action in ("balance", "stay") for action in equilibrium.actions])
        if joined.any():
            medians = (float(np.median(power[joined])), float(np.median(power[~joined])))
            print(f"{title}: {joined.sum()} balance, median power {medians[0]:.4f}, of the others {medians[1]:.4f}")


without = ag.from_dyads(dyads, threat, 2016, actions=["balance", "buck_pass"])
told("nobody promised anything in particular", without.model)
promised = ag.from_dyads(dyads, threat, 2016, actions=["balance", "buck_pass"], pacts=pacts)
told("help arrives where a pact owes it", promised.model)
standing = ag.models.standing_alliance(without.model, [str(code) for code in allies])
told("the pact is costly to leave", standing)
