"""Are known parameters found again? 200 simulated records of 30 games; about two minutes on one core."""

from alignment_games.estimation import QuantalResponse, recover

print(recover(QuantalResponse(("power", "proximity", "intent")), [3.0, 1.0, 1.0, 1.0], records=200, games=30))
