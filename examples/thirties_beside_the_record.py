"""The 1930s year by year, one set of default parameters: what comes out beside what happened, and where it misses.

Each year has its equilibria beside the record, and what two rival theories predict: balance of threat and balance
of power, by one rule for all cases, the logit quantal response at a fixed rate. In 1936 all pass the buck; at Munich
passing by all and an Anglo-French stand are both self-enforcing; in 1939, intent read anew, only a stand is, and the
Soviet pact is a near miss.

Also: how wide is the range of parameters over which passing the buck is an equilibrium in 1938, and at
which power of the threat does balancing turn from rising to falling.
"""

import numpy as np

import alignment_games as ag
from alignment_games.cases import BalanceOfPower, BalanceOfThreat, compare
from alignment_games.game.best_reply import pure_equilibria
from alignment_games.report.show import against_record

for name in ("europe-1936", "europe-1938", "europe-1938-large", "europe-1939"):
    case = ag.load_case(name)
    game = case.game()
    small = max(game.n_actions) * len(game.players) <= 12
    solution = ag.solve(game, ag.solvers.Auto() if small else ag.solvers.PureEnumeration())
    print(f"{case.title} ({case.year})")
    print(solution)
    print(against_record(case, solution))
    print()
    print(compare(case, [BalanceOfThreat(), BalanceOfPower()]))
    print()

# 1938: a grid of 1,000,000 parameter settings as families of games, no loop over settings.
shape = {"burden": np.linspace(0, 0.3, 25), "spillover": np.linspace(0, 1, 20), "punishment": np.linspace(0, 0.5, 10)}
wider = {"appeasement": np.linspace(0, 0.5, 10), "decisiveness": np.linspace(0.5, 3, 20)}
axes = {**shape, **wider}
grids = np.meshgrid(*axes.values(), indexing="ij", sparse=True)
parameters = {name: grid[..., None] for name, grid in zip(axes, grids, strict=True)}
case = ag.load_case("europe-1938")
held = []
for burden in axes["burden"]:  # one slice at a time bounds the memory
    family = case.game(**{**parameters, "burden": np.full((1, 1, 1, 1, 1, 1), burden)})
    held.append(pure_equilibria(family.payoffs, 3)[..., 1, 1, 1].mean())
print("1938: the share of settings (spillover 0-1, punishment 0-0.5, appeasement 0-0.5, decisiveness 0.5-3)")
print("in which passing the buck by all three is an equilibrium, by burden:")
for burden, share in list(zip(axes["burden"], held, strict=True))[::4]:
    print(f"  burden {burden:.3f}: {share:.0%}")

# 1939: France's gain from balancing over passing the buck, Britain balancing, as the threat's power grows.
power = np.linspace(0.01, 3, 3000)
payoffs = ag.load_case("europe-1939").game(threat_power=power[:, None]).payoffs
gain = payoffs[:, 1, 0, 0, 1] - payoffs[:, 1, 0, 1, 1]
turn = int(gain.argmax())
last = power[np.flatnonzero(gain > 0)[-1]]
print()
print(f"1939: France's gain from balancing is greatest at a German power of {power[turn]:.3f} (0.178 in fact)")
print(f"and is gone above {last:.2f}: a hopeless coalition is not joined.")
