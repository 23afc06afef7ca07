"""How to go from states' figures to a game: power, distance, perceived intent, what each may do."""

import alignment_games as ag

germany = ag.State("Germany", power=0.154, offence=1.2)
britain = ag.State("Britain", power=0.078)
france = ag.State("France", power=0.046)

threat = ag.perceived_threat(
    [britain, france],
    of=germany,
    distance_km={"Britain": 932, "France": 880},
    contiguous={"Britain": False, "France": True},
    intent={"Britain": 0.5, "France": 0.8},
)
print(threat)

game = ag.response_game(
    [britain, france],
    against=germany,
    threat=threat,
    utility=ag.SecurityUtility(burden=0.03, spillover=0.5),
    actions={"Britain": ["balance", "arm", "buck_pass"], "France": ["balance", "buck_pass", "bandwagon"]},
)
print()
print(ag.payoff_text(game))
print()
print(ag.solve(game))
