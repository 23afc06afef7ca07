"""The NATO anomaly: a model of threat predicts dissolution after 1991, and misses, even with the American guarantee.

Two explicit repairs. Perception: members see intent through their history, that is, intent is securitized.
Institution: a standing alliance pays its members something whatever the threat, that is, balancing within it
has a benefit in place of a burden. Either is a term of the model that can be argued about, not a default.
"""

from dataclasses import replace

from alignment_games.cases import load_case, predicted_probabilities
from alignment_games.game.normal_form import NormalFormGame
from alignment_games.models.response import ResponseGame

case = load_case("nato-1999")
joined = [state for state, action in case.recorded.items() if action == "balance"]


def show(title: str, game: NormalFormGame) -> None:
    """Print the predicted chance that each member of 1999 balances."""
    chances = predicted_probabilities(game)
    print(f"{title:<36}" + "  ".join(f"{state} {chances[state]['balance']:.2f}" for state in joined))


show("threat alone: the miss", case.game(guarantors={"USA": 0}))
show("with the American guarantee", case.game())
for sigma in (3, 10, 30):
    show(f"perception: odds of intent x {sigma}", case.game(securitization=dict.fromkeys(joined, sigma)))

balance = case.model.utility.responses()["balance"]
for benefit in (0.05, 0.10):
    # An action is a row of figures: the institution takes the place of the burden by its benefit.
    member = replace(balance, cost=-benefit, effort=0)
    actions = tuple(
        tuple("stay in NATO" if action == "balance" and state in joined else action for action in own)
        for state, own in zip(case.model.names, case.model.actions, strict=True)
    )
    game = ResponseGame(replace(case.model, table={"stay in NATO": member}, actions=actions))
    chances = predicted_probabilities(game)
    shown = "  ".join(f"{state} {chances[state]['stay in NATO']:.2f}" for state in joined)
    print(f"{f'institution: benefit of {benefit:.2f}':<36}{shown}")
