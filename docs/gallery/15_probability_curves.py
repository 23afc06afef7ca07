"""How likely each response is as the burden rises, where intents are guesses: curves with their 95 % bands."""

import numpy as np
from scipy.stats import uniform

import alignment_games as ag

guesses = {("intent", name): uniform(0.3, 0.6) for name in ("Britain", "France", "USSR")}
found = ag.sweeps.chances("europe-1938", {"burden": np.linspace(0, 0.2, 25)}, guesses, draws=500, rng=1)
picture = ag.plot(found)
