"""The map of 1938: states at their capitals, what each did, how threatened it felt."""

import alignment_games as ag

case = ag.load_case("europe-1938")
picture = ag.plot(case)
