"""Where passing the buck is rational in 1938, and why: distance, borders, offence, reliability and burden.

Britain, France and the USSR face Germany. Each plane varies two figures and keeps the rest at the defaults; every
point is a game whose pure equilibria are all found. With a beginning for file names the planes are drawn.
"""

import sys

import numpy as np

import alignment_games as ag

case = ag.load_case("europe-1938")
capital_km = np.array(case.model.threat.distance_km)
#: Border to border, Germany to Britain and to the USSR, 1 January 1938 (CShapes 2.0, Schvitz et al. 2022).
border_km = np.array([303.2, 0, 278.3])
POINTS = 41


def at_distance(kilometres, **parameters):
    """Return the games with every capital so many times as far away, or borders in place of capitals."""
    return case.game(distance_km=kilometres, **parameters)


def pure(game):
    """Return the pure equilibria, each as an action for each state."""
    for equilibrium in ag.solve(game):
        actions = [max(equilibrium[state], key=equilibrium[state].get) for state in game.players]
        if all(equilibrium[state][action] == 1 for state, action in zip(game.players, actions, strict=True)):
            yield actions


times, offence, reliability, burden = (
    np.linspace(low, high, POINTS) for low, high in ((0.25, 3), (0.4, 1.6), (0, 1), (0, 0.15))
)
planes = {
    "distance and reliability": ag.sweep(
        lambda times, reliability: at_distance(times * capital_km, reliability=reliability),
        vary={"times": times, "reliability": reliability},
    ),
    "offence and burden": ag.sweep(
        lambda offence, burden: at_distance(capital_km, threat_offence=offence / 0.8, burden=burden),
        vary={"offence": offence, "burden": burden},
    ),
    "distance and offence": ag.sweep(
        lambda times, offence: at_distance(times * capital_km, threat_offence=offence / 0.8),
        vary={"times": times, "offence": offence},
    ),
}
for name, diagram in planes.items():
    print(f"1938 over {name}:")
    for region in diagram.regions():
        print(f"  {region}")

# Why: what each state gains by balancing while all pass, and while the others balance. Passing holds where the
# first is negative for all: the buck has a catcher (the others' stand), a buffer (distance) or is hopeless to take up.
settings = {
    "the defaults": {},
    "borders instead of capitals": {"distance_km": border_km},
    "half as far": {"distance_km": capital_km / 2},  # the same as twice the scale of distance
    "the offence at par": {"threat_offence": 1 / 0.8},
    "no promise kept": {"reliability": 0},
    "a burden of 0.02": {"burden": 0.02},
}
found = {}
print("\nWhat balancing would gain a state over passing the buck, if all the others pass | if all balance:")
for name, changes in settings.items():
    game = case.game(**changes)
    gains = []
    for i, state in enumerate(game.players):
        own = np.moveaxis(game.payoffs[i], i, 0)
        balance, buck_pass = own[0], own[1]
        gains.append(f"{state} {(balance - buck_pass)[1, 1]:+.3f} | {(balance - buck_pass)[0, 0]:+.3f}")
    play = [[{"balance": "B", "buck_pass": "P"}[action] for action in profile] for profile in pure(game)]
    found[name] = {"".join(profile) for profile in play}
    print(f"  {name:28} {';  '.join(gains)};  pure equilibria: {', '.join(sorted(found[name]))}")
assert found["the defaults"] == {"BBP", "PPP"}
assert found["half as far"] == {"BBB", "PPP"}
assert found["borders instead of capitals"] == {"BBB"}

if len(sys.argv) > 1:
    for k, (name, diagram) in enumerate(planes.items(), start=1):
        ax = ag.plot(diagram, by="equilibria")
        ax.set_xlabel(f"{ax.get_xlabel()}\n1938: {name}")
        ag.report.save_picture(ax, f"{sys.argv[1]}_{k}.png")
