"""How sure: the probability of each response when intents and burden are guesses."""

from scipy.stats import uniform

import alignment_games as ag

case = ag.load_case("europe-1938")
intents = {("intent", "France"): uniform(0.5, 0.4), ("intent", "Britain"): uniform(0.3, 0.4)}
picture = ag.plot(ag.uncertain(case, {"burden": uniform(0.02, 0.06), **intents}, draws=4000, rng=1))
