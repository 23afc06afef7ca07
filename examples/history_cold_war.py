"""Power against threat in the Cold War: why more states joined the stronger side.

By power alone the United States of 1949, the strongest state by far, should have been balanced against. By
threat it was the Soviet Union: nearer, armed, and feared. The same European states face each in turn, and the other
great power stands behind those who balance: an ally is to be had on either side.
"""

from dataclasses import replace

from alignment_games.cases import BalanceOfPower, BalanceOfThreat, load_case, predicted_probabilities
from alignment_games.models.response import ResponseGame, response_game
from alignment_games.states import Guarantor, SecurityUtility
from alignment_games.states.threat import perceived_threat

case = load_case("nato-1949")
model = case.model
america = next(state for state in model.states if state.name == "USA")
europe = [state for state in model.states if state.name != "USA"]
# Great-circle distance from Washington, rounded; intent 0.05: occupied, paid and defended by it, not attacked.
from_washington = {
    "Britain": 5900,
    "France": 6170,
    "Italy": 7220,
    "Norway": 6240,
    "Netherlands": 6200,
    "Sweden": 6640,
    "Finland": 6940,
}
perceived = perceived_threat(
    europe, america, distance_km=[from_washington[state.name] for state in europe], intent=0.05
)
names = [state.name for state in europe]
menu = {name: own for name, own in zip(model.names, model.actions, strict=True) if name in names}
ally = [Guarantor("USSR", model.against.power, names)]
rows = {"USA": response_game(europe, america, perceived, SecurityUtility(), actions=menu, guarantors=ally).model}
keep = [k for k, state in enumerate(model.states) if state.name != "USA"]
conceded = replace(model.utility, autonomy=model.utility.autonomy[keep])  # by Italy and Finland, in the peace of 1947
soviet = perceived_threat(
    europe,
    model.against,
    distance_km=[model.threat.distance_km[k] for k in keep],
    contiguous=[model.threat.contiguous[k] for k in keep],
    intent=[model.threat.intent[k] for k in keep],
)
ally = [Guarantor("USA", america.power, names)]
rows["USSR"] = response_game(europe, model.against, soviet, conceded, actions=menu, guarantors=ally).model

for theory in (BalanceOfThreat(), BalanceOfPower()):
    print(theory.name)
    for name, own in rows.items():
        seen = theory.model(own)
        chances = predicted_probabilities(ResponseGame(seen))
        expected = sum(each["balance"] for each in chances.values())
        felt = float(seen.threat.values.mean())
        print(f"  against the {name:<5} mean threat {felt:.2f}, {expected:.2f} of {len(europe)} expected to balance")
