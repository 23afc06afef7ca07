"""How firm, year by year: what the state that hesitates most would lose by its best deviation."""

import alignment_games as ag

burdens = [0.05, 0.06, 0.07, 0.08, 0.09, 0.1]
found = ag.series(ag.load_case("europe-1939"), list(range(1934, 1940)), {"burden": burdens})
picture = ag.plot(found)
