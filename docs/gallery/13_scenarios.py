"""What changed between Munich and Prague, and which figure made how much of it: Shapley values."""

import alignment_games as ag

found = ag.compare("europe-1938", "europe-1939")
picture = ag.plot(found)
