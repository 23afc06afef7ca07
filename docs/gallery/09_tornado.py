"""Which input matters most: the slack of the alignment as each alone runs over its range."""

from scipy.stats import uniform

import alignment_games as ag

case = ag.load_case("europe-1939")
intents = {("intent", name): uniform(0.5, 0.5) for name in case.model.names}
picture = ag.plot(ag.sweeps.swings(case, {"burden": uniform(0, 0.1), "reliability": uniform(0.5, 0.5), **intents}))
