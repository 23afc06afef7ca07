"""How to run rival theories on the same case: balance of threat beside balance of power, beside the record."""

import alignment_games as ag
from alignment_games.states import AdditiveThreat, MultiplicativeThreat, PowerOnlyThreat

case = ag.load_case("europe-1938")
print("recorded:", ", ".join(case.recorded.values()))
forms = {"threat (product)": MultiplicativeThreat(), "threat (mean)": AdditiveThreat(), "power only": PowerOnlyThreat()}
for name, form in forms.items():
    game = case.game(form=form)
    found = [", ".join(equilibrium.actions) for equilibrium in ag.solve(game) if equilibrium.pure]
    print(f"{name:<18} threats {[round(float(t), 2) for t in game.model.threat.values]}  {' | '.join(found)}")
