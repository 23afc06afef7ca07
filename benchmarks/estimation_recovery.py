"""Are known parameters found again, weights, cost and rate? 200 simulated records of 100 games; five minutes on a core.

Takes the numbers of records and of games as arguments, and "profile" to count how often intervals of the profile hold
the truth. Each search is one climb from the truth, which keeps it cheap.
"""

import sys

from alignment_games.estimation import QuantalResponse, recover

TRUTH = {"log rate": 3.0, "weight of proximity": 1.0, "weight of intent": 1.0, "cost of balance": 0.5}

if __name__ == "__main__":
    records, games = map(int, sys.argv[1:3] if len(sys.argv) > 2 else ("200", "100"))
    theory, truth = QuantalResponse(("proximity", "intent"), ("balance",)), list(TRUTH.values())
    kind = "profile" if "profile" in sys.argv else "wald"
    found = recover(theory, truth, records=records, games=games, start=truth, climbs=1, intervals=kind)
    print(found)
    for name, value in TRUTH.items():
        print(f"{name}: bias {found.bias[name] / value:+.1%} of the truth")
