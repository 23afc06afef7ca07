"""Benign hegemons: three reasons why nobody balances against the strongest, taken apart.

Intent is low; or even all together the rest are too weak; or cooperation pays. For imperial China and for
the United States, each reason is switched off by itself, and the predicted chances of balancing are summed.
"""

from alignment_games.cases import load_case, predicted_probabilities
from alignment_games.game.normal_form import NormalFormGame


def balancers(game: NormalFormGame) -> float:
    """Return how many states are expected to balance, in any of the ways on offer."""
    ways = ("balance", "arm", "soft_balance")
    chances = predicted_probabilities(game)
    return sum(own.get(way, 0) for own in chances.values() for way in ways)


for name in ("imperial-china", "unipolarity-1999"):
    case = load_case(name)
    power = case.model.against.power
    print(case)
    print(f"  as it was                    {balancers(case.game()):.2f} of {len(case.records)} balance")
    print(f"  intent 0.9 in all eyes       {balancers(case.game(intent=0.9)):.2f}")
    print(f"  half the power               {balancers(case.game(threat_power=power / 2)):.2f}")
    print(f"  half the power, intent 0.9   {balancers(case.game(threat_power=power / 2, intent=0.9)):.2f}")
    print(f"  siding with it pays nothing  {balancers(case.game(benefit=0, affinity=0)):.2f}")
