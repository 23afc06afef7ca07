"""How sure: the probability of each response when intents and burden are guesses."""

from scipy.stats import uniform

import alignment_games as ag

case = ag.load_case("europe-1938")
guesses = {"France": uniform(0.5, 0.4), "Britain": uniform(0.3, 0.4)}
picture = ag.plot(ag.uncertain(case, draws=4000, rng=1, burden=uniform(0.02, 0.06), intent=guesses))
