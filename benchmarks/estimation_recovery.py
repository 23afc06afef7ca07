"""Are known parameters found again, weights, cost and rate? 200 simulated records of 120 games; some twenty minutes.

Takes the number of records and of games as arguments.
"""

import sys

from alignment_games.estimation import QuantalResponse, recover

TRUTH = {"log rate": 3.0, "weight of proximity": 1.0, "weight of intent": 1.0, "cost of balance": 0.5}

if __name__ == "__main__":
    records, games = (int(each) for each in (*sys.argv[1:3], *("200", "120")[len(sys.argv) - 1 :]))
    theory = QuantalResponse(("proximity", "intent"), ("balance",))
    found = recover(theory, list(TRUTH.values()), records=records, games=games, climbs=2)
    print(found)
    for name, value in TRUTH.items():
        print(f"{name}: bias {found.bias[name] / value:+.1%} of the truth")
