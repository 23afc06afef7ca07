"""Who balances in a world of many states: the weak, unless the great care for the whole or all are defended.

Eighty states whose powers follow Zipf's law, near and far, see the same ill intent in a middle power. The great and the
distant hold alone, so joining gains them nothing, and those who join do it for a protection that is kept for members:
the coalition is one of the weak (`alignment_games.catalogue.sign_claims` has the bound). Two terms of the literature
turn that round: milieu goals that weigh more the greater a state (Wolfers 1962; Waltz 1979), and a coalition whose
strength defends outsiders as it does members (Olson & Zeckhauser 1966: the great bear the burden). The first only where
nobody stands yet: a coalition of the weak, once formed, keeps the great out. Both have a price, which the 1930s show.
"""

import numpy as np

import alignment_games as ag
from alignment_games.cases import BalanceOfThreat, CollectiveGoods, MilieuGoals

N = 80
states = [ag.State(f"State {k + 1}", 0.25 / (k + 1)) for k in range(N)]
powers = np.array([state.power for state in states])
threat = ag.State("Threat", 0.04)
distance = [1000 + 7919 * k % 9000 for k in range(N)]
seen = ag.perceived_threat(states, threat, distance_km=distance, intent=0.5)
world = ag.response_model(states, threat, seen, actions=["balance", "buck_pass", "bandwagon"])


def settled(game, play):
    """Return where best replies lead, one state after the other, the strongest first, until nobody moves."""
    before = None
    while play != before:
        before, play = play, list(play)
        for i, own in enumerate(game.actions):
            values = game.deviation_payoffs(play)[i]
            if values.max() > values[own.index(play[i])] + 1e-12:
                play[i] = own[int(values.argmax())]
    return play


def median(play, action):
    """Return the median power of those who take an action."""
    return float(np.median(powers[[each == action for each in play]]))


def thirties(theory):
    """Return the pure equilibria of Britain, France and the USSR, year by year: B for balance, P for pass the buck."""
    years = []
    for year in (1936, 1938, 1939):
        model = theory.model(ag.load_case(f"europe-{year}").model)
        pure = ag.solve(model.game(), ag.solvers.PureEnumeration())
        years.append(" or ".join("".join(a.replace("buck_", "")[0].upper() for a in each.actions) for each in pure))
    return years


theories = {
    "balance of threat": BalanceOfThreat(),
    "milieu by power, .15": MilieuGoals(0.15, by_power=True),
    "milieu by power, 1": MilieuGoals(1, by_power=True),
    "spillover .15": CollectiveGoods(0.15),
    "spillover 1": CollectiveGoods(1),
}
found = {}
for name, theory in theories.items():
    game = theory.model(world).sums()
    found[name] = play = settled(game, ["buck_pass"] * N)
    told = f"{play.count('balance'):3d} of {N} balance, median power {median(play, 'balance'):.4f}"
    passers = f"{play.count('buck_pass')} pass, {median(play, 'buck_pass'):.4f}"
    print(f"{name:<21} {told}; {passers}; 1936, 1938, 1939: {', '.join(thirties(theory))}")

weak = found["balance of threat"]
stays = theories["milieu by power, .15"].model(world).sums().regrets(weak).max() == 0
print(f"The coalition of the weak, once it stands, is an equilibrium with milieu goals by power, .15, too: {stays}")
assert median(weak, "balance") < median(weak, "buck_pass")
assert found["milieu by power, .15"].index("balance") == 0
assert stays
assert median(found["spillover 1"], "balance") > median(found["spillover 1"], "buck_pass")
assert thirties(theories["milieu by power, .15"]) == thirties(BalanceOfThreat()) == ["PPP", "BBP or PPP", "BBB"]
