"""The NATO anomaly: a model of threat predicts dissolution after 1991, and misses, even with the American guarantee.

Two explicit repairs. Perception: members see intent through their history, that is, intent is securitized.
Institution: a standing alliance pays its members something whatever the threat, and costs something to leave.
Either is a term of the model that can be argued about, not a default.
"""

from alignment_games.cases import load_case, predicted_probabilities
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.models import standing_alliance

case = load_case("nato-1999")
joined = [state for state, action in case.recorded.items() if action == "balance"]


def show(title: str, game: NormalFormGame, stand: str = "balance") -> None:
    """Print the predicted chance that each member of 1999 balances, or stays in an alliance that does."""
    chances = predicted_probabilities(game)
    print(f"{title:<42}" + "  ".join(f"{state} {chances[state][stand]:.2f}" for state in joined))


show("threat alone: the miss", case.game(guarantors={"USA": 0}))
show("with the American guarantee", case.game())
for sigma in (3, 10, 30):
    show(f"perception: odds of intent x {sigma}", case.game(securitization=dict.fromkeys(joined, sigma)))

for benefit, exit_cost in ((0.05, 0), (0.05, 0.05), (0.1, 0.05)):
    # Wallander 2000: an institution's assets serve its members whatever the threat, and are costly to leave.
    alliance = standing_alliance(case.model, joined, benefit=benefit, exit_cost=exit_cost)
    show(f"institution: benefit {benefit}, exit cost {exit_cost}", alliance.game(), stand="stay")
