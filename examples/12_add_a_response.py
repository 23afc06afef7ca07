"""How to add a way of responding: a row of figures, no code. Here, hedging: half in, half out."""

import alignment_games as ag

hedge = ag.Response(membership=0.5, contribution=0.25, mobilisation=0.5, cost=0.015)
case = ag.load_case("europe-1938")
game = ag.response_game(
    case.model.states,
    case.model.against,
    case.model.threat,
    ag.SecurityUtility(burden=0.05),
    actions=["balance", "hedge", "buck_pass"],
    table={"hedge": hedge},
)
solution = ag.solve(game)
print(solution)
print(ag.explain(solution))
