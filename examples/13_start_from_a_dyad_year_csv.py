"""How to start from a dyad-year table, as peacesciencer writes it: one row for each pair of states and year."""

from pathlib import Path

import pandas as pd

import alignment_games as ag
from alignment_games.io.dyads import from_dyads

# In R: write.csv(my_dyads, "dyads.csv", row.names = FALSE). These three rows stand for it; the figures are rounded.
Path("dyads.csv").write_text(
    """ccode1,ccode2,year,cinc1,cinc2,capdist,conttype
255,200,1938,0.154,0.078,932,0
255,220,1938,0.154,0.046,880,1
255,365,1938,0.154,0.164,1610,0
""",
    encoding="utf-8",
)

names = {200: "Britain", 220: "France", 255: "Germany", 365: "USSR"}
dyads = from_dyads(pd.read_csv("dyads.csv"), threat=255, year=1938, names=names)
print(dyads)

solution = ag.solve(dyads.game(intent=0.7))
print(solution)
solution.to_frame().to_csv("equilibria.csv", index=False)  # back to R: read.csv("equilibria.csv")
