"""Every equilibrium of Munich side by side: standing together, passing the buck, and mixing."""

import alignment_games as ag

solution = ag.solve(ag.load_case("europe-1938").game())
picture = ag.plot(solution)
